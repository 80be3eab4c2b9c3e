import { addDays, type IsoDate } from '../../core/date.ts';
import { decimalText } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { forecastOf, type Forecast, type ForecastContent, type ForecastInput } from '../../model/forecast.ts';
import type { CashForecast } from '../cash-forecast.ts';
import type { Reading } from '../input.ts';
import { turnsWithin } from '../intervals.ts';
import type { TargetPath, Targets } from '../targets.ts';
import { FORECAST_METHODS } from './methods.ts';

/** The forecasts of a run, with what they were made from, as they go on record once a report that shows them is sent. */
export function forecastsMade(
  facts: { readonly cashForecast: Reading<CashForecast>; readonly targets: Reading<Targets> },
  made: IsoDate,
  snapshot: string,
): Forecast[] {
  const cash = facts.cashForecast.value ? [closingCash(facts.cashForecast.value, made)] : [];
  const revenue = facts.targets.value?.paths.map((path) => revenuePath(path, made)) ?? [];
  return [...cash, ...revenue]
    .filter(({ predictions }) => predictions.length > 0)
    .map((content) => forecastOf(content, snapshot));
}

type Role = ForecastInput['role'];

/** A figure that is not known is no input: nothing was counted for it. */
function input(role: Role, figure: Figure | undefined, more: Partial<ForecastInput> = {}): ForecastInput[] {
  if (!figure?.value) return [];
  const { id, label, unit } = figure;
  const currency = unit.kind === 'money' ? { currency: unit.currency } : {};
  return [{ role, figure: id, label, value: decimalText(figure.value), ...currency, ...more }];
}

function prediction(period: string, figure: Figure): ForecastContent['predictions'] {
  return figure.value ? [{ for: period, figure: figure.id, value: decimalText(figure.value) }] : [];
}

function closingCash(forecast: CashForecast, made: IsoDate): ForecastContent {
  const { weeks, floor, trade, recurring, scheduled } = forecast;
  const [opening] = weeks.map((week) => week.opening);
  const [from, to] = [addDays(made, 1), weeks.at(-1)?.to ?? made];
  return {
    made,
    method: FORECAST_METHODS['closing-cash'],
    kind: 'closing-cash',
    entity: 'group',
    label: 'Group',
    currency: opening?.unit.kind === 'money' ? opening.unit.currency : '',
    predictions: weeks.flatMap((week) => prediction(week.to, week.closing)),
    inputs: [
      ...input('opening', opening),
      ...input('floor', floor),
      ...input('run-rate', trade.in, { direction: 'in' }),
      ...input('run-rate', trade.out, { direction: 'out' }),
      ...recurring.flatMap(({ amount, direction, lastDate, interval }) => {
        const dates = turnsWithin(lastDate, interval, from, to);
        return dates.length > 0 ? input('recurring', amount, { direction, dates }) : [];
      }),
      ...scheduled.flatMap(({ amount, direction, dates }) => {
        const days = [...dates(from, to)];
        return days.length > 0 ? input('scheduled', amount, { direction, dates: days }) : [];
      }),
    ],
  };
}

function revenuePath({ of, stream, base, milestones, seasons, months }: TargetPath, made: IsoDate): ForecastContent {
  return {
    made,
    method: FORECAST_METHODS.revenue,
    kind: 'revenue',
    entity: of.entity.id,
    ...(stream ? { stream: stream.id } : {}),
    label: stream ? `${of.entity.name}, ${stream.name}` : of.entity.name,
    currency: of.currency,
    predictions: [...months].flatMap(([month, figure]) => prediction(month, figure)),
    inputs: [
      ...input('opening', base),
      ...milestones.flatMap(({ monthly }) => input('target', monthly)),
      ...[...(seasons?.values() ?? [])].flatMap((season) => input('season', season)),
    ],
  };
}
