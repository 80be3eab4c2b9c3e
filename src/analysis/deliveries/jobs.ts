import { daysBetween, type IsoDate } from '../../core/date.ts';
import type { Figure, Operation, Unit } from '../../model/figure.ts';
import { money } from '../ids.ts';
import { costsOfJob, type CostsByJob } from './costs.ts';
import { depositsOf, type Deposit } from './deposits.ts';
import type { DeliveryJob, JobState, Margin } from './job.ts';
import { jobKey, keysOf } from './names.ts';
import { dayIn, isIn, wordsIn, yearTo, type SheetRecord } from './records.ts';
import { countIn, daysIn, daysSql, deliveryId, moneyIn, numberOf, type Work } from './receipts.ts';
import { totalsOf, type Totals } from './totals.ts';

export interface Jobs {
  /** Records of the sheet, whatever became of the job. */
  readonly records: Figure;
  /** In the order of departure. */
  readonly list: readonly DeliveryJob[];
  readonly totals: Totals;
  /** Jobs whose money is in another currency than the entity's: no sum has them. */
  readonly foreign: readonly string[];
}

/** `costs` is undefined where no sheet of costs is on file. */
export async function jobsOf(
  work: Work,
  records: readonly SheetRecord[],
  costs: CostsByJob | undefined,
): Promise<Jobs> {
  const { asOf } = work.ground;
  const keys = keysOf(records.map(nameOf));
  const plain = records.map((record, at) => plainJob(record, keys[at] ?? '', asOf));
  const deposits = await depositsOf(
    work,
    plain.map((job) => ({ ...job, isDone: job.state === 'done' })),
  );
  const shared = sharedKeys(plain);
  const list = plain.map((job) => measured(work, job, { costs, shared, deposit: deposits.get(job.key) }));
  const name = `${work.of.entity.name}, jobs on file`;
  const done = new Set(list.filter(({ isOfTheYear }) => isOfTheYear).map(({ key }) => key));
  return {
    records: numberOf(work, { id: deliveryId(work, 'jobs'), label: name, of: 'job' }, 'jobs', records, true),
    list: list.toSorted((a, b) => ((a.departs ?? '~') < (b.departs ?? '~') ? -1 : 1)),
    totals: totalsOf(
      work,
      list.filter(({ isOfTheYear }) => isOfTheYear),
      plain.filter(({ key }) => done.has(key)).map(({ record }) => record),
    ),
    foreign: plain.filter(({ record }) => !isIn(record, work.of.currency)).map((job) => job.name),
  };
}

/** A job as its record says it, as of the day. */
interface Plain extends Pick<
  DeliveryJob,
  | 'record'
  | 'key'
  | 'name'
  | 'customer'
  | 'vessel'
  | 'route'
  | 'captain'
  | 'departs'
  | 'arrives'
  | 'state'
  | 'isOfTheYear'
> {
  readonly reference: string;
}

function plainJob(record: SheetRecord, key: string, asOf: IsoDate): Plain {
  const arrives = dayIn(record, 'arrives');
  const departs = dayIn(record, 'departs');
  const state = stateOf(wordsIn(record, 'status'), departs, arrives, asOf);
  const over = arrives ?? departs;
  return {
    record,
    key,
    name: nameOf(record),
    reference: wordsIn(record, 'reference'),
    customer: wordsIn(record, 'customer'),
    vessel: wordsIn(record, 'vessel'),
    route: wordsIn(record, 'route'),
    captain: wordsIn(record, 'captain'),
    departs,
    arrives,
    state,
    isOfTheYear: state === 'done' && over !== undefined && over >= yearTo(asOf).from,
  };
}

function nameOf(record: SheetRecord): string {
  const words = [wordsIn(record, 'vessel'), wordsIn(record, 'route')].filter(Boolean).join(', ');
  return wordsIn(record, 'reference') || words || wordsIn(record, 'customer') || 'a job without a name';
}

/** What lies ahead of the day is planned, and what ends ahead of it is under way, though the sheet knows better by now. */
function stateOf(status: string, departs: IsoDate | undefined, arrives: IsoDate | undefined, asOf: IsoDate): JobState {
  if (status === 'cancelled') return 'cancelled';
  if ((departs ?? '') > asOf) return 'planned';
  if (status === 'planned' || status === 'under-way') return status;
  if ((arrives ?? '') > asOf) return 'under-way';
  // Where the sheet has no word for it the days tell.
  return status === 'done' || arrives !== undefined ? 'done' : 'planned';
}

