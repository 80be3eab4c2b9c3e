import { compare, ZERO } from '../core/decimal.ts';
import type { Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, money, monthsBack } from './ids.ts';
import type { Ground } from './input.ts';

/** Index by calendar month, `01` to `12`: 1.25 is a month a quarter above the mean. */
export type Seasons = ReadonlyMap<string, Figure>;

const YEARS = 2;
const DIGITS = 4;
/** With more months without revenue than this, sales are too few to tell a season from chance. */
const EMPTY_MONTHS = 2;

/**
 * Seasonal indices from the last 24 full months: the mean of a calendar month ÷ the mean of all. Each calendar month
 * is there twice, so the indices average to one without further scaling. Undefined with a shorter history, or when
 * too many of its months have no revenue.
 */
export function seasons(
  ground: Ground,
  of: EntityCoverage,
  scope: string,
  name: string,
  actual: (month: Month) => Figure,
): Seasons | undefined {
  const window = monthsBack(ground.full, YEARS * 12);
  if (!window.every((month) => of.has(month))) return undefined;
  if (window.filter((month) => actual(month).value?.mantissa === 0n).length > EMPTY_MONTHS) return undefined;
  const { book } = ground;
  const unit = money(of.currency);
  const overall = book.formula(
    figureId(scope, 'season', 'mean'),
    `${name} revenue a month, 24 months`,
    unit,
    'mean',
    window.map(actual),
    { text: 'mean of 24 full months' },
  );
  if (overall.value === undefined || compare(overall.value, ZERO) <= 0) return undefined;
  return new Map(
    window.slice(0, 12).map((month): [string, Figure] => {
      const calendar = month.slice(5);
      const years = window.filter((one) => one.slice(5) === calendar).map(actual);
      const mean = book.formula(
        figureId(scope, 'season', calendar, 'mean'),
        `${name} revenue, month ${calendar}`,
        unit,
        'mean',
        years,
        { text: 'mean of the calendar month' },
      );
      const label = `${name} season, month ${calendar}`;
      const text = 'mean of the calendar month ÷ mean of all months';
      return [
        calendar,
        book.formula(figureId(scope, 'season', calendar), label, { kind: 'ratio' }, 'quotient', [mean, overall], {
          text,
          digits: DIGITS,
        }),
      ];
    }),
  );
}
