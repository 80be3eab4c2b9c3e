import { addDays, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { text } from '../ledger.ts';
import { rowsFigure } from './rows-figure.ts';

/** What customers booked whose day is still to come. */
export interface BookedAhead {
  /** Every booking of the sheets that was made by today. */
  readonly number: Figure;
  readonly ahead: Figure;
  /** In the entity's currency. */
  readonly value: Figure;
  /** Of these, served within the next thirty days. */
  readonly soon: Figure;
  /** The next day of service. */
  readonly next: IsoDate | undefined;
}

const SOON = 30;

/** Bookings that are firm: a sheet that keeps no status is taken at its word. */
export async function bookedAhead(ground: Ground, { entity, currency }: EntityCoverage): Promise<BookedAhead> {
  const { asOf } = ground;
  const made = [`entity = ${sqlText(entity.id)}`, `(booked IS NULL OR booked <= ${sqlDate(asOf)})`];
  const ahead = [...made, "status IN ('confirmed', '')", `service_from > ${sqlDate(asOf)}`];
  const figure = (part: string, words: string, where: readonly string[], amount?: 'amount'): Promise<Figure> =>
    rowsFigure(
      ground,
      {
        id: figureId(scopeOf(entity), 'booked', part),
        label: `${entity.name}, ${words}`,
        unit: amount ? money(currency) : count('booking'),
      },
      query(where, amount ? 'amount' : 'CAST(1 AS BIGINT)'),
      amount,
    );
  const [row] = await ground.facts.query(`SELECT MIN(service_from) AS next FROM bookings WHERE ${ahead.join(' AND ')}`);
  return {
    number: await figure('number', 'bookings on file', made),
    ahead: await figure('ahead', 'bookings ahead', ahead),
    value: await figure(
      'ahead.value',
      'value of bookings ahead',
      [...ahead, 'amount IS NOT NULL', `currency = ${sqlText(currency)}`],
      'amount',
    ),
    soon: await figure('soon', 'bookings of the next thirty days', [
      ...ahead,
      `service_from <= ${sqlDate(addDays(asOf, SOON))}`,
    ]),
    next: text(row?.['next']).slice(0, 10) || undefined,
  };
}

function query(where: readonly string[], amount: string): string {
  return `SELECT ${amount} AS amount, customer AS payee, service_from AS date, file, line, source
FROM bookings
WHERE ${where.join('\n  AND ')}
ORDER BY service_from, file, line`;
}
