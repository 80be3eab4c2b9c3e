import { daysBetween, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { money } from '../ids.ts';
import { isAhead, type DeliveryJob } from './job.ts';
import { fold, keysOf, nameKey } from './names.ts';
import { dayIn, wordsIn, type SheetRecord } from './records.ts';
import { daysIn, daysSql, deliveryId, numberOf, type Work } from './receipts.ts';

/** What a trip cannot sail without. */
export const NEEDED = ['licence', 'medical', 'insurance'] as const;
export type NeededPaper = (typeof NEEDED)[number];

/** A paper on file, the last to end of its kind. */
export interface Paper {
  readonly holder: string;
  /** Its title, else its kind. */
  readonly name: string;
  readonly expires: IsoDate | undefined;
  /** Days until it ends; below zero when it has ended. */
  readonly left: Figure;
  /** The trips ahead that need it and that it ends before. */
  readonly trips: readonly DeliveryJob[];
}

/**
 * One paper that one trip needs. 'ends': before the trip does; 'missing': none is on file; 'open': nobody can tell,
 * because the sheets say no captain, vessel or day.
 */
export interface Need {
  readonly kind: NeededPaper;
  readonly trip: DeliveryJob;
  readonly holder: string;
  readonly state: 'holds' | 'ends' | 'missing' | 'open';
  readonly expires: IsoDate | undefined;
}

/** A paper that ends before trips that need it, or that is not on file for them. */
export interface PaperFault {
  /** Part of its figures' ids, and of the finding about it. */
  readonly key: string;
  readonly kind: NeededPaper;
  readonly holder: string;
  readonly state: 'ends' | 'missing';
  readonly expires: IsoDate | undefined;
  /** In the order of departure. */
  readonly trips: readonly DeliveryJob[];
  readonly number: Figure;
  /** Prices of these trips, as far as they are known. */
  readonly prices: Figure;
  readonly left: Figure | undefined;
}

export interface Papers {
  /** Records of the sheet. */
  readonly records: Figure;
  /** By the day on which they end, the first to end first. */
  readonly calendar: readonly Paper[];
  readonly needs: readonly Need[];
  readonly faults: readonly PaperFault[];
}

interface Filed {
  readonly record: SheetRecord;
  readonly key: string;
  readonly holder: string;
  readonly kind: string;
  readonly name: string;
  readonly expires: IsoDate | undefined;
}

interface Held extends Filed {
  readonly left: Figure;
}

/** Papers as of the day against the trips planned and under way. */
export function papersOf(work: Work, records: readonly SheetRecord[], jobs: readonly DeliveryJob[]): Papers {
  const { asOf } = work.ground;
  const trips = jobs.filter(isAhead);
  const held = latest(filedOf(records, asOf)).map((one) => ({ ...one, left: leftOf(work, one) }));
  const needs = trips.flatMap((trip) => NEEDED.map((kind) => needOf(kind, trip, held, asOf)));
  const label = `${work.of.entity.name}, papers on file`;
  return {
    records: numberOf(
      work,
      { id: deliveryId(work, 'papers', 'records'), label, of: 'paper' },
      'credentials',
      records,
      true,
    ),
    calendar: held
      .map((one) => ({
        holder: one.holder,
        name: one.name,
        expires: one.expires,
        left: one.left,
        trips: needs.filter(({ state, paper }) => state === 'ends' && paper === one).map(({ trip }) => trip),
      }))
      .toSorted((a, b) => ((a.expires ?? '~') < (b.expires ?? '~') ? -1 : 1)),
    needs,
    faults: faultsOf(work, needs),
  };
}

/** Papers issued by the day; those with a later day of issue are plans. */
function filedOf(records: readonly SheetRecord[], asOf: IsoDate): Filed[] {
  const own = records.filter((record) => (dayIn(record, 'issued') ?? '') <= asOf);
  const named = own.map((record) => {
    const [holder, kind, title] = ['holder', 'kind', 'title'].map((column) => wordsIn(record, column));
    return { holder: holder ?? '', kind: kind ?? '', name: title || kind || 'a paper without a name' };
  });
  const keys = keysOf(named.map(({ holder, name }) => `${holder} ${name}`));
  return own.map((record, at) => {
    const { holder = '', kind = '', name = '' } = named[at] ?? {};
    return { record, key: keys[at] ?? '', holder, kind, name, expires: dayIn(record, 'expires') };
  });
}

/** Words for the cover of the hull itself, in the languages of the sheets' headings. */
const HULL = /\b(?:hull|kasko|casco|corps)\b/;

/** Of several papers of one kind and holder the last to end holds; a cover of the hull is a kind of its own. */
function latest(papers: readonly Filed[]): Filed[] {
  const best = new Map<string, Filed>();
  for (const paper of papers) {
    const what = paper.kind === '' ? fold(paper.name) : isHull(paper) ? 'hull' : paper.kind;
    const place = JSON.stringify([nameKey(paper.holder), what]);
    const before = best.get(place);
    if (!before || (before.expires ?? '') < (paper.expires ?? '')) best.set(place, paper);
  }
  return [...best.values()];
}

function isHull({ kind, name }: Filed): boolean {
  return kind === 'insurance' && HULL.test(fold(name));
}

interface Looked extends Need {
  readonly paper: Held | undefined;
}

function needOf(kind: NeededPaper, trip: DeliveryJob, filed: readonly Held[], asOf: IsoDate): Looked {
  const holder = kind === 'insurance' ? trip.vessel : trip.captain;
  const key = nameKey(holder);
  const own = filed.filter((one) => one.kind === kind && nameKey(one.holder) === key);
  const paper = own.find(isHull) ?? own[0];
  const found = { kind, trip, holder, paper, expires: paper?.expires };
  if (key === '') return { ...found, paper: undefined, expires: undefined, state: 'open' };
  if (!paper) return { ...found, state: 'missing' };
  if (paper.expires === undefined) return { ...found, state: 'open' };
  // A trip that is not over ends today at the earliest, whatever day the sheet says.
  const known = [trip.arrives ?? trip.departs ?? asOf, asOf].toSorted().at(-1) ?? asOf;
  if (paper.expires < known) return { ...found, state: 'ends' };
  return { ...found, state: trip.arrives === undefined ? 'open' : 'holds' };
}

function leftOf(work: Work, { record, key, holder, name, expires }: Filed): Figure {
  const { asOf } = work.ground;
  const id = deliveryId(work, 'paper', key, 'left');
  const label = `${work.of.entity.name}, ${name} of ${holder}: days left`;
  return daysIn(work, { id, label }, 'credentials', record, {
    amount: daysSql(sqlDate(asOf), 'expires'),
    days: expires === undefined ? undefined : daysBetween(asOf, expires),
  });
}

/** One fault a paper, however many trips need it. */
function faultsOf(work: Work, needs: readonly Looked[]): PaperFault[] {
  const groups = new Map<string, Looked[]>();
  for (const need of needs) {
    if (need.state !== 'ends' && need.state !== 'missing') continue;
    const place = `${need.kind} ${nameKey(need.holder)}`;
    groups.set(place, [...(groups.get(place) ?? []), need]);
  }
  const places = [...groups.keys()];
  const keys = keysOf(places);
  return places.flatMap((place, at) => faultOf(work, keys[at] ?? '', groups.get(place) ?? []));
}

function faultOf(work: Work, key: string, needs: readonly Looked[]): PaperFault[] {
  const [first] = needs;
  if (!first || (first.state !== 'ends' && first.state !== 'missing')) return [];
  const trips = needs.map(({ trip }) => trip);
  const priced = trips.flatMap(({ price }) => (price.value === undefined ? [] : [price]));
  const { book } = work.ground;
  const named = (part: string, words: string): { id: string; label: string } => ({
    id: deliveryId(work, 'paper', key, part),
    label: `${work.of.entity.name}, ${first.kind} of ${first.holder}: ${words}`,
  });
  const prices = named('prices', 'prices of the trips that need it');
  const own = money(work.of.currency);
  return [
    {
      key,
      kind: first.kind,
      holder: first.holder,
      state: first.state,
      expires: first.expires,
      trips,
      number: numberOf(
        work,
        { ...named('trips', 'trips that need it'), of: 'trip' },
        'jobs',
        trips.map(({ record }) => record),
      ),
      prices:
        priced.length === 0
          ? book.unknown(prices.id, prices.label, own, 'none of these trips has a price')
          : book.formula(prices.id, prices.label, own, 'sum', priced, { text: 'sum of the prices of these trips' }),
      left: first.paper?.left,
    },
  ];
}
