import { firstDay, lastDay, type IsoDate, type Month } from '../../core/date.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import { figureId, money, monthLabel } from '../ids.ts';
import type { AnalysisInput } from '../input.ts';

/** A rate that amounts are translated by, and why this one. */
export interface Rate {
  readonly figure: Figure;
  /** It is declared the other way round: amounts are divided by it. */
  readonly inverse: boolean;
  /** What a reader must know: that it is of an earlier day, or the first one declared. */
  readonly note: string | undefined;
}

type Declaration = AnalysisInput['declared']['portfolio']['rates'][number] & { readonly index: number };

/** Rates between two currencies, either way round, those of days oldest first. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly inverse: boolean;
  readonly days: readonly Declaration[];
  readonly averages: readonly Declaration[];
}

/** What is declared for a pair up to the day of the report; the way round that is asked for goes before the other. */
export function pairOf({ declared, book }: AnalysisInput, from: string, to: string): Pair {
  const all = declared.portfolio.rates.map((rate, index) => ({ ...rate, index }));
  const way = (a: string, b: string): Declaration[] =>
    all.filter((rate) => rate.from === a && rate.to === b && (rate.average || rate.on <= book.asOf));
  const direct = way(from, to);
  const found = (direct.length > 0 ? direct : way(to, from)).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return {
    from,
    to,
    inverse: direct.length === 0,
    // Of two for one day, the one declared last counts.
    days: found.filter(
      (rate, at) => !rate.average && found.slice(at + 1).every(({ average, on }) => average || on !== rate.on),
    ),
    averages: found.filter(({ average }) => average),
  };
}

/** The latest rate declared on or before the day; before the first, that one, said so, where `early` allows it. */
export function dayRate(input: AnalysisInput, pair: Pair, day: IsoDate, early = false): Rate {
  const latest = pair.days.findLast(({ on }) => on <= day);
  const used = latest ?? (early ? pair.days[0] : undefined);
  if (!used) return none(input, pair, day);
  const note =
    latest === undefined
      ? `no rate was declared by ${day}; the first one, of ${used.on}, stands in`
      : latest.on === day
        ? undefined
        : `the latest declared by ${day} is of ${used.on}`;
  return { figure: declaredRate(input, used, used.on), inverse: pair.inverse, note };
}

/**
 * The rate of a month's income and expenses (ASC 830-10-55-10): the average declared for the month, else the mean of the
 * rates of its days, else the latest earlier one.
 */
export function averageRate(input: AnalysisInput, pair: Pair, month: Month, early = false): Rate {
  const declared = pair.averages.findLast(({ on }) => on.startsWith(month));
  if (declared) {
    return { figure: declaredRate(input, declared, `average-${month}`), inverse: pair.inverse, note: undefined };
  }
  const within = pair.days.filter(({ on }) => on.startsWith(month));
  const [only, ...more] = within;
  if (!only) return dayRate(input, pair, firstDay(month) > input.book.asOf ? input.book.asOf : lastDay(month), early);
  if (more.length === 0) return dayRate(input, pair, only.on);
  const figures = within.map((rate) => declaredRate(input, rate, rate.on));
  const first = figures[0];
  const unit: Unit = first?.unit ?? { kind: 'rate', from: pair.from, to: pair.to };
  const id = rateId(pair.inverse ? pair.to : pair.from, pair.inverse ? pair.from : pair.to, `mean-${month}`);
  const text = `mean of the ${within.length} rates declared for days of ${monthLabel(month)}`;
  const figure = input.book.formula(id, `Mean rate of ${monthLabel(month)}`, unit, 'mean', figures, { text });
  return { figure, inverse: pair.inverse, note: text };
}

function rateId(from: string, to: string, when: string): string {
  return figureId('group', 'rate', `${from}-${to}`.toLowerCase(), when);
}

function declaredRate({ declared, book }: AnalysisInput, rate: Declaration, when: string): Figure {
  const unit: Unit = { kind: 'rate', from: rate.from, to: rate.to };
  const label = rate.average
    ? `Average rate ${rate.from} to ${rate.to} of ${monthLabel(rate.on.slice(0, 7))}`
    : `Rate ${rate.from} to ${rate.to} of ${rate.on}`;
  const at = declared.at(['rates', rate.index, 'rate']);
  return book.assumed(rateId(rate.from, rate.to, when), label, unit, rate.rate, at, `${label}, ${rate.source}`);
}

function none({ book }: AnalysisInput, { from, to }: Pair, day: IsoDate): Rate {
  const why = `no rate from ${from} to ${to} on or before ${day} is declared under rates`;
  const unit: Unit = { kind: 'rate', from, to };
  const figure = book.unknown(rateId(from, to, `none-${day}`), `Rate ${from} to ${to}`, unit, why);
  return { figure, inverse: false, note: why };
}

/** A figure in another currency, to its minor unit; not known without a rate. */
export function translated(input: AnalysisInput, id: string, figure: Figure, to: string, rate: Rate): Figure {
  const { unit } = figure;
  if (unit.kind !== 'money' || unit.currency === to) return figure;
  const text = `${unit.currency} ${rate.inverse ? '÷' : '×'} ${rate.figure.label.replace(/^R/, 'r')}`;
  const operation = rate.inverse ? 'quotient' : 'product';
  return input.book.formula(id, `${figure.label} in ${to}`, money(to), operation, [figure, rate.figure], { text });
}
