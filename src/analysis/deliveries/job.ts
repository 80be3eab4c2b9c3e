import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { Deposit } from './deposits.ts';
import type { SheetRecord } from './records.ts';

/** As of the day of the report, whatever the sheet says of later days. */
export type JobState = 'planned' | 'under-way' | 'done' | 'cancelled';

/** What a job brought in the end; only of a job that is done. */
export interface Margin {
  /** Price − costs. */
  readonly amount: Figure;
  /** Margin ÷ price. */
  readonly percent: Figure;
  readonly perMile: Figure;
  readonly perDay: Figure;
}

export interface DeliveryJob {
  readonly record: SheetRecord;
  /** Part of its figures' ids, and of the findings about it. */
  readonly key: string;
  readonly name: string;
  readonly customer: string;
  readonly vessel: string;
  readonly route: string;
  readonly captain: string;
  readonly departs: IsoDate | undefined;
  readonly arrives: IsoDate | undefined;
  readonly state: JobState;
  /** Done, and over within the year that ends with the day. */
  readonly isOfTheYear: boolean;
  readonly miles: Figure;
  /** Days from departure to arrival, both counted. */
  readonly days: Figure;
  readonly price: Figure;
  readonly estimate: Figure;
  readonly costs: Figure;
  readonly kinds: ReadonlyMap<string, Figure>;
  /** Costs − estimate, and in per cent of the estimate. */
  readonly over: Figure;
  readonly overPercent: Figure;
  readonly margin: Margin | undefined;
  readonly deposit: Deposit | undefined;
}

/** Still to sail, or sailing. */
export function isAhead({ state }: DeliveryJob): boolean {
  return state === 'planned' || state === 'under-way';
}
