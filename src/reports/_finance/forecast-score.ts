import type { FactMap, ForecastScore, GradedForecast } from '../../analysis/index.ts';
import { compare, isZero, ZERO } from '../../core/decimal.ts';
import { isMonth } from '../../core/date.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';

const TITLE = 'How the last forecasts did';
/** Rows of single predictions: a quarter of weeks, twice. */
const MOST_ROWS = 26;

/** What earlier reports forecast, what came, and how far off they were. */
export function forecastScoreBlocks({ forecastScore }: FactMap): Block[] {
  const { value } = forecastScore;
  if (!value || value.forecasts.length === 0) return [whenSeen(forecastScore, 'forecast-score', TITLE, noneGraded)];
  return [predictionsTable(value), errorsTable(value)];
}

function noneGraded({ recorded }: ForecastScore): Block {
  const none = recorded.value === undefined || isZero(recorded.value);
  const sentence = none
    ? say`No earlier forecast is on record, so none is graded. What this report forecasts is recorded when it is sent, and later reports say how it came out.`
    : say`${recorded} are on record; what they speak of has not come yet, or is not on file.`;
  return { kind: 'prose', id: 'forecast-score', title: TITLE, sentences: [sentence] };
}

/** The newest periods first; of those of one period, the newest forecast first. */
function predictionsTable({ forecasts }: ForecastScore): Block {
  const all = forecasts.flatMap((of) => of.graded.map((prediction) => ({ of, prediction })));
  const latest = all.toSorted((a, b) => endOf(b.prediction.for).localeCompare(endOf(a.prediction.for)));
  return {
    kind: 'table',
    id: 'forecast-score',
    title: TITLE,
    columns: [...left('Forecast', 'Made', 'For'), ...right('Predicted', 'Actual', 'Error', 'Per cent')],
    rows: latest.slice(0, MOST_ROWS).map(({ of, prediction }): TableRow => ({
      cells: [
        label(of.name),
        { kind: 'date', date: of.forecast.made },
        periodCell(prediction.for),
        figure(prediction.predicted),
        figure(prediction.actual),
        figure(prediction.error),
        figure(prediction.percent, 'nothing came'),
      ],
    })),
    note: [
      ...say`Error is actual less predicted; per cent is of the actual. Cash is unrestricted cash at the end of the day, at that day’s rates; revenue is what the month brought.`,
      ...(latest.length > MOST_ROWS ? say` Only the newest are shown here; all of them count below.` : []),
    ],
  };
}

/** A month is over at its end: after all its days. */
const endOf = (period: string): string => (isMonth(period) ? `${period}-99` : period);

function periodCell(period: string): CellValue {
  return isMonth(period) ? { kind: 'month', month: period } : { kind: 'date', date: period };
}

function errorsTable({ forecasts }: ForecastScore): Block {
  return {
    kind: 'table',
    id: 'forecast-errors',
    title: 'How far off each forecast was',
    columns: [...left('Forecast', 'Made'), ...right('Graded', 'Of', 'MAPE', 'WAPE', 'Bias', 'Restated since')],
    rows: forecasts.map((of): TableRow => ({
      cells: [
        label(of.name),
        { kind: 'date', date: of.forecast.made },
        figure(of.known),
        figure(of.all),
        figure(of.errors.mape),
        figure(of.errors.wape),
        figure(of.errors.bias),
        of.restated ? figure(of.restated.by) : label(''),
      ],
    })),
    note: [
      ...say`MAPE is the mean of the errors in per cent, WAPE the sum of the errors in per cent of the sum of what came, both without signs; bias is the mean error with its sign.`,
      ...forecasts.flatMap(zeroWords),
      ...forecasts.flatMap(restatedWords),
      ...forecasts.flatMap(methodWords),
    ],
  };
}

const which = ({ name, forecast }: GradedForecast): Sentence => say`${quote(name)}, made ${onDate(forecast.made)}`;

function zeroWords(of: GradedForecast): Sentence {
  const { zeros } = of.errors;
  if (!zeros.value || compare(zeros.value, ZERO) === 0) return [];
  return say` ${which(of)}: ${zeros} had an actual of zero and is in WAPE and bias only.`;
}

function restatedWords(of: GradedForecast): Sentence {
  if (!of.restated) return [];
  const { by, before, today } = of.restated;
  return say` ${which(of)}: of each error, ${by} is restated history; the cash that it began with was ${before} then and is ${today} by today’s files.`;
}

function methodWords(of: GradedForecast): Sentence {
  return of.otherMethod ? say` ${which(of)}: made by an earlier definition of the method.` : [];
}
