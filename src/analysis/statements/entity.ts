import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import type { Ground } from '../input.ts';
import type { EntityBooks } from './books.ts';
import { Closing } from './closing.ts';
import type { Calendar, Period } from './periods.ts';
import type { Slot } from './slots.ts';
import { TO_DATE, type StatementColumn } from './types.ts';

/** An entity's books with all that its statements are made of. */
export interface EntityAccounts {
  readonly ground: Ground;
  readonly calendar: Calendar;
  readonly books: EntityBooks;
  readonly closing: Closing;
  /** Lines whose balance is not known, with the reason. */
  readonly unknown: ReadonlyMap<string, string>;
}

export function accountsOf(ground: Ground, calendar: Calendar, books: EntityBooks): EntityAccounts {
  return { ground, calendar, books, closing: new Closing(ground, calendar, books), unknown: unknownBalances(books) };
}

/** Wear and provisions stand on the other side than the assets that they lower. */
const CONTRA = /depreciation|amorti[sz]ation|impairment|allowance|provision/i;

/**
 * Lines of which the rows on file tell what moved, but not what is there: a statement without an opening balance, and a
 * debt or an asset that fell below nothing, so that it must have been there before the first row.
 */
function unknownBalances({ slots, of }: EntityBooks): ReadonlyMap<string, string> {
  const unknown = new Map<string, string>();
  for (const slot of slots) {
    const stated = of.accounts.filter(({ account }) => account === slot.account);
    if (stated.some(({ openingKnown }) => !openingKnown)) {
      unknown.set(slot.key, `the opening balance of ${slot.account} is not known`);
    } else if (stated.length === 0 && of.entity.books.length === 0 && fellBelowNothing(slot)) {
      unknown.set(
        slot.key,
        `more left ${slot.account} than came in: what was on it before the first row is not on file`,
      );
    }
  }
  return unknown;
}

function fellBelowNothing(slot: Slot): boolean {
  if (slot.type !== 'Liabilities' && slot.type !== 'Assets') return false;
  if (slot.activity === 'transfers' || slot.between !== undefined || CONTRA.test(slot.account)) return false;
  const balances = new Map<string, bigint>();
  return slot.sums
    .toSorted((a, b) => (a.month < b.month ? -1 : Number(a.month > b.month)))
    .some(({ month, currency, amount }, at, all) => {
      const balance = (balances.get(currency) ?? 0n) + amount * BigInt(slot.sign);
      balances.set(currency, balance);
      // Within a month the order of days is not looked at: only its end counts.
      const more = all[at + 1];
      return balance < 0n && !(more?.month === month && more.currency === currency);
    });
}

/** The periods that a column adds up: a month, or the fiscal year so far. */
export function periodsOf({ books }: EntityAccounts, { from, to }: StatementColumn): readonly Period[] {
  return books.periods.filter((period) => period.from >= from && period.to <= to);
}

/** The period with whose end a column of a balance sheet closes. */
export function endOf({ books }: EntityAccounts, { to }: StatementColumn): Period | undefined {
  return books.periods.findLast((period) => period.to <= to);
}

/** True for a column of a month that is not, or not wholly, on file. */
export function isOffFile({ books }: EntityAccounts, column: StatementColumn): boolean {
  return column.id !== TO_DATE && !books.of.has(column.id);
}

/** A cell of a flow statement: the column's periods added up, or why the month is not known. */
export function flowCell(
  accounts: EntityAccounts,
  column: StatementColumn,
  key: string,
  label: string,
  figure: (period: Period) => Figure,
): Figure {
  const { ground, books } = accounts;
  const { entity } = books.of;
  const id = figureId(books.scope, 'statement', key, column.id);
  const named = `${entity.name} ${label}, ${column.label}`;
  const unit = money(books.currency);
  if (isOffFile(accounts, column)) {
    return ground.book.unknown(id, named, unit, `${entity.name} has nothing on file for ${column.id}`);
  }
  const parts = periodsOf(accounts, column).map(figure);
  const [only, ...more] = parts;
  if (only && more.length === 0 && column.id !== TO_DATE) return only;
  return ground.book.formula(id, named, unit, 'sum', parts, { text: 'sum of the months' });
}
