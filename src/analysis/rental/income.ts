import { firstDay, lastDay, type Month } from '../../core/date.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import { figureId, monthsBack } from '../ids.ts';
import type { MonthSum } from '../ledger.ts';
import { between, OF_THE_PERIOD, oneOf } from '../sql.ts';
import { amountOf } from '../sums.ts';
import { costClass, type CostClass } from './accounts.ts';
import type { DebtService } from './debt.ts';
import { gapOf, idOf, labelOf, methodFigure, type Scene } from './scene.ts';

export interface IncomeAccount {
  readonly account: string;
  readonly amount: Figure;
  /** Of an expense account. */
  readonly of: CostClass | undefined;
}

/** Net operating income of twelve full months, by the bank's dates. */
export interface OperatingIncome {
  readonly months: readonly Month[];
  readonly income: Figure;
  readonly costs: Figure;
  /** Income − operating costs − escrow that was paid with the loan. */
  readonly noi: Figure;
  readonly cover: Cover;
  /** What is left after debt service. */
  readonly after: Figure;
  readonly incomeAccounts: readonly IncomeAccount[];
  /** The dearest first. */
  readonly costAccounts: readonly IncomeAccount[];
  /** Not in it: debt, depreciation, tax on income, capital. */
  readonly apart: readonly IncomeAccount[];
}

/** How far NOI covers debt service. */
export interface Cover {
  readonly dscr: Figure;
  /** The least that lenders ask for, and what it asks of NOI. */
  readonly least: Figure;
  readonly required: Figure;
  /** Required − NOI: above zero where it falls short. */
  readonly shortfall: Figure;
}

export function incomeOf(scene: Scene, debt: DebtService): OperatingIncome {
  const { ground, of } = scene;
  const { book } = ground;
  const months = monthsBack(ground.full, 12);
  const sums = ground.ledger
    .of(of.entity.id)
    .filter(({ month, category }) => months.includes(month) && category !== 'transfer' && category !== 'opening');
  const streams = of.entity.revenue.map(({ account }) => account);
  const incomeSums = sums.filter(({ account }) =>
    streams.length > 0 ? streams.includes(account) : account.startsWith('Income:'),
  );
  const expenses = sums.filter(({ account }) => account.startsWith('Expenses:'));
  const operating = expenses.filter(({ account }) => costClass(account) === 'operating');
  const why = whyUnknown(scene, months);
  const total = (part: string, label: string, own: readonly MonthSum[], sign: 1 | -1): Figure =>
    why === undefined
      ? summed(scene, part, label, own, sign)
      : book.unknown(idOf(scene, part), labelOf(scene, label), scene.unit, why);
  const income = total('income', 'rental income of 12 months', incomeSums, -1);
  const costs = total('costs', 'operating costs of 12 months', operating, 1);
  const escrow = debt.escrow ? [debt.escrow] : [];
  const noi = book.formula(
    idOf(scene, 'noi'),
    labelOf(scene, 'net operating income of 12 months'),
    scene.unit,
    'difference',
    [income, costs, ...escrow],
    {
      text: `rental income − operating costs${debt.escrow ? ' − escrow paid with the loan' : ''}`,
    },
  );
  const after = book.formula(
    idOf(scene, 'cash-flow'),
    labelOf(scene, 'left after debt service'),
    scene.unit,
    'difference',
    [noi, debt.service],
    {
      text: 'net operating income − debt service',
    },
  );
  const accounts = (own: readonly MonthSum[], part: string, sign: 1 | -1): IncomeAccount[] =>
    why === undefined ? byAccount(scene, own, part, sign) : [];
  return {
    months,
    income,
    costs,
    noi,
    cover: coverOf(scene, noi, debt.service),
    after,
    incomeAccounts: accounts(incomeSums, 'income', -1),
    costAccounts: accounts(operating, 'costs', 1),
    apart: accounts(
      expenses.filter(({ account }) => costClass(account) !== 'operating'),
      'apart',
      1,
    ),
  };
}

/** Why the income of the year cannot be told; undefined where it can. */
function whyUnknown({ of }: Scene, months: readonly Month[]): string | undefined {
  if (of.entity.kind !== 'rental-property')
    return `the books of ${of.entity.name} hold more than the property; only of an entity of kind rental-property they are its own`;
  const missing = months.filter((month) => !of.has(month));
  return missing.length === 0 ? undefined : `${of.entity.name} has nothing on file for ${missing.join(', ')}`;
}

export function incomeGaps(scene: Scene): CoverageGap[] {
  const why = whyUnknown(scene, monthsBack(scene.ground.full, 12));
  if (why === undefined) return [];
  const suffers = ['RENT-04', ...['noi', 'dscr', 'cap-rate'].map((part) => idOf(scene, part))];
  const source = `twelve full months of the property's own ledger: ${why}`;
  return [gapOf(scene, 'rental-months', { source, wouldTell: 'net operating income, and what it covers', suffers })];
}

function summed(scene: Scene, part: string, label: string, sums: readonly MonthSum[], sign: 1 | -1): Figure {
  const { ground, of } = scene;
  const [first = ground.full] = monthsBack(ground.full, 12);
  const where = [
    `entity = ${sqlText(of.entity.id)}`,
    between(firstDay(first), lastDay(ground.full)),
    OF_THE_PERIOD,
    oneOf('account', [...new Set(sums.map(({ account }) => account))]),
  ];
  const named = { id: idOf(scene, part), label: labelOf(scene, label), currency: of.currency };
  return amountOf(ground, named, { sums, where }, sign);
}

function byAccount(scene: Scene, sums: readonly MonthSum[], part: string, sign: 1 | -1): IncomeAccount[] {
  const accounts = [...new Set(sums.map(({ account }) => account))];
  const found = accounts.map((account): IncomeAccount => ({
    account,
    amount: summed(
      scene,
      figureId(part, 'of', scene.ground.ledger.key(account)),
      `${account}, 12 months`,
      sums.filter((sum) => sum.account === account),
      sign,
    ),
    of: account.startsWith('Expenses:') ? costClass(account) : undefined,
  }));
  const worth = ({ amount }: IncomeAccount) => amount.value ?? decimal(0);
  return found.toSorted((a, b) => compare(worth(b), worth(a)));
}

function coverOf(scene: Scene, noi: Figure, service: Figure): Cover {
  const { book } = scene.ground;
  const least = methodFigure(
    scene,
    'dscr',
    'Debt service coverage that lenders ask for',
    { kind: 'ratio' },
    decimal(125, 2),
  );
  const name = (part: string, label: string) => [idOf(scene, part), labelOf(scene, label)] as const;
  const dscr = book.formula(...name('dscr', 'debt service coverage'), { kind: 'ratio' }, 'quotient', [noi, service], {
    text: 'net operating income ÷ debt service',
  });
  const required = book.formula(
    ...name('dscr.required', 'NOI that the coverage asks for'),
    scene.unit,
    'product',
    [service, least],
    {
      text: 'debt service × coverage that lenders ask for',
    },
  );
  const shortfall = book.formula(
    ...name('dscr.shortfall', 'NOI short of it, a year'),
    scene.unit,
    'difference',
    [required, noi],
    {
      text: 'NOI that the coverage asks for − NOI',
    },
  );
  return { dscr, least, required, shortfall };
}
