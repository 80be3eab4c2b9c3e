import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gate } from '../../src/app/gate.ts';
import { decimal } from '../../src/core/decimal.ts';
import { Book } from '../../src/model/book.ts';
import type { Figure, Unit } from '../../src/model/figure.ts';
import type { Report } from '../../src/model/report.ts';
import { factsOf, type TestFacts } from '../analysis/_facts.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };
let facts: TestFacts;
beforeAll(async () => {
  facts = await factsOf(`
    2026-04-10 | shop | Bank | 60.00 | Income:Sales | Ann
    2026-04-11 | shop | Bank | 40.00 | Income:Sales | Ben`);
});
afterAll(() => facts.close());

function reportOf(...figures: readonly Figure[]): Report {
  return {
    type: 'cfo',
    title: 'CFO report',
    portfolio: 'Test',
    audience: 'the owner',
    period: { from: '2026-04-01', to: '2026-04-30' },
    asOf: '2026-04-30',
    timeZone: 'UTC',
    currency: 'USD',
    snapshot: 's',
    answer: [],
    subject: [],
    blocks: [],
    figures: Object.fromEntries(figures.map((figure) => [figure.id, figure])),
  };
}

function made(sum: bigint): { readonly revenue: Figure; readonly double: Figure } {
  const book = new Book('2026-04-30');
  const query = `SELECT date, amount, file, line, source FROM postings WHERE account = 'Income:Sales'`;
  const revenue = book.rows('shop.revenue', 'Revenue', USD, sum, { query, measure: 'amount', sign: -1 });
  const double = book.formula('shop.double', 'Twice that', USD, 'sum', [revenue, revenue], {
    text: 'revenue + revenue',
  });
  return { revenue, double };
}

describe('the gate', () => {
  it('lets reports through whose figures are what their receipts give', async () => {
    const { revenue, double } = made(-10_000n);
    await expect(gate([reportOf(revenue, double), reportOf(revenue)], facts)).resolves.toBeUndefined();
  });

  it('refuses when rows give another sum than the figure says, and names the figure', async () => {
    const { revenue, double } = made(-9_999n);
    await expect(gate([reportOf(revenue, double)], facts)).rejects.toMatchObject({
      code: 'figures-differ',
      exit: 1,
      message: expect.stringMatching(/nothing was sent.*shop\.revenue/) as string,
    });
  });

  it('refuses a receipt with a row that says no amount, or that cannot be run, and the others are asked all the same', async () => {
    const book = new Book('2026-04-30');
    const rows = (id: string, query: string): Figure =>
      book.rows(id, id, USD, 6000n, { query, measure: 'amount', sign: 1 });
    const one = `SELECT 6000 AS amount, 'a.csv' AS file, 1 AS line, 'x' AS source`;
    const figures = [
      rows('sound', one),
      rows('silent', `${one} UNION ALL SELECT NULL, 'a.csv', 2, 'x'`),
      rows('lost', `SELECT amount FROM no_such_table`),
    ];
    await expect(gate([reportOf(...figures)], facts)).rejects.toThrow(/2 figures .*: silent, lost$/);
  });

  it('refuses when a formula gives another value than the figure says', async () => {
    const { revenue, double } = made(-10_000n);
    await expect(gate([reportOf(revenue, { ...double, value: decimal(30_000n, 2) })], facts)).rejects.toThrow(
      'shop.double',
    );
  });

  it('refuses when two reports tell one figure differently, though each agrees with a receipt of its own', async () => {
    const one = made(-10_000n).revenue;
    const other: Figure = { ...one, value: decimal(5, 0), receipt: { kind: 'method', text: 'five' } };
    await expect(gate([reportOf(one), reportOf(other)], facts)).rejects.toThrow('shop.revenue');
  });
});
