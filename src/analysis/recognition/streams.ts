import { decimal, divide, multiply } from '../../core/decimal.ts';
import type { Entity, Portfolio, RevenueStream } from '../../model/portfolio.ts';
import type { Policy } from './schedule.ts';

/** Where money that is not earned yet is held, unless the stream says otherwise. */
const DEPOSITS = 'Liabilities:Contract Liabilities';

function depositsAccount(stream: RevenueStream): string {
  return stream.deposits ?? DEPOSITS;
}

/** A stream whose bookings are on file. */
export interface BookedStream {
  readonly entity: string;
  readonly stream: string;
  readonly income: string;
  readonly deposits: string;
  /** Undefined where none is declared: then nothing is posted, and a service counts as rendered on its last day. */
  readonly policy: Policy | undefined;
  /** The entity keeps books: they, and not we, hold what is deferred. */
  readonly keepsBooks: boolean;
  /** The part of a price, in minor units, that is paid ahead. */
  readonly deposit: (price: bigint) => bigint | undefined;
}

export function bookedStreams(portfolio: Pick<Portfolio, 'entities'>): readonly BookedStream[] {
  return portfolio.entities.flatMap((entity: Entity) =>
    entity.revenue
      .filter((stream) => stream.bookings !== undefined)
      .map((stream) => ({
        entity: entity.id,
        stream: stream.id,
        income: stream.account,
        deposits: depositsAccount(stream),
        policy: stream.recognition,
        keepsBooks: entity.books.length > 0,
        deposit: (price) => depositOf(stream, price),
      })),
  );
}

function depositOf(stream: RevenueStream, price: bigint): bigint | undefined {
  const share = stream.bookings?.deposit_percent;
  return share && divide(multiply(decimal(price), share), decimal(100), 0)?.mantissa;
}

/** Accounts that hold money owed back to customers or not earned yet: declared for the entity, or by one of its streams. */
export function heldAccounts(entity: Entity): readonly string[] {
  const ofStreams = entity.revenue
    .filter((stream) => stream.deposits !== undefined || (stream.bookings && stream.recognition !== undefined))
    .map(depositsAccount);
  return [...new Set([...entity.customer_deposits, ...ofStreams])];
}
