import { headingKey, readHeading } from '../_table/heading-key.ts';

/** A heading of a sheet as it is looked up. */
export interface SheetHeading {
  readonly key: string;
  /** Without a currency or a time zone at its end: `Amount (USD)`, `Created (UTC)`. */
  readonly bare: string;
  readonly currency: string | undefined;
}

/** A longer cell is no heading. */
const LONGEST = 120;

export function readHeadings(fields: readonly string[]): readonly SheetHeading[] {
  return fields.map((field) => {
    if (field.length > LONGEST) return { key: '', bare: '', currency: undefined };
    const read = readHeading(field);
    return read.key.endsWith(' utc') ? { ...read, bare: headingKey(read.key.slice(0, -4)) } : read;
  });
}
