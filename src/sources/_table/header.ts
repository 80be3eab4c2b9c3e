import type { ReadOptions } from '../../model/source.ts';
import { readDateCell } from './dates.ts';
import type { Records, Start } from './records.ts';
import type { CsvRecord } from './scanner.ts';
import { isEnough, mapColumns, type ColumnMap } from './columns.ts';

/** Account details above the header take a few lines, never this many. */
const HEADER_WITHIN = 60;
const SAMPLE = 100;

/** Where the table begins, and what its columns are. */
export interface Table {
  readonly records: Records;
  /** The header; undefined where the file has none. */
  readonly header: CsvRecord | undefined;
  /** Where the first record of data begins. */
  readonly data: Start;
  readonly map: ColumnMap;
  readonly found: boolean;
}

function isBlank(record: CsvRecord): boolean {
  return record.fields.every((field) => field.trim() === '');
}

/** The first records of a table, each with the place where the next begins. */
function sample(all: Records, start: Start, count: number): { record: CsvRecord; after: Start }[] {
  const scanner = all.scan(start);
  const records: { record: CsvRecord; after: Start }[] = [];
  while (records.length < count) {
    const record = scanner.next();
    if (!record) break;
    if (!isBlank(record)) records.push({ record, after: scanner.place });
  }
  return records;
}

type Sample = ReturnType<typeof sample>;

function byNames(source: Records, records: Sample, options: ReadOptions): Table | undefined {
  let best: Table | undefined;
  for (const { record, after } of records.slice(0, HEADER_WITHIN)) {
    if (record.fault || record.fields.length < 2) continue;
    const map = mapColumns(record.fields, options);
    const table: Table = { records: source, header: record, data: after, map, found: isEnough(map.columns) };
    if (table.found && map.missing.length === 0) return table;
    if (weight(table) > (best ? weight(best) : 0)) best = table;
  }
  return best;
}

/** How much of a header was understood: a whole one first, then by fields. */
function weight({ found, map, header }: Table): number {
  const fields = Object.keys(map.columns).length;
  return (
    (found && map.missing.length === 0 ? 10_000 : 0) +
    (found ? 1000 : 0) +
    fields * 10 +
    Math.min(header?.fields.length ?? 0, 9)
  );
}

/** Columns are declared by number and nobody said whether there is a header: data begin where the date column holds a date. */
function byNumbers(source: Records, records: Sample, options: ReadOptions, start: Start): Table {
  const map = mapColumns([], options);
  const [date = -1] = map.columns.date ?? [];
  const first = records.findIndex(({ record }) => readDateCell(record.fields[date] ?? '') !== undefined);
  const above = records[first - 1];
  const same = above && above.record.fields.length === records[first]?.record.fields.length;
  if (!above || !same)
    return { records: source, header: undefined, data: above?.after ?? start, map, found: isEnough(map.columns) };
  return headed(above, source, options);
}

function headed({ record, after }: Sample[number], source: Records, options: ReadOptions): Table {
  const map = mapColumns(record.fields, options);
  return { records: source, header: record, data: after, map, found: isEnough(map.columns) };
}

function onlyNumbers(options: ReadOptions): boolean {
  const names = Object.values(options.columns ?? {}).flat();
  return names.length > 0 && names.every((name) => /^\d{1,3}$/.test(name));
}

function tableWith(source: Records, start: Start, options: ReadOptions): Table | undefined {
  const records = sample(source, start, SAMPLE);
  const [first] = records;
  if (!first) return undefined;
  if (options.header === true) return headed(first, source, options);
  if (options.header === false) {
    const map = mapColumns([], options);
    return { records: source, header: undefined, data: start, map, found: isEnough(map.columns) };
  }
  return onlyNumbers(options) ? byNumbers(source, records, options, start) : byNames(source, records, options);
}

/** How alike the records are under a delimiter: the share of the commonest number of fields, if that is over one. */
function consistency(source: Records, start: Start): number {
  const counts = new Map<number, number>();
  const records = sample(source, start, SAMPLE);
  for (const { record } of records) counts.set(record.fields.length, (counts.get(record.fields.length) ?? 0) + 1);
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best && best[0] > 1 ? best[1] / records.length : 0;
}

/** Of several ways to read a table (a text under each delimiter), the one under which it reads best. */
export function findTable(ways: readonly Records[], start: Start, options: ReadOptions): Table | undefined {
  const tables = ways.flatMap((records) => tableWith(records, start, options) ?? []);
  const scored = tables.map((table) => ({
    table,
    score: weight(table) + (ways.length > 1 ? consistency(table.records, start) * 5 : 0),
  }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.table;
}
