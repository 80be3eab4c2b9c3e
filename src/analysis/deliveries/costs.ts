import type { Figure } from '../../model/figure.ts';
import { distinctSlug, money } from '../ids.ts';
import { jobKey } from './names.ts';
import { dayIn, isIn, numberIn, wordsIn, yearTo, type SheetRecord } from './records.ts';
import { deliveryId, moneyIn, numberOf, sumOf, type Work } from './receipts.ts';

/** A cost of the year that names no job of the sheet. */
export interface LooseCost {
  readonly date: string | undefined;
  readonly payee: string;
  readonly kind: string;
  /** The job that it names; '' when it names none. */
  readonly job: string;
  readonly amount: Figure;
}

export interface Costs {
  /** Records of the sheet. */
  readonly records: Figure;
  /** Costs of the year that ends with the day, or without a day, that name no job of the sheet. */
  readonly loose: { readonly number: Figure; readonly amount: Figure; readonly list: readonly LooseCost[] };
  /** Kinds that the sheet has, the dearest first. */
  readonly kinds: readonly string[];
  /** Costs in other currencies than the entity's, or without an amount: no sum has them. */
  readonly unpriced: readonly string[];
}

/** The cost records by the key of the job that they name, as of the day: later ones are plans. */
export type CostsByJob = ReadonlyMap<string, readonly SheetRecord[]>;

export function byJob(work: Work, records: readonly SheetRecord[]): CostsByJob {
  const found = new Map<string, SheetRecord[]>();
  for (const record of records.filter((one) => (dayIn(one, 'date') ?? '') <= work.ground.asOf)) {
    const key = jobKey(wordsIn(record, 'job'));
    found.set(key, [...(found.get(key) ?? []), record]);
  }
  return found;
}

export function costsOf(work: Work, records: readonly SheetRecord[], jobs: ReadonlySet<string>): Costs {
  const { from } = yearTo(work.ground.asOf);
  const own = [...byJob(work, records)];
  const loose = own
    .filter(([key]) => key === '' || !jobs.has(key))
    .flatMap(([, costs]) => costs)
    .filter((record) => (dayIn(record, 'date') ?? from) >= from);
  const label = (what: string): string => `${work.of.entity.name}, ${what}`;
  const id = (...parts: string[]): string => deliveryId(work, 'costs', ...parts);
  const priced = loose.filter((record) => isPriced(work, record));
  return {
    records: numberOf(
      work,
      { id: id('records'), label: label('costs on file'), of: 'cost' },
      'job_costs',
      records,
      true,
    ),
    loose: {
      number: numberOf(
        work,
        { id: id('loose', 'number'), label: label('costs that name no job, twelve months'), of: 'cost' },
        'job_costs',
        loose,
      ),
      amount: sumOf(
        work,
        { id: id('loose'), label: label('costs that name no job, twelve months') },
        'job_costs',
        priced,
        'amount',
      ),
      list: loose.map((record, at) => looseCost(work, record, at + 1)),
    },
    kinds: kindsOf(records.filter((record) => isPriced(work, record))),
    unpriced: own.flatMap(([, costs]) => costs.filter((record) => !isPriced(work, record)).map(nameOf)),
  };
}

function isPriced({ of }: Work, record: SheetRecord): boolean {
  return numberIn(record, 'amount') !== undefined && isIn(record, of.currency);
}

function nameOf(record: SheetRecord): string {
  return [wordsIn(record, 'job'), wordsIn(record, 'payee') || kindOf(record)].filter(Boolean).join(', ');
}

function kindOf(record: SheetRecord): string {
  return wordsIn(record, 'kind').toLowerCase() || 'without a kind';
}

function kindsOf(records: readonly SheetRecord[]): readonly string[] {
  const sums = new Map<string, bigint>();
  for (const record of records) {
    const kind = kindOf(record);
    sums.set(kind, (sums.get(kind) ?? 0n) + (numberIn(record, 'amount') ?? 0n));
  }
  return [...sums]
    .toSorted(([a, one], [b, other]) => (one === other ? (a < b ? -1 : 1) : one > other ? -1 : 1))
    .map(([kind]) => kind);
}

function looseCost(work: Work, record: SheetRecord, number: number): LooseCost {
  const payee = wordsIn(record, 'payee');
  const named = { id: deliveryId(work, 'costs', 'loose', String(number)), label: `${work.of.entity.name}, ${payee}` };
  return {
    date: dayIn(record, 'date'),
    payee,
    kind: kindOf(record),
    job: wordsIn(record, 'job'),
    amount: moneyIn(work, named, 'job_costs', record, 'amount'),
  };
}

/** What one job cost so far: in all and by kind; not known unless every cost of it can be summed. */
export interface JobCosts {
  readonly total: Figure;
  /** By kind; empty where the total is not known. */
  readonly kinds: ReadonlyMap<string, Figure>;
}

/** `why` says what keeps the costs from being known, where something does. */
export function costsOfJob(
  work: Work,
  job: { readonly key: string; readonly name: string },
  records: readonly SheetRecord[],
  why: string | undefined,
): JobCosts {
  const id = deliveryId(work, 'job', job.key, 'costs');
  const label = `${work.of.entity.name}, ${job.name}: costs`;
  const reason = why ?? missing(work, job.name, records);
  if (reason !== undefined)
    return { total: work.ground.book.unknown(id, label, money(work.of.currency), reason), kinds: new Map() };
  const of = (kind: string): Figure => {
    const named = { id: `${id}.${distinctSlug(kind)}`, label: `${label}, ${kind}` };
    return sumOf(
      work,
      named,
      'job_costs',
      records.filter((record) => kindOf(record) === kind),
      'amount',
    );
  };
  const kinds = [...new Set(records.map(kindOf))].toSorted();
  return {
    total: sumOf(work, { id, label }, 'job_costs', records, 'amount'),
    kinds: new Map(kinds.map((kind) => [kind, of(kind)])),
  };
}

function missing(work: Work, name: string, records: readonly SheetRecord[]): string | undefined {
  if (records.length === 0) return `no cost on file names ${name}`;
  const other = records.find((record) => !isPriced(work, record));
  return other ? `not every cost of ${name} has an amount in ${work.of.currency}` : undefined;
}
