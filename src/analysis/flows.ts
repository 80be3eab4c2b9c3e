import { portfolioSchema, type Entity, type Portfolio } from '../model/portfolio.ts';
import type { EntityCoverage } from './coverage.ts';
import type { Ground } from './input.ts';
import type { MonthSum } from './ledger.ts';
import { heldAccounts } from './recognition/streams.ts';
import { EXPENSES, INCOME, OF_THE_PERIOD, oneOf, tagged } from './sql.ts';
import type { Selection } from './sums.ts';

/** Why money moved. `cash` is the statement account itself, the other side of every flow. */
export const FLOWS = [
  'operating',
  'one-off',
  'non-operating',
  'owner',
  'deposits',
  'loans',
  'transfers',
  'opening',
  'other',
] as const;
export type Flow = (typeof FLOWS)[number];

export const FLOW_NAMES: Readonly<Record<Flow, string>> = {
  operating: 'Operating',
  'one-off': 'One-offs',
  'non-operating': 'Non-operating',
  owner: 'Owner’s draws and contributions',
  deposits: 'Customer deposits',
  loans: 'Loans and other debts',
  transfers: 'Transfers on the way, or without their other half',
  opening: 'Opening entries',
  other: 'Other balance-sheet moves',
};

type BurnRules = NonNullable<Portfolio['burn']>;

/** What the portfolio states apart from burn; the schema's own defaults when it says nothing. */
export function burnRules(portfolio: Portfolio): BurnRules {
  return portfolio.burn ?? portfolioSchema.shape.burn.unwrap().parse({});
}

/** `Equity:Owner:*` is the account and every account below it; without the star, the account alone. */
function matches(pattern: string, account: string): boolean {
  if (!pattern.endsWith(':*')) return account === pattern;
  const parent = pattern.slice(0, -2);
  return account === parent || account.startsWith(`${parent}:`);
}

export function matchesAny(patterns: readonly string[], account: string): boolean {
  return patterns.some((pattern) => matches(pattern, account));
}

const ofResult = (account: string): boolean => account.startsWith('Income:') || account.startsWith('Expenses:');

/** What customers owe and what is owed to suppliers: with it, sales and costs that books show when billed count when paid. */
function isTrade(account: string): boolean {
  return /^(?:Assets:(?:.*:)?(?:accounts )?receivables?|Liabilities:(?:.*:)?(?:accounts )?payables?)(?::|$)/i.test(
    account,
  );
}

function accountFlow(account: string, entity: Entity, rules: BurnRules): Flow {
  if (heldAccounts(entity).includes(account)) return 'deposits';
  if (matchesAny(rules.non_operating, account)) return 'non-operating';
  if (matchesAny(rules.owner_draws, account)) return 'owner';
  if (ofResult(account) || isTrade(account)) return 'operating';
  if (matchesAny(rules.loan_principal, account)) return 'loans';
  return 'other';
}

function flowOf(sum: MonthSum, entity: Entity, rules: BurnRules): Flow {
  if (sum.category === 'opening') return 'opening';
  if (sum.category === 'transfer') return 'transfers';
  if (ofResult(sum.account) && sum.tags.includes(',one-off,')) return 'one-off';
  return accountFlow(sum.account, entity, rules);
}

const IS_ONE_OFF = `((${INCOME} OR ${EXPENSES}) AND ${tagged('one-off')})`;

/** The postings of one entity by flow, statement accounts left out. Debits are positive: money out is positive here. */
export function flowsOf(ground: Ground, of: EntityCoverage): ReadonlyMap<Flow, Selection> {
  const { entity } = of;
  const rules = burnRules(ground.declared.portfolio);
  const statements = of.accounts.map((account) => account.account);
  const sums = ground.ledger.of(entity.id).filter((sum) => !statements.includes(sum.account));
  const accounts = [...new Set(sums.map((sum) => sum.account))];
  const ours = statements.length === 0 ? [] : [`NOT (${oneOf('account', statements)})`];
  const where = (flow: Flow): string[] => {
    if (flow === 'opening' || flow === 'transfers')
      return [`category = '${flow === 'opening' ? 'opening' : 'transfer'}'`, ...ours];
    if (flow === 'one-off') return [IS_ONE_OFF, OF_THE_PERIOD, ...ours];
    const own = accounts.filter((account) => accountFlow(account, entity, rules) === flow);
    return [oneOf('account', own), OF_THE_PERIOD, `NOT ${IS_ONE_OFF}`];
  };
  const byFlow = new Map<Flow, MonthSum[]>(FLOWS.map((flow) => [flow, []]));
  for (const sum of sums) byFlow.get(flowOf(sum, entity, rules))?.push(sum);
  return new Map(FLOWS.map((flow) => [flow, { sums: byFlow.get(flow) ?? [], where: where(flow) }]));
}
