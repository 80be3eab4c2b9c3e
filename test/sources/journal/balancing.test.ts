import { describe, expect, test } from 'vitest';
import { journalOf, problemsOf, understood } from './_journal.ts';

/** The postings of a journal's only transaction, or its problems. */
function balanced(postings: string, above = ''): string[] {
  const lines = postings
    .trim()
    .split('\n')
    .map((line) => `  ${line.trim()}\n`);
  const journal = journalOf(Buffer.from(`${above}\n2026-04-30 x\n${lines.join('')}`));
  const errors = journal.problems.filter(({ severity }) => severity === 'error');
  return errors.length > 0
    ? problemsOf({ problems: errors })
    : understood(journal)
        .slice(1)
        .map((line) => line.trim());
}

describe('amounts left out', () => {
  test('one posting takes what the others leave, in every commodity, by symbol', () => {
    expect(balanced('a  5 EUR\nb  $3\nc  2 EUR\nd')).toEqual([
      'a  5 EUR',
      'b  3 $',
      'c  2 EUR',
      'd  -3 $',
      'd  -7 EUR',
    ]);
  });

  test('at cost', () => {
    expect(balanced('a  10 AAPL @ $2.345\nb')).toEqual(['a  10 AAPL @@ 23.450 $', 'b  -23.45 $']);
    expect(balanced('a  1.5 AAPL @ $2.345\nb  $1')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1.5 AAPL @ $2.345\nb')).toEqual(['a  1.5 AAPL @@ 3.5175 $', 'b  -3.5175 $']);
  });

  test('zero where nothing is left', () => {
    expect(balanced('a  5 EUR\nb  -5 EUR\nc')).toEqual(['a  5 EUR', 'b  -5 EUR', 'c  0 EUR']);
    expect(balanced('a')).toEqual(['a  0']);
  });

  test('postings in brackets balance among themselves, those in parentheses not at all', () => {
    expect(balanced('a  5 EUR\n[x]  3 EUR\n(y)  7 EUR\n[z]\nb')).toEqual([
      'a  5 EUR',
      '[x]  3 EUR',
      '(y)  7 EUR',
      '[z]  -3 EUR',
      'b  -5 EUR',
    ]);
    expect(balanced('(y)\na  1\nb  -1')).toEqual(['(y)  0', 'a  1', 'b  -1']);
  });

  test('sums beyond what a double holds stay exact', () => {
    expect(balanced('a  9007199254740991 X\nb  9007199254740991 X\nc  0.01 X\nd')[3]).toBe(
      'd  -18014398509481982.01 X',
    );
  });
});

describe('what counts as zero', () => {
  test('half of the last digit that shows, and the digits are those of postings or of a directive', () => {
    expect(balanced('a  1.005 USD\nb  -1.00 USD')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1.005 USD\nb  -1.00 USD', 'commodity 1.00 USD')).toHaveLength(2);
    expect(balanced('a  1.0051 USD\nb  -1.00 USD', 'commodity 1.00 USD')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1.005 USD\nb  -1.00 USD', 'D 1.00 USD')).toHaveLength(2);
  });

  test('costs do not add digits', () => {
    expect(balanced('a  3 X @ 0.333333 EUR\nb  -1.00 EUR')).toEqual(['a  3 X @@ 0.999999 EUR', 'b  -1.00 EUR']);
    expect(balanced('a  1 X @ 1.0051 USD\nb  -1.00 USD')).toEqual(['2:1 transaction-unbalanced']);
  });

  test('a commodity that only costs are in has the digits of these', () => {
    expect(balanced('a  1 X @ 1.0051 USD\nb  -1 X @ 1.005 USD')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1.5 X @ 1.0051 USD\nb  -1.5 X @ 1.0051 USD')).toHaveLength(2);
  });
});

describe('costs', () => {
  test.each([
    ['10 AAPL @ $2', '10 AAPL @@ 20 $'],
    ['-10 AAPL @ $2', '-10 AAPL @@ -20 $'],
    ['10 AAPL @@ $20', '10 AAPL @@ 20 $'],
    ['-10 AAPL @@ $20', '-10 AAPL @@ -20 $'],
    ['-10 AAPL @@ $-20', '-10 AAPL @@ 20 $'],
    ['10 AAPL (@) $2', '10 AAPL @@ 20 $'],
    ['10 AAPL (@@) $20', '10 AAPL @@ 20 $'],
    ['10 AAPL {$1.50} [2025-01-02] (first lot) @ $2', '10 AAPL @@ 20 $'],
    ['10 AAPL {{$15}} @ $2', '10 AAPL @@ 20 $'],
    ['10 AAPL @ $2 {=$1.50}', '10 AAPL @@ 20 $'],
    ['0 AAPL @@ $3', '0 AAPL @@ 3 $'],
    ['-9007199254740993 X @@ $3', '-9007199254740993 X @@ -3 $'],
  ])('%s', (written, read) => {
    const [first, second] = balanced(`a  ${written}\nb`);
    expect(first).toBe(`a  ${read}`);
    const [, cost = ''] = read.split(' @@ ');
    expect(second).toBe(`b  ${cost.startsWith('-') ? cost.slice(1) : `-${cost}`}`);
  });

  test('a lot is kept with its cost', () => {
    const { costs } = journalOf('2026-04-30 x\n  a  10 AAPL {$1.50} [2025-01-02] (first lot) @ $2\n  b\n');
    expect(costs).toEqual([
      {
        commodity: 1,
        total: { mantissa: 20n, scale: 0 },
        unit: { mantissa: 2n, scale: 0 },
        lot: { date: '2025-01-02', note: 'first lot' },
      },
    ]);
  });

  test('the price of a lot alone is none, as in hledger, and a warning says so', () => {
    expect(balanced('a  10 AAPL {$1.50}\nb')).toEqual(['a  10 AAPL', 'b  -10 AAPL']);
    expect(problemsOf(journalOf('2026-04-30 x\n  a  10 AAPL {$1.50}\n  b\n'))).toEqual(['2:14 lot-without-cost']);
  });

  test.each(['10 AAPL @ $2 @ $3', '10 AAPL {$1} {$2}', '10 AAPL {$1', '10 AAPL @', '10 AAPL (@ $2'])(
    '%s is refused',
    (written) => {
      expect(balanced(`a  ${written}\nb`)[0]).toMatch(/(?:journal-syntax|amount-invalid)$/);
    },
  );
});

describe('two commodities without a cost', () => {
  test('the first is held at what the other makes of it', () => {
    expect(balanced('a  100 EUR\nb  $-135')).toEqual(['a  100 EUR @@ 135 $', 'b  -135 $']);
    expect(balanced('b  $-135\na  100 EUR')).toEqual(['b  -135 $ @@ -100 EUR', 'a  100 EUR']);
  });

  test('several postings of the first share it by quantity, and together cost exactly the other', () => {
    expect(balanced('a  1 EUR\nb  2 EUR\nc  $-10')).toEqual([
      'a  1 EUR @@ 3.333333333333 $',
      'b  2 EUR @@ 6.666666666667 $',
      'c  -10 $',
    ]);
  });

  test('not where the signs agree, where there are three, or where one has a cost', () => {
    expect(balanced('a  1 EUR\nb  $2')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1 EUR\nb  $-2\nc  3 CHF')).toEqual(['2:1 transaction-unbalanced']);
    expect(balanced('a  1 EUR @ $1\nb  -1 CHF')).toEqual(['2:1 transaction-unbalanced']);
  });
});

test('prices: those stated, then those that costs tell', () => {
  const journal = journalOf(`
    P 2026-04-01 AAPL $1.75
    P 2026/4/2 09:30:00 EUR 1,10 USD ; closing
    2026-04-30 x
      a  -10 AAPL @ $2
      a  4 "B B" @@ $10
      b
  `);
  const shown = journal.prices.map(({ at, commodity, price, in: into, from }) => {
    const symbol = (id: number): string => journal.commodities[id]?.symbol ?? '?';
    return `${at.line} ${symbol(commodity)} ${price.mantissa}e-${price.scale} ${symbol(into)} ${from}`;
  });
  expect(shown).toEqual([
    '1 AAPL 175e-2 $ directive',
    '2 EUR 110e-2 USD directive',
    '4 AAPL 2e-0 $ cost',
    '5 B B 25e-1 $ cost',
  ]);
});
