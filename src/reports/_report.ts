import type { Analysis } from '../analysis/index.ts';
import type { Book } from '../model/book.ts';
import type { Declared } from '../model/declared.ts';
import type { CheckOutcome } from '../model/finding.ts';
import type { Report, SourceState } from '../model/report.ts';

/** What a report is composed from: one run, analysed and checked. */
export interface ReportInput {
  readonly declared: Declared;
  readonly facts: { readonly snapshot: string };
  readonly book: Book;
  readonly analysis: Analysis;
  readonly outcomes: readonly CheckOutcome[];
  readonly sources: readonly SourceState[];
}

/** One report: which blocks, in which order. */
export interface ReportDefinition {
  readonly type: string;
  readonly title: string;
  /** Whom it is written for. */
  readonly audience: string;
  /** Whether it shows what the books tell: statements, consolidation, recognition, the audit. */
  readonly books: boolean;
  compose(input: ReportInput): Report;
}
