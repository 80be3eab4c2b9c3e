import type { DeliveryJob, NeededPaper, PaperNeed } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, words } from '../_cells.ts';
import { date, headOf, missing, none, named, type EntityDeliveries } from './entity.ts';

const NEEDS = 'Papers that the trips need';
const CALENDAR = 'Calendar of papers';

/** Each trip with the papers that it needs, and every paper by the day on which it ends. */
export function paperBlocks(one: EntityDeliveries): Block[] {
  if (!one.papers) return [missing(one, 'papers', NEEDS, 'papers of crews and vessels')];
  return [needsBlock(one, one.papers.needs), calendarBlock(one, one.papers)];
}

function needsBlock(one: EntityDeliveries, needs: readonly PaperNeed[]): Block {
  const trips = [...new Set(needs.map(({ trip }) => trip))];
  if (!one.jobs) return missing(one, 'papers', NEEDS, 'jobs');
  if (trips.length === 0) return none(one, 'papers', NEEDS, 'No trip is planned or under way.');
  return {
    kind: 'table',
    ...headOf(one, 'papers', NEEDS),
    columns: left('Job', 'Until', 'Captain', 'Licence', 'Medical', 'Vessel', 'Insurance'),
    rows: trips.map((trip) => tripRow(trip, needs)),
  };
}

function tripRow(trip: DeliveryJob, needs: readonly PaperNeed[]): TableRow {
  const cell = (kind: NeededPaper): CellValue =>
    needCell(needs.find((need) => need.trip === trip && need.kind === kind));
  return {
    cells: [
      quoted(trip.name),
      date(trip.arrives, 'the sheet does not say when it arrives'),
      named(trip.captain),
      cell('licence'),
      cell('medical'),
      named(trip.vessel),
      cell('insurance'),
    ],
  };
}

function needCell(need: PaperNeed | undefined): CellValue {
  if (!need || (need.state === 'open' && need.expires === undefined))
    return { kind: 'unknown', why: 'the sheets do not say whose paper it is, or when it ends' };
  if (need.state === 'missing' || need.expires === undefined) return label('not on file');
  const until = need.expires;
  switch (need.state) {
    case 'ends':
      return words(say`ends ${onDate(until)}: too early`);
    case 'open':
      return words(say`ends ${onDate(until)}: is it enough?`);
    case 'holds':
      return words(say`holds, ${onDate(until)}`);
  }
}

function calendarBlock(one: EntityDeliveries, { calendar, records }: NonNullable<EntityDeliveries['papers']>): Block {
  return {
    kind: 'table',
    ...headOf(one, 'expiries', CALENDAR),
    columns: [...left('Ends', 'Holder', 'Paper'), ...right('Left'), ...left('Too early for')],
    rows: calendar.map(({ expires, holder, name, left: days, trips }) => ({
      cells: [
        date(expires, 'the sheet does not say when it ends'),
        named(holder),
        quoted(name),
        figure(days),
        trips.length === 0 ? label('–') : words(say`${quote(trips.map((trip) => trip.name).join(', '))}`),
      ],
    })),
    note: say`${records} on file. Of several of one kind and holder the last to end is shown; a cover of the hull counts before other insurance.`,
  };
}
