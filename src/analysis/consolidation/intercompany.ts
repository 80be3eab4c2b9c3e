import { monthOf, type IsoDate } from '../../core/date.ts';
import { sqlText } from '../../model/sql.ts';
import type { MonthSum } from '../ledger.ts';
import type { DaySum } from '../statements/entries.ts';
import type { EntityAccounts } from '../statements/entity.ts';
import { TRANSFERS, type Slot } from '../statements/slots.ts';
import type { Between } from './between.ts';
import type { Match } from './matching.ts';
import type { Half } from './types.ts';

/** What of one line of one entity's books is eliminated against one other entity. */
export interface Eliminated {
  readonly accounts: EntityAccounts;
  readonly counterparty: string;
  /** The line that it is part of. */
  readonly slot: Slot;
  /** That part, as a line of its own. */
  readonly part: Slot;
}

/** The matched halves as parts of the lines they stand on. */
export function eliminatedParts(all: readonly EntityAccounts[], between: Between): readonly Eliminated[] {
  const halves = between.matches.flatMap(({ debit, credit }) => [debit, credit]);
  return all.flatMap((accounts) => {
    const { entity } = accounts.books.of;
    const own = halves.filter((half) => half.entity === entity.id);
    const left = between.unmatched.filter((half) => half.entity === entity.id);
    return groups(accounts, own).map(({ slot, counterparty, halves: matched }): Eliminated => {
      const alike = left.filter((half) => half.counterparty === counterparty && isLineOf(slot, half));
      return { accounts, counterparty, slot, part: partOf(accounts, slot, counterparty, matched, alike) };
    });
  });
}

interface Group {
  readonly slot: Slot;
  readonly counterparty: string;
  readonly halves: readonly Half[];
}

/** True for the line that a half is booked on. */
export function isLineOf(slot: Slot, { account, counterparty }: Half): boolean {
  return slot.account === account && (account !== TRANSFERS || slot.between === counterparty);
}

function groups({ books }: EntityAccounts, halves: readonly Half[]): Group[] {
  const found = new Map<string, Group>();
  for (const half of halves) {
    const slot = books.slots.find((one) => isLineOf(one, half));
    if (!slot) throw new Error(`no line of ${half.entity} holds ${half.account}`);
    const name = JSON.stringify([slot.key, half.counterparty]);
    const before = found.get(name);
    found.set(name, { slot, counterparty: half.counterparty, halves: [...(before?.halves ?? []), half] });
  }
  return [...found.values()];
}

function partOf(
  { books }: EntityAccounts,
  slot: Slot,
  counterparty: string,
  matched: readonly Half[],
  unmatched: readonly Half[],
): Slot {
  const own = matched.filter(({ currency }) => currency === books.currency);
  return {
    ...slot,
    key: `${slot.key}.with.${counterparty}`,
    label: `${slot.label}, with ${counterparty}`,
    where: [
      `account = ${sqlText(slot.account)}`,
      `counterparty = ${sqlText(counterparty)}`,
      "category NOT IN ('cash', 'opening')",
      // Without the day: what verifies receipts takes the first day in a condition for its bounds.
      ...unmatched.map(
        ({ file, line, amount }) => `NOT (file = ${sqlText(file)} AND line = ${line} AND amount = ${amount})`,
      ),
    ],
    sums: own.map((half): MonthSum => ({ ...asSum(half), month: monthOf(half.date) })),
    days: matched
      .filter(({ currency }) => currency !== books.currency)
      .map(({ entity, date, account, counterparty: other, currency, amount }): DaySum => ({
        entity,
        date,
        account,
        counterparty: other,
        currency,
        amount,
      })),
  };
}

function asSum({ entity, account, currency, counterparty, amount }: Half): Omit<MonthSum, 'month'> {
  return {
    entity,
    account,
    currency,
    counterparty,
    amount,
    category: 'rule',
    tags: '',
    postings: 1n,
    credits: amount < 0n ? 1n : 0n,
  };
}

/** Matches of which one half is booked by the day and the other one is not yet. */
export function crossing(matches: readonly Match[], day: IsoDate): readonly Half[] {
  return matches.flatMap(({ debit, credit }) => {
    if (debit.date <= day && credit.date > day) return [debit];
    return credit.date <= day && debit.date > day ? [credit] : [];
  });
}
