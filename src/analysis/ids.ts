import { addMonths, MONTH_NAMES, monthsFrom, type Month } from '../core/date.ts';
import { fingerprint } from '../core/hash.ts';
import type { Unit } from '../model/figure.ts';
import type { Entity } from '../model/portfolio.ts';

/** Lower-case letters, digits and dashes of a text: `JADA Checking` → `jada-checking`. */
export function slug(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

/** A slug that two different texts never share: for names from the outside, such as payees. */
export function distinctSlug(text: string): string {
  return [slug(text).slice(0, 40).replace(/-$/, ''), fingerprint(text).slice(0, 6)].filter(Boolean).join('-');
}

/** The first part of an entity's figure ids. `group` is the portfolio's own, `own` is that of the owner's reports. */
export function scopeOf(entity: Pick<Entity, 'id'>): string {
  return entity.id === 'group' || entity.id === 'own' ? `entity-${entity.id}` : entity.id;
}

/** Joins the parts of a figure id: `figureId('jada', 'revenue', '2026-03')`. */
export function figureId(...parts: readonly string[]): string {
  return parts.join('.');
}

/**
 * A key for each account, for figure ids: `Expenses:Boat Fuel` → `expenses.boat-fuel`. Where two accounts would share
 * a key (`Fuel` and `fuel`), each gets its hash too.
 */
export function accountKeys(accounts: readonly string[]): ReadonlyMap<string, string> {
  const plain = new Map(
    [...new Set(accounts)].map((account) => [account, account.split(':').map(slug).filter(Boolean).join('.')]),
  );
  const uses = new Map<string, number>();
  for (const key of plain.values()) uses.set(key, (uses.get(key) ?? 0) + 1);
  const own = (account: string, key: string): string =>
    uses.get(key) === 1 ? key : `${key}-${fingerprint(account).slice(0, 6)}`;
  return new Map([...plain].map(([account, key]) => [account, own(account, key)]));
}

export function money(currency: string): Unit {
  return { kind: 'money', currency };
}

export function count(of: string): Unit {
  return { kind: 'count', of };
}

/** `2026-03` → `Mar 2026`, for labels. */
export function monthLabel(month: Month): string {
  return `${MONTH_NAMES[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** The `count` months that end with `last`, oldest first. */
export function monthsBack(last: Month, months: number): Month[] {
  return monthsFrom(addMonths(last, 1 - months), last);
}
