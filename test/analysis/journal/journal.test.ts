import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveJournal } from '../../../src/analysis/journal/index.ts';
import type { StatementRow } from '../../../src/model/facts.ts';
import { ask, lines, statement, stored, temporaryWarehouse, type Statement } from '../../facts/_statements.ts';
import { booked, portfolioOf } from './_books.ts';

const CHECKING = 'Assets:JADA Checking';
const POSTINGS = 'SELECT date, account, amount, category FROM postings ORDER BY date, txn, amount DESC, account';
const OTHERS = `SELECT payee, account, amount, category FROM postings WHERE category <> 'cash' ORDER BY date, txn, category DESC`;

const bank = (text: string): Statement[] => [{ account: CHECKING, file: 'bank.csv', rows: statement(text) }];

describe('the derived journal', () => {
  it('books each row by the first rule that matches, and counts what none matches', async () => {
    const rows = await booked(
      {
        categories: [
          { match: { payee: 'fuel dock' }, account: 'Expenses:Fuel' },
          { match: { payee: 'dock' }, account: 'Expenses:Slip' },
        ],
        statements: bank(`
          2026-01-05  -12.50  Harbor FUEL DOCK
          2026-01-06  -800.00  Dock 7
          2026-01-07  950.00  Sergio
          2026-01-08  -3.00  Kiosk`),
      },
      POSTINGS,
    );
    expect(lines(rows)).toEqual([
      '2026-01-05  Expenses:Fuel  12.50  rule',
      '2026-01-05  Assets:JADA Checking  -12.50  cash',
      '2026-01-06  Expenses:Slip  800.00  rule',
      '2026-01-06  Assets:JADA Checking  -800.00  cash',
      '2026-01-07  Assets:JADA Checking  950.00  cash',
      '2026-01-07  Income:Uncategorised  -950.00  uncategorised',
      '2026-01-08  Expenses:Uncategorised  3.00  uncategorised',
      '2026-01-08  Assets:JADA Checking  -3.00  cash',
    ]);
  });

  it('takes the provider’s fee out of the cash and books it as a cost', async () => {
    const rows = await booked(
      {
        categories: [{ match: { type: 'charge' }, account: 'Income:Charters' }],
        statements: bank(`
          2026-01-05  950.00  Charter  fee=27.85 type=charge
          2026-01-06  0.00  Radar fee  fee=0.02 type=fee`),
      },
      POSTINGS,
    );
    expect(lines(rows)).toEqual([
      '2026-01-05  Assets:JADA Checking  922.15  cash',
      '2026-01-05  Expenses:Payment Fees  27.85  fee',
      '2026-01-05  Income:Charters  -950.00  rule',
      '2026-01-06  Expenses:Payment Fees  0.02  fee',
      '2026-01-06  Expenses:Payment Fees  0.00  fee',
      '2026-01-06  Assets:JADA Checking  -0.02  cash',
    ]);
  });

  it('tries an entity’s own rules before the portfolio’s, and no other entity’s', async () => {
    const rows = await booked(
      {
        categories: [{ match: { payee: 'shell' }, account: 'Expenses:Fuel' }],
        shared: [
          { match: { payee: 'shell' }, account: 'Expenses:Travel' },
          { match: {}, account: 'Expenses:Sundry' },
        ],
        statements: [
          ...bank('2026-01-05  -1.00  Shell\n2026-01-06  -2.00  Kiosk'),
          {
            entity: 'agency',
            account: 'Assets:Agency Checking',
            file: 'agency.csv',
            rows: statement('2026-01-07  -3.00  Shell'),
          },
        ],
      },
      OTHERS,
    );
    expect(lines(rows)).toEqual([
      'Shell  Expenses:Fuel  1.00  rule',
      'Kiosk  Expenses:Sundry  2.00  rule',
      'Shell  Expenses:Travel  3.00  rule',
    ]);
  });

  it.each([
    ['part of the payee, in any case and any script', { payee: 'CAFÉ são' }, 'A'],
    ['one of several payees', { payee: ['nothing', 'kiosk'] }, 'B'],
    ['a regular expression, in any case', { payee: '/^kiosk [0-9]+$/' }, 'B'],
    ['text with a quote and a per cent sign in it', { payee: "o'neil 100%" }, 'C'],
    ['the memo', { memo: 'invoice' }, 'D'],
    ['the type', { type: 'debit' }, 'E'],
    ['the direction in', { direction: 'in', memo: 'both' }, 'F'],
    ['the direction out', { direction: 'out', memo: 'both' }, 'G'],
    ['a smallest amount', { min: '500', memo: 'size' }, 'H'],
    ['a largest amount, itself included', { max: '499.99', memo: 'size' }, 'I'],
    ['a range', { min: '499.995', max: '500.00', memo: 'size' }, 'H'],
    ['the statement’s account', { from_account: CHECKING, payee: 'Kiosk 7' }, 'B'],
  ])('matches by %s', async (_, match, reference) => {
    const statements = bank(`
      2026-01-05  -1.00  Pago Café São Paulo  ref=A
      2026-01-05  -1.00  KIOSK 7  ref=B
      2026-01-05  -1.00  O'Neil 100% Sons  ref=C
      2026-01-05  -1.00  x  ref=D memo=Invoice-7
      2026-01-05  -1.00  x  ref=E type=DEBIT
      2026-01-05  1.00  x  ref=F memo=both
      2026-01-05  -1.00  x  ref=G memo=both
      2026-01-05  -500.00  x  ref=H memo=size
      2026-01-05  499.99  x  ref=I memo=size`);
    const sql = `SELECT r.reference FROM postings p JOIN rows r ON r.line = p.line WHERE p.account = 'Expenses:Hit'`;
    expect(await booked({ categories: [{ match, account: 'Expenses:Hit' }], statements }, sql)).toEqual([
      { reference },
    ]);
  });

  it('compares amounts of every currency in its own units', async () => {
    const statements = bank(`
      2026-01-05  -1.00  yen  cur=JPY
      2026-01-05  -99.00  yen  cur=JPY
      2026-01-05  -1.00  dinar  cur=KWD
      2026-01-05  -500.00  dinar  cur=KWD`);
    const sql = `SELECT currency, -amount AS units FROM postings WHERE account = 'Assets:JADA Checking' AND rule = 1 ORDER BY 1`;
    // The statement helper writes hundredths, so 99.00 is 9,900 yen and 500.00 is 50.000 dinars.
    const rows = await booked({ categories: [{ match: { min: '50' }, account: 'Expenses:Large' }], statements }, sql);
    expect(rows).toEqual([
      { currency: 'JPY', units: 100n },
      { currency: 'JPY', units: 9900n },
      { currency: 'KWD', units: 50000n },
    ]);
  });

  it('tags postings, leaves out tags that say no, and keeps the unit apart', async () => {
    const rule = {
      match: { payee: 'rent' },
      account: 'Income:Rent',
      tags: { fixed: 'yes', personal: 'no', unit: '2B' },
    };
    const statements = bank('2026-01-05  1500.00  Rent\n2026-01-06  -1.00  Kiosk');
    expect(
      await booked(
        { categories: [rule], statements },
        'SELECT DISTINCT payee, tags, unit, rule FROM postings ORDER BY rule DESC',
      ),
    ).toEqual([
      { payee: 'Rent', tags: ',fixed,', unit: '2B', rule: 1 },
      { payee: 'Kiosk', tags: '', unit: null, rule: 0 },
    ]);
    expect(await booked({ categories: [rule], statements }, 'SELECT * FROM category_rules')).toEqual([
      { rule: 1, entity: 'jada', file: 'portfolio.yaml', line: 50n, account: 'Income:Rent' },
    ]);
  });

  it('names a rule whose regular expression RE2 does not know', async () => {
    const categories = [{ match: { payee: ['/(?=x)/', '/[/'] }, account: 'Expenses:X' }];
    await expect(booked({ categories, statements: bank('2026-01-05  -1.00  x') }, POSTINGS)).rejects.toMatchObject({
      name: 'UserError',
      problems: [
        { code: 'rule-regex', at: { file: 'portfolio.yaml', line: 50 } },
        { code: 'rule-regex', at: { file: 'portfolio.yaml', line: 50 } },
      ],
    });
  });
});

