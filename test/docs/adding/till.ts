import { isIsoDate } from '../../../src/core/date.ts';
import { minorDigits, parseAmount, toMinor } from '../../../src/core/money.ts';
import type { Position, Problem } from '../../../src/core/problem.ts';
import type { ReadResult, StatementRow } from '../../../src/model/facts.ts';
import type { Reader, ReadOptions } from '../../../src/model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown } from '../../../src/sources/_codes.ts';
import { decodeText } from '../../../src/sources/_text.ts';

/** `# Till 3, Corner Shop`: the first line of every tape. */
const TITLE = /^# Till \d{1,4}\b/;
/** `2026-04-01 Z0412 CARD      412.50`: day, number of the closing, how it was paid, amount. */
const LINE = /^(\S{1,20}) (Z\d{1,8}) ([A-Z]{2,12}) +(\S{1,64})$/;

/** One line of the tape: a row, or the problem that sets it aside. */
function readLine(line: string, at: Position, currency: string): StatementRow | Problem {
  const [, date = '', reference = '', type = '', cell = ''] = LINE.exec(line) ?? [];
  if (reference === '') {
    const expected = 'a line such as "2026-04-01 Z0412 CARD 412.50"';
    return problem('fields-too-few', at, `the line is ${shown(line)}`, { expected, mend: 'print the tape again' });
  }
  if (!isIsoDate(date)) {
    return problem('date-invalid', at, `the date is ${shown(date)}`, { expected: 'a day as YYYY-MM-DD' });
  }
  const value = parseAmount(cell, '.');
  if (!value)
    return problem('amount-invalid', at, `the amount is ${shown(cell)}`, { expected: 'an amount such as 412.50' });
  const amount = toMinor(value, currency);
  if (amount === undefined) {
    const expected = `at most ${minorDigits(currency)} digits after the decimal mark`;
    return problem('amount-precision', at, `the amount is ${shown(cell)}`, { expected });
  }
  return {
    line: at.line,
    date,
    amount,
    fee: 0n,
    currency,
    payee: `Till, ${type.toLowerCase()}`,
    memo: '',
    reference,
    type,
  };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const { text, encoding, how } = decodeText(bytes, options.encoding);
  const currency = options.currency ?? NO_CURRENCY;
  const rows: StatementRow[] = [];
  const problems: Problem[] = [];
  if (currency === NO_CURRENCY) problems.push(currencyMissing({ file, line: 1, column: 1 }));
  text.split(/\r?\n/).forEach((line, index) => {
    // Nothing is passed over but what holds nothing: empty lines and comments.
    if (line.trim() === '' || line.startsWith('#')) return;
    const found = readLine(line.trimEnd(), { file, line: index + 1, column: 1 }, currency);
    if ('code' in found) problems.push(found);
    else rows.push(found);
  });
  return { kind: 'till', layout: { encoding: `${encoding} (${how})` }, rows, balances: [], problems };
}

/** The tape of a till: a line for each closing and way of payment. */
export const till: Reader = {
  kind: 'till',
  role: 'statement',
  version: 1,
  recognises: (head) => (TITLE.test(decodeText(head, undefined, true).text) ? 1 : 0),
  read,
};
