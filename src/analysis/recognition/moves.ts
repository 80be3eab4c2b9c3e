import { monthOf, type IsoDate, type Month } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { RevenueStream } from '../../model/portfolio.ts';
import { sqlDate } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { integer, text } from '../ledger.ts';
import { between } from '../sql.ts';

export const KINDS = ['new', 'earned', 'refunded'] as const;
export type Kind = (typeof KINDS)[number];

/** A sum of steps, and the rows that it is made of. */
export interface Moves {
  /** Minor units: what lowers the liability is below zero. */
  sum(kind: Kind, from: IsoDate | undefined, to: IsoDate): bigint;
  query(kind: Kind | undefined, from: IsoDate | undefined, to: IsoDate): string;
  readonly sign: 1 | -1;
}

/** The closing of a day by another way, with its own rows. */
export type Balance = (id: string, label: string, day: IsoDate) => Figure;

export interface Rolled {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  readonly months: readonly Month[];
}

export function period(from: IsoDate | undefined, to: IsoDate): string {
  return from === undefined ? `date <= ${sqlDate(to)}` : between(from, to);
}

/** Sums by month, and of the month of the report up to its day. */
export function monthSums(rows: readonly Row[]): Moves['sum'] {
  const sums = rows.map((row) => ({
    kind: text(row['kind']),
    month: text(row['month']).slice(0, 7),
    amount: integer(row['amount']),
  }));
  return (kind, from, to) =>
    sums
      .filter(
        (one) => one.kind === kind && one.month <= monthOf(to) && (from === undefined || one.month >= monthOf(from)),
      )
      .reduce((sum, { amount }) => sum + amount, 0n);
}
