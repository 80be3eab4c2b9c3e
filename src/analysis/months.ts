import type { Month } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, money, monthLabel, monthsBack, scopeOf } from './ids.ts';
import { seen, type Ground, type Reading } from './input.ts';
import type { Ledger, MonthSum } from './ledger.ts';
import { convert, rateGaps } from './rates.ts';
import { EXPENSES, INCOME } from './sql.ts';
import { amountOf, sumOfKnown, within } from './sums.ts';

/** One line of the income statement: revenue is positive in `Income`, cost is positive in `Expenses`. */
export interface IncomeLine {
  readonly entity: string;
  readonly month: Month;
  readonly account: string;
  readonly currency: string;
  /** Minor units, by the sign of the account's own side. */
  readonly amount: bigint;
}

/** An account of the income statement, by month. */
export interface AccountLine {
  readonly account: string;
  readonly months: ReadonlyMap<Month, Figure>;
}

export interface EntityMonths {
  readonly of: EntityCoverage;
  readonly revenue: ReadonlyMap<Month, Figure>;
  readonly expenses: ReadonlyMap<Month, Figure>;
  readonly net: ReadonlyMap<Month, Figure>;
  readonly accounts: readonly AccountLine[];
}

export interface Months {
  /** Full months, oldest first; entities that are not on file in a month have a figure that says so. */
  readonly months: readonly Month[];
  readonly entities: readonly EntityMonths[];
  /** In the base currency, over the entities that are on file in the month. */
  readonly group: Omit<EntityMonths, 'of' | 'accounts'>;
  /** Entities that are missing from one or more of the group's months. */
  readonly leftOut: readonly string[];
}

/** Months for which totals are made: two years for the seasons, and one to compare with. */
const MONTHS_KEPT = 36;
/** Months for which each account has its own line. */
const ACCOUNT_MONTHS = 12;

const isIncome = (account: string): boolean => account.startsWith('Income:');
const isExpense = (account: string): boolean => account.startsWith('Expenses:');

/** The income statement of the whole ledger by entity, month, account and currency, without figures: for comparison and export. */
export function incomeLines(ledger: Ledger): IncomeLine[] {
  const lines = new Map<string, IncomeLine>();
  for (const sum of ledger.sums) {
    if (!isIncome(sum.account) && !isExpense(sum.account)) continue;
    const { entity, month, account, currency } = sum;
    const key = JSON.stringify([entity, month, account, currency]);
    const amount = (isIncome(account) ? -sum.amount : sum.amount) + (lines.get(key)?.amount ?? 0n);
    lines.set(key, { entity, month, account, currency, amount });
  }
  return [...lines.values()];
}

/** Revenue, operating expenses and net by month, account and entity, as the bank's dates put them (cash basis). */
export function months(ground: Ground): Reading<Months> {
  const first = ground.ledger.sums[0] && ground.ledger.sums.map((sum) => sum.month).toSorted()[0];
  const window = monthsBack(ground.full, MONTHS_KEPT).filter((month) => first !== undefined && month >= first);
  const entities = ground.coverage.entities.map((of) => entityMonths(ground, of, window));
  const onFile = (kind: 'revenue' | 'expenses', month: Month): Figure[] =>
    entities.flatMap((one) => [one[kind].get(month)].flatMap((figure) => (figure ? [figure] : [])));
  const total = (kind: 'revenue' | 'expenses', month: Month): Figure => {
    const currency = ground.declared.portfolio.base_currency;
    const parts = onFile(kind, month).map((figure) => convert(ground, figure, currency));
    const named = { id: figureId('group', kind, month), label: `Group ${kind}, ${monthLabel(month)}`, currency };
    return sumOfKnown(ground, named, parts, 'sum over the entities on file in the month');
  };
  const revenue = new Map(window.map((month) => [month, total('revenue', month)]));
  const expenses = new Map(window.map((month) => [month, total('expenses', month)]));
  const net = netOf(ground, 'group', 'Group', ground.declared.portfolio.base_currency, revenue, expenses);
  const leftOut = entities.filter(({ of }) => window.some((month) => !of.has(month))).map(({ of }) => of.entity.id);
  const gaps: readonly CoverageGap[] = [...ground.coverage.gaps, ...rateGaps(ground)];
  return seen({ months: window, entities, group: { revenue, expenses, net }, leftOut }, gaps);
}

