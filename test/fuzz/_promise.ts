import type { Reader, ReadContext, ReadOptions } from '../../src/model/source.ts';

/** Kinds whose lines are rows of a sheet, not lines of the file. */
const SHEETS: ReadonlySet<string> = new Set(['xlsx']);
/** Rows that a sheet can have. */
const SHEET_ROWS = 1_048_576;

function linesOf(bytes: Uint8Array): number {
  let lines = 1;
  for (const byte of bytes) if (byte === 10 || byte === 13) lines += 1;
  return lines;
}

function hold(truth: boolean, words: string): void {
  if (!truth) throw new Error(`broken promise: ${words}`);
}

/**
 * What every reader promises for any bytes at all. Throws where it does not hold; answers how many rows were read.
 */
export function keepsItsPromise(
  reader: Reader,
  bytes: Uint8Array,
  options: ReadOptions,
  context?: ReadContext,
): number {
  const score = reader.recognises(bytes.subarray(0, 65_536), 'f.bin');
  hold(score >= 0 && score <= 1, `recognises() says ${score}`);
  const { rows, balances, problems, tables } = reader.read(bytes, 'f.bin', options, context);
  const lines = SHEETS.has(reader.kind) ? SHEET_ROWS : linesOf(bytes);
  for (const { at, message, expected = '', mend = '', code } of problems) {
    const own = at.file === 'f.bin';
    hold(own || context !== undefined, `${code} names another file: ${at.file}`);
    hold(at.line >= 1 && (!own || at.line <= lines), `${code} on line ${at.line} of ${lines}`);
    hold(
      at.column >= 1 && (!own || SHEETS.has(reader.kind) || at.column <= bytes.length + 1),
      `${code} in column ${at.column}`,
    );
    hold(message.length > 0 && message.length < 1000, `${code} has a message of ${message.length} characters`);
    hold(expected.length + mend.length < 1200, `${code} has ${expected.length + mend.length} characters of advice`);
  }
  for (const { line, date, amount } of [...rows, ...balances]) {
    hold(line >= 1 && line <= lines, `a row on line ${line} of ${lines}`);
    hold(/^\d{4}-\d{2}-\d{2}$/.test(date), `a row of the day ${date}`);
    hold(amount < 2n ** 63n && amount >= -(2n ** 63n), `an amount of ${amount}`);
  }
  let further = 0;
  for (const row of Object.values(tables ?? {}).flatMap((table) => [...table])) {
    further += 1;
    for (const cell of Object.values(row)) {
      hold(typeof cell !== 'bigint' || (cell < 2n ** 63n && cell >= -(2n ** 63n)), `a cell of ${String(cell)}`);
      hold(typeof cell !== 'number' || Number.isFinite(cell), `a cell of ${String(cell)}`);
    }
  }
  return rows.length + further;
}
