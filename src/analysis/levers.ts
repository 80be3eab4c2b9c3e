import { compare, decimal } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import { count, figureId, money } from './ids.ts';
import { unitsAt as mixedUnitsAt } from './composite.ts';
import type { AnalysisInput, Ground } from './input.ts';

/** One thing to change, and what ten per cent of it does at the break-even volume. */
export interface Lever {
  readonly name: 'price' | 'variable costs' | 'volume' | 'fixed costs';
  /** Gain of the monthly result when the lever is ten per cent better. */
  readonly gain: Figure;
  /** Units to break even when the lever is ten per cent better, and ten per cent worse; volume does not move them. */
  readonly better: Figure | undefined;
  readonly worse: Figure | undefined;
}

interface Arithmetic {
  readonly scope: string;
  readonly name: string;
  readonly currency: string;
  readonly stream: RevenueStream;
  readonly price: Figure;
  readonly variable: Figure;
  readonly contribution: Figure;
  readonly fixed: Figure;
  readonly units: Figure;
  /** Where the stream is one of several: its units in the mix, and what the whole mix contributed. */
  readonly mix?: { readonly own: Figure; readonly contributed: Figure };
}

/**
 * Cost-volume-profit sensitivity: each lever moved by ten per cent, the others held, at the break-even volume. A
 * price that moves takes the costs that are a share of it along. Strongest first; empty when there is no break-even.
 */
export function levers(input: Ground, sums: Arithmetic): Lever[] {
  if (sums.units.value === undefined) return [];
  const price = tenth(input, sums, 'price', keptOfPrice(input, sums));
  const variable = tenth(input, sums, 'variable costs', sums.variable);
  const volume = tenth(input, sums, 'volume', sums.contribution);
  const fixed = tenth(input, sums, 'fixed costs', sums.fixed);
  const times = (name: Lever['name'], step: Figure): Figure =>
    input.book.formula(
      figureId(sums.scope, 'gain', name.replace(' ', '-')),
      `${sums.name}, gain from ${name}`,
      step.unit,
      'product',
      [step, sums.units],
      {
        text: `10 % of ${name}, for each unit at break-even`,
      },
    );
  const all: Lever[] = [
    { name: 'price', gain: times('price', price), ...moved(input, sums, 'price', price) },
    { name: 'volume', gain: times('volume', volume), better: undefined, worse: undefined },
    { name: 'fixed costs', gain: fixed, ...movedFixed(input, sums, fixed) },
  ];
  if (sums.stream.variable_costs.length > 0) {
    all.push({
      name: 'variable costs',
      gain: times('variable costs', variable),
      ...moved(input, sums, 'variable costs', variable),
    });
  }
  return all.toSorted((a, b) => (a.gain.value && b.gain.value ? compare(b.gain.value, a.gain.value) : 0));
}

function tenth({ book }: AnalysisInput, sums: Arithmetic, name: Lever['name'], of: Figure): Figure {
  const why = 'levers are moved by ten per cent';
  const ten = book.constant('method.sensitivity', 'Sensitivity', { kind: 'percent' }, decimal(10), why);
  const id = figureId(sums.scope, 'tenth', name.replace(' ', '-'));
  return book.formula(id, `${sums.name}, a tenth of ${name}`, money(sums.currency), 'percent-of', [of, ten], {
    text: `10 % of ${name}`,
  });
}

/** The price less the costs that are a share of it: what a change of the price leaves. */
function keptOfPrice({ book }: AnalysisInput, { scope, name, currency, stream, price }: Arithmetic): Figure {
  const shares = stream.variable_costs.flatMap((cost, index) =>
    cost.percent_of_price === undefined ? [] : [book.get(figureId(scope, 'cost', String(index + 1), 'share'))],
  );
  return book.formula(
    figureId(scope, 'kept'),
    `${name}, price after its shares`,
    money(currency),
    'difference',
    [price, ...shares],
    {
      text: 'price − the costs that are a share of it',
    },
  );
}

function moved(input: Ground, sums: Arithmetic, name: string, step: Figure): Pick<Lever, 'better' | 'worse'> {
  const { book } = input;
  const at = (way: 'better' | 'worse'): Figure | undefined => {
    const id = figureId(sums.scope, way, name.replace(' ', '-'));
    const label = `${sums.name}, break-even with ${name} 10 % ${way}`;
    const operation = way === 'better' ? 'sum' : 'difference';
    if (sums.mix) return mixedAt(input, id, label, sums, step, operation);
    const contribution = book.formula(
      figureId(id, 'contribution'),
      `${label}: contribution`,
      money(sums.currency),
      operation,
      [sums.contribution, step],
      {
        text: `contribution ${way === 'better' ? '+' : '−'} 10 % of ${name}`,
      },
    );
    return unitsAt(input, id, label, sums, sums.fixed, contribution);
  };
  return { better: at('better'), worse: at('worse') };
}

/** One product's lever moves what the whole mix contributes, and with it the units of each. */
function mixedAt(
  input: Ground,
  id: string,
  label: string,
  sums: Arithmetic,
  step: Figure,
  operation: 'sum' | 'difference',
): Figure | undefined {
  if (!sums.mix) return undefined;
  const { own, contributed } = sums.mix;
  const { unit } = contributed;
  const part = input.book.formula(figureId(id, 'mix'), `${label}: moved in the mix`, unit, 'product', [own, step], {
    text: 'units of the mix × 10 % of the lever',
  });
  const sign = operation === 'sum' ? '+' : '−';
  const after = input.book.formula(
    figureId(id, 'contributed'),
    `${label}: contribution of the mix`,
    unit,
    operation,
    [contributed, part],
    {
      text: `contribution of the mix ${sign} what the lever moves`,
    },
  );
  return mixedUnitsAt(input, { fixed: sums.fixed, contributed: after }, id, label, own, unitOf(sums));
}

const unitOf = ({ units }: Arithmetic): string => (units.unit.kind === 'count' ? units.unit.of : 'unit');

function movedFixed(input: Ground, sums: Arithmetic, step: Figure): Pick<Lever, 'better' | 'worse'> {
  const at = (way: 'better' | 'worse'): Figure => {
    const id = figureId(sums.scope, way, 'fixed-costs');
    const label = `${sums.name}, break-even with fixed costs 10 % ${way}`;
    const fixed = input.book.formula(
      figureId(id, 'fixed'),
      `${label}: fixed costs`,
      money(sums.currency),
      way === 'better' ? 'difference' : 'sum',
      [sums.fixed, step],
      {
        text: `fixed costs ${way === 'better' ? '−' : '+'} 10 %`,
      },
    );
    if (sums.mix) return mixedUnitsAt(input, { fixed, ...sums.mix }, id, label, sums.mix.own, unitOf(sums));
    return unitsAt(input, id, label, sums, fixed, sums.contribution);
  };
  return { better: at('better'), worse: at('worse') };
}

function unitsAt(
  { book }: AnalysisInput,
  id: string,
  label: string,
  sums: Arithmetic,
  fixed: Figure,
  contribution: Figure,
): Figure {
  const unit = sums.units.unit.kind === 'count' ? sums.units.unit : count('unit');
  if (contribution.value !== undefined && contribution.value.mantissa <= 0n)
    return book.unknown(id, label, unit, 'no break-even: a unit costs at least what it brings');
  return book.formula(id, label, unit, 'ceiling', [fixed, contribution], {
    text: 'fixed costs a month ÷ contribution, rounded up',
  });
}
