import { figureId, monthLabel, scopeOf, type CompositeBreakEven, type StreamBreakEven } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { say, quote } from '../../model/sentence.ts';
import type { Sentence } from '../../model/finding.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

const RUNNING = 3;

/** FIN-03: a stream that is sold by the unit stayed below break-even for the last three full months. */
export const belowBreakEven = check({
  id: 'FIN-03',
  role: 'CFO',
  title: 'Below break-even',
  why: 'Each month below break-even is paid for out of cash.',
  fix: say`Change price, cost or volume; begin with the one that moves break-even most.`,
  effort: 'weeks',
  standard: 'Cost-volume-profit analysis',
  needs: ['breakEven'],
  run({ breakEven }, book) {
    const alone = breakEven.streams.filter((stream) => stream.below && !stream.composite);
    const together = breakEven.composites.filter((one) => one.below);
    if (alone.length + together.length > 0)
      return [
        ...alone.map((stream) => ({ ...claimOf(stream), ...streamStake(book, stream) })),
        ...together.map((one) => ({ ...compositeClaim(one), ...compositeStake(book, one) })),
      ];
    return breakEven.streams.some((stream) => stream.judged) ? [] : 'not-seen';
  },
});

function claimOf(stream: StreamBreakEven): Claim {
  const { of, units, contribution, fixed, price, variable, levers } = stream;
  const sold = [...stream.sold.values()].slice(-RUNNING);
  const evidence = [
    units.id,
    fixed.mean.id,
    price.id,
    variable.id,
    contribution.id,
    ...sold.map((figure) => figure.id),
  ];
  const common = { entity: of.entity.id, subject: stream.stream.id, severity: 'high' as const, evidence };
  const name = say`${quote(of.entity.name)}, ${quote(stream.stream.name)}`;
  if (!units.value) {
    const claim = say`${name}: a sale at ${price} costs ${variable}, so no number of sales pays the fixed costs of ${fixed.mean} a month.`;
    return { ...common, claim, fix: say`Raise the price or cut the cost of each sale before selling more.` };
  }
  const claim = say`${name}: break-even is ${units} a month; the last three months brought ${listed(sold.map((figure) => say`${figure}`))}.`;
  const [strongest] = levers;
  const fix = strongest
    ? say`Begin with ${strongest.name}: a tenth better is worth ${strongest.gain} a month at break-even volume.`
    : undefined;
  return fix ? { ...common, claim, fix } : { ...common, claim };
}

/** Several products pay the fixed costs together: what counts is what they contributed, whichever of them was sold. */
function compositeClaim({ of, products, fixed, units, months }: CompositeBreakEven): Claim {
  const last = [...months.values()].slice(-RUNNING);
  const name = say`${quote(of.entity.name)}`;
  const needed = units.value
    ? say`with today’s sales mix, break-even is ${listed(products.map((product) => say`${product.units}`))} a month`
    : say`with today’s sales mix there is no break-even`;
  return {
    entity: of.entity.id,
    subject: 'composite',
    severity: 'high',
    claim: say`${name}: ${needed}; the last three months contributed ${listed(last.map((figure) => say`${figure}`))} toward fixed costs of ${fixed.mean} a month.`,
    evidence: [
      fixed.mean.id,
      units.id,
      ...products.map((product) => product.units.id),
      ...last.map((figure) => figure.id),
    ],
  };
}

/** At the declared price and cost of each sale. */
function streamStake(book: Book, { of, stream, name, contribution, fixed, sold }: StreamBreakEven): Stakes {
  const id = figureId(scopeOf(of.entity), 'stake.fin-03', stream.id);
  const paid = [...sold].slice(-RUNNING).map(([month, units]) => {
    const label = `${name}, contribution of ${monthLabel(month)}`;
    const text = 'units sold × contribution';
    return book.formula(figureId(id, month), label, contribution.unit, 'product', [units, contribution], { text });
  });
  return shortfall(book, { id, name, fixed: fixed.mean, paid });
}

function compositeStake(book: Book, { of, name, fixed, months }: CompositeBreakEven): Stakes {
  const id = figureId(scopeOf(of.entity), 'stake.fin-03.composite');
  return shortfall(book, { id, name, fixed: fixed.mean, paid: [...months.values()].slice(-RUNNING) });
}

type Stakes = Pick<Claim, 'stake' | 'size'>;

interface Shortfall {
  readonly id: string;
  readonly name: string;
  readonly fixed: Figure;
  /** What each of the last months contributed toward the fixed costs. */
  readonly paid: readonly Figure[];
}

function shortfall(book: Book, { id, name, fixed, paid }: Shortfall): Stakes {
  const { unit } = fixed;
  const text = 'mean of the last three full months';
  const mean = book.formula(figureId(id, 'paid'), `${name}, contribution a month`, unit, 'mean', paid, { text });
  const short = book.formula(id, `${name}, short of break-even a month`, unit, 'difference', [fixed, mean], {
    text: 'fixed costs a month − contribution a month',
  });
  return atStake(short, say`fixed costs that sales do not pay, a month: the mean of the last three`);
}

function listed(parts: readonly Sentence[]): Sentence {
  return parts.flatMap((part, at) => {
    if (at === 0) return [...part];
    return [...(at === parts.length - 1 ? say` and ` : say`, `), ...part];
  });
}
