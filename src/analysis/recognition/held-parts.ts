import type { IsoDate } from '../../core/date.ts';
import type { Declared } from '../../model/declared.ts';
import type { Facts, Row } from '../../model/facts.ts';
import { integer, text } from '../ledger.ts';
import { bookedStreams } from './streams.ts';

export interface HeldPart {
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
  readonly ahead: readonly HeldPart[];
  /** What the adjustments of streams with a policy post to their accounts of deposits. */
  readonly deferred: readonly HeldPart[];
}

/** Booked as revenue, and owed until the booking is settled. */
export const AHEAD = 'NOT posted AND held <> 0 AND account = income';
/** Posted by a policy. */
export const DEFERRED = 'posted AND adjusted <> 0';

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

function partOf(row: Row): HeldPart {
  return {
    entity: text(row['entity']),
    currency: text(row['currency']),
    from: text(row['date']).slice(0, 10),
    until: text(row['settled']).slice(0, 10) || '9999-12-31',
    amount: integer(row['amount']),
  };
}

export function heldSums(parts: readonly HeldPart[], entity: string, day: IsoDate): ReadonlyMap<string, bigint> {
  const byCurrency = new Map<string, bigint>();
  for (const part of parts) {
    if (part.entity !== entity || part.from > day || part.until <= day) continue;
    byCurrency.set(part.currency, (byCurrency.get(part.currency) ?? 0n) + part.amount);
  }
  return byCurrency;
}
