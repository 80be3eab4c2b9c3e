import type { Figure } from '../model/figure.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, scopeOf } from './ids.ts';
import { seen, type Ground, type Reading } from './input.ts';
import { convert } from './rates.ts';
import { EXPENSES, INCOME } from './sql.ts';
import { amountOf, numberOf, sumOfKnown, upTo } from './sums.ts';

interface Side {
  readonly number: Figure;
  readonly amount: Figure;
}

export interface Uncategorised {
  readonly entities: readonly { readonly of: EntityCoverage; readonly income: Side; readonly expenses: Side }[];
  readonly group: { readonly number: Figure; readonly income: Figure; readonly expenses: Figure };
}

/** Postings that no rule of the portfolio names: counted and summed over all that is on file, never dropped. */
export function uncategorised(ground: Ground): Reading<Uncategorised> {
  const { book, declared } = ground;
  const currency = declared.portfolio.base_currency;
  const onFile = ground.coverage.entities.filter(({ accounts }) => accounts.length > 0);
  const entities = onFile.map((of) => ({
    of,
    income: side(ground, of, 'income'),
    expenses: side(ground, of, 'expenses'),
  }));
  const total = (part: 'income' | 'expenses'): Figure => {
    const named = { id: figureId('group', 'uncategorised', part), label: `Uncategorised ${part}`, currency };
    const parts = entities.map((one) => convert(ground, one[part].amount, currency));
    return sumOfKnown(ground, named, parts, 'sum over the entities');
  };
  const numbers = entities.flatMap((one) => [one.income.number, one.expenses.number]);
  const unit = { kind: 'count', of: 'posting' } as const;
  const number = book.formula('group.uncategorised.number', 'Uncategorised postings', unit, 'sum', numbers, {
    text: 'sum over the entities',
  });
  return seen(
    { entities, group: { number, income: total('income'), expenses: total('expenses') } },
    ground.coverage.gaps,
  );
}

function side(ground: Ground, of: EntityCoverage, part: 'income' | 'expenses'): Side {
  const { entity, currency } = of;
  const [prefix, where, sign] =
    part === 'income' ? (['Income:', INCOME, -1] as const) : (['Expenses:', EXPENSES, 1] as const);
  const sums = ground.ledger
    .of(entity.id)
    .filter((sum) => sum.category === 'uncategorised' && sum.account.startsWith(prefix));
  const selection = upTo({ sums, where: ["category = 'uncategorised'", where] }, entity.id, ground.asOf);
  const id = figureId(scopeOf(entity), 'uncategorised', part);
  const label = `${entity.name} uncategorised ${part}`;
  return {
    number: numberOf(ground, { id: figureId(id, 'number'), label: `${label}, postings`, of: 'posting' }, selection),
    amount: amountOf(ground, { id, label, currency }, selection, sign),
  };
}