function entityMonths(ground: Ground, of: EntityCoverage, window: readonly Month[]): EntityMonths {
  const { entity, currency } = of;
  const scope = scopeOf(entity);
  const own = ground.ledger.of(entity.id);
  const kinds = {
    revenue: { sums: own.filter((sum) => isIncome(sum.account)), where: [INCOME] },
    expenses: { sums: own.filter((sum) => isExpense(sum.account)), where: [EXPENSES] },
  };
  const total = (kind: 'revenue' | 'expenses', month: Month): Figure => {
    const id = figureId(scope, kind, month);
    const label = `${entity.name} ${kind}, ${monthLabel(month)}`;
    if (!of.has(month))
      return ground.book.unknown(id, label, money(currency), `${entity.name} has nothing on file for ${month}`);
    const selection = within(kinds[kind], entity.id, month);
    return amountOf(ground, { id, label, currency }, selection, kind === 'revenue' ? -1 : 1);
  };
  const revenue = new Map(window.map((month) => [month, total('revenue', month)]));
  const expenses = new Map(window.map((month) => [month, total('expenses', month)]));
  const net = netOf(ground, scope, entity.name, currency, revenue, expenses);
  return { of, revenue, expenses, net, accounts: accountLines(ground, of, window.slice(-ACCOUNT_MONTHS)) };
}

function netOf(
  ground: Ground,
  scope: string,
  name: string,
  currency: string,
  revenue: ReadonlyMap<Month, Figure>,
  expenses: ReadonlyMap<Month, Figure>,
): ReadonlyMap<Month, Figure> {
  const figures = [...revenue].flatMap(([month, income]): [Month, Figure][] => {
    const cost = expenses.get(month);
    if (!cost) return [];
    const id = figureId(scope, 'net', month);
    const label = `${name} net, ${monthLabel(month)}`;
    const text = 'revenue − operating expenses';
    return [[month, ground.book.formula(id, label, money(currency), 'difference', [income, cost], { text })]];
  });
  return new Map(figures);
}

function accountLines(ground: Ground, of: EntityCoverage, window: readonly Month[]): AccountLine[] {
  const own = ground.ledger.of(of.entity.id).filter((sum) => window.includes(sum.month));
  const accounts = [...new Set(own.map((sum) => sum.account))].filter((one) => isIncome(one) || isExpense(one));
  // Income before expenses, each in the order of names.
  const ordered = accounts.toSorted((a, b) => (isIncome(a) === isIncome(b) ? (a < b ? -1 : 1) : isIncome(a) ? -1 : 1));
  return ordered.map((account) => {
    const sums = own.filter((sum) => sum.account === account);
    const figures = window
      .filter((month) => of.has(month))
      .map((month): [Month, Figure] => [month, accountMonth(ground, of, account, sums, month)]);
    return { account, months: new Map(figures) };
  });
}

function accountMonth(
  ground: Ground,
  of: EntityCoverage,
  account: string,
  sums: readonly MonthSum[],
  month: Month,
): Figure {
  const { entity, currency } = of;
  const named = {
    id: figureId(scopeOf(entity), 'account', ground.ledger.key(account), month),
    label: `${entity.name} ${account}, ${monthLabel(month)}`,
    currency,
  };
  const selection = within({ sums, where: [`account = ${sqlText(account)}`] }, entity.id, month);
  return amountOf(ground, named, selection, isIncome(account) ? -1 : 1);
}
