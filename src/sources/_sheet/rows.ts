import type { Problem } from '../../core/problem.ts';
import type { Cell, Row } from '../../model/facts.ts';
import { SHEETS } from '../../model/sheets.ts';
import { shown } from '../_codes.ts';
import {
  wordsIn,
  type Cells,
  type Gathered,
  type ReadRecord,
  type SheetKind,
  type SheetTable,
  type Tell,
} from './kind.ts';

interface TableColumn {
  readonly name: string;
  /** What stands where nothing is known. */
  readonly absent: Cell;
}

function columnsOf(table: SheetTable): readonly TableColumn[] {
  const columns: readonly [string, string][] = Object.entries(SHEETS[table]);
  return columns.map(([name, type]) => ({
    name,
    absent: type === 'VARCHAR' && name !== 'fee_percent' ? '' : null,
  }));
}

/** The columns of every table, worked out once: a sheet of hours has a hundred thousand rows. */
const COLUMNS = new Map(Object.keys(SHEETS).map((table) => [table, columnsOf(table as SheetTable)]));

/** A row of a table: what `own` says, else the cells of the same names; what is not known is NULL, or '' for words. */
export function rowOf(table: SheetTable, { record, cells, currency }: ReadRecord, own: Cells = {}): Row {
  const row: Record<string, Cell> = { line: BigInt(record.line) };
  for (const { name, absent } of COLUMNS.get(table) ?? []) {
    if (name === 'currency') row[name] = currency;
    else if (name !== 'line') row[name] = own[name] ?? (name in own ? absent : (cells[name] ?? absent));
  }
  return row;
}

/** A row for each record; a second one of the same name is set aside. */
export function gatherRows(kind: SheetKind, records: readonly ReadRecord[], tell: Tell): Gathered {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  for (const one of records) {
    const { record, cells } = one;
    const name = kind.key === undefined ? '' : wordsIn(cells, kind.key);
    const before = name === '' ? undefined : lines.get(name.toLowerCase());
    if (before !== undefined) {
      problems.push(
        tell('sheet-duplicate', { record, field: kind.key ?? '' }, `${shown(name)} is on line ${before}, too`, {
          expected: `each ${kind.key ?? 'record'} once`,
          mend: 'take out the one that does not hold; until then the first counts',
        }),
      );
      continue;
    }
    if (name !== '') lines.set(name.toLowerCase(), record.line);
    rows.push(rowOf(kind.table, one, kind.row?.(cells)));
  }
  return { tables: { [kind.table]: rows }, problems };
}
