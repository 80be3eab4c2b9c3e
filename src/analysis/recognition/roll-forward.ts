import { addMonths, firstDay, lastDay, type IsoDate, type Month } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { figureId, money, monthLabel, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer } from '../ledger.ts';
import { bookBalance, bookMoves } from './book-deposits.ts';
import { KINDS, monthSums, period, type Balance, type Kind, type Moves, type Rolled } from './moves.ts';
import { deferralsQuery, paymentsQuery } from './rows.ts';

/** A month of a contract liability: opening + new − earned − refunded = closing. What lowers it is below zero. */
export interface RollForwardMonth {
  readonly month: Month;
  readonly opening: Figure;
  readonly new: Figure;
  readonly earned: Figure;
  readonly refunded: Figure;
  readonly closing: Figure;
  /** The closing by another way: what the account shows, or the payments whose service is ahead. */
  readonly against: Figure;
  /** Zero, or the movements do not explain what is held. */
  readonly difference: Figure;
}

export interface RollForward {
  /**
   * `posted`: by the stream's policy, on its account of deposits. `books`: by the books that the entity keeps. `unposted`:
   * no policy is declared, so this is what would be held and nothing shows it.
   */
  readonly basis: 'posted' | 'books' | 'unposted';
  readonly currency: string;
  readonly months: readonly RollForwardMonth[];
}

const LABELS: Readonly<Record<Kind, string>> = { new: 'received', earned: 'earned', refunded: 'given back' };

/** The roll-forward of a stream's contract liability; undefined where nothing ever moved it. */
export async function rollForward(ground: Ground, rolled: Rolled, hasSheet: boolean): Promise<RollForward | undefined> {
  const { of, stream } = rolled;
  const keepsBooks = of.entity.books.length > 0;
  if (!keepsBooks && !hasSheet) return undefined;
  if (keepsBooks && stream.deposits === undefined) return undefined;
  const basis = keepsBooks ? 'books' : stream.recognition === undefined ? 'unposted' : 'posted';
  const moves = keepsBooks ? await bookMoves(ground, rolled) : await bookingMoves(ground, rolled);
  if (!moves) return undefined;
  const against = keepsBooks
    ? bookBalance(ground, rolled)
    : basis === 'posted'
      ? await accountBalance(ground, rolled)
      : await aheadBalance(ground, rolled);
  return { basis, currency: of.currency, months: monthsOf(ground, rolled, moves, against) };
}

function monthsOf(ground: Ground, rolled: Rolled, moves: Moves, against: Balance): readonly RollForwardMonth[] {
  const { of, stream, months } = rolled;
  const { book } = ground;
  const scope = figureId(scopeOf(of.entity), 'deferred', stream.id);
  const name = `${of.entity.name} ${stream.name}, contract liability`;
  const unit = money(of.currency);
  const [first] = months;
  if (first === undefined) return [];
  const before = lastDay(addMonths(first, -1));
  const all = KINDS.reduce((sum, kind) => sum + moves.sum(kind, undefined, before), 0n);
  const start = { query: moves.query(undefined, undefined, before), measure: 'amount', sign: moves.sign } as const;
  const raw = (value: bigint): bigint => (moves.sign === -1 ? -value : value);
  let opening = book.rows(
    figureId(scope, 'opening', first),
    `${name}, before ${monthLabel(first)}`,
    unit,
    raw(all),
    start,
  );
  return months.map((month) => {
    const to = lastDay(month) < ground.asOf ? lastDay(month) : ground.asOf;
    const part = (kind: Kind): Figure =>
      book.rows(
        figureId(scope, kind, month),
        `${name}, ${LABELS[kind]}, ${monthLabel(month)}`,
        unit,
        raw(moves.sum(kind, firstDay(month), to)),
        { query: moves.query(kind, firstDay(month), to), measure: 'amount', sign: moves.sign },
      );
    const parts = { new: part('new'), earned: part('earned'), refunded: part('refunded') };
    const label = `${name}, end of ${monthLabel(month)}`;
    const closing = book.formula(
      figureId(scope, 'closing', month),
      label,
      unit,
      'sum',
      [opening, ...Object.values(parts)],
      {
        text: 'opening + received − earned − given back',
      },
    );
    const other = against(figureId(scope, 'against', month), label, to);
    const difference = book.formula(
      figureId(scope, 'difference', month),
      `${label}, difference`,
      unit,
      'difference',
      [closing, other],
      { text: 'closing − the same by another way' },
    );
    const row = { month, opening, ...parts, closing, against: other, difference };
    opening = closing;
    return row;
  });
}

