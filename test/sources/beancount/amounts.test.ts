import { describe, expect, test } from 'vitest';
import { booksOf, problemsOf, readAs } from './_beancount.ts';

/** The posting to Assets:Bank, where the other one has the amount. */
function amountOf(amount: string): string {
  const lines = readAs(`2026-04-30 * "x"\n  Assets:Bank  ${amount}\n  Equity:Opening`);
  return lines[1]?.replace('  Assets:Bank  ', '') ?? lines[0] ?? '';
}

describe('numbers', () => {
  test.each([
    ['1,234,567.89 USD', '1234567.89 USD'],
    ['10USD', '10 USD'],
    ['1000. USD', '1000 USD'],
    ['-0.00 USD', '0.00 USD'],
    ['123456789012345678.91 USD', '123456789012345678.91 USD'],
    ["5 A'B._-C", "5 A'B._-C"],
    ['--3 - -4.00 + +1 USD', '8.00 USD'],
    ['(1 + 2.50) * -3 / 4 USD', '-2.625 USD'],
    ['10.00 / 2.00 USD', '5 USD'],
    ['100.00 / 4 USD', '25.00 USD'],
    ['10-3 USD', '7 USD'],
    ['10.00 / 3 USD', '3.333333333333 USD'],
    ['-2 / 3 USD', '-0.666666666667 USD'],
    ['((((1)))) USD', '1 USD'],
  ])('%s', (written, read) => {
    expect(amountOf(written)).toBe(read);
  });

  test.each([
    ['12,34 USD', '2:16 amount-invalid'],
    ['1234,567 USD', '2:16 amount-invalid'],
    ['1 / 0 USD', '2:18 amount-invalid'],
    ['1 / (2 - 2) USD', '2:18 amount-invalid'],
    ['(1 + 2 USD', '2:23 amount-invalid'],
    ['1 + USD', '2:20 amount-invalid'],
    [`${'('.repeat(70)}1 USD`, '2:80 amount-invalid'],
    [`0.${'0'.repeat(40)}1 USD`, '2:16 amount-invalid'],
    [`${'9'.repeat(70)} USD`, '2:16 amount-invalid'],
    [`${'9'.repeat(60)} * ${'9'.repeat(60)} USD`, '2:77 amount-invalid'],
  ])('%s is refused', (written, found) => {
    expect(problemsOf(booksOf(`2026-04-30 * "x"\n  Assets:Bank  ${written}\n  Equity:Opening`))).toEqual([found]);
  });
});

