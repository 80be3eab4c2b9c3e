import { monthsFrom, type Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import { burnOf } from './burn.ts';
import type { EntityCoverage } from './coverage.ts';
import { fixedCosts, fixedCostsIn } from './fixed-costs.ts';
import { flowsOf } from './flows.ts';
import { figureId, money, monthLabel, monthsBack, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { revenueOf } from './stream-revenue.ts';
import type { TargetPath } from './targets.ts';

/** An entity's burn, month by month: what it was, and what it will be on the path of its revenue. */
export interface EntityRoad {
  readonly of: EntityCoverage;
  /** The last twelve full months, oldest first. */
  readonly past: ReadonlyMap<Month, Figure>;
  readonly ahead: ReadonlyMap<Month, Figure>;
  /** False when it is held at its mean burn: it has no path, no fixed costs, or no revenue to tell its margin by. */
  readonly follows: boolean;
}

export const YEAR = 12;
/** More digits than are shown, so that a year of products is not off by a rounding of the margin. */
const MARGIN_DIGITS = 6;

/**
 * Burn on the path = fixed costs − revenue of the path × contribution margin. Fixed costs are the mean of six months;
 * the margin is that of the last twelve: (fixed costs − burn) ÷ revenue, since what burn leaves of the fixed costs was
 * contributed by sales. Cost-volume-profit, with the ledger's own margin in place of declared prices.
 */
export function entityRoad(
  ground: Ground,
  of: EntityCoverage,
  paths: readonly TargetPath[],
  from: Month,
  to: Month,
): EntityRoad {
  const months = monthsBack(ground.full, YEAR);
  const operating = flowsOf(ground, of).get('operating');
  const past = new Map(months.map((month) => [month, burnOf(ground, of, operating, month)]));
  const followed = followPath(ground, of, paths, past, from, to);
  if (followed) return { of, past, ahead: followed, follows: true };
  const known = [...past.values()].filter((figure) => figure.value !== undefined);
  const id = figureId(scopeOf(of.entity), 'roadmap', 'held');
  const label = `${of.entity.name} burn a month, held`;
  const text = `mean of the ${known.length} full months on file, held`;
  const held = ground.book.formula(id, label, money(of.currency), 'mean', known, { text });
  return { of, past, ahead: new Map(monthsFrom(from, to).map((month) => [month, held])), follows: false };
}

function followPath(
  ground: Ground,
  of: EntityCoverage,
  paths: readonly TargetPath[],
  past: ReadonlyMap<Month, Figure>,
  from: Month,
  to: Month,
): ReadonlyMap<Month, Figure> | undefined {
  const fixed = fixedCosts(ground, of).value?.mean;
  if (!fixed || paths.length === 0) return undefined;
  const margin = marginOf(ground, of, past);
  if (margin.value === undefined) return undefined;
  const { book } = ground;
  const scope = figureId(scopeOf(of.entity), 'roadmap');
  const unit = money(of.currency);
  const revenue = revenueAhead(ground, of, paths, from, to);
  const make = ([month, brought]: [Month, Figure]): [Month, Figure] => {
    const label = `${of.entity.name} on the path, ${monthLabel(month)}`;
    const contribution = book.formula(
      figureId(scope, month, 'contribution'),
      `${label}: contribution`,
      unit,
      'product',
      [brought, margin],
      { text: 'revenue of the path × contribution margin' },
    );
    const text = 'fixed costs − contribution';
    return [
      month,
      book.formula(figureId(scope, month), `${label}: burn`, unit, 'difference', [fixed, contribution], { text }),
    ];
  };
  return new Map([...revenue].map(make));
}

/** Contribution of a unit of revenue over the last twelve full months; those that are not on file are left out. */
function marginOf(ground: Ground, of: EntityCoverage, past: ReadonlyMap<Month, Figure>): Figure {
  const { book } = ground;
  const months = [...past].flatMap(([month, figure]) => (figure.value === undefined ? [] : [month]));
  const scope = figureId(scopeOf(of.entity), 'roadmap');
  const unit = money(of.currency);
  const sum = (part: string, figures: readonly Figure[]): Figure =>
    book.formula(
      figureId(scope, part),
      `${of.entity.name} ${part.replace('-', ' ')}, ${figures.length} months`,
      unit,
      'sum',
      figures,
      {
        text: `sum of ${figures.length} full months`,
      },
    );
  const fixed = sum('fixed-costs', fixedCostsIn(ground, of, months));
  const burnt = sum(
    'burn',
    months.flatMap((month) => past.get(month) ?? []),
  );
  const revenue = sum(
    'revenue',
    months.map((month) => revenueOf(ground, of, undefined, month)),
  );
  const contributed = book.formula(
    figureId(scope, 'contribution'),
    `${of.entity.name} contribution, ${months.length} months`,
    unit,
    'difference',
    [fixed, burnt],
    { text: 'fixed costs − burn' },
  );
  return book.formula(
    figureId(scope, 'margin'),
    `${of.entity.name} contribution margin`,
    { kind: 'ratio' },
    'quotient',
    [contributed, revenue],
    { text: 'contribution ÷ revenue', digits: MARGIN_DIGITS },
  );
}

/** The path of the whole entity; else those of its streams, with the rest of its revenue held at its mean. */
function revenueAhead(
  ground: Ground,
  of: EntityCoverage,
  paths: readonly TargetPath[],
  from: Month,
  to: Month,
): ReadonlyMap<Month, Figure> {
  const whole = paths.find((one) => one.stream === undefined);
  if (whole) return whole.until(to);
  const { book } = ground;
  const scope = figureId(scopeOf(of.entity), 'roadmap');
  const unit = money(of.currency);
  const name = of.entity.name;
  const onFile = monthsBack(ground.full, YEAR).filter((month) => of.has(month));
  const all = onFile.map((month) => revenueOf(ground, of, undefined, month));
  const mean = book.formula(
    figureId(scopeOf(of.entity), 'revenue', 'mean'),
    `${name} revenue a month`,
    unit,
    'mean',
    all,
    {
      text: `mean of ${onFile.length} full months`,
    },
  );
  const rest = book.formula(
    figureId(scope, 'rest'),
    `${name} revenue a month without a target`,
    unit,
    'difference',
    [mean, ...paths.map((one) => one.base)],
    { text: 'mean revenue − mean revenue of the streams with a target' },
  );
  const roads = paths.map((one) => one.until(to));
  return new Map(
    monthsFrom(from, to).map((month): [Month, Figure] => {
      const parts = roads.flatMap((road) => road.get(month) ?? []);
      const label = `${name} revenue on the path, ${monthLabel(month)}`;
      const text = 'paths of its streams + the rest at its mean';
      return [month, book.formula(figureId(scope, month, 'revenue'), label, unit, 'sum', [...parts, rest], { text })];
    }),
  );
}
