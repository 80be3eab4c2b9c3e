import { addDays, isIsoDate, type IsoDate } from '../../core/date.ts';
import type { Facts, Row } from '../../model/facts.ts';
import { SHEETS } from '../../model/sheets.ts';
import { sqlText } from '../../model/sql.ts';
import { integer, text } from '../ledger.ts';

/** Sheets that tell of deliveries, by their tables. */
export type SheetName = 'quotes' | 'jobs' | 'job_costs' | 'credentials';

/** One record of a sheet, and where it stands. */
export interface SheetRecord {
  readonly source: string;
  readonly line: bigint;
  readonly row: Row;
}

/** The records of an entity's sheets of one kind, in the order of the files. */
export async function recordsOf(facts: Facts, sheet: SheetName, entity: string): Promise<readonly SheetRecord[]> {
  const columns = ['source', ...Object.keys(SHEETS[sheet])].join(', ');
  const rows = await facts.query(
    `SELECT ${columns} FROM ${sheet} WHERE entity = ${sqlText(entity)} ORDER BY file, line`,
  );
  return rows.map((row) => ({ source: text(row['source']), line: integer(row['line']), row }));
}

export function wordsIn({ row }: SheetRecord, column: string): string {
  return text(row[column]).trim();
}

/** A day; undefined where the cell is open. */
export function dayIn({ row }: SheetRecord, column: string): IsoDate | undefined {
  return text(row[column]).slice(0, 10) || undefined;
}

/** A whole number: minor units, miles; undefined where the cell is open. */
export function numberIn({ row }: SheetRecord, column: string): bigint | undefined {
  const cell = row[column];
  return cell === null || cell === undefined ? undefined : integer(cell);
}

/** True where the record's money is in the currency; a sheet that says none is in the entity's. */
export function isIn(record: SheetRecord, currency: string): boolean {
  const own = wordsIn(record, 'currency');
  return own === '' || own === currency;
}

/** The year that ends with a day. */
export function yearTo(to: IsoDate): { readonly from: IsoDate; readonly to: IsoDate } {
  const year = Number(to.slice(0, 4)) - 1;
  const same = `${year}${to.slice(4)}`;
  // A year before 29 February is 28 February.
  return { from: addDays(isIsoDate(same) ? same : `${year}-02-28`, 1), to };
}
