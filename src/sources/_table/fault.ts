import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import { placeAt } from './place.ts';
import { MAX_COLUMNS, MAX_FIELD, type CsvRecord } from './scanner.ts';

const FAULTS = {
  'quote-unclosed': {
    message: 'a quote is opened here and never closed, so its line is set aside',
    expected: 'a closing quote',
    mend: 'close the quote, or double it where it stands for itself',
  },
  'field-too-long': {
    message: 'a field is too long',
    expected: `at most ${MAX_FIELD} characters`,
    mend: 'check `delimiter`',
  },
  'fields-too-many': {
    message: 'the record has too many fields',
    expected: `at most ${MAX_COLUMNS}`,
    mend: 'check `delimiter`',
  },
} as const;

/** A record that could not be read as one. */
export function faultOf(
  file: string,
  text: string,
  record: CsvRecord,
  fault: NonNullable<CsvRecord['fault']>,
): Problem {
  const { message, ...advice } = FAULTS[fault.code];
  return problem(fault.code, { file, ...placeAt(text, record, fault.offset) }, message, advice);
}

/** Nothing but delimiters: a spreadsheet's empty row. It holds nothing, so nothing is lost with it. */
export function isBlank(record: CsvRecord): boolean {
  return record.fault === undefined && record.fields.every((field) => field.trim() === '');
}
