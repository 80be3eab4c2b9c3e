import type { ReadOptions } from '../../model/source.ts';
import { DELIMITERS, type Delimiter, type Start } from '../_table/records.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import { isCertain, isEnough, mapColumns, type ColumnMap } from './columns.ts';
import { readHeadings, type SheetHeading } from './headings.ts';
import type { SheetKind } from './kind.ts';

/** A title, a period and a few filters may stand above the header, never this much. */
const HEADER_WITHIN = 60;

/** A line that could be a header. */
export interface Candidate {
  readonly delimiter: Delimiter;
  readonly header: CsvRecord;
  readonly headings: readonly SheetHeading[];
  /** Where the first record below it begins. */
  readonly data: Start;
}

/** A sheet's header, under a kind. */
export interface Table extends Candidate {
  readonly map: ColumnMap;
}

/** The first lines of a text under the delimiter declared, or each. */
export function candidatesIn(text: string, declared: ReadOptions['delimiter']): readonly Candidate[] {
  return (declared ? [declared] : DELIMITERS).flatMap((delimiter) => {
    const scanner = new CsvScanner(text, delimiter);
    const found: Candidate[] = [];
    for (let seen = 0; seen < HEADER_WITHIN; seen += 1) {
      const header = scanner.next();
      if (!header) break;
      if (header.fault || header.fields.filter((field) => field.trim() !== '').length < 2) continue;
      found.push({ delimiter, header, headings: readHeadings(header.fields), data: scanner.place });
    }
    return found;
  });
}

/** How much of a header was understood: a whole one first, then one that is certain, then by fields. */
function weight(kind: SheetKind, { map, headings }: Table): number {
  const whole = isEnough(kind, map.columns) ? 1000 : 0;
  const declared = whole > 0 && map.missing.length === 0 ? 1000 : 0;
  return whole + declared + (isCertain(kind, map.columns, headings) ? 500 : 0) + map.columns.size;
}

/** The line that reads best as the header of a kind. */
export function findTable(
  kind: SheetKind,
  candidates: readonly Candidate[],
  declared?: ReadOptions['sheet_columns'],
): Table | undefined {
  let best: { table: Table; weight: number } | undefined;
  for (const candidate of candidates) {
    const table = { ...candidate, map: mapColumns(kind, candidate.headings, declared) };
    const own = weight(kind, table);
    if (own > (best?.weight ?? -1)) best = { table, weight: own };
  }
  return best?.table;
}
