import type { TableName } from '../../model/tables.ts';
import type { Facts } from '../../model/facts.ts';
import { text } from '../ledger.ts';

const LOOKED_AT = [
  'bookings',
  'deals',
  'quotes',
  'channels',
  'invoices',
  'agreements',
  'time_entries',
  'rent_roll',
  'leases',
  'jobs',
] as const satisfies readonly TableName[];

type Sheet = (typeof LOOKED_AT)[number];

/** Which sheets each entity has rows of. */
export interface SheetsOnFile {
  /** `subject`, the revenue stream, tells bookings apart. */
  has(entity: string, sheet: Sheet, subject?: string): boolean;
  hasAny(entity: string): boolean;
}

export async function sheetsOnFile(facts: Facts): Promise<SheetsOnFile> {
  const parts = LOOKED_AT.map((sheet) => `SELECT DISTINCT entity, subject, '${sheet}' AS sheet FROM ${sheet}`);
  const found = (await facts.query(parts.join('\nUNION ALL '))).map((row) => ({
    entity: text(row['entity']),
    sheet: text(row['sheet']),
    subject: text(row['subject']),
  }));
  return {
    has: (entity, sheet, subject) =>
      found.some(
        (one) => one.entity === entity && one.sheet === sheet && (subject === undefined || one.subject === subject),
      ),
    hasAny: (entity) => found.some((one) => one.entity === entity),
  };
}
