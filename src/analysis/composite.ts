import type { Month } from '../core/date.ts';
import { compare, ZERO } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import type { EntityCoverage } from './coverage.ts';
import type { FixedCosts } from './fixed-costs.ts';
import { count, figureId, monthLabel, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { safety, type Safety } from './safety.ts';
import { revenueOf } from './stream-revenue.ts';
import type { UnitEconomics } from './unit-economics.ts';

/** One product of an entity that sells several. */
export interface Product extends UnitEconomics {
  readonly stream: RevenueStream;
  readonly unit: string;
  readonly sold: ReadonlyMap<Month, Figure>;
}

export interface MixedProduct extends Product {
  /** Units sold over the months of the mix. */
  readonly mix: Figure;
  /** Units of it at the composite break-even, rounded up. */
  readonly units: Figure;
}

/** Break-even of an entity that sells several products: all of them pay the fixed costs, in the mix in which they sell. */
export interface CompositeBreakEven {
  readonly of: EntityCoverage;
  readonly name: string;
  readonly fixed: FixedCosts;
  readonly products: readonly MixedProduct[];
  /** Units of all products in the mix, and what they contributed at their declared prices. */
  readonly mix: Figure;
  readonly contributed: Figure;
  /** Contribution of a unit on average: the products' own, weighted by the mix. */
  readonly contribution: Figure;
  /** Units of all products together a month. */
  readonly units: Figure;
  /** What all products contributed, by month. */
  readonly months: ReadonlyMap<Month, Figure>;
  readonly safety: Safety;
  /** In each of the last three full months the contribution is known and did not pay the fixed costs. */
  readonly below: boolean;
  readonly judged: boolean;
}

const RUNNING = 3;

/**
 * Composite break-even: fixed costs ÷ the contribution of a unit weighted by the sales mix; of it, each product has its
 * share of the mix. Nothing is rounded on the way: units of a product = fixed costs × its units in the mix ÷ what the
 * whole mix contributed, rounded up. Horngren, Datar and Rajan, Cost Accounting, ch. 3 (sales mix).
 */
export function composite(
  ground: Ground,
  of: EntityCoverage,
  fixed: FixedCosts,
  sold: readonly Product[],
): CompositeBreakEven {
  const { book } = ground;
  const scope = figureId(scopeOf(of.entity), 'composite');
  const name = of.entity.name;
  const { unit } = fixed.mean;
  const mixes = sold.map((product) => mixOf(ground, scope, product));
  const contributions = sold.map((product, at) => {
    const id = figureId(scope, 'of', product.stream.id, 'contribution');
    const inputs = [mixes[at], product.contribution].flatMap((figure) => figure ?? []);
    return book.formula(id, `${product.name}, contribution of the mix`, unit, 'product', inputs, {
      text: 'units of the mix × contribution',
    });
  });
  const mix = book.formula(figureId(scope, 'mix'), `${name}, units sold of all products`, count('unit'), 'sum', mixes, {
    text: 'sum of the products',
  });
  const contributed = book.formula(
    figureId(scope, 'contributed'),
    `${name}, contribution of the mix`,
    unit,
    'sum',
    contributions,
    {
      text: 'sum of the products',
    },
  );
  const average = { text: 'contribution of the mix ÷ its units' };
  const contribution = book.formula(
    figureId(scope, 'contribution'),
    `${name}, weighted contribution of a unit`,
    unit,
    'quotient',
    [contributed, mix],
    average,
  );
  const at = { scope, name, fixed: fixed.mean, contributed };
  const products = sold.flatMap((product, index): MixedProduct[] => {
    const own = mixes[index];
    if (!own) return [];
    const id = figureId(product.scope, 'units');
    return [
      {
        ...product,
        mix: own,
        units: unitsAt(ground, at, id, `${product.name}, break-even a month`, own, product.unit),
      },
    ];
  });
  const units = unitsAt(ground, at, figureId(scope, 'units'), `${name}, composite break-even a month`, mix, 'unit');
  const months = monthsOf(ground, scope, name, products);
  const judging = [...months.values()].slice(-RUNNING);
  return {
    of,
    name,
    fixed,
    products,
    mix,
    contributed,
    contribution,
    units,
    months,
    safety: safetyOf(ground, of, at, products),
    ...judge(judging, fixed.mean),
  };
}

function mixOf({ book }: Ground, scope: string, { stream, name, sold, unit }: Product): Figure {
  const known = [...sold.values()].filter((figure) => figure.value !== undefined);
  const id = figureId(scope, 'of', stream.id, 'mix');
  return book.formula(id, `${name}, units of the mix`, count(unit), 'sum', known, {
    text: `units sold in ${known.length} full months`,
  });
}

interface Mix {
  readonly scope: string;
  readonly name: string;
  readonly fixed: Figure;
  readonly contributed: Figure;
}

/** Units at which the mix pays the fixed costs: of one product, or of all. */
export function unitsAt(
  { book }: Ground,
  { fixed, contributed }: Pick<Mix, 'fixed' | 'contributed'>,
  id: string,
  label: string,
  mix: Figure,
  unit: string,
): Figure {
  if (contributed.value !== undefined && compare(contributed.value, ZERO) <= 0) {
    const sold = mix.value !== undefined && mix.value.mantissa === 0n;
    const why = sold ? 'nothing was sold, so there is no sales mix' : 'what is sold costs at least what it brings';
    return book.unknown(id, label, count(unit), `no break-even: ${why}`);
  }
  const product = book.formula(
    figureId(id, 'product'),
    `${label}: fixed costs × units of the mix`,
    fixed.unit,
    'product',
    [fixed, mix],
    {
      text: 'fixed costs a month × units of the mix',
    },
  );
  return book.formula(id, label, count(unit), 'ceiling', [product, contributed], {
    text: 'fixed costs × units of the mix ÷ contribution of the mix, rounded up',
  });
}

/** What the products contributed in each month; not known where a month is not on file. */
function monthsOf(
  { book }: Ground,
  scope: string,
  name: string,
  products: readonly Product[],
): ReadonlyMap<Month, Figure> {
  const months = [...(products[0]?.sold.keys() ?? [])];
  return new Map(
    months.map((month): [Month, Figure] => {
      const parts = products.flatMap(({ stream, name: product, sold, contribution }) => {
        const units = sold.get(month);
        if (!units) return [];
        const id = figureId(scope, 'of', stream.id, month);
        const label = `${product}, contribution of ${monthLabel(month)}`;
        return [
          book.formula(id, label, contribution.unit, 'product', [units, contribution], {
            text: 'units sold × contribution',
          }),
        ];
      });
      const [first] = parts;
      const unit = first?.unit ?? count('unit');
      const label = `${name}, contribution of ${monthLabel(month)}`;
      return [
        month,
        book.formula(figureId(scope, 'month', month), label, unit, 'sum', parts, { text: 'sum of the products' }),
      ];
    }),
  );
}

function judge(months: readonly Figure[], fixed: Figure): { judged: boolean; below: boolean } {
  const judged =
    months.length === RUNNING && fixed.value !== undefined && months.every((figure) => figure.value !== undefined);
  const { value } = fixed;
  const short = ({ value: paid }: Figure): boolean =>
    paid !== undefined && value !== undefined && compare(paid, value) < 0;
  return { judged, below: judged && months.every(short) };
}

function safetyOf(ground: Ground, of: EntityCoverage, at: Mix, products: readonly MixedProduct[]): Safety {
  const { book } = ground;
  const { unit } = at.fixed;
  const sums = products.map(({ stream, name, mix, price }) =>
    book.formula(
      figureId(at.scope, 'of', stream.id, 'price'),
      `${name}, the mix at its price`,
      unit,
      'product',
      [mix, price],
      {
        text: 'units of the mix × price',
      },
    ),
  );
  const price = book.formula(figureId(at.scope, 'price'), `${at.name}, the mix at its prices`, unit, 'sum', sums, {
    text: 'sum of the products',
  });
  const months = [...(products[0]?.sold.keys() ?? [])].filter((month) => of.has(month));
  const revenue = months.map((month) => {
    const parts = products.map(({ stream }) => revenueOf(ground, of, stream, month));
    const id = figureId(at.scope, 'month', month, 'sales');
    const label = `${at.name}, sales by the unit, ${monthLabel(month)}`;
    return book.formula(id, label, unit, 'sum', parts, { text: 'sum of the products' });
  });
  return safety(ground, {
    scope: at.scope,
    name: at.name,
    revenue,
    fixed: at.fixed,
    price,
    contribution: at.contributed,
  });
}
