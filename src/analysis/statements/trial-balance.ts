import { compare, ZERO } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import { nothing } from './closing.ts';
import { periodsOf, type EntityAccounts } from './entity.ts';
import { isResult } from './slots.ts';
import type { TrialBalance, TrialBalanceLine } from './types.ts';

interface Entry {
  readonly key: string;
  readonly label: string;
  /** 1 where a positive figure is a debit. */
  readonly sign: 1 | -1;
  readonly figure: Figure;
  readonly openingKnown: boolean;
}

/**
 * Every account with its balance on the day of the report: those of the balance sheet as they stand, income and expenses
 * of the fiscal year, and what earlier years left, computed. Debits = credits is proven.
 */
export function trialBalance(accounts: EntityAccounts): TrialBalance {
  const { ground, books } = accounts;
  const lines = entriesOf(accounts).flatMap((entry) => lineOf(accounts, entry));
  const unit = money(books.currency);
  const total = (side: 'debit' | 'credit'): Figure => {
    const parts = lines.flatMap((line) => line[side] ?? []);
    const inputs = parts.length > 0 ? parts : [nothing(ground, books.currency)];
    const label = `${books.of.entity.name} ${side}s, ${ground.asOf}`;
    return ground.book.formula(figureId(books.scope, 'trial', `${side}s`), label, unit, 'sum', inputs, {
      text: `sum of the ${side}s`,
    });
  };
  const [debits, credits] = [total('debit'), total('credit')];
  const id = figureId(books.scope, 'trial', 'difference');
  const label = `${books.of.entity.name} debits less credits, ${ground.asOf}`;
  const difference = ground.book.formula(id, label, unit, 'difference', [debits, credits], {
    text: 'debits − credits',
  });
  return { lines, debits, credits, difference };
}

function entriesOf(accounts: EntityAccounts): Entry[] {
  const { books, closing, calendar, unknown } = accounts;
  const last = books.periods.at(-1);
  const year = calendar.columns.at(-1);
  if (!last || !year) return [];
  const entry = (key: string, label: string, sign: 1 | -1, figure: Figure, openingKnown = true): Entry => ({
    key,
    label,
    sign,
    figure,
    openingKnown,
  });
  const standing = books.slots
    .filter((slot) => !isResult(slot))
    .map((slot) => entry(slot.key, slot.label, slot.sign, books.balance(slot, last), !unknown.has(slot.key)));
  const results = books.slots.filter(isResult).map((slot) => {
    const moved = periodsOf(accounts, year).filter((period) => books.moved(slot, period));
    const id = figureId(books.scope, 'trial', slot.key, 'year');
    const parts = moved.length > 0 ? moved.map((period) => books.movement(slot, period)) : [books.movement(slot, last)];
    const label = `${books.of.entity.name} ${slot.label}, ${year.label}`;
    const figure = accounts.ground.book.formula(id, label, money(books.currency), 'sum', parts, {
      text: 'the fiscal year',
    });
    return entry(slot.key, slot.label, slot.sign, figure);
  });
  const retained = entry('retained', 'Retained earnings of earlier years, computed', -1, closing.retained(last));
  const exchanges = periodsOf(accounts, year).flatMap((period) => closing.exchange(period) ?? []);
  const exchange =
    exchanges.length === 0
      ? []
      : [entry('exchange', 'Exchange differences of the year, computed', -1, exchangeOf(accounts, exchanges))];
  return [...standing, retained, ...results, ...exchange];
}

function exchangeOf({ ground, books }: EntityAccounts, parts: readonly Figure[]): Figure {
  const label = `${books.of.entity.name} exchange differences of the year`;
  const id = figureId(books.scope, 'trial', 'exchange', 'year');
  return ground.book.formula(id, label, money(books.currency), 'sum', parts, { text: 'the fiscal year' });
}

/** On the side where the balance stands; a balance of nothing is left out. */
function lineOf(
  { ground, books }: EntityAccounts,
  { key, label, sign, figure, openingKnown }: Entry,
): TrialBalanceLine[] {
  if (figure.value === undefined) return [{ key, label, openingKnown, debit: figure, credit: undefined }];
  const below = compare(figure.value, ZERO) < 0;
  if (figure.value.mantissa === 0n) return [];
  const turned = below
    ? ground.book.formula(figureId(books.scope, 'trial', key), figure.label, figure.unit, 'negate', [figure], {
        text: 'on the other side',
      })
    : figure;
  const isDebit = (sign === 1) !== below;
  return [{ key, label, openingKnown, debit: isDebit ? turned : undefined, credit: isDebit ? undefined : turned }];
}
