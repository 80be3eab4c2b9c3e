import type { Cell, Row } from '../../model/facts.ts';
import { matchPayments, type BookedService, type How, type Match, type Payment } from './matching.ts';
import { schedule, type Schedule } from './schedule.ts';
import type { BookedStream } from './streams.ts';

/** A cancelled booking of which nothing was given back stays open. */
const NEVER = '9999-12-31';

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
const amount = (cell: Cell | undefined): bigint => BigInt(text(cell));

/** A payment, with the row that it is. */
interface Received extends Payment {
  readonly row: Row;
}

interface Sold extends BookedService {
  readonly stream: BookedStream;
  readonly row: Row;
}

/**
 * Matches the payments of a snapshot with its bookings and lays out when they are earned. Answers a row for every payment
 * (kind `payment`) and one for every step of a contract liability, for two tables of the journal. The order of the rows
 * given does not matter.
 */
export function recognise(streams: readonly BookedStream[], rows: readonly Row[]): readonly Row[] {
  const ordered = rows.toSorted(byPlace);
  const bookings = bookingsOf(streams, ordered);
  const payments = ordered.filter((row) => row['kind'] === 'payment').map((row, id): Received => paymentOf(row, id));
  const matches = new Map(matchPayments(bookings, payments).map((match) => [match.payment, match]));
  const byBooking = new Map<number, Received[]>();
  for (const payment of payments) {
    const booking = matches.get(payment.id)?.booking;
    if (booking !== undefined) byBooking.set(booking, [...(byBooking.get(booking) ?? []), payment]);
  }
  const schedules = new Map([...byBooking].map(([id, own]) => [id, scheduleOf(bookings[id], own)] as const));
  const told = payments.map((payment) =>
    paymentRow(streams, payment, matches.get(payment.id), bookings, schedules, byBooking),
  );
  return [...told, ...stepRows(bookings, schedules, byBooking)];
}

