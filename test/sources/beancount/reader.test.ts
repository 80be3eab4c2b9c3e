import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { minorDigits } from '../../../src/core/money.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import type { ReadOptions } from '../../../src/model/source.ts';
import { beancount } from '../../../src/sources/beancount/reader.ts';
import { journalReaderFor, readerFor } from '../../../src/sources/index.ts';
import { journal } from '../../../src/sources/journal/reader.ts';
import { dedent } from '../_shown.ts';

function read(text: string | Uint8Array, options: ReadOptions = {}): ReadResult {
  return beancount.read(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'main.beancount', options);
}

const entries = (result: ReadResult): Row[] => [...(result.tables?.entries ?? [])];

/** `1 2026-04-30 Assets:Bank -4.50 EUR`, and what is held where that is something else. */
function lines(result: ReadResult): string[] {
  return entries(result).map(({ txn, date, account, amount, currency, commodity, quantity }) => {
    const money = decimalText({ mantissa: amount as bigint, scale: minorDigits(String(currency)) });
    return `${txn} ${date} ${account} ${money} ${currency}${commodity === null ? '' : ` (${quantity} ${commodity})`}`;
  });
}

const BOOKS = `
  2026-01-01 open Assets:Bank:Checking
  2026-01-01 open Assets:Depot
  2026-01-01 open Expenses:Fuel
  2026-01-01 open Equity:Opening
  2026-04-30 ! "Fuel dock" "diesel" #one-off ^inv-7
    Expenses:Fuel  40.5 USD
      unit: "sloop"
      counterparty: "jada"
    Assets:Bank:Checking
  2026-05-01 * "Shares"
    Assets:Depot  3 ACME {{100.00 EUR}}
    Assets:Bank:Checking  -100.00 EUR
  2026-05-02 price ACME 35.5 EUR
  2026-05-03 balance Assets:Bank:Checking -102.00 EUR
  2026-05-02 * "Thirds"
    Expenses:Fuel  2.00 EUR
    Assets:Bank:Checking  -0.667 EUR
    Assets:Bank:Checking  -0.667 EUR
    Assets:Bank:Checking  -0.667 EUR
`;

