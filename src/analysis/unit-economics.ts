import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, money, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';

export interface VariableCost {
  readonly name: string;
  readonly perUnit: Figure;
}

/** What one unit of a stream brings and costs, as the portfolio declares it, in the entity's currency. */
export interface UnitEconomics {
  /** First part of the ids of its figures, and of their labels. */
  readonly scope: string;
  readonly name: string;
  readonly price: Figure;
  readonly costs: readonly VariableCost[];
  readonly variable: Figure;
  /** Price less variable costs. */
  readonly contribution: Figure;
}

/** Price, variable costs and contribution of a stream that is sold by the unit; undefined without a unit or a price. */
export function unitEconomics(ground: Ground, of: EntityCoverage, stream: RevenueStream): UnitEconomics | undefined {
  if (stream.price === undefined || stream.unit === undefined) return undefined;
  const { book, declared } = ground;
  const { entity } = of;
  const path = ['entities', declared.portfolio.entities.indexOf(entity), 'revenue', entity.revenue.indexOf(stream)];
  const scope = figureId(scopeOf(entity), 'break-even', stream.id);
  const name = `${entity.name} ${stream.name}`;
  const unit = money(of.currency);
  const label = `${name}, price of a ${stream.unit}`;
  const price = book.assumed(
    figureId(scope, 'price'),
    label,
    unit,
    stream.price,
    declared.at([...path, 'price']),
    label,
  );
  const costs = stream.variable_costs.map((cost, index) => ({
    name: cost.name,
    perUnit: variableCost(ground, { scope, name, path, price }, cost, index),
  }));
  const all = costs.map((cost) => cost.perUnit);
  const total = figureId(scope, 'variable');
  const variable =
    all.length > 0
      ? book.formula(total, `${name}, variable costs`, unit, 'sum', all, { text: 'sum of the variable costs' })
      : book.formula(total, `${name}, variable costs`, unit, 'difference', [price, price], { text: 'none declared' });
  const text = 'price − variable costs';
  const title = `${name}, contribution of a ${stream.unit}`;
  const contribution = book.formula(figureId(scope, 'contribution'), title, unit, 'difference', [price, variable], {
    text,
  });
  return { scope, name, price, costs, variable, contribution };
}

interface Place {
  readonly scope: string;
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly price: Figure;
}

/** An amount, a share of the price, or both. */
function variableCost(
  { book, declared }: Ground,
  place: Place,
  cost: RevenueStream['variable_costs'][number],
  index: number,
): Figure {
  const { scope, name, path, price } = place;
  const at = declared.at([...path, 'variable_costs', index]);
  const id = figureId(scope, 'cost', String(index + 1));
  const label = `${name}, ${cost.name}`;
  const parts: Figure[] = [];
  if (cost.amount !== undefined) {
    parts.push(book.assumed(figureId(id, 'amount'), label, price.unit, cost.amount, at, cost.name));
  }
  if (cost.percent_of_price !== undefined) {
    const title = `${label}, per cent of the price`;
    const percent = book.assumed(
      figureId(id, 'percent'),
      title,
      { kind: 'percent' },
      cost.percent_of_price,
      at,
      cost.name,
    );
    const text = 'price × per cent';
    parts.push(book.formula(figureId(id, 'share'), label, price.unit, 'percent-of', [price, percent], { text }));
  }
  return book.formula(id, `${label}, per unit`, price.unit, 'sum', parts, { text: 'amount + share of the price' });
}
