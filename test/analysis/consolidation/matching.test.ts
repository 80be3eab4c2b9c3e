import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAYS_APART, matchHalves, type Matchable } from '../../../src/analysis/consolidation/matching.ts';
import type { Half } from '../../../src/analysis/consolidation/types.ts';
import { addDays } from '../../../src/core/date.ts';

/** `jada>agency 2026-01-16 Expenses:Web 350 USD`: a positive amount is a debit; `#9` behind it is a transfer's pair. */
function half(text: string, line: number): Half {
  const [between = '', date = '', account = '', amount = '0', currency = 'USD', transfer] = text.split(' ');
  const [entity = '', counterparty = ''] = between.split('>');
  const place = { payee: '', file: `${entity}.csv`, line };
  const pair = transfer?.slice(1);
  return { entity, counterparty, date, account, currency, amount: BigInt(amount), transfer: pair, ...place };
}

/** In the group's USD, a EUR is worth 1.10. */
const matchable = (one: Half): Matchable => ({
  half: one,
  worth: one.currency === 'EUR' ? (one.amount * 11n) / 10n : one.amount,
});

const match = (...texts: string[]) => matchHalves(texts.map(half).map(matchable));
const kinds = ({ matches }: ReturnType<typeof match>): string[] =>
  matches.map(({ kind, debit, credit, apart }) => `${kind} ${debit.line}-${credit.line} ${apart}`);

describe('halves between two entities', () => {
  it.each([
    ['cost with revenue', 'Expenses:Web', 'Income:Web', ['trade 0-1 1']],
    ['claim with debt', 'Assets:Receivable', 'Liabilities:Payable', ['balances 0-1 1']],
    ['a share bought with capital', 'Assets:Shares', 'Equity:Capital', ['equity 0-1 1']],
    ['a dividend with its income', 'Equity:Dividends', 'Income:Dividends', ['equity 0-1 1']],
    ['a draw with a contribution', 'Equity:Draws', 'Equity:Contributions', ['equity 0-1 1']],
    ['no asset with revenue', 'Assets:Website', 'Income:Web', []],
    ['no cost with a debt', 'Expenses:Web', 'Liabilities:Deposits', []],
    ['no draw with a debt', 'Equity:Draws', 'Liabilities:Loan', []],
  ])('%s', (_, debit, credit, expected) => {
    const found = match(`a>b 2026-01-16 ${debit} 350`, `b>a 2026-01-17 ${credit} -350`);
    expect(kinds(found)).toEqual(expected);
    expect(found.unmatched).toHaveLength(2 - 2 * expected.length);
  });

  it.each([
    ['another amount', 'b>a 2026-01-16 Income:Web -351'],
    ['another currency of the same number', 'b>a 2026-01-16 Income:Web -350 EUR'],
    ['another entity', 'c>a 2026-01-16 Income:Web -350'],
    ['another other side', 'b>c 2026-01-16 Income:Web -350'],
    ['the same side', 'b>a 2026-01-16 Income:Web 350'],
    ['six days apart', 'b>a 2026-01-22 Income:Web -350'],
  ])('do not meet across %s', (_, other) => {
    expect(match('a>b 2026-01-16 Expenses:Web 350', other).matches).toEqual([]);
  });

  it('meet across currencies at the rate of the day, within the spread of banks', () => {
    expect(kinds(match('a>b 2026-01-16 Expenses:Web 352', 'b>a 2026-01-16 Income:Web -320 EUR'))).toEqual([
      'trade 0-1 0',
    ]);
    expect(kinds(match('a>b 2026-01-16 Expenses:Web 360', 'b>a 2026-01-16 Income:Web -320 EUR'))).toEqual([
      'trade 0-1 0',
    ]);
    expect(kinds(match('a>b 2026-01-16 Expenses:Web 362', 'b>a 2026-01-16 Income:Web -320 EUR'))).toEqual([]);
  });

  it('meet nearest first, then earliest, and revenue before balances', () => {
    expect(
      kinds(
        match(
          'a>b 2026-01-10 Expenses:Web 350',
          'a>b 2026-01-14 Expenses:Web 350',
          'b>a 2026-01-14 Income:Web -350',
          'b>a 2026-01-15 Income:Web -350',
        ),
      ),
    ).toEqual(['trade 0-3 5', 'trade 1-2 0']);
  });

  it('of a transfer are paired by its id, however far apart', () => {
    expect(
      kinds(match('a>b 2026-01-10 Assets:Transfers 350 USD #7', 'b>a 2026-01-20 Assets:Transfers -350 USD #7')),
    ).toEqual(['transfer 0-1 10']);
  });

  it('are each used once, whatever their order, and what they take out balances', () => {
    const anyHalf = fc
      .record({
        between: fc.constantFrom('a>b', 'b>a', 'a>c', 'c>a'),
        day: fc.integer({ min: 0, max: 12 }),
        account: fc.constantFrom('Expenses:X', 'Income:X', 'Assets:R', 'Liabilities:P', 'Equity:E'),
        amount: fc.constantFrom(-100, 100, -200, 200),
      })
      .map(({ between, day, account, amount }) => `${between} ${addDays('2026-01-01', day)} ${account} ${amount}`);
    fc.assert(
      fc.property(fc.array(anyHalf, { maxLength: 14 }), (texts) => {
        const all = texts.map(half).map(matchable);
        const found = matchHalves(all);
        const used = found.matches.flatMap(({ debit, credit }) => [debit, credit]);
        expect(new Set(used).size).toBe(used.length);
        expect([...used, ...found.unmatched].toSorted(byLine)).toEqual(all.map((one) => one.half).toSorted(byLine));
        for (const { debit, credit, apart } of found.matches) {
          expect(debit.amount + credit.amount).toBe(0n);
          expect(debit.amount).toBeGreaterThan(0n);
          expect([debit.entity, debit.counterparty]).toEqual([credit.counterparty, credit.entity]);
          expect(apart).toBeLessThanOrEqual(DAYS_APART);
        }
        expect(matchHalves(all.toReversed())).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });
});

const byLine = (a: Half, b: Half): number => a.line - b.line;
