import type { ReadOptions } from '../../model/source.ts';
import { lostCharacter, problem } from '../_codes.ts';
import { blankLayout, layOut, type TableLayout } from '../_table/layout.ts';
import { DELIMITERS, textRecords, type Delimiter, type Start } from '../_table/records.ts';
import { decodeText, firstLoss, Lines, MAX_BYTES, type Decoded } from '../_text.ts';

/** Everything about a CSV file that its records are read by. */
export interface CsvLayout extends TableLayout {
  readonly encoding: Decoded['encoding'];
  readonly encodingHow: Decoded['how'];
  readonly delimiter: Delimiter;
  readonly quote: '"';
}

export interface OpenCsv {
  readonly layout: CsvLayout;
  readonly text: string;
  readonly data: Start;
}

function skipLines(text: string, count: number, from: Start): Start {
  let { offset, line } = from;
  const ends = /\r\n|\n|\r/g;
  for (let left = count; left > 0; left -= 1) {
    ends.lastIndex = offset;
    const end = ends.exec(text);
    if (!end) return { offset: text.length, line };
    offset = ends.lastIndex;
    line += 1;
  }
  return { offset, line };
}

/** Excel's own first line, `sep=;`. */
function excelSeparator(text: string): Delimiter | undefined {
  const match = /^"?sep=([,;\t|])"?(?=[\r\n]|$)/i.exec(text);
  return match?.[1] as Delimiter | undefined;
}

function textLayout(
  layout: TableLayout,
  { encoding, how }: Pick<Decoded, 'encoding' | 'how'>,
  delimiter: Delimiter,
): CsvLayout {
  return { ...layout, encoding, encodingHow: how, delimiter, quote: '"' };
}

/** A CSV file's text and layout, ready for its records to be read. Never throws. */
export function openCsv(bytes: Uint8Array, file: string, options: ReadOptions, partial = false): OpenCsv {
  const nowhere = { offset: 0, line: 1 };
  const at = { file, line: 1, column: 1 };
  const blank = blankLayout(file, options);
  if (bytes.length > MAX_BYTES) {
    const found = problem('file-too-large', at, `the file has ${bytes.length} bytes`, {
      expected: `at most ${MAX_BYTES}`,
      mend: 'export shorter periods',
    });
    const unknown = { encoding: options.encoding ?? 'utf-8', how: 'found' } as const;
    const layout = textLayout({ ...blank, problems: [found] }, unknown, options.delimiter ?? ',');
    return { layout, text: '', data: nowhere };
  }
  const decoded = decodeText(bytes, options.encoding, partial);
  const { text } = decoded;
  const lost = firstLoss(text);
  const losses = lost === undefined ? [] : [lostCharacter({ file, ...new Lines(text).at(lost) }, decoded.encoding)];
  if (text.trim() === '') {
    const found = problem('file-empty', at, 'the file is empty', {
      expected: 'a header and records',
      mend: 'export it again',
    });
    const layout = textLayout({ ...blank, problems: [found] }, decoded, options.delimiter ?? ',');
    return { layout, text, data: nowhere };
  }
  const separator = options.delimiter ?? excelSeparator(text);
  const start = skipLines(
    text,
    (options.skip_lines ?? 0) + (excelSeparator(text) && !options.skip_lines ? 1 : 0),
    nowhere,
  );
  const ways = (separator ? [separator] : DELIMITERS).map((delimiter) => textRecords(text, delimiter));
  const { layout, table } = layOut(file, ways, start, options);
  if (!table) return { layout: textLayout(layout, decoded, options.delimiter ?? ','), text, data: start };
  return {
    layout: textLayout(
      { ...layout, problems: [...losses, ...layout.problems] },
      decoded,
      table.records.delimiter ?? ',',
    ),
    text,
    data: table.data,
  };
}

/**
 * The layout of a CSV file from its bytes: the whole file, or (`partial`) its beginning. Date order and decimal mark are
 * weighed over every record that is given, so the whole file tells more than its beginning.
 */
export function detectLayout(bytes: Uint8Array, file: string, options: ReadOptions, partial = false): CsvLayout {
  return openCsv(bytes, file, options, partial).layout;
}
