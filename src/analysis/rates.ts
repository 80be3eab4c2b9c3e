import type { IsoDate } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure, Unit } from '../model/figure.ts';
import { figureId, money } from './ids.ts';
import type { AnalysisInput, Ground } from './input.ts';

type Rated = Pick<AnalysisInput, 'declared' | 'book'>;

interface Found {
  readonly figure: Figure;
  /** The rate is declared the other way round: divide by it. */
  readonly inverse: boolean;
}

/** The rate declared for the pair, the latest on or before a day; either way round. */
function rate({ declared, book }: Rated, from: string, to: string, on = book.asOf): Found {
  const pair = (a: string, b: string): number =>
    declared.portfolio.rates.reduce((best, candidate, index) => {
      const isPair = candidate.from === a && candidate.to === b;
      // An average is of a month, for what flows in it; what stands on a day has the rate of the day.
      if (!isPair || candidate.average || candidate.on > on) return best;
      return best >= 0 && (declared.portfolio.rates[best]?.on ?? '') > candidate.on ? best : index;
    }, -1);
  const direct = pair(from, to);
  const index = direct >= 0 ? direct : pair(to, from);
  const found = declared.portfolio.rates[index];
  if (!found) {
    const id = figureId('group', 'rate', `${from}-${to}`.toLowerCase(), ...(on === book.asOf ? [] : [on]));
    const unit: Unit = { kind: 'rate', from, to };
    const why = `no rate from ${from} to ${to} on or before ${on} is declared under rates`;
    return { figure: book.unknown(id, `Rate ${from} to ${to}`, unit, why), inverse: false };
  }
  const pairId = `${found.from}-${found.to}`.toLowerCase();
  const id = figureId('group', 'rate', pairId, ...(on === book.asOf ? [] : [found.on]));
  const unit: Unit = { kind: 'rate', from: found.from, to: found.to };
  const at = declared.at(['rates', index, 'rate']);
  const label = `Rate ${found.from} to ${found.to} of ${found.on}`;
  return { figure: book.assumed(id, label, unit, found.rate, at, `${label}, ${found.source}`), inverse: direct < 0 };
}

/** The figure in another currency, at the rate declared for the day (of the report, or one before); not known without one. */
export function convert(input: Rated, figure: Figure, to: string, on?: IsoDate): Figure {
  const { unit } = figure;
  if (unit.kind !== 'money' || unit.currency === to) return figure;
  const { figure: by, inverse } = rate(input, unit.currency, to, on);
  const id = figureId(figure.id, `in-${to.toLowerCase()}`);
  const text = inverse ? `${unit.currency} ÷ rate` : `${unit.currency} × rate`;
  return input.book.formula(id, `${figure.label} in ${to}`, money(to), inverse ? 'quotient' : 'product', [figure, by], {
    text,
  });
}

/** One gap for each currency that is in use and has no rate to the portfolio's own. */
export function rateGaps(ground: Ground): CoverageGap[] {
  const base = ground.declared.portfolio.base_currency;
  const used = new Set([
    ...ground.ledger.sums.map((sum) => sum.currency),
    ...ground.coverage.entities.map((entity) => entity.currency),
  ]);
  used.delete(base);
  return [...used].toSorted().flatMap((currency) => {
    if (rate(ground, currency, base).figure.value !== undefined) return [];
    return [
      {
        id: `group.rate.${currency}`,
        entity: 'group',
        source: `rate from ${currency} to ${base} on or before ${ground.asOf}`,
        wouldTell: `what amounts in ${currency} are worth in ${base}; group totals leave them out`,
        suffers: ['group.cash', 'group.burn.high', 'group.runway.months'],
      },
    ];
  });
}
