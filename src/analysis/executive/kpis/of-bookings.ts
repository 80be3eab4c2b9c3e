import { daysBetween } from '../../../core/date.ts';
import { decimal } from '../../../core/decimal.ts';
import type { Figure, Unit } from '../../../model/figure.ts';
import { sqlDate, sqlText } from '../../../model/sql.ts';
import { count, figureId, money } from '../../ids.ts';
import { rowsFigure } from '../rows-figure.ts';
import { year } from '../window.ts';
import type { KpiPlace, Measure } from './kpi.ts';

/** Bookings whose service begins in the last twelve full months; `kept` are those that were not called off. */
function conditions({ ground, of }: KpiPlace): { readonly due: readonly string[]; readonly kept: readonly string[] } {
  const { from, to } = year(ground);
  const due = [`entity = ${sqlText(of.entity.id)}`, `service_from BETWEEN ${sqlDate(from)} AND ${sqlDate(to)}`];
  return { due, kept: [...due, "status NOT IN ('cancelled', 'tentative')"] };
}

const COLUMNS = 'customer AS payee, service_from AS date, file, line, source';
const ONE = 'CAST(1 AS BIGINT)';

function query(amount: string, where: readonly string[], from = 'bookings'): string {
  return `SELECT ${amount} AS amount, ${COLUMNS}\nFROM ${from}\nWHERE ${where.join('\n  AND ')}\nORDER BY service_from, file, line`;
}

/** The bookings with the place of each among those that are served from the same day. */
const NUMBERED = `(SELECT *, ROW_NUMBER() OVER (PARTITION BY entity, service_from ORDER BY file, line) AS place
  FROM bookings WHERE status NOT IN ('cancelled', 'tentative')) numbered`;

const booking = count('booking');

function part(place: KpiPlace, name: string, words: string, unit: Unit, sql: string, sum = false): Promise<Figure> {
  const named = { id: figureId(place.id, name), label: `${place.label}: ${words}`, unit };
  return rowsFigure(place.ground, named, sql, sum ? 'amount' : 'rows');
}

const ofBookings =
  (measure: Measure): Measure =>
  (place) =>
    place.sheets.has(place.of.entity.id, 'bookings') ? measure(place) : undefined;

/** Days with a service ÷ days of the twelve months. */
export const utilisation = ofBookings(async (place) => {
  const { ground, id, label } = place;
  const { from, to } = year(ground);
  const { kept } = conditions(place);
  const sql = query(ONE, [...kept, 'place = 1'], NUMBERED);
  const served = await part(place, 'days', 'days with a service', count('day'), sql);
  const days = decimal(daysBetween(from, to) + 1);
  const all = ground.book.constant(
    `method.days.${from}.${to}`,
    'Days of twelve full months',
    count('day'),
    days,
    'the calendar',
  );
  return ground.book.formula(id, label, { kind: 'percent' }, 'percent', [served, all], {
    text: 'days with a service ÷ days',
  });
});

export const averageBooking = ofBookings(async (place) => {
  const { ground, of, id, label } = place;
  const unit = money(of.currency);
  const priced = [...conditions(place).kept, 'amount IS NOT NULL', `currency = ${sqlText(of.currency)}`];
  const value = await part(place, 'value', 'value', unit, query('amount', priced), true);
  const number = await part(place, 'number', 'bookings with a price', booking, query(ONE, priced));
  return ground.book.formula(id, label, unit, 'quotient', [value, number], { text: 'value ÷ bookings' });
});

export const leadTime = ofBookings(async (place) => {
  const { ground, id, label } = place;
  const dated = [...conditions(place).kept, 'booked IS NOT NULL', 'booked <= service_from'];
  const days = count('day');
  const ahead = "CAST(date_diff('day', booked, service_from) AS BIGINT)";
  const total = await part(place, 'days', 'days ahead', days, query(ahead, dated), true);
  const number = await part(place, 'number', 'bookings with both days', booking, query(ONE, dated));
  return ground.book.formula(id, label, days, 'quotient', [total, number], { text: 'days ahead ÷ bookings' });
});

export const cancellationRate = ofBookings(async (place) => {
  const { ground, id, label } = place;
  const settled = [...conditions(place).due, "status NOT IN ('', 'tentative')"];
  const off = [...settled, "status = 'cancelled'"];
  const cancelled = await part(place, 'off', 'bookings called off', booking, query(ONE, off));
  const number = await part(place, 'number', 'bookings with a status', booking, query(ONE, settled));
  const text = 'bookings called off ÷ bookings';
  return ground.book.formula(id, label, { kind: 'percent' }, 'percent', [cancelled, number], { text });
});
