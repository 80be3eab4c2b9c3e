import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { EntityCoverage } from '../coverage.ts';

/** What stands above a column: a full month, or the fiscal year up to the day of the report. */
export interface StatementColumn {
  /** `2026-03`, or `to-date`. */
  readonly id: string;
  readonly label: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The column of the year to date; in a balance sheet, the day of the report. */
export const TO_DATE = 'to-date';

/** A line with its figures by the id of the column. */
export interface StatementLine {
  readonly key: string;
  /** An account, or the words for what is computed. */
  readonly label: string;
  readonly cells: ReadonlyMap<string, Figure>;
}

export interface StatementSection<Line = StatementLine> {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly total: Line;
}

/** A section with its total, a line that results from what stands above, or a difference that must be zero. */
export type StatementPart<Line = StatementLine> =
  | { readonly kind: 'section'; readonly section: StatementSection<Line> }
  | { readonly kind: 'result' | 'proof'; readonly line: Line };

/** Parts from top to bottom; every line has a cell in every column. */
export interface FinancialStatement<Line = StatementLine> {
  readonly kind: 'income' | 'balance' | 'cash-flow';
  readonly title: string;
  readonly currency: string;
  readonly columns: readonly StatementColumn[];
  readonly parts: readonly StatementPart<Line>[];
}

/** An account's balance on the day of the report, on the side where it stands. */
export interface TrialBalanceLine {
  readonly key: string;
  readonly label: string;
  readonly debit: Figure | undefined;
  readonly credit: Figure | undefined;
  /** False where what was on the account before its first row is not known: then these are the rows on file. */
  readonly openingKnown: boolean;
}

export interface TrialBalance {
  readonly lines: readonly TrialBalanceLine[];
  readonly debits: Figure;
  readonly credits: Figure;
  /** Debits less credits: zero. */
  readonly difference: Figure;
}

/** A transfer whose other half is on no statement that is on file. */
export interface UnpairedTransfer {
  readonly entity: string;
  readonly date: IsoDate;
  readonly payee: string;
  readonly file: string;
  readonly line: number;
  /** Positive is money that went out. */
  readonly amount: Figure;
}

/** Something held that is no money, at cost and at its last market price. */
export interface Holding {
  readonly account: string;
  readonly commodity: string;
  /** As an exact decimal. */
  readonly quantity: Figure;
  readonly cost: Figure;
  /** Not known without a price by the day of the report. */
  readonly market: Figure;
  /** Market less cost: shown, not posted. */
  readonly difference: Figure;
  /** Where the price stands, and of which day it is. */
  readonly price: Figure;
}

export interface EntityStatements {
  readonly of: EntityCoverage;
  readonly currency: string;
  readonly trialBalance: TrialBalance;
  readonly income: FinancialStatement;
  readonly balance: FinancialStatement;
  readonly cashFlow: FinancialStatement;
  /** Accounts whose balance is not known, so that the balance sheet is not either. */
  readonly incomplete: readonly string[];
  readonly unpaired: readonly UnpairedTransfer[];
  readonly holdings: readonly Holding[];
  /** What a reader must know, one sentence each. */
  readonly notes: readonly Sentence[];
}

export interface Statements {
  readonly columns: readonly StatementColumn[];
  /** Entities with something on file, in the order of the portfolio. */
  readonly entities: readonly EntityStatements[];
  /** Entities without anything on file. */
  readonly leftOut: readonly string[];
}
