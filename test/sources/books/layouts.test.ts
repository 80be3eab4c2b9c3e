import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import { csv } from '../../../src/sources/csv/reader.ts';
import { readerFor, readers } from '../../../src/sources/index.ts';
import { entriesOf, readQuickBooks, readWave, readXero } from './_shown.ts';
import * as write from './_write.ts';

const { declared: accounts } = write;
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Every layout: how the test writes books in it, and how they are read. */
const LAYOUTS: readonly [name: string, kind: string, write: typeof write.wave, read: (text: string) => ReadResult][] = [
  ['Xero, journal', 'xero', write.xeroJournal, (text) => readXero(bytes(text))],
  ['Xero, account transactions', 'xero', write.xeroLedger, (text) => readXero(bytes(text), { accounts })],
  ['QuickBooks, journal', 'quickbooks', write.quickbooksJournal, (text) => readQuickBooks(bytes(text), { accounts })],
  [
    'QuickBooks, general ledger',
    'quickbooks',
    write.quickbooksLedger,
    (text) => readQuickBooks(bytes(text), { accounts }),
  ],
  ['Wave', 'wave', write.wave, (text) => readWave(bytes(text))],
];

/** Transactions as sets of postings, in an order of their own. */
function told(all: readonly write.Transaction[]): readonly string[] {
  return all
    .map(({ date, lines }) =>
      lines
        .map(({ account, amount }) => `${date} ${write.placeOf(account)} ${amount}`)
        .toSorted()
        .join(' | '),
    )
    .toSorted();
}

/** The entries, transaction by transaction. */
function transactionsOf(result: ReadResult): readonly (readonly Row[])[] {
  const transactions = new Map<unknown, Row[]>();
  for (const entry of entriesOf(result)) {
    transactions.set(entry['txn'], [...(transactions.get(entry['txn']) ?? []), entry]);
  }
  return [...transactions.values()];
}

function readBack(result: ReadResult): readonly string[] {
  const text = ({ date, account, amount }: Row): string => `${String(date)} ${String(account)} ${String(amount)}`;
  return transactionsOf(result)
    .map((rows) => rows.map(text).toSorted().join(' | '))
    .toSorted();
}

describe.each(LAYOUTS)('%s', (_name, kind, writeBooks, read) => {
  test('random books are read back as they were written', () => {
    fc.assert(
      fc.property(write.books, (all) => {
        const result = read(writeBooks(all));
        expect(result.problems).toEqual([]);
        expect(readBack(result)).toEqual(told(all));
      }),
      { numRuns: 40 },
    );
  });

  test('with one amount changed, that transaction is left out whole and named, and the others are as they were', () => {
    fc.assert(
      fc.property(write.books, fc.nat(100), (all, which) => {
        const at = which % all.length;
        const [first, ...rest] = all[at]?.lines ?? [];
        const wrong = all.map((one, index) =>
          index === at && first
            ? { ...one, lines: [{ ...first, amount: first.amount + 7n * (first.amount > 0n ? 1n : -1n) }, ...rest] }
            : one,
        );
        const result = read(writeBooks(wrong));
        const errors = result.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
        expect(errors).toEqual([all.length === 1 ? 'books-one-sided' : 'books-transaction-unbalanced']);
        expect(readBack(result)).toEqual(told(all.filter((_, index) => index !== at)));
      }),
      { numRuns: 40 },
    );
  });

  test('is recognised by its reader and by no other; a statement it never is', () => {
    fc.assert(
      fc.property(write.books, (all) => {
        const text = bytes(writeBooks(all));
        const scores = readers.map((reader) => [reader.kind, reader.recognises(text, 'export.csv')] as const);
        // A reader of bookings, which are declared as such, would try any .csv.
        expect(scores.filter(([one, score]) => score > 0 && one !== 'bookings')).toEqual([[kind, 1]]);
        expect(readerFor(text, 'export.csv')?.kind).toBe(kind);
        expect(readerFor(text, 'export.csv', undefined, 'statement')).toBeUndefined();
      }),
      { numRuns: 5 },
    );
  });
});

