import { addMonths, firstDay, lastDay, monthOf, type Month } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Entity, RevenueStream } from '../../model/portfolio.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, monthsBack, scopeOf } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, OF_THE_PERIOD } from '../sql.ts';
import { amountOf } from '../sums.ts';
import { earlyRows, type Early } from './early.ts';
import { openBookings, type OpenBooking } from './cancelled.ts';
import { rollForward, type RollForward } from './roll-forward.ts';
import { deferralsQuery, paymentsQuery, sumOfRows } from './rows.ts';
import type { Policy } from './schedule.ts';

export type { Early, EarlyRow } from './early.ts';
export type { OpenBooking } from './cancelled.ts';
export type { RollForward } from './roll-forward.ts';

/** Payments that no booking is known for. */
export interface Unmatched {
  readonly number: Figure;
  readonly amount: Figure;
  /** Of these, the ones for which several bookings could be meant. */
  readonly several: readonly {
    readonly date: string;
    readonly payee: string;
    readonly file: string;
    readonly line: number;
  }[];
}

export interface StreamRecognition {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  /** Undefined where none is declared. */
  readonly policy: Policy | undefined;
  /** Of the last twelve full months, as booked; not known where nothing is on file. */
  readonly revenue: Figure;
  /** `missing`: its services are booked ahead, and no bookings are on file: whether money came early cannot be told. */
  readonly bookings: 'on file' | 'missing' | 'not expected';
  /** Received for services still ahead on the day of the report; undefined without bookings. */
  readonly ahead: Figure | undefined;
  /** Undefined without bookings, or where the stream's policy puts every payment where it belongs. */
  readonly early: Early | undefined;
  /** Payments since the first of the twelve months; undefined without bookings. */
  readonly unmatched: Unmatched | undefined;
  /** Cancelled bookings of which money is still held. */
  readonly cancelled: readonly OpenBooking[];
  readonly rollForward: RollForward | undefined;
}

export interface Recognition {
  /** The months that are shown, oldest first. The last one may not be over. */
  readonly months: readonly Month[];
  readonly streams: readonly StreamRecognition[];
}

const MONTHS = 12;

/** Kinds of business whose customers book and pay before they are served. */
const BOOKED_AHEAD: ReadonlySet<Entity['kind']> = new Set(['yacht-charter', 'events', 'yacht-delivery']);

/** When each stream's revenue is earned: its policy, what was booked early, and the contract liability by month. */
export async function recognition(ground: Ground): Promise<Reading<Recognition>> {
  const { portfolio } = ground.declared;
  const full = monthsBack(ground.full, MONTHS);
  const months = ground.full < monthOf(ground.asOf) ? [...full, addMonths(ground.full, 1)] : full;
  const sheets = await sheetsOnFile(ground);
  const streams: StreamRecognition[] = [];
  const gaps: CoverageGap[] = [];
  for (const of of ground.coverage.entities) {
    const own: StreamRecognition[] = [];
    for (const stream of of.entity.revenue) {
      const onFile = sheets.has(JSON.stringify([of.entity.id, stream.id]));
      own.push(await streamRecognition(ground, of, stream, { onFile, months, full }));
    }
    streams.push(...own);
    gaps.push(...missingBookings(of, own));
  }
  const known = portfolio.entities.some(({ revenue }) => revenue.length > 0);
  return known ? seen({ months, streams }, gaps) : { value: undefined, gaps };
}

async function sheetsOnFile(ground: Ground): Promise<ReadonlySet<string>> {
  const declared = ground.declared.portfolio.entities.some(({ revenue }) => revenue.some(({ bookings }) => bookings));
  if (!declared) return new Set();
  const rows = await ground.facts.query('SELECT DISTINCT entity, subject FROM bookings ORDER BY 1, 2');
  return new Set(rows.map((row) => JSON.stringify([text(row['entity']), text(row['subject'])])));
}

interface Window {
  readonly onFile: boolean;
  readonly months: readonly Month[];
  readonly full: readonly Month[];
}

async function streamRecognition(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  { onFile, months, full }: Window,
): Promise<StreamRecognition> {
  const keepsBooks = of.entity.books.length > 0;
  const first = full[0] ?? ground.full;
  const shown = months.filter((month) => of.has(month));
  const selected = { of, stream, first };
  const isPosted = stream.recognition !== undefined && !keepsBooks;
  const rolled = await rollForward(ground, { of, stream, months: shown }, onFile);
  return {
    of,
    stream,
    policy: stream.recognition,
    revenue: revenueOf(ground, of, stream, full),
    bookings: onFile ? 'on file' : BOOKED_AHEAD.has(of.entity.kind) ? 'missing' : 'not expected',
    ahead: onFile ? await aheadOf(ground, of, stream, keepsBooks ? rolled : undefined) : undefined,
    early: onFile && !isPosted ? await earlyRows(ground, selected) : undefined,
    unmatched: onFile ? await unmatchedOf(ground, of, stream, first) : undefined,
    cancelled: onFile ? await openBookings(ground, of, stream) : [],
    rollForward: rolled,
  };
}