describe('what is left out and follows from the others', () => {
  test.each([
    ['a number', 'Assets:Bank  2 EUR\n  Assets:Cash  EUR', ['Assets:Bank  2 EUR', 'Assets:Cash  -2 EUR']],
    ['a commodity', 'Assets:Bank  2.00 EUR\n  Assets:Cash  -2', ['Assets:Bank  2.00 EUR', 'Assets:Cash  -2.00 EUR']],
    [
      'a number of each commodity',
      'Assets:Bank  2 EUR\n  Assets:Bank  3 USD\n  Assets:Cash  EUR\n  Income:Sales  USD',
      ['Assets:Bank  2 EUR', 'Assets:Bank  3 USD', 'Assets:Cash  -2 EUR', 'Income:Sales  -3 USD'],
    ],
    [
      'a price',
      'Assets:Bank  10 EUR @\n  Assets:Cash  -12.50 USD',
      ['Assets:Bank  10 EUR @@ 12.50 USD', 'Assets:Cash  -12.50 USD'],
    ],
    [
      'the number of a price',
      'Assets:Bank  -10 EUR @ USD\n  Assets:Cash  12.50 USD',
      ['Assets:Bank  -10 EUR @@ -12.50 USD', 'Assets:Cash  12.50 USD'],
    ],
    [
      'the commodity of a price',
      'Assets:Bank  10 EUR @ 1.25\n  Assets:Cash  -12.50 USD',
      ['Assets:Bank  10 EUR @@ 12.50 USD', 'Assets:Cash  -12.50 USD'],
    ],
    [
      'a number with a price',
      'Assets:Bank  EUR @ 1.25 USD\n  Assets:Cash  -12.50 USD',
      ['Assets:Bank  10 EUR @@ 12.50 USD', 'Assets:Cash  -12.50 USD'],
    ],
    [
      'a cost',
      'Assets:Depot  3 ACME {}\n  Assets:Cash  -10.00 USD',
      ['Assets:Depot  3 ACME @@ 10.00 USD', 'Assets:Cash  -10.00 USD'],
    ],
    [
      'the number of a cost as a whole',
      'Assets:Depot  3 ACME {{USD}}\n  Assets:Cash  -10.00 USD',
      ['Assets:Depot  3 ACME @@ 10.00 USD', 'Assets:Cash  -10.00 USD'],
    ],
    [
      'the commodity of a cost',
      'Assets:Depot  2 ACME {5}\n  Assets:Cash  -10.00 USD',
      ['Assets:Depot  2 ACME @@ 10 USD', 'Assets:Cash  -10.00 USD'],
    ],
    [
      'a number at a cost',
      'Assets:Depot  ACME {5.00 USD}\n  Assets:Cash  -10.00 USD',
      ['Assets:Depot  2 ACME @@ 10.0000 USD', 'Assets:Cash  -10.00 USD'],
    ],
  ])('%s', (_, postings, expected) => {
    const lines = readAs(`2026-04-30 * "x"\n  ${postings}`).slice(1);
    const trimmed = (line: string): string =>
      line
        .trim()
        .replace(/(@@ -?\d+(?:\.\d*?)?)0+ /, '$1 ')
        .replace('. ', ' ');
    expect(lines.map(trimmed)).toEqual(expected.map((line) => trimmed(`  ${line}`)));
  });

  test('a commodity by the only one that the account holds', () => {
    const lines = readAs(`
      2026-04-29 * "x"
        Assets:Bank  1.00 EUR
        Equity:Opening
      2026-04-30 * "y"
        Assets:Bank  5
        Equity:Opening
    `);
    expect(lines.slice(3)).toEqual(['2026-04-30 * y', '  Assets:Bank  5.00 EUR', '  Equity:Opening  -5.00 EUR']);
  });

  test.each([
    ['two amounts', 'Assets:Bank\n  Assets:Cash', '3:3 transaction-two-elided'],
    ['two numbers of one commodity', 'Assets:Bank  EUR\n  Assets:Cash  EUR', '3:3 transaction-two-elided'],
    ['a number and an amount', 'Assets:Bank  1 EUR\n  Assets:Cash  EUR\n  Income:Sales', '3:3 transaction-two-elided'],
    ['a commodity that nothing tells', 'Assets:Bank  1\n  Assets:Cash', '2:3 amount-not-implied'],
    [
      'a price of the whole without a number',
      'Assets:Bank  EUR @@ 1 USD\n  Assets:Cash  -1 USD',
      '2:20 amount-not-implied',
    ],
    ['a price that would be negative', 'Assets:Bank  1 EUR @ USD\n  Assets:Cash  1 USD', '2:3 amount-not-implied'],
    ['a cost that would be negative', 'Assets:Depot  1 ACME {}\n  Assets:Cash  1 USD', '2:3 amount-not-implied'],
    ['a price beside a cost', 'Assets:Depot  1 ACME {1 USD} @\n  Assets:Cash  -1 USD', '2:3 amount-not-implied'],
    ['the cost of nothing', 'Assets:Bank  EUR @ 0 USD\n  Assets:Cash  1 USD', '2:3 amount-not-implied'],
  ])('%s is refused', (_, postings, found) => {
    expect(problemsOf(booksOf(`2026-04-30 * "x"\n  ${postings}`))).toEqual([found]);
  });
});

