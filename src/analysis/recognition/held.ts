import type { IsoDate } from '../../core/date.ts';
import type { Declared } from '../../model/declared.ts';
import type { Facts, Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { deferralsQuery, paymentsQuery, sumOfRows } from './rows.ts';
import { bookedStreams } from './streams.ts';

interface Part {
  readonly entity: string;
  readonly currency: string;
  readonly from: IsoDate;
  /** The first day on which it is owed no more. */
  readonly until: IsoDate;
  readonly amount: bigint;
}

/** Money held for services still ahead that no account of deposits shows. */
export interface HeldByBookings {
  /** Entities with bookings on file. */
  readonly entities: ReadonlySet<string>;
  /** Booked as revenue by streams without a policy, and in books. */
  readonly ahead: readonly Part[];
  /** What the adjustments of streams with a policy post to their accounts of deposits. */
  readonly deferred: readonly Part[];
}

const AHEAD = 'NOT posted AND held <> 0 AND account = income';
const DEFERRED = 'posted AND adjusted <> 0';

/** Read once for every day that cash is asked for. */
export async function readHeld({ portfolio }: Declared, facts: Facts): Promise<HeldByBookings> {
  const entities = new Set(bookedStreams(portfolio).map(({ entity }) => entity));
  if (entities.size === 0) return { entities, ahead: [], deferred: [] };
  const ahead = await facts.query(`
    SELECT entity, currency, date, settled, CAST(SUM(held) AS BIGINT) AS amount FROM booking_payments WHERE ${AHEAD}
    GROUP BY entity, currency, date, settled ORDER BY 1, 2, 3, 4`);
  const deferred = await facts.query(`
    SELECT entity, currency, date, CAST(SUM(adjusted) AS BIGINT) AS amount FROM deferrals WHERE ${DEFERRED}
    GROUP BY entity, currency, date ORDER BY 1, 2, 3`);
  return { entities, ahead: ahead.map(partOf), deferred: deferred.map(partOf) };
}

function partOf(row: Row): Part {
  return {
    entity: text(row['entity']),
    currency: text(row['currency']),
    from: text(row['date']).slice(0, 10),
    until: text(row['settled']).slice(0, 10) || '9999-12-31',
    amount: integer(row['amount']),
  };
}

function sums(parts: readonly Part[], entity: string, day: IsoDate): ReadonlyMap<string, bigint> {
  const byCurrency = new Map<string, bigint>();
  for (const part of parts) {
    if (part.entity !== entity || part.from > day || part.until <= day) continue;
    byCurrency.set(part.currency, (byCurrency.get(part.currency) ?? 0n) + part.amount);
  }
  return byCurrency;
}

interface HeldOn {
  readonly day: IsoDate;
  /** Behind the ids of its figures. */
  readonly suffix: readonly string[];
}

/** What an entity holds on a day for services still ahead, beside what its accounts of deposits show; none without bookings. */
export function heldFigures(ground: Ground, { entity, currency }: EntityCoverage, { day, suffix }: HeldOn): Figure[] {
  const { held } = ground;
  if (!held.entities.has(entity.id)) return [];
  const scope = figureId(scopeOf(entity), 'deposits');
  const upTo = (of: string): string[] => [
    `entity = ${sqlText(entity.id)}`,
    `date <= ${sqlDate(day)}`,
    `currency = ${sqlText(of)}`,
  ];
  const named = (name: string, label: string) => ({
    id: figureId(scope, name, ...suffix),
    label: [`${entity.name} ${label}`, ...suffix].join(', '),
    currency,
    on: day,
  });
  const policies = entity.revenue.filter((stream) => stream.bookings);
  const posted = entity.books.length === 0 && policies.some((stream) => stream.recognition !== undefined);
  const left = entity.books.length > 0 || policies.some((stream) => stream.recognition === undefined);
  const ahead = (): Figure =>
    sumOfRows(
      ground,
      named('ahead', 'received for services still ahead, booked as revenue'),
      sums(held.ahead, entity.id, day),
      (of) => paymentsQuery([...upTo(of), `settled > ${sqlDate(day)}`, AHEAD], 'held'),
    );
  const deferred = (): Figure =>
    sumOfRows(
      ground,
      named('deferred', 'received for services still ahead, deferred by the stream’s policy'),
      sums(held.deferred, entity.id, day),
      (of) => deferralsQuery([...upTo(of), DEFERRED], 'adjusted'),
    );
  return [...(left ? [ahead()] : []), ...(posted ? [deferred()] : [])];
}
