import { placeIn, type Place } from './place.ts';
import { CsvScanner, type CsvRecord } from './scanner.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Where records are looked for: an offset in a text or the number of a sheet's row, and the line that people count. */
export interface Start {
  readonly offset: number;
  readonly line: number;
}

/** A table's records, whatever they are written in. */
export interface Records {
  /** What stands between the fields of a text; undefined for a sheet of cells. */
  readonly delimiter: Delimiter | undefined;
  scan(from: Start): { next(): CsvRecord | undefined; readonly place: Start };
  /** Where a field of a record begins; of a field that is not there, where the record begins. */
  placeOf(record: CsvRecord, index: number): Place;
}

/** The records of a text under a delimiter. */
export function textRecords(text: string, delimiter: Delimiter): Records {
  return {
    delimiter,
    scan: (from) => new CsvScanner(text, delimiter, from),
    placeOf: (record, index) => placeIn(text, delimiter, record, index),
  };
}
