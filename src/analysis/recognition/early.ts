import { firstDay, monthOf, type IsoDate, type Month } from '../../core/date.ts';
import { fingerprint } from '../../core/hash.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { RevenueStream } from '../../model/portfolio.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, postingsQuery } from '../sql.ts';
import { paymentsQuery, sumOfRows } from './rows.ts';

/** A payment that was booked as revenue before the service it is for. */
export interface EarlyRow {
  /** The posting's amount. */
  readonly amount: Figure;
  readonly date: IsoDate;
  readonly payee: string;
  readonly reference: string;
  readonly customer: string;
  /** The last day of the service. */
  readonly service: IsoDate;
  /** From the payment to the last day of service. */
  readonly days: Figure;
  readonly cancelled: boolean;
  /** Not served yet on the day of the report. */
  readonly ahead: boolean;
  /** The service lies in another month than the payment: both months' revenue is wrong. */
  readonly otherMonth: boolean;
  readonly file: string;
  readonly line: number;
}

export interface Early {
  /** Since the first of the last twelve months, oldest first. */
  readonly rows: readonly EarlyRow[];
  readonly number: Figure;
  readonly amount: Figure;
  /** Of these, the ones whose service lies in another month, or is ahead. */
  readonly misplaced: { readonly number: Figure; readonly amount: Figure };
  /** The longest time between payment and service; undefined where there is none. */
  readonly longest: Figure | undefined;
}

export interface Selected {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  /** The first of the months that are shown. */
  readonly first: Month;
}

const DAYS = "date_diff('day', date, service_to)";

function conditions(ground: Ground, { of, stream, first }: Selected): string[] {
  return [
    `entity = ${sqlText(of.entity.id)}`,
    `stream = ${sqlText(stream.id)}`,
    between(firstDay(first), ground.asOf),
    'NOT posted AND account = income AND held > 0',
  ];
}

/** The service is in another month than the payment, or is not over on the day of the report. */
function misplacedSql(asOf: IsoDate): string {
  return `(settled > ${sqlDate(asOf)} OR date_trunc('month', service_to) <> date_trunc('month', date))`;
}

/** Payments of a stream that stand as revenue before the day of service: each named, with the days between. */
export async function earlyRows(ground: Ground, selected: Selected): Promise<Early> {
  const { of, stream } = selected;
  const where = conditions(ground, selected);
  const found = await ground.facts.query(`
    SELECT txn, date, account, amount, currency, payee, reference, customer, service_to, settled, status, source, file, line,
      ${DAYS} AS days, CASE WHEN ${misplacedSql(ground.asOf)} THEN 1 ELSE 0 END AS misplaced
    FROM booking_payments WHERE ${where.join(' AND ')} ORDER BY date, file, line, txn`);
  const scope = figureId(scopeOf(of.entity), 'early', stream.id);
  const rows = found.map((row) => earlyRow(ground, of, scope, row));
  const name = `${of.entity.name} ${stream.name}`;
  const sums = (some: readonly Row[], id: string, label: string, extra: readonly string[]) =>
    totals(ground, of, some, { id, label, where: [...where, ...extra] });
  const all = sums(found, scope, `${name}, booked as revenue before the service`, []);
  const some = found.filter((row) => integer(row['misplaced']) === 1n);
  const label = `${name}, booked as revenue in another month than the service, or with the service still ahead`;
  const misplaced = sums(some, figureId(scope, 'misplaced'), label, [misplacedSql(ground.asOf)]);
  const days = rows.map((row) => row.days);
  const longest =
    days.length === 0
      ? undefined
      : ground.book.formula(
          figureId(scope, 'longest'),
          `${name}, longest time from payment to service`,
          count('day'),
          'maximum',
          days,
          { text: 'the most days of all payments' },
        );
  return { rows, ...all, misplaced, longest };
}

function totals(
  ground: Ground,
  of: EntityCoverage,
  rows: readonly Row[],
  { id, label, where }: { readonly id: string; readonly label: string; readonly where: readonly string[] },
): { readonly number: Figure; readonly amount: Figure } {
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const currency = text(row['currency']);
    sums.set(currency, (sums.get(currency) ?? 0n) + integer(row['amount']));
  }
  const number = ground.book.rows(figureId(id, 'number'), `${label}, payments`, count('payment'), BigInt(rows.length), {
    query: paymentsQuery(where),
    measure: 'rows',
    sign: 1,
  });
  const amount = sumOfRows(ground, { id: figureId(id, 'amount'), label, currency: of.currency }, sums, (currency) =>
    paymentsQuery([...where, `currency = ${sqlText(currency)}`]),
  );
  return { number, amount };
}

function earlyRow(ground: Ground, of: EntityCoverage, scope: string, row: Row): EarlyRow {
  const date = text(row['date']).slice(0, 10);
  const service = text(row['service_to']).slice(0, 10);
  const [txn, line] = [integer(row['txn']), integer(row['line'])];
  const amount = integer(row['amount']);
  const reference = text(row['reference']);
  const customer = text(row['customer']);
  const id = figureId(scope, fingerprint(text(row['source']), String(line), String(amount)).slice(0, 8));
  const label = `${of.entity.name}, paid on ${date} for ${reference || customer}`;
  // The rows of `booking_payments` are postings: a receipt over those is checked together with many others.
  const posting = postingsQuery([
    `entity = ${sqlText(of.entity.id)}`,
    `date = ${sqlDate(date)}`,
    `account = ${sqlText(text(row['account']))}`,
    `txn = ${txn}`,
    `line = ${line}`,
    `amount = ${-amount}`,
  ]);
  const days = paymentsQuery([`txn = ${txn}`, `line = ${line}`, `amount = ${amount}`], DAYS);
  return {
    amount: ground.book.rows(id, label, money(text(row['currency'])), -amount, {
      query: posting,
      measure: 'amount',
      sign: -1,
    }),
    date,
    payee: text(row['payee']),
    reference,
    customer,
    service,
    days: ground.book.rows(
      figureId(id, 'days'),
      `${label}, days until the service`,
      count('day'),
      integer(row['days']),
      {
        query: days,
        measure: 'amount',
        sign: 1,
      },
    ),
    cancelled: row['status'] === 'cancelled',
    ahead: text(row['settled']).slice(0, 10) > ground.asOf,
    otherMonth: monthOf(service) !== monthOf(date),
    file: text(row['file']),
    line: Number(line),
  };
}
