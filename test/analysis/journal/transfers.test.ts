import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAYS_APART, pairTransfers, type Half, type Pair } from '../../../src/analysis/journal/pairing.ts';
import { lines, statement } from '../../facts/_statements.ts';
import { booked } from './_books.ts';

const CHECKING = { account: 'Assets:Checking', file: 'checking.csv' };
const SAVINGS = { account: 'Assets:Savings', file: 'savings.csv' };
const STRIPE = { account: 'Assets:Stripe', file: 'stripe.csv' };

/** The halves that are not cash: where they went, and with which pair (numbered as they appear). */
const OTHERS = `SELECT p.date, p.entity, p.payee, p.account, p.amount, p.category,
    CASE WHEN transfer IS NULL THEN '-' ELSE 'paired' END AS pair
  FROM postings p WHERE category NOT IN ('cash', 'opening') ORDER BY date, entity, file, line, category`;

describe('transfers between own accounts', () => {
  it('are paired when a rule says so, and reach neither income nor expenses', async () => {
    const rows = await booked(
      {
        categories: [{ match: { payee: 'to savings' }, transfer: true }],
        statements: [
          { ...CHECKING, rows: statement('2026-01-05  -500.00  To savings\n2026-01-06  -40.00  To savings') },
          { ...SAVINGS, rows: statement('2026-01-07  500.00  Transfer from checking') },
        ],
      },
      OTHERS,
    );
    expect(lines(rows)).toEqual([
      '2026-01-05  jada  To savings  Assets:Transfers  500.00  transfer  paired',
      '2026-01-06  jada  To savings  Assets:Transfers  40.00  transfer  -',
      '2026-01-07  jada  Transfer from checking  Assets:Transfers  -500.00  transfer  paired',
    ]);
  });

  it('are booked straight to an account whose own statement tells of no transfer, so that it is not overstated', async () => {
    const sales = {
      account: 'Assets:Square',
      file: 'square.csv',
      rows: statement('2026-01-05  100.00  A sale\n2026-01-06  50.00  A sale'),
    };
    const deposit = { ...CHECKING, rows: statement('2026-01-08  150.00  SQUARE INC') };
    const categories = [{ match: { payee: 'square inc' }, account: 'Assets:Square' }];
    const balance = `SELECT account, sum(amount) AS amount FROM postings WHERE account LIKE 'Assets:%' GROUP BY account ORDER BY account`;
    expect(lines(await booked({ categories, statements: [sales, deposit] }, balance))).toEqual([
      'Assets:Checking  150.00',
      'Assets:Square  0.00',
    ]);
    const told = { ...sales, rows: statement('2026-01-05  150.00  A sale\n2026-01-07  -150.00  Payout  type=payout') };
    expect(lines(await booked({ categories, statements: [told, deposit] }, balance))).toEqual([
      'Assets:Checking  150.00',
      'Assets:Square  0.00',
      'Assets:Transfers  0.00',
    ]);
  });

  it('are found from a provider’s payout, whose fee stays a cost', async () => {
    const rows = await booked(
      {
        statements: [
          { ...STRIPE, rows: statement('2026-01-05  -922.15  STRIPE PAYOUT  fee=1.50 type=payout') },
          { ...CHECKING, rows: statement('2026-01-07  922.15  STRIPE TRANSFER ST-1\n2026-01-07  922.15  Sergio') },
        ],
      },
      OTHERS,
    );
    expect(lines(rows)).toEqual([
      '2026-01-05  jada  STRIPE PAYOUT  Expenses:Payment Fees  1.50  fee  -',
      '2026-01-05  jada  STRIPE PAYOUT  Assets:Transfers  922.15  transfer  paired',
      '2026-01-07  jada  STRIPE TRANSFER ST-1  Assets:Transfers  -922.15  transfer  paired',
      '2026-01-07  jada  Sergio  Income:Uncategorised  -922.15  uncategorised  -',
    ]);
  });

  it('are found by their words only when both halves are there, in one entity', async () => {
    const transfer = (amount: string) => statement(`2026-01-05  ${amount}  Online Transfer`);
    const both = await booked(
      {
        statements: [
          { ...CHECKING, rows: transfer('-75.00') },
          { ...SAVINGS, rows: transfer('75.00') },
        ],
      },
      OTHERS,
    );
    expect(both.map(({ category }) => category)).toEqual(['transfer', 'transfer']);
    const alone = await booked(
      {
        statements: [
          { ...CHECKING, rows: transfer('-75.00') },
          { ...SAVINGS, rows: transfer('76.00') },
        ],
      },
      OTHERS,
    );
    expect(alone.map(({ category, account }) => [category, account])).toEqual([
      ['uncategorised', 'Expenses:Uncategorised'],
      ['uncategorised', 'Income:Uncategorised'],
    ]);
    const apart = await booked(
      {
        statements: [
          { ...CHECKING, rows: transfer('-75.00') },
          { ...SAVINGS, entity: 'agency', rows: transfer('75.00') },
        ],
      },
      OTHERS,
    );
    expect(apart.map(({ category }) => category)).toEqual(['uncategorised', 'uncategorised']);
  });

  it('are what a rule books to an account that has a statement of its own', async () => {
    const rows = await booked(
      {
        categories: [{ match: { payee: 'card payment' }, account: 'Liabilities:Card' }],
        statements: [
          { ...CHECKING, rows: statement('2026-01-05  -300.00  Card payment') },
          {
            account: 'Liabilities:Card',
            file: 'card.csv',
            rows: statement('2026-01-06  300.00  Payment - thank you\n2026-01-04  -300.00  Boat parts'),
          },
        ],
      },
      'SELECT account, sum(amount) AS sum FROM postings GROUP BY account ORDER BY account',
    );
    expect(lines(rows)).toEqual([
      'Assets:Checking  -300.00',
      'Assets:Transfers  0.00',
      'Expenses:Uncategorised  300.00',
      'Liabilities:Card  0.00',
    ]);
  });

  it('are not made of a payment that a rule books otherwise', async () => {
    const rows = await booked(
      {
        categories: [{ match: { payee: 'rent' }, account: 'Expenses:Rent' }],
        statements: [
          { ...CHECKING, rows: statement('2026-01-05  -75.00  Rent transfer') },
          { ...SAVINGS, rows: statement('2026-01-05  75.00  Transfer') },
        ],
      },
      OTHERS,
    );
    expect(rows.map(({ category }) => category)).toEqual(['rule', 'uncategorised']);
  });
});

