import type { Analysis, FactGroup, FactMap, Since } from '../analysis/index.ts';
import type { Book } from '../model/book.ts';
import type { Declared } from '../model/declared.ts';
import type { CheckOutcome, Finding, Sentence } from '../model/finding.ts';
import type { Report, SourceState } from '../model/report.ts';

/** What a report is composed from: one run, analysed and checked. */
export interface ReportInput {
  readonly declared: Declared;
  readonly facts: { readonly snapshot: string };
  readonly book: Book;
  readonly analysis: Analysis;
  readonly outcomes: readonly CheckOutcome[];
  readonly sources: readonly SourceState[];
  /** Findings that someone knows of; `outcomes` leave them out. */
  readonly quiet?: readonly Finding[];
  /** What must be known before anything else is read. */
  readonly banner?: readonly Sentence[];
  /** What changed since the last report to this reader; undefined for the first. */
  readonly since?: Since;
}

export type ReportKind = 'executive' | 'domain' | 'own';

/** One report: which blocks, in which order. */
export interface ReportDefinition {
  readonly type: string;
  readonly title: string;
  /** About the businesses as a whole (CEO, CFO, Accounting …), about one line of business, or the owner's own: `send executive` sends the first. */
  readonly kind: ReportKind;
  /** Whom it is written for. */
  readonly audience: string;
  /** Its own checks, by how their ids begin: `FIN-`. */
  readonly checks: readonly string[];
  /** Groups of facts that it shows, beside what the money tells. */
  readonly looks: readonly FactGroup[];
  /** Whether a portfolio has what it is about: `send all` leaves out a rental report where nothing is let. */
  concerns?(facts: FactMap): boolean;
  compose(input: ReportInput): Report;
}
