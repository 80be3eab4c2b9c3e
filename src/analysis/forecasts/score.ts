import { isMonth } from '../../core/date.ts';
import { compare, decimal, isZero, parseDecimal, ZERO } from '../../core/decimal.ts';
import type { Position } from '../../core/problem.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Forecast, RecordedForecast } from '../../model/forecast.ts';
import { count, figureId, money } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import { revenueOf } from '../stream-revenue.ts';
import { cashHistory, cashIsKnown, type CashHistory } from './cash-on.ts';
import { errorsOf, measure, type Errors, type GradedPrediction, type MeasuredPrediction } from './errors.ts';
import { FORECAST_METHODS, KIND_NAMES } from './methods.ts';

/** A forecast on record of which at least one prediction can be held against what came. */
export interface GradedForecast {
  readonly forecast: Forecast;
  /** `Closing cash, Group`. */
  readonly name: string;
  readonly graded: readonly GradedPrediction[];
  /** How many predictions are graded, and how many it made. */
  readonly known: Figure;
  readonly all: Figure;
  readonly errors: Errors;
  /** It was made in another way than forecasts are made today. */
  readonly otherMethod: boolean;
  /** Where the cash that it began with is another today: the rows before it were corrected or added to. */
  readonly restated: Restated | undefined;
}

export interface Restated {
  readonly before: Figure;
  readonly today: Figure;
  /** Today − then: so much of every error of the forecast is restated history. */
  readonly by: Figure;
}

/** The newest word on each period that has come, of one subject: closing cash, or the revenue of a stream. */
export interface ForecastRun {
  readonly name: string;
  readonly entity: string;
  readonly subject: string;
  readonly last: readonly GradedPrediction[];
}

export interface ForecastScore {
  /** Forecasts made before the day of the report. */
  readonly recorded: Figure;
  /** The newest first. */
  readonly forecasts: readonly GradedForecast[];
  readonly runs: readonly ForecastRun[];
}

/** How many forecasts of one subject are graded: a year of monthly reports. What is older was graded by reports before. */
const GRADED = 12;

/** FIN-04: the score of every earlier forecast: what it said, what came, and how far off it was. */
export async function forecastScore(ground: Ground): Promise<Reading<ForecastScore>> {
  const recorded = (ground.forecasts ?? []).filter(({ forecast }) => forecast.made < ground.asOf);
  const counted = ground.book.constant(
    'group.forecasts.recorded',
    'Forecasts on record',
    count('forecast'),
    decimal(recorded.length),
    'forecasts that earlier reports made and that were recorded when they were sent',
  );
  const due = bySubject(lastOfEachDay(recorded)).flatMap((own) =>
    own.filter(({ forecast }) => forecast.predictions.some((one) => isKnown(ground, forecast, one.for))).slice(-GRADED),
  );
  const cash = due.filter(({ forecast }) => forecast.kind === 'closing-cash');
  const days = cash.flatMap(({ forecast }) => [forecast.made, ...forecast.predictions.map((one) => one.for)]);
  const history = await cashHistory(ground, days);
  const graded = due.flatMap((one) => gradedForecast(ground, one, history) ?? []);
  const forecasts = graded.toSorted((a, b) => (a.forecast.made > b.forecast.made ? -1 : 1));
  return seen({ recorded: counted, forecasts, runs: runsOf(graded) }, recorded.length === 0 ? [noForecasts()] : []);
}

const subjectOf = ({ kind, entity, stream }: Forecast): string => JSON.stringify([kind, entity, stream ?? null]);

/** What was sent last on a day stands for the day: a report that was sent anew took the earlier one's place. */
function lastOfEachDay(recorded: readonly RecordedForecast[]): RecordedForecast[] {
  const last = new Map(recorded.map((one) => [`${one.forecast.made} ${subjectOf(one.forecast)}`, one]));
  return [...last.values()].toSorted((a, b) => (a.forecast.made < b.forecast.made ? -1 : 1));
}

function bySubject(recorded: readonly RecordedForecast[]): RecordedForecast[][] {
  const groups = new Map<string, RecordedForecast[]>();
  for (const one of recorded) {
    const subject = subjectOf(one.forecast);
    groups.set(subject, [...(groups.get(subject) ?? []), one]);
  }
  return [...groups.values()];
}

