import { decimalText } from '../../src/core/decimal.ts';
import { minorDigits } from '../../src/core/money.ts';
import type { Cell, ReadResult } from '../../src/model/facts.ts';
import type { Reader, ReadOptions } from '../../src/model/source.ts';

/** Reads text with a reader; the margin of the test's source is taken off. */
export function readText(reader: Reader, text: string, options: ReadOptions = {}): ReadResult {
  const lines = text.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return reader.read(Buffer.from(lines.map((line) => line.slice(margin)).join('\n')), `bank.${reader.kind}`, options);
}

function money(minor: Cell | undefined, currency: string): string {
  return typeof minor === 'bigint' ? decimalText({ mantissa: minor, scale: minorDigits(currency) }) : '?';
}

/** `2026-04 EUR | 2026-03-31 100.00 → 2026-04-30 150.00 | lines 12-40`, a line a statement. */
export function statementsOf(result: ReadResult): string[] {
  return [...(result.tables?.statements ?? [])].map((row) => {
    const currency = String(row['currency']);
    const side = (name: string): string =>
      row[name] === null ? '?' : `${row[`${name}_date`]} ${money(row[name], currency)}`;
    const lines = row['first_line'] === null ? 'no lines' : `lines ${row['first_line']}-${row['last_line']}`;
    return `${row['statement']} ${currency} | ${side('opening')} → ${side('closing')} | ${lines}`;
  });
}

/** Statements that do not add up, by the rows that stand on their lines: none in a sound file. */
export function mismatches(result: ReadResult): string[] {
  return [...(result.tables?.statements ?? [])].flatMap((row) => {
    const { currency, opening, closing, first_line: first, last_line: last } = row;
    if (typeof opening !== 'bigint' || typeof closing !== 'bigint') return [];
    const own = result.rows.filter(
      (one) => one.currency === currency && one.line >= Number(first ?? Infinity) && one.line <= Number(last ?? -1),
    );
    const sum = own.reduce((total, one) => total + one.amount - one.fee, opening);
    return sum === closing ? [] : [`${String(row['statement'])}: ${sum} is not ${closing}`];
  });
}

/** `2026-04-30 100.00 EUR` */
export const balancesOf = (result: ReadResult): readonly string[] =>
  result.balances.map(({ date, amount, currency }) => `${date} ${money(amount, currency)} ${currency}`);
