import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deriveJournal } from '../../../src/analysis/journal/index.ts';
import type { Row, SourceUse } from '../../../src/model/facts.ts';
import { ask, cents, lines, readResult, statement, temporaryWarehouse } from '../../facts/_statements.ts';
import { declared } from './_books.ts';

/** `2026-01-05  1  Assets:Bank  -12.50  Fuel dock`: day, transaction, account, amount, payee; `cash` behind it is money at hand. */
function* entries(text: string): Generator<Row> {
  let line = 0;
  for (const one of text.trim().split('\n')) {
    line += 1;
    const [date = '', txn = '', account = '', amount = '', payee = '', cash = ''] = one.trim().split(/\s{2,}/);
    yield {
      part: line > 4 ? 1n : 0n,
      line: BigInt(line),
      txn: BigInt(txn),
      date,
      account,
      amount: cents(amount),
      currency: 'USD',
      payee,
      memo: '',
      status: '',
      cash: cash === 'cash' ? 1n : 0n,
      tags: '',
    };
  }
}

const KEPT = `
  2026-01-01  1  Assets:Bank              1000.00  Opening  cash
  2026-01-01  1  Equity:Opening Balances  -1000.00  Opening
  2026-01-09  2  Assets:Bank              250.00   Avery
  2026-01-09  2  Income:Charters          -250.00  Avery
  2026-02-03  3  Expenses:Unknown         40.00    Shop
  2026-02-03  3  Assets:Bank              -40.00   Shop
`;

describe('the journal of an entity that keeps books', () => {
  let store: ReturnType<typeof temporaryWarehouse>;
  beforeEach(() => {
    store = temporaryWarehouse();
  });
  afterEach(() => store.remove());

  const portfolio = declared([
    {
      id: 'jada',
      name: 'JADA',
      books: [{ file: 'jada.journal' }],
      sources: [{ file: 'bank.csv', account: 'Assets:Bank' }],
    },
    { id: 'queen', name: 'Queen', sources: [{ file: 'queen.csv', account: 'Assets:Queen' }] },
  ]);

  async function answered(sql: string): Promise<readonly Row[]> {
    const { warehouse } = store;
    const parts = [{ name: 'books/february.journal', hash: 'february' }];
    await warehouse.store(
      'books',
      'jada.journal',
      readResult([], { kind: 'journal', tables: { entries: entries(KEPT) }, parts }),
    );
    await warehouse.store(
      'bank',
      'bank.csv',
      readResult(statement('2026-01-09  250.00  ACH AVERY\n2026-02-28  -5.00  BANK FEE')),
    );
    await warehouse.store('queen', 'queen.csv', readResult(statement('2026-01-11  70.00  Tickets')));
    const use = { entity: 'jada', subject: '', currency: 'USD' };
    const uses: SourceUse[] = [
      { ...use, role: 'books', key: 'books', source: 'main', file: 'jada.journal', account: '' },
      { ...use, role: 'statement', key: 'bank', source: 'csv', file: 'bank.csv', account: 'Assets:Bank' },
      {
        ...use,
        role: 'statement',
        entity: 'queen',
        key: 'queen',
        source: 'q',
        file: 'queen.csv',
        account: 'Assets:Queen',
      },
    ];
    return ask(warehouse, uses, deriveJournal(portfolio), (facts) => facts.query(sql));
  }

  it('is its books, and its statements are rows to compare with, not postings', async () => {
    const sql = `SELECT entity, account, amount, category FROM postings ORDER BY entity, date, txn, account`;
    expect(lines(await answered(sql))).toEqual([
      'jada  Assets:Bank  1000.00  opening',
      'jada  Equity:Opening Balances  -1000.00  opening',
      'jada  Assets:Bank  250.00  cash',
      'jada  Income:Charters  -250.00  rule',
      'jada  Assets:Bank  -40.00  cash',
      'jada  Expenses:Unknown  40.00  uncategorised',
      'queen  Assets:Queen  70.00  cash',
      'queen  Income:Uncategorised  -70.00  uncategorised',
    ]);
    expect(lines(await answered('SELECT entity, payee FROM rows ORDER BY payee'))).toEqual([
      'jada  ACH AVERY',
      'jada  BANK FEE',
      'queen  Tickets',
    ]);
  });

  it('names the very file that a posting stands in, included or not', async () => {
    const sql = `SELECT DISTINCT file, source FROM postings WHERE entity = 'jada' ORDER BY file`;
    expect(lines(await answered(sql))).toEqual(['books/february.journal  february', 'jada.journal  main']);
  });

  it('is summed by month as its postings are', async () => {
    const monthly = await answered(
      `SELECT entity, month, account, category, amount, postings FROM monthly ORDER BY 1, 2, 3, 4`,
    );
    const summed = await answered(`SELECT entity, CAST(date_trunc('month', date) AS DATE) AS month, account, category,
      CAST(SUM(amount) AS BIGINT) AS amount, COUNT(*) AS postings FROM postings GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
    expect(monthly).toEqual(summed);
  });

  it('has accounts whose balance is known, over the days that the books cover', async () => {
    expect(await answered('SELECT entity, account, opening_known, opening_from FROM accounts ORDER BY entity')).toEqual(
      [
        { entity: 'jada', account: 'Assets:Bank', opening_known: true, opening_from: 'books' },
        { entity: 'queen', account: 'Assets:Queen', opening_known: false, opening_from: null },
      ],
    );
    expect(lines(await answered(`SELECT account, first_date, last_date FROM account_days ORDER BY account`))).toEqual([
      'Assets:Bank  2026-01-01  2026-02-03',
      'Assets:Queen  2026-01-11  2026-01-11',
    ]);
  });

  it('is read anew when one of its tables is damaged', async () => {
    await answered('SELECT 1 AS one');
    expect((await store.warehouse.lookup('books', 'jada.journal'))?.tables.entries?.rows).toBe(6);
    const { rmSync } = await import('node:fs');
    rmSync(`${store.folder}/.quarterdeck/facts/books.entries.parquet`);
    expect(await store.warehouse.lookup('books', 'jada.journal')).toBeUndefined();
  });
});
