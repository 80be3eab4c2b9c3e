import type { IsoDate } from '../../core/date.ts';
import type { SourceChange } from '../../model/changes.ts';
import type { Finding } from '../../model/finding.ts';
import type { RecordedFinding } from '../../model/report-record.ts';
import type { Moves } from './moves.ts';

/** What changed since the last report of a type that a reader got: the difference of two snapshots. */
export interface Since {
  /** The day that the last report spoke for. */
  readonly on: IsoDate;
  readonly moves: Moves;
  readonly sources: readonly SourceChange[];
  /** The portfolio itself says something else: rules, prices, limits. */
  readonly declared: boolean;
  /** Of this report: new, worse or back again. */
  readonly risen: readonly Finding[];
  readonly resolved: readonly RecordedFinding[];
  readonly outOfSight: readonly RecordedFinding[];
}