function gradedForecast(
  ground: Ground,
  { forecast, at }: RecordedForecast,
  history: CashHistory,
): GradedForecast | undefined {
  const scope = figureId('forecast', forecast.id.slice(0, 12));
  const name = `${KIND_NAMES[forecast.kind]}, ${forecast.label}`;
  const label = `${name}, made ${forecast.made}`;
  const unit = money(forecast.currency);
  const graded = forecast.predictions.flatMap(({ for: period, value, figure }): MeasuredPrediction[] => {
    const actual = actualOf(ground, forecast, period, history);
    if (!actual) return [];
    const said = `${figure} as the report of ${forecast.made} showed it`;
    const id = figureId(scope, period, 'predicted');
    const predicted = ground.book.assumed(id, `${label}, for ${period}`, unit, exact(value), at, said);
    return [measure(ground, scope, label, period, predicted, actual)];
  });
  if (graded.length === 0) return undefined;
  const number = (part: string, of: number, text: string): Figure =>
    ground.book.constant(figureId(scope, part), `${label}: ${text}`, count('prediction'), decimal(of), text);
  const method = FORECAST_METHODS[forecast.kind];
  return {
    forecast,
    name,
    graded,
    known: number('known', graded.length, 'predictions whose actual is known'),
    all: number('all', forecast.predictions.length, 'predictions made'),
    errors: errorsOf(ground, scope, label, forecast.currency, graded),
    otherMethod: method.name !== forecast.method.name || method.version !== forecast.method.version,
    restated: restatedOf(ground, forecast, at, scope, label, history),
  };
}

/** The schema lets nothing else through. */
const exact = (value: string) => parseDecimal(value) ?? ZERO;

/** What came, in the forecast's own currency; undefined while it is not known. */
function actualOf(ground: Ground, forecast: Forecast, period: string, history: CashHistory): Figure | undefined {
  const figure = forecast.kind === 'closing-cash' ? history(period) : revenueIn(ground, forecast, period);
  return figure?.unit.kind === 'money' && figure.unit.currency === forecast.currency ? figure : undefined;
}

/** The stream (or the whole entity) that a forecast spoke of, where the portfolio still has it. */
function subjectIn({ coverage }: Ground, { entity, stream: id }: Forecast) {
  const of = coverage.of(entity);
  const stream = of?.entity.revenue.find((one) => one.id === id);
  return of && (id === undefined || stream) ? { of, stream } : undefined;
}

function isKnown(ground: Ground, forecast: Forecast, period: string): boolean {
  if (forecast.kind === 'closing-cash') return !isMonth(period) && cashIsKnown(ground, period);
  const subject = subjectIn(ground, forecast);
  return subject !== undefined && isMonth(period) && period <= ground.full && subject.of.has(period);
}

function revenueIn(ground: Ground, forecast: Forecast, month: string): Figure | undefined {
  const subject = subjectIn(ground, forecast);
  if (!subject || !isKnown(ground, forecast, month)) return undefined;
  const actual = revenueOf(ground, subject.of, subject.stream, month);
  return actual.value === undefined ? undefined : actual;
}

/** Cash at the end of a day is one number; if it is another now, what was forecast from it was off from the start. */
function restatedOf(
  { book }: Ground,
  forecast: Forecast,
  at: Position,
  scope: string,
  label: string,
  history: CashHistory,
): Restated | undefined {
  const opening = forecast.inputs.find(({ role }) => role === 'opening');
  const today = forecast.kind === 'closing-cash' ? history(forecast.made) : undefined;
  if (!opening || !today) return undefined;
  const { unit } = today;
  const text = `${opening.figure} as the report of ${forecast.made} showed it`;
  const before = book.assumed(
    figureId(scope, 'opening'),
    `${label}: cash it began with`,
    unit,
    exact(opening.value),
    at,
    text,
  );
  const by = book.formula(
    figureId(scope, 'restated'),
    `${label}: restated since`,
    unit,
    'difference',
    [today, before],
    {
      text: 'cash on that day as it is on file today − as it was then',
    },
  );
  return by.value && !isZero(by.value) ? { before, today, by } : undefined;
}

/** One prediction for each period, the newest that was made for it, in the order of the periods. */
function runsOf(graded: readonly GradedForecast[]): ForecastRun[] {
  const bySame = new Map<string, GradedForecast[]>();
  for (const one of graded) {
    const subject = subjectOf(one.forecast);
    bySame.set(subject, [...(bySame.get(subject) ?? []), one]);
  }
  return [...bySame.values()].flatMap((own) => {
    const oldestFirst = own.toSorted((a, b) => (a.forecast.made < b.forecast.made ? -1 : 1));
    const newest = new Map(oldestFirst.flatMap((one) => one.graded.map((prediction) => [prediction.for, prediction])));
    const [first] = own;
    if (!first) return [];
    const { kind, entity, stream } = first.forecast;
    const last = [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, prediction]) => prediction);
    return [{ name: first.name, entity, subject: [kind, stream].filter(Boolean).join(' '), last }];
  });
}

/** True when each of the last three predictions was off by more than the limit; one whose actual is zero says nothing. */
export function isFarOff({ last }: ForecastRun, limit: Figure): boolean {
  const three = last.slice(-3);
  const far = ({ percent }: GradedPrediction): boolean =>
    percent.value !== undefined && limit.value !== undefined && compare(percent.value, limit.value) > 0;
  return three.length === 3 && three.every(far);
}

function noForecasts(): CoverageGap {
  return {
    id: 'group.forecasts',
    entity: 'group',
    source: 'earlier forecasts: none is on record',
    wouldTell: 'how far earlier forecasts were off; they are recorded whenever a report is sent',
    suffers: ['FIN-04'],
  };
}
