import type { Figure, Operation, Unit } from '../../model/figure.ts';
import { count, distinctSlug, money } from '../ids.ts';
import type { DeliveryJob } from './job.ts';
import type { SheetRecord } from './records.ts';
import { deliveryId, numberOf, type Work } from './receipts.ts';

/** What the jobs done in the year that ends with the day came to. */
export interface Totals {
  /** Jobs done in the year. */
  readonly done: Figure;
  /** Of these, the jobs whose margin is known, and those whose margin is not: the sums below are of the former alone. */
  readonly known: readonly DeliveryJob[];
  readonly unknown: readonly DeliveryJob[];
  readonly revenue: Figure;
  readonly costs: Figure;
  /** By kind, over the same jobs. */
  readonly kinds: ReadonlyMap<string, Figure>;
  readonly margin: Figure;
  readonly percent: Figure;
  /** Over the jobs whose margin and miles (days) are known. */
  readonly perMile: Figure;
  readonly perDay: Figure;
  /** What these two divide by. */
  readonly miles: Figure;
  readonly days: Figure;
}

export function totalsOf(work: Work, jobs: readonly DeliveryJob[], records: readonly SheetRecord[]): Totals {
  const known = jobs.filter(({ margin }) => margin?.amount.value !== undefined);
  const { sum, formula } = makers(work);
  const own = money(work.of.currency);
  const revenue = sum('revenue', 'prices of the jobs done', own, known, ({ price }) => price);
  const margin = sum('margin.amount', 'margin of the jobs done', own, known, (job) => job.margin?.amount);
  const kinds = [...new Set(known.flatMap((job) => [...job.kinds.keys()]))].toSorted();
  const mile = rateOf(work, known, 'margin-per-mile', count('nautical mile'), 'miles');
  const day = rateOf(work, known, 'margin-per-day', count('day'), 'days');
  return {
    done: numberOf(
      work,
      { id: deliveryId(work, 'jobs', 'done'), label: `${work.of.entity.name}, jobs done, twelve months`, of: 'job' },
      'jobs',
      records,
    ),
    known,
    unknown: jobs.filter((job) => !known.includes(job)),
    revenue,
    costs: sum('costs', 'costs of the jobs done', own, known, (job) => job.costs),
    kinds: new Map(
      kinds.map((kind) => [
        kind,
        sum(`costs.${distinctSlug(kind)}`, `costs of the jobs done, ${kind}`, own, known, (job) => job.kinds.get(kind)),
      ]),
    ),
    margin,
    percent: formula(
      'margin',
      'margin of the jobs done',
      { kind: 'percent' },
      'percent',
      [margin, revenue],
      'margin ÷ price',
    ),
    perMile: mile.of,
    perDay: day.of,
    miles: mile.over,
    days: day.over,
  };
}

/** Margin for each of the miles, or days, over the jobs that have any. */
function rateOf(work: Work, known: readonly DeliveryJob[], part: string, unit: Unit, by: 'miles' | 'days'): Rate {
  const { sum, formula } = makers(work);
  const own = money(work.of.currency);
  const counted = known.filter((job) => (job[by].value?.mantissa ?? 0n) > 0n);
  const amount = sum(`${part}.margin`, `margin of the jobs with ${by}`, own, counted, (job) => job.margin?.amount);
  const over = sum(`${part}.${by}`, `${by} of the jobs done`, unit, counted, (job) => job[by]);
  const label = by === 'miles' ? 'margin a nautical mile' : 'margin a day at sea';
  return { of: formula(part, label, own, 'quotient', [amount, over], `margin ÷ ${by}`), over };
}

interface Rate {
  readonly of: Figure;
  readonly over: Figure;
}

type Sum = (
  part: string,
  words: string,
  unit: Unit,
  jobs: readonly DeliveryJob[],
  of: (job: DeliveryJob) => Figure | undefined,
) => Figure;
type Formula = (
  part: string,
  words: string,
  unit: Unit,
  operation: Operation,
  of: readonly Figure[],
  text: string,
) => Figure;

const NONE = 'no job that was done in the twelve months has its price and its costs on file';

function makers(work: Work): { readonly sum: Sum; readonly formula: Formula } {
  const { book } = work.ground;
  const label = (words: string): string => `${work.of.entity.name}, ${words}, twelve months`;
  const formula: Formula = (part, words, unit, operation, of, text) =>
    of.length === 0
      ? book.unknown(deliveryId(work, part), label(words), unit, NONE)
      : book.formula(deliveryId(work, part), label(words), unit, operation, of, { text });
  const sum: Sum = (part, words, unit, jobs, of) =>
    formula(
      part,
      words,
      unit,
      'sum',
      jobs.flatMap((job) => of(job) ?? []),
      'sum over the jobs whose margin is known',
    );
  return { sum, formula };
}
