import type { IsoDate } from '../../core/date.ts';
import type { Interval, StatementKind, ValueBasis } from '../../model/statement.ts';
import type { ActivityWords } from './activities.ts';
import type { FiscalStart } from './columns.ts';

export interface StatementOptions {
  readonly kind: StatementKind;
  readonly basis: ValueBasis;
  /** Symbol or ISO code of the commodity to value everything in; only at market. */
  readonly currency?: string | undefined;
  readonly interval: Interval;
  /** First and last day, both included; without them the journal's own. */
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  readonly depth?: number | undefined;
  readonly fiscal: FiscalStart;
  /** Only postings that are marked as cleared. */
  readonly cleared: boolean;
  /** Only real postings: no virtual ones. */
  readonly real: boolean;
  readonly flat: boolean;
  readonly empty: boolean;
  readonly activities: ActivityWords;
}
