import { CsvScanner, type CsvRecord } from './scanner.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Line and column, from 1, of an offset at or after a record's beginning. */
export function placeAt(text: string, record: Pick<CsvRecord, 'line' | 'start'>, offset: number): Place {
  let { line, start } = record;
  for (let at = start; at < offset; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 10 && !(code === 13 && text.charCodeAt(at + 1) !== 10)) continue;
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Line and column, from 1, where a field of a record begins; of a field that is not there, where the record begins. */
export function placeIn(text: string, delimiter: string, record: CsvRecord, index: number): Place {
  const starts: number[] = [];
  new CsvScanner(text, delimiter, { offset: record.start, line: record.line }).next(starts);
  return placeAt(text, record, starts[index] ?? record.start);
}