function ofStream({ of, stream }: Rolled): string[] {
  return [`entity = ${sqlText(of.entity.id)}`, `stream = ${sqlText(stream.id)}`, `currency = ${sqlText(of.currency)}`];
}

async function bookingMoves(ground: Ground, rolled: Rolled): Promise<Moves | undefined> {
  const where = [...ofStream(rolled), `kind <> 'corrected'`];
  const rows = await ground.facts.query(`
    SELECT kind, CAST(date_trunc('month', date) AS DATE) AS month, CAST(SUM(amount) AS BIGINT) AS amount FROM deferrals
    WHERE ${[...where, period(undefined, ground.asOf)].join(' AND ')}
    GROUP BY kind, CAST(date_trunc('month', date) AS DATE) ORDER BY 1, 2`);
  if (rows.length === 0) return undefined;
  return {
    sum: monthSums(rows),
    query: (kind, from, to) =>
      deferralsQuery([...where, ...(kind ? [`kind = ${sqlText(kind)}`] : []), period(from, to)]),
    sign: 1,
  };
}

/** Sums up to the ends of the months that are shown, each with the days for which its rows count. */
async function endSums(
  ground: Ground,
  months: readonly Month[],
  sql: (day: string) => string,
): Promise<Map<IsoDate, bigint>> {
  const ends = months.map((month) => (lastDay(month) < ground.asOf ? lastDay(month) : ground.asOf));
  const found = await Promise.all(ends.map((end) => ground.facts.query(sql(sqlDate(end)))));
  return new Map(ends.map((end, at) => [end, integer(found[at]?.[0]?.['amount'] ?? 0n)]));
}

/** What the account of deposits shows for the stream: payments booked to it, and what is posted for its policy. */
async function accountBalance(ground: Ground, rolled: Rolled): Promise<Balance> {
  const { of, months } = rolled;
  const own = ofStream(rolled);
  const paid = [...own, 'posted AND account = deposits'];
  const posted = [...own, 'posted AND adjusted <> 0'];
  const sum = (table: string, column: string, where: readonly string[]) => (day: string) =>
    `SELECT CAST(COALESCE(SUM(${column}), 0) AS BIGINT) AS amount FROM ${table} WHERE ${where.join(' AND ')} AND date <= ${day}`;
  const onAccount = await endSums(ground, months, sum('booking_payments', 'amount', paid));
  const adjusted = await endSums(ground, months, sum('deferrals', 'adjusted', posted));
  const unit = money(of.currency);
  const rows = (id: string, label: string, value: bigint, query: string): Figure =>
    ground.book.rows(id, label, unit, value, { query, measure: 'amount', sign: 1 });
  return (id, label, day) => {
    const until = period(undefined, day);
    const parts = [
      rows(
        figureId(id, 'paid'),
        `${label}, paid to the account`,
        onAccount.get(day) ?? 0n,
        paymentsQuery([...paid, until]),
      ),
      rows(
        figureId(id, 'posted'),
        `${label}, posted by the policy`,
        adjusted.get(day) ?? 0n,
        deferralsQuery([...posted, until], 'adjusted'),
      ),
    ];
    return ground.book.formula(id, `${label}, on the account`, unit, 'sum', parts, {
      text: 'paid to it + posted to it',
    });
  };
}

/** The payments whose service is ahead, added up. */
async function aheadBalance(ground: Ground, rolled: Rolled): Promise<Balance> {
  const { of, months } = rolled;
  const where = [...ofStream(rolled), 'held <> 0'];
  const sums = await endSums(
    ground,
    months,
    (day) =>
      `SELECT CAST(COALESCE(SUM(held), 0) AS BIGINT) AS amount FROM booking_payments WHERE ${where.join(' AND ')} AND date <= ${day} AND settled > ${day}`,
  );
  return (id, label, day) =>
    ground.book.rows(id, `${label}, by the bookings that are ahead`, money(of.currency), sums.get(day) ?? 0n, {
      query: paymentsQuery([...where, period(undefined, day), `settled > ${sqlDate(day)}`], 'held'),
      measure: 'amount',
      sign: 1,
    });
}