/** Keys of references that more than one job has: no cost can tell which of them it names. */
function sharedKeys(jobs: readonly Plain[]): ReadonlySet<string> {
  const keys = jobs.map(({ reference }) => jobKey(reference));
  return new Set(keys.filter((key, at) => keys.indexOf(key) !== at));
}

interface Beside {
  readonly costs: CostsByJob | undefined;
  readonly shared: ReadonlySet<string>;
  readonly deposit: Deposit | undefined;
}

function measured(work: Work, job: Plain, { costs, shared, deposit }: Beside): DeliveryJob {
  const { reference, ...shown } = job;
  const { key, name } = job;
  const said = saidOf(work, job);
  const cost = costsOfJob(work, { key, name }, costs?.get(jobKey(reference)) ?? [], whyNot(job, costs, shared));
  const formula: Formula = (part, words, unit, operation, of, text) => {
    const { id, label } = partOf(work, job, part, words);
    return work.ground.book.formula(id, label, unit, operation, of, { text });
  };
  const own = money(work.of.currency);
  const words = 'costs over estimate';
  const over = formula('over', words, own, 'difference', [cost.total, said.estimate], 'costs − estimate');
  const share = [over, said.estimate];
  return {
    ...shown,
    ...said,
    costs: cost.total,
    kinds: cost.kinds,
    over,
    overPercent: formula('over.percent', words, { kind: 'percent' }, 'percent', share, `${words} ÷ estimate`),
    margin: job.state === 'done' ? marginOf(formula, own, { ...said, costs: cost.total }) : undefined,
    deposit,
  };
}

function partOf(work: Work, { key, name }: Plain, part: string, words = part): { id: string; label: string } {
  return { id: deliveryId(work, 'job', key, part), label: `${work.of.entity.name}, ${name}: ${words}` };
}

/** What the job's own record says in numbers. */
function saidOf(work: Work, job: Plain): Pick<DeliveryJob, 'price' | 'estimate' | 'miles' | 'days'> {
  const { record, departs, arrives } = job;
  const isTrip = departs !== undefined && arrives !== undefined && arrives >= departs;
  const miles = { ...partOf(work, job, 'miles'), of: 'nautical mile' };
  return {
    price: moneyIn(work, partOf(work, job, 'price'), 'jobs', record, 'price'),
    estimate: moneyIn(work, partOf(work, job, 'estimate'), 'jobs', record, 'estimate'),
    miles: countIn(work, miles, 'jobs', record, 'nautical_miles'),
    days: daysIn(work, partOf(work, job, 'days'), 'jobs', record, {
      amount: `${daysSql('departs', 'arrives')} + 1`,
      days: isTrip ? daysBetween(departs, arrives) + 1 : undefined,
    }),
  };
}

type Formula = (
  part: string,
  words: string,
  unit: Unit,
  operation: Operation,
  of: readonly Figure[],
  text: string,
) => Figure;

function marginOf(
  formula: Formula,
  own: Unit,
  { price, costs, miles, days }: Pick<DeliveryJob, 'price' | 'costs' | 'miles' | 'days'>,
): Margin {
  const amount = formula('margin', 'margin', own, 'difference', [price, costs], 'price − costs');
  return {
    amount,
    percent: formula('margin.percent', 'margin', { kind: 'percent' }, 'percent', [amount, price], 'margin ÷ price'),
    perMile: formula(
      'margin.per-mile',
      'margin a nautical mile',
      own,
      'quotient',
      [amount, miles],
      'margin ÷ nautical miles',
    ),
    perDay: formula('margin.per-day', 'margin a day', own, 'quotient', [amount, days], 'margin ÷ days'),
  };
}

/** What keeps a job's costs from being known, before any is looked at. */
function whyNot(
  { name, reference }: Plain,
  costs: CostsByJob | undefined,
  shared: ReadonlySet<string>,
): string | undefined {
  if (!costs) return 'no sheet of job costs is on file';
  const key = jobKey(reference);
  if (key === '') return `${name} has no reference that a cost could name`;
  return shared.has(key) ? `more than one job has the reference ${reference}` : undefined;
}