/** The last twelve full months, as they stand on the stream's account. */
function revenueOf(ground: Ground, of: EntityCoverage, stream: RevenueStream, full: readonly Month[]): Figure {
  const { entity, currency } = of;
  const id = figureId(scopeOf(entity), 'stream', stream.id, 'revenue', '12-months');
  const label = `${entity.name} ${stream.name}, revenue of the last 12 full months`;
  if (of.accounts.length === 0)
    return ground.book.unknown(id, label, { kind: 'money', currency }, `${entity.name} has nothing on file`);
  const sums = ground.ledger
    .of(entity.id)
    .filter(
      ({ account, month, category }) => account === stream.account && full.includes(month) && category !== 'opening',
    );
  const where = [
    `entity = ${sqlText(entity.id)}`,
    between(firstDay(full[0] ?? ground.full), lastDay(ground.full)),
    `account = ${sqlText(stream.account)}`,
    OF_THE_PERIOD,
  ];
  return amountOf(ground, { id, label, currency }, { sums, where }, -1);
}

/**
 * What is held for services still ahead: by the policy where it is posted; else by the bookings whose money stands as
 * revenue, and by what books that are kept hold on the account of deposits.
 */
async function aheadOf(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  kept: RollForward | undefined,
): Promise<Figure> {
  const day = sqlDate(ground.asOf);
  const own = [`entity = ${sqlText(of.entity.id)}`, `stream = ${sqlText(stream.id)}`, `date <= ${day}`];
  const posted = stream.recognition !== undefined && of.entity.books.length === 0;
  const table = posted ? 'deferrals' : 'booking_payments';
  const column = posted ? 'amount' : 'held';
  const where = posted ? [...own, `kind <> 'corrected'`] : [...own, 'held <> 0', `settled > ${day}`];
  const rows = await ground.facts.query(
    `SELECT currency, CAST(SUM(${column}) AS BIGINT) AS amount FROM ${table} WHERE ${where.join(' AND ')} GROUP BY currency ORDER BY 1`,
  );
  const sums = new Map(rows.map((row) => [text(row['currency']), integer(row['amount'])]));
  const id = figureId(scopeOf(of.entity), 'ahead', stream.id);
  const label = `${of.entity.name} ${stream.name}, received for services still ahead`;
  const held = kept?.months.at(-1)?.closing;
  const named = held
    ? { id: figureId(id, 'as-revenue'), label: `${label}, booked as revenue`, currency: of.currency }
    : { id, label, currency: of.currency };
  const byRows = sumOfRows(ground, named, sums, (currency) => {
    const conditions = [...where, `currency = ${sqlText(currency)}`];
    return posted ? deferralsQuery(conditions) : paymentsQuery(conditions, 'held');
  });
  if (!held) return byRows;
  return ground.book.formula(id, label, { kind: 'money', currency: of.currency }, 'sum', [held, byRows], {
    text: 'on the account of deposits + booked as revenue',
  });
}

async function unmatchedOf(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  first: Month,
): Promise<Unmatched> {
  const where = [
    `entity = ${sqlText(of.entity.id)}`,
    `stream = ${sqlText(stream.id)}`,
    between(firstDay(first), ground.asOf),
    `how IN ('none', 'several')`,
  ];
  const rows = await ground.facts.query(
    `SELECT date, payee, how, amount, currency, file, line FROM booking_payments WHERE ${where.join(' AND ')} ORDER BY date, file, line`,
  );
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const currency = text(row['currency']);
    sums.set(currency, (sums.get(currency) ?? 0n) + integer(row['amount']));
  }
  const scope = figureId(scopeOf(of.entity), 'unmatched', stream.id);
  const label = `${of.entity.name} ${stream.name}, payments that no booking is known for`;
  const receipt = { query: paymentsQuery(where), measure: 'rows', sign: 1 } as const;
  const number = ground.book.rows(figureId(scope, 'number'), label, count('payment'), BigInt(rows.length), receipt);
  const amount = sumOfRows(ground, { id: figureId(scope, 'amount'), label, currency: of.currency }, sums, (currency) =>
    paymentsQuery([...where, `currency = ${sqlText(currency)}`]),
  );
  const several = rows
    .filter((row) => row['how'] === 'several')
    .map((row) => ({
      date: text(row['date']).slice(0, 10),
      payee: text(row['payee']),
      file: text(row['file']),
      line: Number(integer(row['line'])),
    }));
  return { number, amount, several };
}

/** One gap an entity: its streams whose customers pay ahead, and whose bookings are not on file. */
function missingBookings({ entity }: EntityCoverage, streams: readonly StreamRecognition[]): CoverageGap[] {
  const missing = streams.filter((one) => one.bookings === 'missing');
  const unread = streams.filter(({ stream, bookings }) => stream.bookings !== undefined && bookings !== 'on file');
  const named = [...new Set([...missing, ...unread])].map(({ stream }) => stream.name);
  if (named.length === 0) return [];
  return [
    {
      id: `${entity.id}.bookings`,
      entity: entity.id,
      source: `booking sheet with service dates: ${named.join(', ')}`,
      wouldTell: 'which payments are for services still ahead, and so are no revenue yet and no cash to spend',
      suffers: ['ACC-03', `${entity.id}.cash.unrestricted`],
    },
  ];
}