function byPlace(a: Row, b: Row): number {
  for (const column of ['kind', 'entity', 'subject', 'date', 'file', 'line', 'txn', 'amount'] as const) {
    const [left, right] = [a[column] ?? '', b[column] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function paymentOf(row: Row, id: number): Received {
  return {
    id,
    entity: text(row['entity']),
    account: text(row['account']),
    date: text(row['date']),
    amount: amount(row['amount']),
    currency: text(row['currency']),
    text: [row['payee'], row['memo'], row['reference']].map(text).join('\n'),
    row,
  };
}

/** Of a reference that several sheets of a stream have, the last by name and line counts: later exports know better. */
function bookingsOf(streams: readonly BookedStream[], rows: readonly Row[]): readonly Sold[] {
  const byReference = new Map<string, { readonly row: Row; readonly stream: BookedStream }>();
  for (const row of rows.filter(({ kind }) => kind === 'booking').toSorted(byFile)) {
    const stream = streams.find((one) => one.entity === row['entity'] && one.stream === row['subject']);
    if (!stream) continue;
    const reference = text(row['reference']).toLowerCase();
    const own = reference === '' ? [row['file'], row['line']].map(text) : [reference];
    byReference.set(JSON.stringify([stream.entity, stream.stream, ...own]), { row, stream });
  }
  return [...byReference.values()].map(({ row, stream }, id) => {
    const price = row['amount'] === null ? undefined : amount(row['amount']);
    return {
      id,
      entity: stream.entity,
      // Books hold what is deferred themselves: only what they show as income is looked at.
      accounts: stream.keepsBooks ? [stream.income] : [stream.income, stream.deposits],
      reference: text(row['reference']),
      customer: text(row['payee']),
      booked: text(row['booked']) || undefined,
      serviceTo: text(row['service_to']),
      price,
      deposit: price === undefined ? undefined : stream.deposit(price),
      currency: text(row['currency']),
      cancelled: row['status'] === 'cancelled',
      stream,
      row,
    };
  });
}

function byFile(a: Row, b: Row): number {
  // `bookings.csv` comes before `bookings-2.csv`.
  const [left, right] = [a, b].map(({ file }) => text(file).replace(/\.[^./]*$/, ''));
  if (left !== undefined && right !== undefined && left !== right) return left < right ? -1 : 1;
  return Number(amount(a['line']) - amount(b['line']));
}

function scheduleOf(booking: Sold | undefined, payments: readonly Received[]): Schedule {
  if (!booking) throw new Error('a payment is matched with no booking');
  const { row, stream, serviceTo: to, cancelled } = booking;
  const service = { from: text(row['service_from']), to, cancelled };
  const money = payments.map((payment) => ({
    date: payment.date,
    amount: payment.amount,
    onDeposits: payment.account === stream.deposits,
  }));
  return schedule(service, stream.policy ?? 'point-in-time', money);
}

function paymentRow(
  streams: readonly BookedStream[],
  payment: Received,
  match: Match | undefined,
  bookings: readonly Sold[],
  schedules: ReadonlyMap<number, Schedule>,
  byBooking: ReadonlyMap<number, readonly Received[]>,
): Row {
  const id = match?.booking ?? -1;
  const booking = bookings[id];
  const found = schedules.get(id);
  const at = (byBooking.get(id) ?? []).indexOf(payment);
  const stream = booking?.stream ?? streams.find((one) => takes(one, payment));
  const how: How = match?.how ?? 'none';
  return {
    ...placeOf(payment),
    ...bookingColumns(booking),
    kind: 'payment',
    stream: stream?.stream ?? '',
    how,
    amount: payment.amount,
    held: found?.held[at] ?? 0n,
    adjusted: 0n,
    income: stream?.income ?? '',
    deposits: stream?.deposits ?? '',
    posted: isPosted(booking) ? 1n : 0n,
    settled: booking ? (found?.settled ?? NEVER) : null,
  };
}

function takes(stream: BookedStream, { entity, account }: Payment): boolean {
  return stream.entity === entity && (stream.income === account || stream.deposits === account);
}

/** With a policy, and without books of the owner's, the steps are posted. */
function isPosted(booking: Sold | undefined): boolean {
  return booking !== undefined && booking.stream.policy !== undefined && !booking.stream.keepsBooks;
}

function placeOf({ row, account, date, currency, entity }: Received): Row {
  const { txn = null, payee = null, memo = null, source = null, file = null, line = null } = row;
  return { txn, entity, account, date, currency, payee, memo, source, file, line };
}

function bookingColumns(booking: Sold | undefined): Row {
  const row = booking?.row ?? {};
  return {
    reference: booking?.reference ?? null,
    customer: booking?.customer ?? null,
    service_from: row['service_from'] ?? null,
    service_to: row['service_to'] ?? null,
    status: row['status'] ?? null,
    booking_source: row['source'] ?? null,
    booking_file: row['file'] ?? null,
    booking_line: row['line'] ?? null,
  };
}

function stepRows(
  bookings: readonly Sold[],
  schedules: ReadonlyMap<number, Schedule>,
  byBooking: ReadonlyMap<number, readonly Received[]>,
): Row[] {
  return [...schedules].flatMap(([id, { steps, settled }]) => {
    const booking = bookings[id];
    return steps.flatMap(({ kind, date, moved, adjusted, money }): Row[] => {
      const payment = byBooking.get(id)?.[money];
      if (!booking || !payment) return [];
      return [
        {
          ...placeOf(payment),
          ...bookingColumns(booking),
          kind,
          date,
          stream: booking.stream.stream,
          how: '',
          amount: moved,
          held: 0n,
          adjusted,
          income: booking.stream.income,
          deposits: booking.stream.deposits,
          posted: isPosted(booking) ? 1n : 0n,
          settled: settled ?? NEVER,
        },
      ];
    });
  });
}

/** Columns of the rows that `recognise` answers; days are text. */
export const RECOGNISED = {
  kind: 'VARCHAR',
  txn: 'BIGINT',
  entity: 'VARCHAR',
  stream: 'VARCHAR',
  account: 'VARCHAR',
  income: 'VARCHAR',
  deposits: 'VARCHAR',
  date: 'VARCHAR',
  amount: 'BIGINT',
  held: 'BIGINT',
  adjusted: 'BIGINT',
  posted: 'BIGINT',
  currency: 'VARCHAR',
  how: 'VARCHAR',
  payee: 'VARCHAR',
  memo: 'VARCHAR',
  reference: 'VARCHAR',
  customer: 'VARCHAR',
  service_from: 'VARCHAR',
  service_to: 'VARCHAR',
  status: 'VARCHAR',
  settled: 'VARCHAR',
  source: 'VARCHAR',
  file: 'VARCHAR',
  line: 'BIGINT',
  booking_source: 'VARCHAR',
  booking_file: 'VARCHAR',
  booking_line: 'BIGINT',
} as const;
