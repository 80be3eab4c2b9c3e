import type { EntityPipeline, FactMap } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

const TRACKED_BY = {
  books: 'books',
  statements: 'bank or payment exports',
  bookings: 'bookings',
  invoices: 'invoices',
} as const;

/** Which source tells what each stream brings. */
export function trackingTable({ revenueTracking }: FactMap): Block {
  return whenSeen(revenueTracking, 'revenue-tracking', 'Where revenue is tracked', ({ streams }) => ({
    kind: 'table',
    id: 'revenue-tracking',
    title: 'Where revenue is tracked',
    columns: [...left('Business', 'Stream', 'Told by'), ...right('Twelve months'), ...left('Last seen')],
    rows: streams.map(({ of, stream, sources, revenue, last }): TableRow => ({
      cells: [
        label(of.entity.name),
        quoted(stream.name),
        label(sources.length === 0 ? 'nothing' : sources.map((source) => TRACKED_BY[source]).join(', ')),
        figure(revenue),
        last === undefined ? { kind: 'unknown', why: 'nothing was ever posted' } : { kind: 'month', month: last },
      ],
    })),
  }));
}

/** What each business has in the making. */
export function pipelineTable({ pipelines }: FactMap): Block {
  return whenSeen(pipelines, 'pipeline', 'Pipeline', ({ entities }) => ({
    kind: 'table',
    id: 'pipeline',
    title: 'Pipeline',
    columns: [
      ...left('Business'),
      ...right('Open', 'Worth', 'Booked ahead', 'Worth', 'Won in a year', 'Lost in a year'),
    ],
    rows: entities.map((one) => ({ cells: [label(one.of.entity.name), ...pipelineCells(one)] })),
    note: say`Open are deals and quotes that wait for an answer; booked ahead is what is firm and still to come. Worth leaves out what has no amount in the business’s currency.`,
  }));
}

function pipelineCells({ offers, booked }: EntityPipeline): CellValue[] {
  const [noOffers, noBookings] = ['no pipeline or quotes sheet is on file', 'no bookings sheet is on file'];
  return [
    figure(offers?.open, noOffers),
    figure(offers?.openValue, noOffers),
    figure(booked?.ahead, noBookings),
    figure(booked?.value, noBookings),
    figure(offers?.won, noOffers),
    figure(offers?.lost, noOffers),
  ];
}

/** How far each channel is set up; what the sheet leaves open is not known. */
export function channelsTable({ channels }: FactMap): Block[] {
  // Of businesses that need no channels, nothing is missing.
  if (!channels.value && channels.gaps.length === 0) return [];
  const answer = (given: string): CellValue =>
    given === '' ? { kind: 'unknown', why: 'the channels sheet leaves it open' } : label(given);
  const block = whenSeen(channels, 'channels', 'Channels', ({ entities }) => ({
    kind: 'table',
    id: 'channels',
    title: 'Channels',
    columns: [...left('Business', 'Channel', 'Listed', 'Priced', 'Calendar', 'Tracked'), ...right('Left of a sale')],
    rows: entities.flatMap(({ of, channels: all }) =>
      all.map((channel): TableRow => ({
        cells: [
          label(of.entity.name),
          quoted(channel.name),
          answer(channel.listed),
          answer(channel.priced),
          answer(channel.calendar),
          answer(channel.tracked),
          figure(channel.net, 'its fee, or the price of a unit, is not known'),
        ],
      })),
    ),
  }));
  return [block];
}
