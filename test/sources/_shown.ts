import { decimalText } from '../../src/core/decimal.ts';
import { minorDigits } from '../../src/core/money.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { ReadResult, StatementRow } from '../../src/model/facts.ts';
import type { ReadOptions } from '../../src/model/source.ts';
import { csv } from '../../src/sources/csv/reader.ts';
import { ofx } from '../../src/sources/ofx/reader.ts';

/** Text with the margin of the test's source taken off. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => line.slice(margin)).join('\n');
}

export function readCsv(text: string | Uint8Array, options: ReadOptions = { currency: 'USD' }): ReadResult {
  return csv.read(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'bank.csv', options);
}

export function readOfx(text: string | Uint8Array, options: ReadOptions = {}): ReadResult {
  return ofx.read(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'bank.ofx', options);
}

function money(minor: bigint, currency: string): string {
  return decimalText({ mantissa: minor, scale: minorDigits(currency) });
}

/** `2 2026-04-30 -4.50 USD Coffee`; fee, memo, reference, type and balance follow where there are any. */
function rowText(row: StatementRow): string {
  const { line, date, amount, fee, currency, payee, memo, reference, type, balance } = row;
  return [
    line,
    date,
    money(amount, currency),
    currency,
    payee,
    ...(fee === 0n ? [] : [`fee ${money(fee, currency)}`]),
    ...(memo === '' ? [] : [`memo ${memo}`]),
    ...(reference === '' ? [] : [`ref ${reference}`]),
    ...(type === '' ? [] : [`type ${type}`]),
    ...(balance === undefined ? [] : [`balance ${money(balance, currency)}`]),
  ].join(' | ');
}

export const rowsOf = (result: ReadResult): readonly string[] => result.rows.map(rowText);

/** `3:14 amount-invalid` */
export const placeOf = ({ at, code }: Problem): string => `${at.line}:${at.column} ${code}`;

export const problemsOf = (result: ReadResult): readonly string[] => result.problems.map(placeOf);
