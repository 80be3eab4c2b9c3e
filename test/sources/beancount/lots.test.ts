import { expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { dedent } from '../_shown.ts';
import { booksOf, problemsOf } from './_beancount.ts';

const BOUGHT = dedent(`
  1999-01-01 open Assets:Fifo "FIFO"
  1999-01-01 open Assets:Lifo "LIFO"
  1999-01-01 open Assets:Hifo "HIFO"
  1999-01-01 open Assets:Sized "STRICT_WITH_SIZE"
  1999-01-01 open Assets:None "NONE"
  1999-01-01 open Assets:Average "AVERAGE"
`);

const buy = (account: string): string =>
  dedent(`
  2026-01-02 * "one"
    ${account}  10 ACME {8.00 EUR}
    Assets:Bank
  2026-02-02 * "two"
    ${account}  5 ACME {10.00 EUR, "b"}
    Assets:Bank
  2026-03-02 * "three"
    ${account}  5 ACME {9.00 EUR}
    Assets:Bank
`);

/** What a sale costs, with its lot; or the problems. */
function sold(account: string, posting: string, before = buy(account)): string {
  const sale = dedent(`
    2026-04-30 * "sale"
      ${account}  ${posting}
      Assets:Bank  60.00 EUR
      Income:Sales
  `);
  const journal = booksOf(`${BOUGHT}\n${before}\n${sale}`);
  if (journal.problems.length > 0)
    return problemsOf(journal)
      .join(' ')
      .replace(/^\d+:\d+ /, '');
  const last = journal.transactions.first[journal.transactions.count - 1] ?? 0;
  const cost = journal.costs[journal.postings.cost[last] ?? -1];
  const lot = [cost?.lot?.date, cost?.lot?.note].filter((one) => one !== undefined).join(' ');
  return `${decimalText(cost?.total ?? { mantissa: 0n, scale: 0 })} ${lot}`.trim();
}

test.each([
  ['Assets:Fifo', '-5 ACME {}', '-40.00 2026-01-02'],
  ['Assets:Fifo', '-12 ACME {}', '-100.00'],
  ['Assets:Lifo', '-5 ACME {}', '-45.00 2026-03-02'],
  ['Assets:Hifo', '-5 ACME {}', '-50.00 2026-02-02 b'],
  ['Assets:Sized', '-10 ACME {}', '-80.00 2026-01-02'],
  ['Assets:Sized', '-5 ACME {}', '-50.00 2026-02-02 b'],
  ['Assets:Depot', '-5 ACME {9.00 EUR}', '-45.00 2026-03-02'],
  ['Assets:Depot', '-5 ACME {9 EUR}', '-45.00 2026-03-02'],
  ['Assets:Depot', '-5 ACME {2026-03-02}', '-45.00 2026-03-02'],
  ['Assets:Depot', '-2 ACME {"b"}', '-20.00 2026-02-02 b'],
  ['Assets:Depot', '-5 ACME {{45.00 EUR}}', '-45.00 2026-03-02'],
  ['Assets:Depot', '-20 ACME {}', '-175.00'],
  ['Assets:None', '-50 ACME {7 EUR}', '-350 2026-04-30'],
  ['Assets:Depot', '-5 ACME {}', 'lot-ambiguous'],
  ['Assets:Depot', '-6 ACME {9.00 EUR}', 'lot-not-found'],
  ['Assets:Fifo', '-21 ACME {}', 'lot-not-found'],
  ['Assets:Depot', '-5 ACME {7.00 EUR}', 'lot-not-found'],
  ['Assets:Depot', '-5 ACME {USD}', 'lot-not-found'],
  ['Assets:Average', '-5 ACME {}', 'journal-unsupported'],
])('%s %s costs %s', (account, posting, cost) => {
  expect(sold(account, posting)).toBe(cost);
});

test('lots of one cost and day are one; what is sold short has lots, too', () => {
  const twice = dedent(`
  2026-01-02 * "one"
    Assets:Depot  10 ACME {8.00 EUR}
    Assets:Bank
  2026-01-02 * "again"
    Assets:Depot  10 ACME {8 EUR}
    Assets:Bank
  `);
  expect(sold('Assets:Depot', '-15 ACME {}', twice)).toBe('-120.00 2026-01-02');
  const short = dedent(`
  2026-01-02 * "short"
    Assets:Depot  -10 ACME {8.00 EUR}
    Assets:Bank
  `);
  expect(sold('Assets:Depot', '4 ACME {}', short)).toBe('32.00 2026-01-02');
});

test('a cost of the whole is kept to the cent, however it is divided', () => {
  const thirds = dedent(`
  2026-01-02 * "one"
    Assets:Depot  3 ACME {{100.00 EUR}}
    Assets:Bank
  2026-02-02 * "a third"
    Assets:Depot  -1 ACME {}
    Assets:Bank   40.00 EUR
    Income:Sales
  2026-03-02 * "a third"
    Assets:Depot  -1 ACME {}
    Assets:Bank   40.00 EUR
    Income:Sales
  `);
  // The last third bears what the others' roundings left.
  expect(sold('Assets:Depot', '-1 ACME {}', thirds)).toBe('-33.333333333334 2026-01-02');
});

test('a transaction that is refused takes nothing off the lots', () => {
  const refused = dedent(`
  2026-01-02 * "one"
    Assets:Depot  10 ACME {8.00 EUR}
    Assets:Bank
  2026-02-02 * "refused"
    Assets:Depot  -10 ACME {}
    Assets:Bank   80.01 EUR
  `);
  expect(sold('Assets:Depot', '-10 ACME {}', refused)).toBe('transaction-unbalanced');
  const sale = '2026-04-30 * "sale"\n  Assets:Depot  -10 ACME {}\n  Assets:Bank  80.00 EUR';
  const journal = booksOf(`${refused}\n${sale}`);
  expect(problemsOf(journal)).toEqual([expect.stringContaining('transaction-unbalanced')]);
  expect(journal.transactions.count).toBe(2);
});

test('by day, and on one day by line, whatever the order of the file', () => {
  const later = dedent(`
  2026-03-01 * "dear"
    Assets:Fifo  5 ACME {10.00 EUR}
    Assets:Bank
  2026-02-01 * "cheap"
    Assets:Fifo  5 ACME {8.00 EUR}
    Assets:Bank
  `);
  expect(sold('Assets:Fifo', '-5 ACME {}', later)).toBe('-40.00 2026-02-01');
});

test('per unit and as a whole together; market prices are those of purchases and of @', () => {
  const journal = booksOf(`
    2026-01-02 * "buy"
      Assets:Depot  10 ACME {8.00 # 5.00 EUR}
      Assets:Bank  -85.00 EUR
    2026-02-02 * "sell"
      Assets:Depot  -10 ACME {} @ 9.00 EUR
      Assets:Bank   90.00 EUR
      Income:Sales
    2026-03-02 * "into the depot at an old cost"
      Assets:Depot  10 ACME {8.00 EUR, 2020-01-01}
      Equity:Opening
    2026-03-03 * "out again, without a price"
      Assets:Depot  -10 ACME {}
      Equity:Opening
  `);
  expect(journal.problems).toEqual([]);
  expect(journal.prices.map(({ at, price, from }) => `${at.line} ${decimalText(price)} ${from}`)).toEqual([
    '2 8.5 cost',
    '5 9.00 cost',
  ]);
});