const word = fc.constantFrom('Fuel', 'Transfer to savings', 'Stripe', 'Sergio', 'Kiosk', '', "O'Neil");
const anyRow: fc.Arbitrary<StatementRow> = fc.record({
  line: fc.integer({ min: 2, max: 9 }),
  date: fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}`),
  amount: fc.oneof(fc.constantFrom(0n, 100n, -100n, 250n, -250n), fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })),
  fee: fc.constantFrom(0n, 0n, 30n, -30n),
  currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
  payee: word,
  memo: word,
  reference: fc.constantFrom('', 'R1', 'R2'),
  type: fc.constantFrom('', 'payout', 'charge'),
});
const accounts = ['Assets:Checking', 'Assets:Savings', 'Liabilities:Card'];
const anyStatement = fc.tuple(
  fc.constantFrom('jada', 'agency'),
  fc.constantFrom(...accounts),
  fc.array(anyRow, { maxLength: 12 }),
);
const anyRule = fc.constantFrom(
  { match: { payee: 'fuel' }, account: 'Expenses:Fuel' },
  { match: { payee: 'transfer' }, transfer: true },
  { match: { memo: 'sergio', direction: 'in' }, account: 'Income:Charters' },
  { match: { max: '1.50' }, account: 'Liabilities:Card' },
  { match: { type: 'charge', min: '2.00' }, account: 'Income:Charters' },
);

describe('every journal', () => {
  it('balances, books each row once, and keeps transfers out of income and expenses', async () => {
    const books = fc.tuple(fc.array(anyStatement, { maxLength: 4 }), fc.array(anyRule, { maxLength: 3 }));
    const { warehouse, remove } = temporaryWarehouse();
    await fc.assert(
      fc.asyncProperty(books, async ([drawn, categories]) => {
        const statements = drawn.map(([entity, account, rows], index) => ({
          entity,
          account,
          rows,
          file: `${index}.csv`,
        }));
        const uses = await stored(warehouse, statements);
        await ask(warehouse, uses, deriveJournal(portfolioOf({ categories, statements })), async (facts) => {
          const unbalanced = 'SELECT txn FROM postings GROUP BY txn, currency HAVING sum(amount) <> 0';
          expect(await facts.query(unbalanced)).toEqual([]);
          const [counts] =
            await facts.query(`SELECT (SELECT count(*) FROM rows) AS counted, (SELECT count(*) FROM duplicates) AS dropped,
            (SELECT count(*) FROM postings WHERE category = 'cash') AS cash,
            (SELECT count(*) FROM postings WHERE category IN ('rule', 'uncategorised', 'transfer')) AS other,
            (SELECT count(DISTINCT txn) FROM postings WHERE category <> 'opening') AS transactions`);
          const total = statements.reduce((sum, { rows }) => sum + rows.length, 0);
          const { counted, dropped, cash, other, transactions } = counts ?? {};
          expect(BigInt(String(counted)) + BigInt(String(dropped))).toBe(BigInt(total));
          expect([cash, other, transactions]).toEqual([counted, counted, counted]);
          const columns = `entity, CAST(date_trunc('month', date) AS DATE) AS month, account, currency, category, tags, counterparty`;
          const byMonth = `SELECT ${columns}, CAST(sum(amount) AS BIGINT) AS amount, count(*) AS postings,
            count(CASE WHEN amount < 0 THEN 1 END) AS credits FROM postings GROUP BY 1, 2, 3, 4, 5, 6, 7`;
          expect(
            await facts.query(
              `(${byMonth} EXCEPT SELECT * FROM monthly) UNION ALL (SELECT * FROM monthly EXCEPT ${byMonth})`,
            ),
          ).toEqual([]);
          const stray = `SELECT count(*) AS n FROM postings WHERE category = 'transfer' AND account <> 'Assets:Transfers'`;
          expect(await facts.query(stray)).toEqual([{ n: 0n }]);
          const paired = `SELECT transfer FROM postings WHERE category = 'transfer' AND transfer IS NOT NULL
            GROUP BY transfer HAVING sum(amount) <> 0 OR count(*) <> 2`;
          expect(await facts.query(paired)).toEqual([]);
        });
      }),
      { numRuns: 8 },
    );
    await remove();
  });
});
