import { decimalText } from '../../../src/core/decimal.ts';
import { moneyDecimal } from '../../../src/core/money.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import type { Reader, ReadOptions } from '../../../src/model/source.ts';
import { quickbooks } from '../../../src/sources/quickbooks/reader.ts';
import { wave } from '../../../src/sources/wave/reader.ts';
import { xero } from '../../../src/sources/xero/reader.ts';

/** Text with the margin of the test's source taken off. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => line.slice(margin)).join('\n');
}

function reading(reader: Reader) {
  return (text: string | Uint8Array, options: ReadOptions = {}): ReadResult =>
    reader.read(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'books.csv', {
      currency: 'USD',
      ...options,
    });
}

export const readXero = reading(xero);
export const readQuickBooks = reading(quickbooks);
export const readWave = reading(wave);

export const entriesOf = (result: ReadResult): readonly Row[] => [...(result.tables?.entries ?? [])];

/** `5 | 1 | 2026-01-05 | Assets:Accounts Receivable | 3245.00 USD | payee | memo`; cash, foreign and counterparty follow. */
function entryText(row: Row): string {
  const currency = String(row['currency']);
  const amount = decimalText(moneyDecimal({ minor: BigInt(String(row['amount'])), currency }));
  return [
    row['line'],
    row['txn'],
    row['date'],
    row['account'],
    `${amount} ${currency}`,
    row['payee'],
    row['memo'],
    ...(row['cash'] === 1n ? ['cash'] : []),
    ...(row['commodity'] === null ? [] : [`${String(row['quantity'])} ${String(row['commodity'])}`]),
    ...(row['counterparty'] === null ? [] : [`with ${String(row['counterparty'])}`]),
  ].join(' | ');
}

export const entryTexts = (result: ReadResult): readonly string[] => entriesOf(result).map(entryText);
