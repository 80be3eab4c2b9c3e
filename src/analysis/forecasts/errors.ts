import { compare, decimal, ZERO } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { count, figureId, money } from '../ids.ts';
import type { Ground } from '../input.ts';

/** What a forecast said of a day or a month (`for`: as ISO text), and what came. */
export interface GradedPrediction {
  readonly for: string;
  readonly predicted: Figure;
  readonly actual: Figure;
  /** Actual − predicted: positive where more came than was forecast. */
  readonly error: Figure;
  /** The error without its sign, in per cent of the actual (without its sign); not known where nothing came. */
  readonly percent: Figure;
}

/** The error with its parts, none of which has a sign. */
export interface MeasuredPrediction extends GradedPrediction {
  readonly size: Figure;
  readonly actualSize: Figure;
}

/**
 * Measures of a forecast's errors e = actual − predicted: MAPE = mean of 100 × |e| ÷ |actual|; WAPE = 100 × Σ|e| ÷
 * Σ|actual|; bias = mean of e. MAPE is not defined for an actual of zero: such a prediction is left out of it, counted,
 * and weighs in WAPE and bias all the same. Hyndman and Koehler, Another look at measures of forecast accuracy,
 * International Journal of Forecasting 22 (2006); for WAPE, Kolassa and Schütz, Foresight 6 (2007).
 */
export interface Errors {
  readonly mape: Figure;
  readonly wape: Figure;
  readonly bias: Figure;
  /** Predictions whose actual is zero. */
  readonly zeros: Figure;
}

/** More digits than are shown, so that a mean of them is not a mean of rounded ones. */
const PERCENT_DIGITS = 6;

const isNegative = (figure: Figure): boolean => figure.value !== undefined && compare(figure.value, ZERO) < 0;

export function measure(
  { book }: Ground,
  scope: string,
  name: string,
  period: string,
  predicted: Figure,
  actual: Figure,
): MeasuredPrediction {
  const { unit } = predicted;
  const id = figureId(scope, period);
  const label = `${name}, forecast for ${period}`;
  const error = book.formula(figureId(id, 'error'), `${label}: error`, unit, 'difference', [actual, predicted], {
    text: 'actual − predicted',
  });
  const bare = (part: string, of: Figure): Figure =>
    isNegative(of)
      ? book.formula(figureId(id, part), `${of.label}, without its sign`, unit, 'negate', [of], {
          text: 'without its sign',
        })
      : of;
  const size = bare('size', error);
  const actualSize = bare('actual-size', actual);
  const percent = book.formula(
    figureId(id, 'percent'),
    `${label}: error in per cent`,
    { kind: 'percent' },
    'percent',
    [size, actualSize],
    { text: '|actual − predicted| ÷ |actual|', digits: PERCENT_DIGITS },
  );
  return { for: period, predicted, actual, error, percent, size, actualSize };
}

export function errorsOf(
  { book }: Ground,
  scope: string,
  name: string,
  currency: string,
  graded: readonly MeasuredPrediction[],
): Errors {
  const percents = graded.map(({ percent }) => percent).filter((percent) => percent.value !== undefined);
  const sum = (part: string, figures: readonly Figure[]): Figure =>
    book.formula(figureId(scope, part), `${name}: ${part.replace('-', ' ')}`, money(currency), 'sum', figures, {
      text: 'sum, without signs',
    });
  const sizes = sum(
    'sum-of-errors',
    graded.map(({ size }) => size),
  );
  const actuals = sum(
    'sum-of-actuals',
    graded.map(({ actualSize }) => actualSize),
  );
  const percent = { kind: 'percent' } as const;
  return {
    mape: book.formula(figureId(scope, 'mape'), `${name}: MAPE`, percent, 'mean', percents, {
      text: 'mean of |actual − predicted| ÷ |actual|',
    }),
    wape: book.formula(figureId(scope, 'wape'), `${name}: WAPE`, percent, 'percent', [sizes, actuals], {
      text: 'sum of |actual − predicted| ÷ sum of |actual|',
    }),
    bias: book.formula(
      figureId(scope, 'bias'),
      `${name}: bias`,
      money(currency),
      'mean',
      graded.map(({ error }) => error),
      { text: 'mean of actual − predicted' },
    ),
    zeros: book.constant(
      figureId(scope, 'zeros'),
      `${name}: months or days that brought nothing`,
      count('prediction'),
      decimal(graded.length - percents.length),
      'predictions whose actual is zero; MAPE leaves them out',
    ),
  };
}
