import { ACCOUNT_TYPES } from '../../model/journal.ts';
import type { Entity } from '../../model/portfolio.ts';
import type { Figure } from '../../model/figure.ts';
import { decimal } from '../../core/decimal.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { burnRules, matchesAny } from '../flows.ts';
import { count, figureId, scopeOf } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import { numberOf, upTo } from '../sums.ts';
import { folded, requiredAccounts, type RequiredAccount } from './required-accounts.ts';

export interface ChartAccount {
  readonly account: string;
  /** Postings to it; undefined where it is only declared or missing. */
  readonly postings: Figure | undefined;
  /** `used`: declared (or known by a rule, a stream or a source) and used; `undeclared`: used only; `unused`: declared only. */
  readonly state: 'used' | 'undeclared' | 'unused' | 'missing';
  /** Why a missing one is needed. */
  readonly why?: string;
}

export interface EntityChart {
  readonly of: EntityCoverage;
  /** Assets first, then liabilities, equity, income and expenses; by name within. */
  readonly accounts: readonly ChartAccount[];
  readonly missing: readonly RequiredAccount[];
  readonly undeclared: readonly string[];
  readonly numberMissing: Figure;
  readonly numberUsed: Figure;
}

export interface ChartOfAccounts {
  readonly entities: readonly EntityChart[];
}

/** Accounts that derivation itself uses. */
const OWN_ACCOUNTS = [
  'Assets:Transfers',
  'Equity:Opening Balances',
  'Expenses:Payment Fees',
  'Income:Uncategorised',
  'Expenses:Uncategorised',
];

/** ACC-04: each entity's accounts, used and declared, and those that its kind needs and that are not there. */
export function chartOfAccounts(ground: Ground): Reading<ChartOfAccounts> {
  const onFile = ground.coverage.entities.filter(({ accounts }) => accounts.length > 0);
  return seen({ entities: onFile.map((of) => entityChart(ground, of)) }, ground.coverage.gaps);
}

function entityChart(ground: Ground, of: EntityCoverage): EntityChart {
  const { entity } = of;
  const { portfolio } = ground.declared;
  const used = [...new Set(ground.ledger.of(entity.id).map(({ account }) => account))];
  // Only where a chart is declared can an account be outside it.
  const chart = [...portfolio.chart_of_accounts, ...entity.chart_of_accounts];
  const known = new Set([...chart, ...namedAccounts(entity), ...OWN_ACCOUNTS]);
  const undeclared = entity.chart_of_accounts.length > 0 ? used.filter((account) => !known.has(account)) : [];
  const all = [...new Set([...used, ...entity.chart_of_accounts, ...namedAccounts(entity)])];
  const missing = requiredAccounts(entity.kind).filter(
    (required) => !all.some((account) => serves(ground, of, account, required)),
  );
  const present = all.map((account): ChartAccount => ({
    account,
    postings: used.includes(account) ? postingsOf(ground, of, account) : undefined,
    state: undeclared.includes(account) ? 'undeclared' : used.includes(account) ? 'used' : 'unused',
  }));
  const absent = missing.map(({ account, why }): ChartAccount => ({
    account,
    postings: undefined,
    state: 'missing',
    why,
  }));
  return {
    of,
    accounts: [...present, ...absent].toSorted(byTypeAndName),
    missing,
    undeclared,
    numberMissing: numberFigure(ground, entity, 'missing', missing.length),
    numberUsed: numberFigure(ground, entity, 'used', used.length),
  };
}

/** Accounts that the portfolio names for the entity. */
function namedAccounts(entity: Entity): string[] {
  const plain = (account: string): string[] => (account.endsWith(':*') ? [] : [account]);
  return [
    ...entity.revenue.flatMap(({ account, deposits }) => [account, ...(deposits === undefined ? [] : [deposits])]),
    ...entity.fixed_costs.flatMap(plain),
    ...entity.customer_deposits,
    ...entity.sources.map(({ account }) => account),
    ...entity.categories.flatMap(({ account }) => account ?? []),
  ];
}

function serves(
  ground: Ground,
  of: EntityCoverage,
  account: string,
  { account: proposed, words, part }: RequiredAccount,
): boolean {
  const { entity } = of;
  const type = proposed.slice(0, proposed.indexOf(':') + 1);
  switch (part) {
    case 'revenue':
      return entity.revenue.some((stream) => stream.account === account) || account.startsWith('Income:');
    case 'bank':
      return account.startsWith('Assets:') && of.accounts.some((one) => one.account === account);
    case 'deposits':
      if (entity.customer_deposits.includes(account) || entity.revenue.some(({ deposits }) => deposits === account))
        return true;
      break;
    case 'draws':
      if (matchesAny(burnRules(ground.declared.portfolio).owner_draws, account)) return true;
      break;
    default:
  }
  return account.startsWith(type) && words.test(folded(account.slice(type.length)));
}

function postingsOf(ground: Ground, { entity }: EntityCoverage, account: string): Figure {
  const sums = ground.ledger.of(entity.id).filter((sum) => sum.account === account);
  const selection = upTo({ sums, where: [`account = ${sqlText(account)}`] }, entity.id, ground.asOf);
  const id = figureId(scopeOf(entity), 'chart', ground.ledger.key(account));
  return numberOf(ground, { id, label: `${entity.name} ${account}, postings`, of: 'posting' }, selection);
}

/** Counted in the portfolio's declarations and the ledger's accounts: a method figure, with what was counted. */
function numberFigure({ book }: Ground, entity: Entity, what: 'missing' | 'used', number: number): Figure {
  const words = what === 'missing' ? 'accounts that its kind needs and that it lacks' : 'accounts in use';
  const id = figureId(scopeOf(entity), 'chart', what);
  return book.constant(
    id,
    `${entity.name}, ${words}`,
    count('account'),
    decimal(number),
    `${words}, counted in the chart of accounts`,
  );
}

function byTypeAndName(a: ChartAccount, b: ChartAccount): number {
  const rank = ({ account }: ChartAccount): number => ACCOUNT_TYPES.findIndex((type) => account.startsWith(`${type}:`));
  return rank(a) - rank(b) || (a.account < b.account ? -1 : Number(a.account > b.account));
}
