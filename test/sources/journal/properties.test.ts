import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, compare, decimalText, isZero, negate, ZERO, type Decimal } from '../../../src/core/decimal.ts';
import type { Problem } from '../../../src/core/problem.ts';
import { amountAt, type Journal } from '../../../src/model/journal.ts';
import { journal as reader } from '../../../src/sources/journal/reader.ts';
import { journalOf } from './_journal.ts';

const ACCOUNTS = ['assets:bank', 'assets:bank:savings', 'expenses:fuel dock', 'income:größe', 'equity'];
const SYMBOLS = ['$', 'EUR', 'X', '"A 1"', ''];

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(6))
  .map(([mantissa, scale]): Decimal => ({ mantissa, scale }));

/** An amount as people write it; the comma groups, or is the decimal mark. */
function written(
  { mantissa, scale }: Decimal,
  symbol: string,
  how: { left: boolean; comma: boolean; groups: boolean; spaced: boolean },
): string {
  const text = decimalText({ mantissa: mantissa < 0n ? -mantissa : mantissa, scale });
  const [whole = '', fraction] = text.split('.');
  const [mark, group] = how.comma ? [',', '.'] : ['.', ','];
  const grouped = how.groups ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group) : whole;
  // The mark is always shown: without it a lone group would be read as decimals.
  const digits = `${grouped}${mark}${fraction ?? ''}`;
  const sign = mantissa < 0n ? '-' : '';
  if (symbol === '') return sign + digits;
  const blank = how.spaced ? ' ' : '';
  return how.left ? `${sign}${symbol}${blank}${digits}` : `${sign}${digits}${blank}${symbol}`;
}

/** Warnings about 1,000 are what is tested elsewhere. */
const errorsOf = (problems: readonly Problem[]): string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

const how = fc.record({ left: fc.boolean(), comma: fc.boolean(), groups: fc.boolean(), spaced: fc.boolean() });
const posting = fc.record({ account: fc.constantFrom(...ACCOUNTS), symbol: fc.constantFrom(...SYMBOLS), amount, how });
const transaction = fc.array(posting, { maxLength: 5 });

type Written = typeof transaction extends fc.Arbitrary<infer T> ? T : never;

function text(transactions: readonly Written[]): string {
  const one = (postings: Written, index: number): string =>
    [
      `2026-04-${String((index * 7) % 30 || 30).padStart(2, '0')} t${index}`,
      ...postings.map((line) => `  ${line.account}  ${written(line.amount, line.symbol, line.how)}`),
      '  equity:rest',
      '',
    ].join('\n');
  return transactions.map(one).join('\n');
}

/** The sums of a transaction's postings by commodity, at cost where there is one. */
function sums(journal: Journal, transaction_: number): Map<number, Decimal> {
  const { transactions, postings, costs } = journal;
  const found = new Map<number, Decimal>();
  for (let at = transactions.first[transaction_] ?? 0; at < (transactions.first[transaction_ + 1] ?? 0); at += 1) {
    const cost = costs[postings.cost[at] ?? -1];
    const commodity = cost?.commodity ?? postings.commodity[at] ?? 0;
    found.set(commodity, add(found.get(commodity) ?? ZERO, cost?.total ?? amountAt(journal, at)));
  }
  return found;
}

