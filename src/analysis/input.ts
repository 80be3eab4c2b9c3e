import type { IsoDate, Month } from '../core/date.ts';
import type { Book } from '../model/book.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap, Facts } from '../model/facts.ts';
import type { RecordedForecast } from '../model/forecast.ts';
import type { Coverage } from './coverage.ts';
import type { Ledger } from './ledger.ts';
import type { HeldByBookings } from './recognition/held-parts.ts';

/**
 * What an analysis is given: what the owner declared, the facts of the snapshot, the book that figures go into, and the
 * forecasts that earlier reports made.
 */
export interface AnalysisInput {
  readonly declared: Declared;
  readonly facts: Facts;
  readonly book: Book;
  readonly forecasts?: readonly RecordedForecast[];
  /** Names of each entity's documents of expenses. */
  readonly documents?: ReadonlyMap<string, readonly string[]>;
  /** Of the papers that the portfolio declares (documents, agreements between holders), those whose file is there. */
  readonly filesThere?: ReadonlySet<string>;
}

/** The input, with what every analysis works from: the ledger summed by month, and how far each entity's data reach. */
export interface Ground extends AnalysisInput {
  readonly asOf: IsoDate;
  /** The last month that is over on `asOf`. */
  readonly full: Month;
  readonly ledger: Ledger;
  readonly coverage: Coverage;
  readonly held: HeldByBookings;
}

/** What an analysis saw. `value` undefined means not seen at all; the gaps say what kept it from seeing, wholly or in part. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly gaps: readonly CoverageGap[];
}

export function seen<T>(value: T, gaps: readonly CoverageGap[] = []): Reading<T> {
  return { value, gaps };
}

export function notSeen(...gaps: readonly CoverageGap[]): Reading<never> {
  return { value: undefined, gaps };
}