describe('tables', () => {
  test('postings at cost, in minor units; what a tolerance lets pass is put to zero', () => {
    const result = read(BOOKS);
    expect(result.problems).toEqual([]);
    expect(lines(result)).toEqual([
      '1 2026-04-30 Expenses:Fuel 40.50 USD',
      '1 2026-04-30 Assets:Bank:Checking -40.50 USD',
      '2 2026-05-01 Assets:Depot 100.00 EUR (3 ACME)',
      '2 2026-05-01 Assets:Bank:Checking -100.00 EUR',
      '3 2026-05-02 Expenses:Fuel 2.00 EUR',
      '3 2026-05-02 Assets:Bank:Checking -0.66 EUR',
      '3 2026-05-02 Assets:Bank:Checking -0.67 EUR',
      '3 2026-05-02 Assets:Bank:Checking -0.67 EUR',
    ]);
    expect(entries(result)[0]).toMatchObject({
      line: 6n,
      payee: 'Fuel dock',
      memo: 'diesel',
      status: 'pending',
      tags: ',unit,counterparty,one-off,^inv-7,',
      unit: 'sloop',
      counterparty: 'jada',
      cash: 0n,
    });
    expect(entries(result)[1]).toMatchObject({ cash: 1n, unit: null });
    expect([...(result.tables?.prices ?? [])]).toEqual([
      { part: 0n, line: 13n, date: '2026-05-02', commodity: 'ACME', currency: 'EUR', price: '35.5' },
    ]);
    expect([...(result.tables?.assertions ?? [])]).toEqual([
      {
        part: 0n,
        line: 14n,
        date: '2026-05-02',
        account: 'Assets:Bank:Checking',
        currency: 'EUR',
        stated: -10200n,
        books: -10200n,
      },
    ]);
  });

  test('every transaction sums to zero in every currency, to the last minor unit', () => {
    const sums = new Map<string, bigint>();
    for (const { txn, currency, amount } of entries(read(BOOKS))) {
      const key = `${txn} ${currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + (amount as bigint));
    }
    expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
  });

  test('in another encoding', () => {
    const latin = Buffer.from(
      '2026-01-01 open Assets:Öl\n2026-01-02 * "Öl"\n  Assets:Öl  1 EUR\n  Assets:Öl\n',
      'latin1',
    );
    expect(read(latin, { encoding: 'windows-1252' }).problems).toEqual([]);
    expect(read(latin).problems.map(({ code }) => code)).toContain('bytes-unreadable');
  });
});

const HOME = fileURLToPath(new URL('../../..', import.meta.url));
const ENDINGS = { beancount: ['.beancount', '.bean'], journal: ['.journal', '.ledger', '.hledger'] } as const;

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'outbox') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const FIXTURES = ['examples', 'test'].flatMap((folder) => filesIn(join(HOME, folder)));
const ending = (endings: readonly string[]): string[] =>
  FIXTURES.filter((path) => endings.some((one) => path.endsWith(one)));

describe('recognition', () => {
  test.each([
    ['2026-01-01 open Assets:Bank', 1],
    ['option "title" "x"', 1],
    ['; x\n2026-01-01 * "x"\n', 1],
    ['2026-01-01 txn "x"', 1],
    ['2026/1/1 balance Assets:Bank 0 EUR', 1],
    ['pushtag #trip', 1],
    ['2026-01-01 * x\n  assets:bank  1 EUR\n  equity:opening\n', 0],
    ['2026-01-01 open house\n  expenses:food  1 EUR\n  assets:cash\n', 0],
    ['account Assets:Bank\ncommodity 1.00 EUR\n', 0],
    ['include 2026.journal', 0],
    ['P 2026-01-01 EUR 1.10 USD', 0],
    ['', 0],
  ])('%j is beancount to %d', (text, score) => {
    expect(beancount.recognises(Buffer.from(text), 'books.txt')).toBe(score);
  });

  test('files that only include others, by their names', () => {
    const include = Buffer.from('include "2026/all"\n');
    expect(readerFor(include, 'main.beancount')?.kind).toBe('beancount');
    expect(readerFor(include, 'main')?.kind).toBe('beancount');
    expect(readerFor(include, 'main.journal')?.kind).toBe('journal');
    expect(readerFor(Buffer.from(`${String(include)}2026-01-01 x\n  a  1\n  b\n`), 'main')?.kind).toBe('journal');
  });

  test('by the ending of an empty file', () => {
    expect(readerFor(Buffer.from('; nothing yet\n'), 'main.beancount')?.kind).toBe('beancount');
    expect(beancount.recognises(Buffer.from('account assets:bank\n'), 'main.beancount')).toBe(0);
  });

  test('no file of beancount here is taken for a journal, and no journal for beancount', () => {
    const files = ending(ENDINGS.beancount);
    expect(files.length).toBeGreaterThan(10);
    expect(ending(ENDINGS.journal).length).toBeGreaterThan(10);
    for (const path of files) expect([path, journal.recognises(readFileSync(path), 'books.txt')]).toEqual([path, 0]);
    for (const path of ending(ENDINGS.journal)) {
      expect([path, beancount.recognises(readFileSync(path), 'books.txt')]).toEqual([path, 0]);
    }
  });

  test('a bare file is read by its own reader', () => {
    expect(journalReaderFor(Buffer.from(dedent(BOOKS)), 'books')?.kind).toBe('beancount');
    expect(journalReaderFor(Buffer.from('2026-01-01 x\n  a  1\n  b\n'), 'books')?.kind).toBe('journal');
  });
});

test('the books of the bakery’s flat have no problem', () => {
  const path = join(HOME, 'examples/bakery-group/buecher/weststadt.beancount');
  const result = read(readFileSync(path));
  expect(result.problems).toEqual([]);
  expect(entries(result).length).toBeGreaterThan(100);
});
