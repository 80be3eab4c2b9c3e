import { firstDay, lastDay, type Month } from '../../core/date.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, money, monthsBack, scopeOf } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import type { MonthSum } from '../ledger.ts';
import { between, EXPENSES, OF_THE_PERIOD } from '../sql.ts';
import { amountOf, numberOf, type Selection } from '../sums.ts';
import { duplicates, type PossibleDuplicate } from './duplicates.ts';
import { personalItems, personalRows, type PersonalItem, type PersonalRow } from './personal.ts';
import type { Window } from './window.ts';

export interface ExpenseCategory {
  readonly account: string;
  readonly amount: Figure;
  readonly number: Figure;
  /** Of the entity's expenses. */
  readonly share: Figure;
}

export interface EntityExpenses {
  readonly of: EntityCoverage;
  /** The dearest first. */
  readonly categories: readonly ExpenseCategory[];
  readonly total: Figure;
  /** Postings of expense and income that no rule names, as shares of all: by number and by value. */
  readonly uncategorised: {
    readonly byNumber: Figure;
    readonly byValue: Figure;
    readonly number: Figure;
    readonly value: Figure;
  };
  readonly personal: readonly PersonalItem[];
  readonly personalTotal: Figure | undefined;
}

export interface ExpenseAudit {
  readonly window: Window;
  readonly entities: readonly EntityExpenses[];
  readonly duplicates: readonly PossibleDuplicate[];
}

const MONTHS = 12;

/** The expenses of twelve full months by category, with what no rule names, what may be paid twice, and what is private. */
export async function expenseAudit(ground: Ground): Promise<Reading<ExpenseAudit>> {
  const months = monthsBack(ground.full, MONTHS);
  const window = { from: firstDay(months[0] ?? ground.full), to: lastDay(ground.full) };
  const onFile = ground.coverage.entities.filter(({ accounts }) => accounts.length > 0);
  const private_ = await personalRows(ground, window);
  const entities = onFile.map((of) => entityExpenses(ground, of, { months, window, rows: private_ }));
  return seen({ window, entities, duplicates: await duplicates(ground, window) }, ground.coverage.gaps);
}

interface Scope {
  readonly months: readonly Month[];
  readonly window: Window;
  readonly rows: readonly PersonalRow[];
}

function entityExpenses(ground: Ground, of: EntityCoverage, { months, window, rows }: Scope): EntityExpenses {
  const { entity, currency } = of;
  const scope = scopeOf(entity);
  const inWindow = ground.ledger
    .of(entity.id)
    .filter(({ month, category }) => months.includes(month) && category !== 'transfer' && category !== 'opening');
  const select = (keep: (sum: MonthSum) => boolean, where: readonly string[]) => ({
    sums: inWindow.filter(keep),
    where: [`entity = ${sqlText(entity.id)}`, between(window.from, window.to), OF_THE_PERIOD, ...where],
  });
  const expenses = select(({ account }) => account.startsWith('Expenses:'), [EXPENSES]);
  const named = {
    id: figureId(scope, 'expenses', '12-months'),
    label: `${entity.name}, expenses of 12 months`,
    currency,
  };
  const total = amountOf(ground, named, expenses, 1);
  const accounts = [...new Set(expenses.sums.map(({ account }) => account))];
  const categories = accounts.map((account): ExpenseCategory => {
    const own = select((sum) => sum.account === account, [`account = ${sqlText(account)}`]);
    const id = figureId(scope, 'expense', ground.ledger.key(account));
    const label = `${entity.name} ${account}, 12 months`;
    const amount = amountOf(ground, { id, label, currency }, own, 1);
    const number = numberOf(ground, { id: figureId(id, 'number'), label: `${label}, postings`, of: 'posting' }, own);
    const share = ground.book.formula(
      figureId(id, 'share'),
      `${label}, share`,
      { kind: 'percent' },
      'percent',
      [amount, total],
      {
        text: 'category ÷ all expenses',
      },
    );
    return { account, amount, number, share };
  });
  const personal = rows.filter((row) => row.entity === entity.id);
  return {
    of,
    categories: categories.toSorted((a, b) => compare(b.amount.value ?? decimal(0), a.amount.value ?? decimal(0))),
    total,
    uncategorised: uncategorisedShares(ground, of, select),
    ...personalItems(ground, of, window, personal),
  };
}

type Select = (keep: (sum: MonthSum) => boolean, where: readonly string[]) => Selection;

const RESULT = "(account LIKE 'Income:%' OR account LIKE 'Expenses:%')";
const ofResult = ({ account }: MonthSum): boolean => account.startsWith('Income:') || account.startsWith('Expenses:');

/** ACC-05: what no rule names, by number and by value; value counts income and expenses each by its own side. */
function uncategorisedShares(
  ground: Ground,
  { entity, currency }: EntityCoverage,
  select: Select,
): EntityExpenses['uncategorised'] {
  const { book } = ground;
  const scope = figureId(scopeOf(entity), 'uncategorised', '12-months');
  const part = (name: string, label: string, only: boolean): { number: Figure; value: Figure } => {
    const keep = (sum: MonthSum): boolean => ofResult(sum) && (!only || sum.category === 'uncategorised');
    const where = only ? ["category = 'uncategorised'"] : [];
    const id = figureId(scope, name);
    const title = `${entity.name}, ${label}`;
    const value = (['Income', 'Expenses'] as const).map((type) => {
      const own = select(
        (sum) => keep(sum) && sum.account.startsWith(`${type}:`),
        [...where, `account LIKE '${type}:%'`],
      );
      return amountOf(
        ground,
        { id: figureId(id, type.toLowerCase()), label: `${title}, ${type.toLowerCase()}`, currency },
        own,
        type === 'Income' ? -1 : 1,
      );
    });
    return {
      number: numberOf(
        ground,
        { id: figureId(id, 'number'), label: `${title}, postings`, of: 'posting' },
        select(keep, [...where, RESULT]),
      ),
      value: book.formula(figureId(id, 'value'), `${title}, value`, money(currency), 'sum', value, {
        text: 'income + expenses',
      }),
    };
  };
  const none = part('unnamed', 'what no rule names', true);
  const all = part('all', 'income and expenses', false);
  const share = (name: 'number' | 'value'): Figure =>
    book.formula(
      figureId(scope, 'share', name),
      `${entity.name}, uncategorised by ${name}`,
      { kind: 'percent' },
      'percent',
      [none[name], all[name]],
      {
        text: 'uncategorised ÷ all',
      },
    );
  return { byNumber: share('number'), byValue: share('value'), number: none.number, value: none.value };
}