let records = 0n;
function half(date: string, amount: bigint, more: Partial<Half> = {}): Half {
  records += 1n;
  const account = amount < 0n ? 'Assets:Checking' : 'Assets:Savings';
  return {
    fileNo: 1,
    record: records,
    source: 'abc',
    entity: 'jada',
    account,
    date,
    amount,
    currency: 'USD',
    sure: true,
    ...more,
  };
}
const dates = (pairs: readonly Pair[]): string[] => pairs.map(({ from, to }) => `${from.date} ${to.date}`);

describe('pairing', () => {
  it('takes the nearest day first, then the earliest', () => {
    const out = [half('2026-01-05', -100n), half('2026-01-08', -100n)];
    const into = [half('2026-01-09', 100n), half('2026-01-04', 100n), half('2026-01-06', 100n)];
    expect(dates(pairTransfers([...out, ...into]))).toEqual(['2026-01-05 2026-01-06', '2026-01-08 2026-01-09']);
  });

  it('looks no further than five days', () => {
    const out = half('2026-01-28', -100n);
    expect(pairTransfers([out, half('2026-02-02', 100n)])).toHaveLength(1);
    expect(pairTransfers([out, half('2026-02-03', 100n)])).toHaveLength(0);
  });

  it('prefers a sure half of the own entity to one of another, and that to mere words', () => {
    const out = half('2026-01-05', -100n);
    const words = half('2026-01-05', 100n, { sure: false });
    const other = half('2026-01-05', 100n, { entity: 'agency' });
    const own = half('2026-01-09', 100n);
    expect(pairTransfers([out, words, other, own])[0]?.to).toBe(own);
    expect(pairTransfers([out, words, other])[0]?.to).toBe(other);
    expect(pairTransfers([out, words])[0]?.to).toBe(words);
  });

  it('never pairs an account with itself, other currencies or other amounts', () => {
    const out = half('2026-01-05', -100n);
    const same = half('2026-01-05', 100n, { account: 'Assets:Checking' });
    expect(pairTransfers([out, same, half('2026-01-05', 100n, { currency: 'EUR' }), half('2026-01-05', 101n)])).toEqual(
      [],
    );
  });

  it('keeps pace with thousands of equal amounts on one day', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => half('2026-01-05', index % 2 === 0 ? -100n : 100n));
    expect(pairTransfers(many)).toHaveLength(10_000);
  });

  it('uses each half once, within reach, whatever the order they come in', () => {
    const anyHalf = fc
      .tuple(
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom(-1n, 1n),
        fc.constantFrom(100n, 200n),
        fc.constantFrom('A', 'B', 'C'),
        fc.boolean(),
        fc.constantFrom('jada', 'agency'),
      )
      .map(([day, sign, size, account, sure, entity]) =>
        half(`2026-02-${String(day).padStart(2, '0')}`, sign * size, { account, sure, entity }),
      );
    fc.assert(
      fc.property(fc.array(anyHalf, { maxLength: 40 }), fc.nat(), (halves, seed) => {
        const pairs = pairTransfers(halves);
        const used = pairs.flatMap(({ from, to }) => [from, to]);
        expect(new Set(used).size).toBe(used.length);
        for (const { from, to } of pairs) {
          expect(from.amount).toBe(-to.amount);
          expect([from.entity, from.account]).not.toEqual([to.entity, to.account]);
          expect(Math.abs(Date.parse(from.date) - Date.parse(to.date)) / 86_400_000).toBeLessThanOrEqual(DAYS_APART);
        }
        const shuffled = halves.toSorted(
          (a, b) => Number((a.record * 7919n + BigInt(seed)) % 101n) - Number((b.record * 7919n + BigInt(seed)) % 101n),
        );
        expect(new Set(pairTransfers(shuffled).map(({ id }) => id))).toEqual(new Set(pairs.map(({ id }) => id)));
      }),
    );
  });
});
