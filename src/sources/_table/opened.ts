import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { lostCharacter, problem, shown } from '../_codes.ts';
import { decodeText, firstLoss, Lines, MAX_BYTES, type Decoded } from '../_text.ts';
import type { DateOrder } from './dates.ts';
import type { Choice } from './evidence.ts';
import type { Start } from './records.ts';
import type { CsvRecord } from './scanner.ts';

/** A sheet of records, ready for them to be read. */
export interface Opened<Columns> {
  readonly file: string;
  readonly text: string;
  readonly encoding: Pick<Decoded, 'encoding' | 'how'>;
  readonly delimiter: string;
  readonly header: CsvRecord;
  readonly data: Start;
  readonly columns: Columns;
  readonly decimal: Choice<DecimalMark>;
  readonly dateOrder: Choice<DateOrder>;
  /** Of records that do not say theirs. */
  readonly currency: string;
  readonly problems: readonly Problem[];
}

/** The text of a file; or why there is none to read. Never throws. */
export function openText(bytes: Uint8Array, file: string, encoding: ReadOptions['encoding']): Decoded | Problem {
  const top = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) {
    const advice = { expected: `at most ${MAX_BYTES}`, mend: 'export shorter periods' };
    return problem('file-too-large', top, `the file has ${bytes.length} bytes`, advice);
  }
  const decoded = decodeText(bytes, encoding);
  const advice = { expected: 'a header and records', mend: 'export it again' };
  return decoded.text.trim() === '' ? problem('file-empty', top, 'the file is empty', advice) : decoded;
}

/** The first character that the encoding lost, if any. */
export function lostIn(file: string, { text, encoding }: Decoded): Problem[] {
  const lost = firstLoss(text);
  return lost === undefined ? [] : [lostCharacter({ file, ...new Lines(text).at(lost) }, encoding)];
}

/** Columns that the portfolio names and the header has not; `where` says where it names them. */
export function missingColumns(
  file: string,
  header: CsvRecord,
  missing: readonly { readonly field: string; readonly column: string }[],
  where: (field: string) => string,
): Problem[] {
  const expected = `one of ${header.fields.map(shown).join(', ').slice(0, 400)}`;
  return missing.map(({ field, column }) =>
    problem(
      'column-unknown',
      { file, line: header.line, column: 1 },
      `column ${shown(column)} for ${field} is not in this file`,
      { expected, mend: `mend ${where(field)}` },
    ),
  );
}
