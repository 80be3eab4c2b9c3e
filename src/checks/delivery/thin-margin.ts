import type { Deliveries, DeliveryJob } from '../../analysis/index.ts';
import { decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const FLOOR = 20;
const OVERRUN = 15;

/**
 * YDEL-02: a job of the last twelve months left less than the floor of its price, or cost far more than it was
 * estimated at. A trip under way has no margin yet, but what it cost already may be over the estimate.
 */
export const thinMargin = check({
  id: 'YDEL-02',
  role: 'Delivery',
  title: 'Job margin under the floor, or cost over the estimate',
  why: 'A delivery that leaves too little pays for no delay, no repair and no empty week.',
  fix: say`Re-price the route, and correct the estimate that the next quote is made of.`,
  effort: 'days',
  standard: 'Job costing',
  needs: ['deliveries'],
  run({ deliveries: { entities } }, book) {
    const limits = limitsOf(book);
    const claims = entities.flatMap(({ of, jobs }) =>
      (jobs?.list ?? []).filter(isLooked).flatMap((job) => claimOf(of.entity, job, limits, book)),
    );
    const unseen = entities.some(({ jobs }) => !jobs || jobs.list.some((job) => isLooked(job) && isUnseen(job)));
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

interface Limits {
  readonly floor: Figure;
  readonly overrun: Figure;
}

function limitsOf(book: Book): Limits {
  const percent = { kind: 'percent' } as const;
  const text =
    'a fifth of the price: what a job must leave for insurance, office, idle weeks and the owner, when its own costs are paid; limit of YDEL-02';
  return {
    floor: book.constant('method.delivery.margin-floor', 'Least margin of a job', percent, decimal(FLOOR), text),
    overrun: book.constant(
      'method.delivery.overrun',
      'Most that costs may be over the estimate',
      percent,
      decimal(OVERRUN),
      'limit of YDEL-02',
    ),
  };
}

function isLooked({ state, isOfTheYear }: DeliveryJob): boolean {
  return isOfTheYear || state === 'under-way';
}

/** Of a trip under way without an estimate nothing can be told yet, and nothing need be. */
function isUnseen({ margin }: DeliveryJob): boolean {
  return margin !== undefined && margin.amount.value === undefined;
}

function claimOf(
  entity: Deliveries['entities'][number]['of']['entity'],
  job: DeliveryJob,
  limits: Limits,
  book: Book,
): Claim[] {
  const faults = [...thinOf(job, limits, book), ...overOf(job, limits, book)];
  const [first, second] = faults;
  if (!first) return [];
  const stake = second ? largest(job, [first.stake, second.stake], book) : first.stake;
  const claim = faults.reduce<Sentence>((all, { words }) => [...all, ...say` `, ...words], say`${quote(entity.name)}:`);
  return [
    {
      entity: entity.id,
      subject: `job: ${job.key}`,
      severity: 'high',
      claim,
      evidence: faults.flatMap(({ evidence }) => evidence),
      stake: {
        low: stake.id,
        mid: stake.id,
        high: stake.id,
        how: second
          ? say`Exact, of this one job: the larger of what its margin lacks of the floor and what it cost over its estimate.`
          : first.how,
      },
      size: stake.id,
    },
  ];
}

interface Fault {
  readonly words: Sentence;
  readonly stake: Figure;
  readonly how: Sentence;
  readonly evidence: readonly string[];
}

function thinOf({ name, price, margin }: DeliveryJob, { floor }: Limits, book: Book): Fault[] {
  if (!margin?.amount.value || !price.value) return [];
  const id = margin.amount.id;
  const least = book.formula(`${id}.least`, `${name}: least margin`, price.unit, 'percent-of', [price, floor], {
    text: 'price × floor',
  });
  const gap = book.formula(
    `${id}.gap`,
    `${name}: gap to the least margin`,
    price.unit,
    'difference',
    [least, margin.amount],
    {
      text: 'least margin − margin',
    },
  );
  if (!gap.value || gap.value.mantissa <= 0n) return [];
  return [
    {
      words: say`job ${quote(name)} left ${margin.amount} of its price of ${price}, ${margin.percent}, where ${floor} is the floor.`,
      stake: gap,
      how: say`Exact, of this one job: what its margin lacks of the floor.`,
      evidence: [margin.amount.id, price.id, margin.percent.id, floor.id],
    },
  ];
}

function overOf({ name, costs, estimate, over, overPercent }: DeliveryJob, { overrun }: Limits, book: Book): Fault[] {
  if (!over.value || !overPercent.value) return [];
  const text = 'estimate × limit';
  const allowed = book.formula(
    `${over.id}.allowed`,
    `${name}: most over the estimate`,
    over.unit,
    'percent-of',
    [estimate, overrun],
    { text },
  );
  const beyond = book.formula(
    `${over.id}.beyond`,
    `${name}: beyond what may be over`,
    over.unit,
    'difference',
    [over, allowed],
    {
      text: 'costs over estimate − most over the estimate',
    },
  );
  if (!beyond.value || beyond.value.mantissa <= 0n) return [];
  return [
    {
      words: say`job ${quote(name)} cost ${costs}, ${over} or ${overPercent} over its estimate of ${estimate}, where ${overrun} is the limit.`,
      stake: over,
      how: say`Exact, of this one job: what it cost over its estimate.`,
      evidence: [costs.id, over.id, overPercent.id, estimate.id, overrun.id],
    },
  ];
}

function largest({ name, over }: DeliveryJob, of: readonly Figure[], book: Book): Figure {
  const text = 'the larger of gap to the floor and costs over estimate';
  return book.formula(`${over.id}.stake`, `${name}: at stake`, over.unit, 'maximum', of, { text });
}
