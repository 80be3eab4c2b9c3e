import type { AccountType } from '../../model/journal.ts';
import type { Entity, Portfolio } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { DaySum } from './entries.ts';
import { burnRules, matchesAny } from '../flows.ts';
import type { Ledger, MonthSum } from '../ledger.ts';
import { EXPENSES, INCOME } from '../sql.ts';
import { activityOf, type Activity } from '../statement/activities.ts';

/** Where the two halves of a transfer meet until both are there. */
export const TRANSFERS = 'Assets:Transfers';

/**
 * What one line of the books stands for: an account, or of `Assets:Transfers` what is between this entity and another
 * one, so that a claim on a sister company is never taken for money on the way.
 */
export interface Slot {
  /** Part of figure ids. */
  readonly key: string;
  readonly account: string;
  readonly type: AccountType;
  readonly label: string;
  /** The other entity of money moved between two; undefined for all else. */
  readonly between: string | undefined;
  /** Its name. */
  readonly other: string | undefined;
  /** SQL conditions of its postings, without entity, day and currency. */
  readonly where: readonly string[];
  /** 1 where debits make it larger, -1 where credits do: by this sign its figures are shown. */
  readonly sign: 1 | -1;
  /** Money at hand: on a statement, or said to be so by the books. */
  readonly cash: boolean;
  /** A sum of money: in another currency it is worth what the rate of the day says (ASC 830-20-35-1). */
  readonly monetary: boolean;
  readonly activity: Activity | 'transfers';
  readonly sums: readonly MonthSum[];
  /** Its entries in other currencies, where they are told; else they are found by account. */
  readonly days?: readonly DaySum[];
}

export function isResult({ type }: Slot): boolean {
  return type === 'Income' || type === 'Expenses';
}

/** The lines of an entity's books, in the order of types and names. */
export function slotsOf(
  portfolio: Portfolio,
  of: EntityCoverage,
  ledger: Ledger,
  sums: readonly MonthSum[],
): readonly Slot[] {
  const byKey = new Map<string, MonthSum[]>();
  for (const sum of sums) {
    const key = keyOf(ledger, sum);
    const alike = byKey.get(key);
    if (alike) alike.push(sum);
    else byKey.set(key, [sum]);
  }
  return [...byKey]
    .flatMap(([key, own]) => (own[0] ? [slot(portfolio, of, key, own[0], own)] : []))
    .toSorted((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || (a.label < b.label ? -1 : 1));
}

const TYPES: readonly AccountType[] = ['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses'];

function keyOf(ledger: Ledger, { account, counterparty }: MonthSum): string {
  const key = ledger.key(account);
  return account === TRANSFERS && counterparty !== '' ? `${key}.${counterparty}` : key;
}

function typeOf(account: string): AccountType {
  const [first] = account.split(':');
  return TYPES.find((type) => type === first) ?? 'Assets';
}

function slot(
  portfolio: Portfolio,
  { entity, accounts }: EntityCoverage,
  key: string,
  { account, counterparty }: MonthSum,
  sums: readonly MonthSum[],
): Slot {
  const type = typeOf(account);
  const transfers = account === TRANSFERS;
  const between = transfers && counterparty !== '' ? counterparty : undefined;
  const other = portfolio.entities.find(({ id }) => id === between);
  const stated = accounts.some((one) => one.account === account);
  const cash = type === 'Assets' && (stated || sums.some((sum) => sum.category === 'cash'));
  return {
    key,
    account,
    type,
    between,
    cash,
    sums,
    other: between === undefined ? undefined : (other?.name ?? between),
    label: between === undefined ? account : `Between ${entity.name} and ${other?.name ?? between}`,
    where: [`account = ${sqlText(account)}`, ...(transfers ? [`counterparty = ${sqlText(between ?? '')}`] : [])],
    sign: type === 'Assets' || type === 'Expenses' ? 1 : -1,
    monetary: cash || transfers || type === 'Liabilities' || /receivable|due from/i.test(account),
    activity: activity(portfolio, entity, account, type, between),
  };
}

/** Wear is no payment: what it takes from an asset comes back in the operating part (ASC 230-10-45-28). */
const WEAR = /depreciation|amorti[sz]ation|impairment/i;

function activity(
  portfolio: Portfolio,
  entity: Entity,
  account: string,
  type: AccountType,
  between: string | undefined,
): Slot['activity'] {
  if (account === TRANSFERS) return between === undefined ? 'transfers' : 'financing';
  if (type === 'Assets' && WEAR.test(account)) return 'operating';
  if (entity.customer_deposits.includes(account)) return 'operating';
  const loans = burnRules(portfolio).loan_principal.filter((pattern) => pattern !== 'Liabilities:*');
  if (type === 'Liabilities' && matchesAny(loans, account)) return 'financing';
  return activityOf({ name: account, type, cash: false, declared: false }, {});
}

/** All of income and expenses as one line. */
export function profitOf(slots: readonly Slot[]): Slot {
  return {
    key: 'result',
    account: '',
    type: 'Income',
    label: 'Income less expenses',
    sign: -1,
    between: undefined,
    other: undefined,
    cash: false,
    monetary: false,
    activity: 'operating',
    where: [`(${INCOME} OR ${EXPENSES})`],
    sums: slots.filter(isResult).flatMap(({ sums }) => sums),
  };
}
