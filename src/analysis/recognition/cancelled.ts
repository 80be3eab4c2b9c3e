import type { Figure } from '../../model/figure.ts';
import { fingerprint } from '../../core/hash.ts';
import type { RevenueStream } from '../../model/portfolio.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { paymentsQuery } from './rows.ts';

/** A cancelled booking whose money was not given back: it is owed, until a refund or another status settles it. */
export interface OpenBooking {
  readonly reference: string;
  readonly customer: string;
  readonly service: string;
  readonly held: Figure;
}

/** Cancelled bookings of a stream that still hold money on the day of the report. */
export async function openBookings(ground: Ground, of: EntityCoverage, stream: RevenueStream): Promise<OpenBooking[]> {
  const where = [
    `entity = ${sqlText(of.entity.id)}`,
    `stream = ${sqlText(stream.id)}`,
    `date <= ${sqlDate(ground.asOf)}`,
    `settled > ${sqlDate(ground.asOf)}`,
    `status = 'cancelled' AND held <> 0`,
  ];
  const rows = await ground.facts.query(`
    SELECT booking_file, booking_line, booking_source, reference, customer, currency, service_to,
      CAST(SUM(held) AS BIGINT) AS amount
    FROM booking_payments WHERE ${where.join(' AND ')}
    GROUP BY booking_file, booking_line, booking_source, reference, customer, currency, service_to
    ORDER BY service_to, booking_file, booking_line`);
  return rows.map((row) => {
    const [file, line] = [text(row['booking_file']), integer(row['booking_line'])];
    const reference = text(row['reference']);
    const key = fingerprint(text(row['booking_source']), String(line)).slice(0, 8);
    const own = [`booking_file = ${sqlText(file)}`, `booking_line = ${line}`];
    const label = `${of.entity.name} ${stream.name}, held for the cancelled booking ${reference || text(row['customer'])}`;
    return {
      reference,
      customer: text(row['customer']),
      service: text(row['service_to']).slice(0, 10),
      held: ground.book.rows(
        figureId(scopeOf(of.entity), 'cancelled', stream.id, key),
        label,
        money(text(row['currency'])),
        integer(row['amount']),
        { query: paymentsQuery([...where, ...own], 'held'), measure: 'amount', sign: 1 },
      ),
    };
  });
}
