import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, ZERO } from '../../../src/core/decimal.ts';
import { NIL, plus } from '../../../src/analysis/statement/amounts.ts';
import { mergeDigests } from '../../../src/analysis/statement/index.ts';
import { makeDigest } from '../../../src/analysis/statement/make-digest.ts';
import type { Amounts, Interval, Statement, StatementKind, StatementRow } from '../../../src/model/statement.ts';
import { journalOf } from './_journal.ts';
import { amountsText, digestOf, shown, statementOf } from './_statement.ts';

/* Journals that balance, of any accounts, commodities, costs and days, some with amounts that no double holds. */

const ACCOUNTS = [
  'Assets:Bank',
  'Assets:Cash:Till',
  'Assets:Machines',
  'Assets:Receivable',
  'Liabilities:Card',
  'Liabilities:Loan',
  'Equity:Opening',
  'Equity:Draws',
  'Income:Sales',
  'Income:Rent',
  'Expenses:Fuel',
  'Expenses:Office:Rent',
  'Expenses:Office',
  'Odd:One',
];

const account = fc.constantFrom(...ACCOUNTS);
const commodity = fc.constantFrom('USD', 'EUR', 'AAPL', 'h');
const size = fc.oneof(
  { weight: 9, arbitrary: fc.bigInt(-1_000_000n, 1_000_000n) },
  { weight: 1, arbitrary: fc.bigInt(-(10n ** 20n), 10n ** 20n) },
);
const day = fc.integer({ min: 19_000, max: 19_900 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

function cents(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Amounts over two and more accounts that cancel out. */
const simple = fc
  .tuple(day, commodity, fc.array(fc.tuple(account, size), { minLength: 1, maxLength: 3 }), account, fc.boolean())
  .map(([date, unit, postings, last, virtual]) => {
    const rest = postings.reduce((sum, [, amount]) => sum - amount, 0n);
    const lines = [...postings, [last, rest] as const].map(
      ([name, amount]) => `  ${virtual ? `[${name}]` : name}  ${cents(amount)} ${unit}`,
    );
    return [`${date} ${virtual ? '*' : ''} Words`, ...lines].join('\n');
  });

/** A purchase at a cost, of which the other account is the whole. */
const bought = fc
  .tuple(day, fc.constantFrom('AAPL', 'EUR'), fc.bigInt(1n, 100_000n), fc.bigInt(1n, 100_000n), account, account)
  .map(
    ([date, unit, amount, cost, to, from]) =>
      `${date} * Bought\n  ${to}  ${cents(amount)} ${unit} @@ ${cents(cost)} USD\n  ${from}  ${cents(-cost)} USD`,
  );

const price = fc
  .tuple(day, fc.constantFrom('AAPL', 'EUR', 'h'), fc.bigInt(1n, 100_000n))
  .map(([date, unit, amount]) => `P ${date} ${unit} ${cents(amount)} USD`);

const books = fc
  .array(fc.oneof({ weight: 4, arbitrary: simple }, { weight: 2, arbitrary: bought }, price), { maxLength: 25 })
  .map((parts) => `${parts.join('\n')}\n`);

const kinds = fc.constantFrom<StatementKind>('income', 'balance', 'cashflow');
const intervals = fc.constantFrom<Interval>('month', 'quarter', 'year');
const bases = fc.constantFrom('cost' as const, 'market' as const);
const FINE = { numRuns: 60 };

function rowNamed(statement: Statement, id: string): StatementRow {
  const rows = statement.parts.flatMap((part) => (part.kind === 'section' ? [...part.rows, part.total] : [part.row]));
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
}

function same(a: Amounts, b: Amounts): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((at) => compare(a.get(at) ?? ZERO, b.get(at) ?? ZERO) === 0);
}

describe('Of any books that balance', () => {
  it('both sides of the balance sheet agree in every commodity and column, at cost and at market', () => {
    fc.assert(
      fc.property(books, intervals, bases, (text, interval, basis) => {
        const statement = statementOf(text, { kind: 'balance', interval, basis });
        expect(rowNamed(statement, 'difference').amounts.every(({ size: entries }) => entries === 0)).toBe(true);
      }),
      FINE,
    );
  });

  it('cash opens with what it closed with, and every change of it is explained', () => {
    fc.assert(
      fc.property(books, intervals, bases, (text, interval, basis) => {
        const statement = statementOf(text, { kind: 'cashflow', interval, basis });
        expect(rowNamed(statement, 'difference').amounts.every(({ size: entries }) => entries === 0)).toBe(true);
        expect(shown(statement).some((one) => one.startsWith('Not explained'))).toBe(false);
        const [opening, closing] = [rowNamed(statement, 'opening'), rowNamed(statement, 'closing')];
        for (const [at, amounts] of opening.amounts.slice(1).entries())
          expect(same(amounts, closing.amounts[at] ?? NIL)).toBe(true);
      }),
      FINE,
    );
  });

  it('the sum of months is the whole, line by line', () => {
    fc.assert(
      fc.property(books, fc.constantFrom<StatementKind>('income', 'cashflow'), (text, kind) => {
        const months = statementOf(text, { kind, interval: 'month' });
        const whole = statementOf(text, { kind, interval: 'whole' });
        const rows = months.parts.flatMap((part) => (part.kind === 'section' ? [part.total] : []));
        for (const row of rows) {
          const sum = row.amounts.reduce(plus, NIL);
          expect(amountsText(sum, months)).toBe(amountsText(rowNamed(whole, row.id).amounts[0] ?? NIL, whole));
        }
      }),
      FINE,
    );
  });

  it('the rows of a section add up to its total at any depth, as a tree and as a list', () => {
    fc.assert(
      fc.property(books, kinds, fc.integer({ min: 1, max: 4 }), fc.boolean(), (text, kind, depth, flat) => {
        const statement = statementOf(text, { kind, depth, flat, interval: 'year' });
        for (const part of statement.parts) {
          if (part.kind !== 'section') continue;
          const top = part.rows.filter(({ indent }) => indent === 0);
          for (const [at, amounts] of part.total.amounts.entries()) {
            const sum = top.map((row) => row.amounts[at] ?? NIL).reduce(plus, NIL);
            expect(same(sum, amounts)).toBe(true);
          }
        }
      }),
      FINE,
    );
  });

  it('two journals together are one journal of both', () => {
    fc.assert(
      fc.property(books, books, kinds, (first, second, kind) => {
        const options = { kind, interval: 'quarter', basis: 'market', flat: true } as const;
        const asOne = statementOf(digestOf(first + second), options);
        const merged = mergeDigests(
          [first, second].map((text) => makeDigest(journalOf(text), { secondaryDates: false })),
        );
        // Commodities are numbered in another order, so the words are compared line by line as sets.
        const words = (statement: Statement): readonly string[] =>
          shown(statement).map((one) =>
            one
              .split(/ \+ | \| /)
              .toSorted()
              .join(' '),
          );
        expect(words(statementOf(merged, options)).toSorted()).toEqual(words(asOne).toSorted());
      }),
      FINE,
    );
  });
});
