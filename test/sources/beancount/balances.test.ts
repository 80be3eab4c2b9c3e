import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { dayOf, understood } from '../journal/_journal.ts';
import { booksOf, problemsOf, readAs } from './_beancount.ts';

const PAID = '2026-04-29 * "paid in"\n  Assets:Bank  1.02 USD\n  Equity:Opening\n';

describe('balance', () => {
  test.each([
    ['at the beginning of its day', '2026-04-30 balance Assets:Bank 1.02 USD', true],
    ['not at its end', '2026-04-29 balance Assets:Bank 1.02 USD', false],
    ['one unit of the last digit is let pass', '2026-04-30 balance Assets:Bank 1.03 USD', true],
    ['two are not', '2026-04-30 balance Assets:Bank 1.04 USD', false],
    ['a whole number is exact', '2026-04-30 balance Assets:Bank 1 USD', false],
    ['a tolerance', '2026-04-30 balance Assets:Bank 1 ~ 0.02 USD', true],
    ['that is too small', '2026-04-30 balance Assets:Bank 1 ~ 0.01 USD', false],
    ['sums', '2026-04-30 balance Assets:Bank 2.00-0.98 ~ 0.5*0 USD', true],
    ['another commodity', '2026-04-30 balance Assets:Bank 0 EUR', true],
  ])('%s: %s', (_, line, holds) => {
    const found = problemsOf(booksOf(`${PAID}\n${line}\n`));
    expect(found).toEqual(holds ? [] : [expect.stringContaining('assertion-failed')]);
  });

  test('counts the accounts below, and lots by their number', () => {
    const journal = booksOf(`
      2026-01-01 open Assets:Bank:Savings
      2026-04-29 * "x"
        Assets:Bank:Savings  1 USD
        Assets:Bank          2 USD
        Assets:Bank          5 ACME {1 USD}
        Equity:Opening
      2026-04-30 balance Assets:Bank 3 USD
      2026-04-30 balance Assets:Bank 5 ACME
    `);
    expect(journal.problems).toEqual([]);
  });

  test('is stated as of the end of the day before, beside what the books hold', () => {
    const { assertions, accounts } = booksOf(`${PAID}2026-04-30 balance Assets:Bank 1.03 USD`);
    expect(
      assertions.map(({ account, day, stated, found }) =>
        [accounts[account]?.name, dayOf(day), decimalText(stated), decimalText(found)].join(' '),
      ),
    ).toEqual(['Assets:Bank 2026-04-29 1.03 1.02']);
  });

  test('says by how much it fails', () => {
    const journal = booksOf(`${PAID}2026-04-30 balance Assets:Bank 2.00 USD`);
    expect(journal.problems[0]?.message).toBe(
      'the balance of Assets:Bank is 1.02 USD here, not 2.00 USD (difference -0.98 USD)',
    );
  });
});

describe('pad', () => {
  test('books what the next balance of each commodity lacks, on its own day', () => {
    expect(
      readAs(`
        2026-01-01 pad Assets:Bank Equity:Opening
        2026-01-02 * "x"
          Assets:Bank  1.02 USD
          Income:Sales
        2026-04-30 balance Assets:Bank 10.00 USD
        2026-04-30 balance Assets:Bank 5 EUR
        2026-05-01 balance Assets:Bank 10.00 USD
      `),
    ).toEqual([
      '2026-01-01 Padding: Assets:Bank Equity:Opening',
      '  Assets:Bank  8.98 USD',
      '  Assets:Bank  5 EUR',
      '  Equity:Opening  -8.98 USD',
      '  Equity:Opening  -5 EUR',
      '2026-01-02 * x',
      '  Assets:Bank  1.02 USD',
      '  Income:Sales  -1.02 USD',
    ]);
  });

  test('once for a commodity: a later balance is checked', () => {
    const journal = booksOf(`
      2026-01-01 pad Assets:Bank Equity:Opening
      2026-04-30 balance Assets:Bank 10.00 USD
      2026-05-01 balance Assets:Bank 11.00 USD
    `);
    expect(problemsOf(journal)).toEqual(['3:1 assertion-failed']);
  });

  test('the last one before a balance counts; others are unused', () => {
    const journal = booksOf(`
      2026-01-01 pad Assets:Bank Equity:Opening
      2026-01-02 pad Assets:Bank Income:Sales
      2026-04-30 balance Assets:Bank 10.00 USD
      2026-04-30 pad Assets:Cash Equity:Opening
      2026-04-30 balance Assets:Cash 0.01 USD
    `);
    expect(problemsOf(journal)).toEqual(['1:1 pad-unused', '4:1 pad-unused']);
    expect(understood(journal)).toEqual([
      '2026-01-02 Padding: Assets:Bank Income:Sales',
      '  Assets:Bank  10 USD',
      '  Income:Sales  -10 USD',
    ]);
  });

  test('a balance of its source counts it', () => {
    const journal = booksOf(`
      2026-01-01 pad Assets:Bank Equity:Opening
      2026-01-03 balance Equity:Opening -10.00 USD
      2026-04-30 balance Assets:Bank 10.00 USD
    `);
    expect(journal.problems).toEqual([]);
  });
});