describe('prices', () => {
  test('@ of one unit, @@ of all, each with the sign of the amount', () => {
    const lines = readAs(`
      2026-04-30 * "x"
        Assets:Bank   10 EUR @ 1.25 USD
        Assets:Cash  -12.50 USD
      2026-05-01 * "y"
        Assets:Bank  -10 EUR @@ 12.60 USD
        Assets:Cash   12.60 USD
    `);
    expect(lines[1]).toBe('  Assets:Bank  10 EUR @@ 12.50 USD');
    expect(lines[4]).toBe('  Assets:Bank  -10 EUR @@ -12.60 USD');
  });

  test.each([
    ['10 EUR @ -1 USD', '2:26 amount-invalid'],
    ['10 ACME {1 EUR} @ 1 USD', '2:33 amount-invalid'],
    ['10 ACME {-1 EUR}', '2:26 amount-invalid'],
    ['10 ACME {1 EUR', '2:31 journal-syntax'],
    ['10 ACME {1 EUR, 2 EUR}', '2:33 journal-syntax'],
    ['10 ACME {1 EUR, *}', '2:33 journal-unsupported'],
    ['10 ACME {1 EUR / 2026-01-01}', '2:32 journal-syntax'],
    ['10 ACME {?}', '2:26 journal-syntax'],
  ])('%s is refused', (amount, found) => {
    expect(problemsOf(booksOf(`2026-04-30 * "x"\n  Assets:Depot  ${amount}\n  Assets:Cash`))).toEqual([found]);
  });
});

describe('balance', () => {
  const sum = (one: string, other: string, options = ''): string[] =>
    problemsOf(booksOf(`${options}2026-04-30 * "x"\n  Assets:Bank  ${one}\n  Assets:Cash  ${other}`));

  test.each([
    ['half of the last digit is let pass', '1.00 USD', '-1.005 USD', '', true],
    ['more than that is not', '1.00 USD', '-1.006 USD', '', false],
    ['the coarsest amount decides', '1.0 USD', '-1.05 USD', '', true],
    ['whole numbers say nothing', '1 USD', '-1.001 USD', '', false],
    ['a wider multiplier', '1.00 USD', '-1.012 USD', 'option "inferred_tolerance_multiplier" "1.2"\n', true],
    ['by its new name', '1.00 USD', '-1.012 USD', 'option "tolerance_multiplier" "1.2"\n', true],
    [
      'a least tolerance of a commodity',
      '1 USD',
      '-1.05 USD',
      'option "inferred_tolerance_default" "USD:0.05"\n',
      true,
    ],
    ['of another', '1 USD', '-1.05 USD', 'option "inferred_tolerance_default" "EUR:0.05"\n', false],
    ['of all that say nothing', '1 EUR @ 1.05 USD', '-1 USD', 'option "inferred_tolerance_default" "*:0.05"\n', true],
    [
      'a least tolerance narrows nothing',
      '1.00 USD',
      '-1.004 USD',
      'option "inferred_tolerance_default" "USD:0.001"\n',
      true,
    ],
    ['costs say nothing by themselves', '1.00 ACME {100 USD}', '-100.5 USD', '', false],
    ['unless asked', '1.00 ACME {100 USD}', '-100.5 USD', 'option "infer_tolerance_from_cost" "TRUE"\n', true],
    [
      'and within half a unit',
      '1.0 ACME {1000 USD}',
      '-1000.6 USD',
      'option "infer_tolerance_from_cost" "TRUE"\n',
      false,
    ],
  ])('%s', (_, one, other, options, balances) => {
    const found = sum(one, other, options);
    expect(found).toEqual(balances ? [] : [expect.stringContaining('transaction-unbalanced')]);
  });

  test('what is worked out is rounded half-even to the digit that the others have', () => {
    const lines = readAs(`
      2026-04-30 * "x"
        Assets:Bank   1.00 EUR @ 1.235 USD
        Assets:Bank   1.00 USD
        Assets:Cash
    `);
    expect(lines[3]).toBe('  Assets:Cash  -2.24 USD');
  });

  test('a lone posting of something balances nothing', () => {
    const journal = booksOf('2026-04-30 * "x"\n  Assets:Bank  1 USD');
    expect(journal.problems[0]?.message).toBe('the postings of the transaction sum to 1 USD, for it has one posting');
  });
});