describe('of every journal', () => {
  test('amounts are read as they are written, and each transaction sums to zero', () => {
    fc.assert(
      fc.property(fc.array(transaction, { minLength: 1, maxLength: 6 }), (transactions) => {
        const journal = journalOf(Buffer.from(text(transactions)));
        expect(errorsOf(journal.problems)).toEqual([]);
        expect(journal.transactions.count).toBe(transactions.length);
        transactions.forEach((postings, index) => {
          const first = journal.transactions.first[index] ?? 0;
          postings.forEach((line, at) => {
            expect(compare(amountAt(journal, first + at), line.amount)).toBe(0);
          });
          for (const sum of sums(journal, index).values()) expect(isZero(sum)).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });

  test('a balance that the postings make holds, and no other does', () => {
    fc.assert(
      fc.property(
        fc.array(transaction, { minLength: 1, maxLength: 5 }),
        fc.nat(4),
        fc.nat(4),
        fc.bigInt({ min: -1n, max: 1n }),
        (transactions, which, symbol, off) => {
          const account = ACCOUNTS[which] ?? '';
          const unit = SYMBOLS[symbol] ?? '';
          const balance = transactions
            .flat()
            .filter((line) => line.account === account && line.symbol === unit)
            .reduce((sum, line) => add(sum, line.amount), ZERO);
          const stated = add(balance, { mantissa: off, scale: 6 });
          const plain = { left: false, comma: false, groups: false, spaced: true };
          const assertion = written(stated, unit, plain);
          const journal = journalOf(
            Buffer.from(`${text(transactions)}\n2026-05-31 check\n  ${account}  0 ${unit} = ${assertion}\n`),
          );
          expect(errorsOf(journal.problems)).toEqual(off === 0n ? [] : ['assertion-failed']);
          const assigned = journalOf(
            Buffer.from(
              `${text(transactions)}\n2026-05-31 set\n  ${account}  = ${assertion}\n  equity:rest\n2026-05-31 check\n  ${account}  0 ${unit} = ${assertion}\n`,
            ),
          );
          expect(errorsOf(assigned.problems)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('the order of files changes nothing about sums: reversed transactions balance alike', () => {
    fc.assert(
      fc.property(fc.array(transaction, { minLength: 1, maxLength: 5 }), (transactions) => {
        const total = (journal: Journal): string[] => {
          const found = new Map<string, Decimal>();
          for (let at = 0; at < journal.postings.count; at += 1) {
            const { accounts, commodities, postings } = journal;
            const key = `${accounts[postings.account[at] ?? 0]?.name} ${commodities[postings.commodity[at] ?? 0]?.symbol}`;
            found.set(key, add(found.get(key) ?? ZERO, amountAt(journal, at)));
          }
          return [...found]
            .filter(([, sum]) => !isZero(sum))
            .map(
              ([key, sum]) =>
                `${key} ${decimalText({ mantissa: sum.mantissa * 10n ** BigInt(12 - sum.scale), scale: 12 })}`,
            )
            .toSorted();
        };
        expect(total(journalOf(Buffer.from(text(transactions.toReversed()))))).toEqual(
          total(journalOf(Buffer.from(text(transactions)))),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('entries sum to zero in each currency of each transaction, whatever was rounded', () => {
    const holding = fc.record({ quantity: amount, price: amount, total: fc.boolean() });
    fc.assert(
      fc.property(fc.array(holding, { minLength: 1, maxLength: 4 }), (holdings) => {
        const plain = { left: false, comma: false, groups: false, spaced: true };
        const lines = holdings.map(
          ({ quantity, price, total }) =>
            `  assets:broker  ${written(quantity, 'ACME', plain)} ${total ? '@@' : '@'} ${written(price, 'EUR', plain)}`,
        );
        const result = reader.read(Buffer.from(`2026-04-30 x\n${lines.join('\n')}\n  assets:bank\n`), 'm', {});
        expect(errorsOf(result.problems).filter((code) => code !== 'amount-too-large')).toEqual([]);
        const entries = [...(result.tables?.entries ?? [])];
        expect([0, holdings.length + 1]).toContain(entries.length);
        expect(entries.reduce((sum, row) => sum + (row['amount'] as bigint), 0n)).toBe(0n);
      }),
      { numRuns: 150 },
    );
  });

  test('any text is read without a throw, in bounded time, with every problem inside it', () => {
    const piece = fc.constantFrom(
      '2026-04-30',
      ' ',
      '  ',
      '\n',
      '\n  ',
      ';',
      '=',
      '==',
      '=*',
      '@',
      '@@',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '1',
      ',',
      '.',
      '-',
      '$',
      'EUR',
      '"',
      'a:b',
      'date:',
      'alias ',
      '/',
      'commodity ',
      'D ',
      'P ',
      'apply account ',
      'include ',
      '~',
      '\t',
      '\r\n',
      '\0',
      'é',
      '*',
      '!',
      'E5',
      'comment\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const source = pieces.join('');
        const result = reader.read(Buffer.from(source), 'm', { currency: 'USD' });
        const lineCount = source.split('\n').length;
        for (const { at } of result.problems) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.line).toBeLessThanOrEqual(lineCount);
          expect(at.column).toBeGreaterThanOrEqual(1);
        }
        for (const row of result.tables?.entries ?? []) expect(typeof row['amount']).toBe('bigint');
      }),
      { numRuns: 600 },
    );
  });
});

test('negating every amount negates what is filled in', () => {
  fc.assert(
    fc.property(transaction, (postings) => {
      const journal = journalOf(Buffer.from(text([postings])));
      const other = journalOf(Buffer.from(text([postings.map((line) => ({ ...line, amount: negate(line.amount) }))])));
      const { count } = journal.postings;
      expect(other.postings.count).toBe(count);
      for (let at = 0; at < count; at += 1) expect(isZero(add(amountAt(journal, at), amountAt(other, at)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});