const STATEMENTS: readonly [string, string][] = [
  [
    'American bank',
    'Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\nDEBIT,04/30/2026,SHELL,-61.20,DEBIT_CARD,10.11,,\n',
  ],
  [
    'British bank',
    'Date,Transaction type,Description,Paid out,Paid in,Balance\n30 Apr 2026,Card payment,TESCO,4.50,,120.00\n',
  ],
  [
    'bank with account numbers',
    'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n30/04/2026,DEB,00-00-00,1,SHOP,4.50,,120.00\n',
  ],
  [
    'German bank',
    '"Buchungstag";"Valuta";"Verwendungszweck";"Soll";"Haben"\n"02.04.2026";"01.04.2026";"Rechnung";"1,50";\n',
  ],
  [
    'Stripe',
    'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)\ntxn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-04-28 17:40\n',
  ],
  [
    'Stripe payouts',
    'id,Type,Source,Amount,Created (UTC),Arrival Date (UTC),Destination,Status\npo_1,bank_account,card,1.00,2026-04-20 10:00,2026-04-22,ba_x,paid\n',
  ],
  [
    'PayPal',
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID"\n"04/13/2026","09:15:00","PDT","Mara","Payment","Completed","USD","120.00","-4.68","115.32","8AB"\n',
  ],
  [
    'Square',
    'Date,Time,Gross Sales,Total Collected,Source,Fees,Net Total,Transaction ID,Event Type\n2026-04-30,14:03:11,$10.00,$10.00,Register,-$0.50,$9.50,TX1,Payment\n',
  ],
];

test.each(STATEMENTS)('%s: a statement is no books', (_name, text) => {
  expect(readers.filter((reader) => reader.role === 'books' && reader.recognises(bytes(text), 'x.csv') > 0)).toEqual(
    [],
  );
  expect(csv.recognises(bytes(text), 'x.csv')).toBe(1);
});

const hledger = spawnSync('hledger', ['--version']).status === 0;

/** What hledger makes of the entries: `Assets:Card 12.50`, an account a line. */
function hledgerBalances(result: ReadResult): readonly string[] {
  const cents = (amount: unknown): string => decimalText({ mantissa: BigInt(String(amount)), scale: 2 });
  const journal = transactionsOf(result).map((rows) => {
    const postings = rows.map(({ account, amount }) => `  ${String(account)}  ${cents(amount)} USD`);
    return [`${String(rows[0]?.['date'])} *`, ...postings].join('\n');
  });
  const how = ['-f', '-', 'balance', '--flat', '--empty', '-O', 'csv', '--layout', 'bare'];
  const { stdout } = spawnSync('hledger', how, { input: `${journal.join('\n\n')}\n`, encoding: 'utf8' });
  const cells = stdout
    .replaceAll('"', '')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return cells
    .filter(([account]) => account !== 'total')
    .map(([account = '', , amount = '']) => `${account} ${amount}`);
}

/** Gated on hledger, which CI installs. */
test.skipIf(!hledger)('hledger sums the entries to the balances that were written', () => {
  const [all = []] = fc.sample(write.books, { numRuns: 1, seed: 7 });
  const expected = write.ACCOUNTS.flatMap((account) => {
    const own = all.flatMap(({ lines }) => lines).filter((line) => line.account === account);
    const mantissa = own.reduce((sum, { amount }) => sum + amount, 0n);
    return own.length === 0
      ? []
      : [`${write.placeOf(account)} ${mantissa === 0n ? '0' : decimalText({ mantissa, scale: 2 })}`];
  });
  for (const [, , writeBooks, read] of LAYOUTS) {
    expect(hledgerBalances(read(writeBooks(all))).toSorted()).toEqual(expected.toSorted());
  }
});
