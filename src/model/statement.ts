import type { IsoDate } from '../core/date.ts';
import type { Decimal } from '../core/decimal.ts';
import type { Position, Problem } from '../core/problem.ts';
import type { JournalCommodity, JournalFile } from './journal.ts';

/* A financial statement of a journal: what the engine of analysis/statement makes and the renderers write. */

export const STATEMENT_KINDS = ['income', 'balance', 'cashflow'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** At what its amounts stand: what they cost, or what the market paid at each period's end. */
export const VALUE_BASES = ['cost', 'market'] as const;
export type ValueBasis = (typeof VALUE_BASES)[number];

export const INTERVALS = ['whole', 'month', 'quarter', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

/** A period across the top: both days are included. */
export interface StatementColumn {
  /** Stable: `2026-03`, `2026-Q1`, `2026`, else `2026-03-15..2026-03-31`. */
  readonly id: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** `Mar 2026`, `Q1 2026`, `2025/26`; of a part of one its days: `15–31 Mar 2026`. */
  readonly label: string;
  readonly interval: Interval;
  /** False where --from or --to cut the month, quarter or year. */
  readonly entire: boolean;
}

/** Amounts by index of the commodity, each of them apart; zeros are left out. */
export type Amounts = ReadonlyMap<number, Decimal>;

export interface StatementRow {
  /** Stable: `expenses.Expenses:Rent`, `income.total`. */
  readonly id: string;
  readonly label: string;
  /** The whole name of the account, or of the accounts below it; undefined for lines that are computed. */
  readonly account?: string;
  /** Steps to the right. */
  readonly indent: number;
  /** Whether the rows indented below it are part of its amounts. */
  readonly parent: boolean;
  /** One a column. */
  readonly amounts: readonly Amounts[];
  /** Of all columns, where adding them up means something. */
  readonly total?: Amounts;
  /** How many postings stand behind it; 0 for lines that are computed from others. */
  readonly postings: number;
  /** Its own postings, up to the number asked for, of how many; those of rows below it stand there. */
  readonly sources?: { readonly shown: readonly StatementSource[]; readonly of: number };
}

/** One posting behind a row. */
export interface StatementSource {
  readonly at: Position;
  readonly date: IsoDate;
  readonly account: string;
  readonly description: string;
  readonly commodity: number;
  readonly amount: Decimal;
}

/** `section`: rows and their total; `line`: a result of what stands above; `proof`: a difference that must be nil. */
export type StatementPart =
  | {
      readonly kind: 'section';
      readonly id: string;
      readonly title: string;
      readonly rows: readonly StatementRow[];
      readonly total: StatementRow;
    }
  | { readonly kind: 'line' | 'proof'; readonly row: StatementRow };

/** A market price that the statement rests on: what one unit was worth. */
export interface PriceUsed {
  /** The day for which it was asked. */
  readonly asOf: IsoDate;
  readonly commodity: number;
  readonly in: number;
  readonly price: Decimal;
  /** The stated prices that it is made of, one for each step; more than one where it goes by way of another commodity. */
  readonly steps: readonly PriceStep[];
}

export interface PriceStep {
  readonly at: Position;
  readonly date: IsoDate;
  readonly commodity: number;
  readonly in: number;
  /** As the journal states it. */
  readonly price: Decimal;
  readonly from: 'directive' | 'cost';
}

export interface Statement {
  readonly kind: StatementKind;
  readonly basis: ValueBasis;
  /** Commodity that everything with a price is valued in. */
  readonly currency?: string;
  readonly files: readonly JournalFile[];
  readonly commodities: readonly Pick<JournalCommodity, 'symbol' | 'currency' | 'digits' | 'style'>[];
  /** Transactions that stand in the statement's time. */
  readonly transactions: number;
  /** What was left out, in words: `only cleared postings`. */
  readonly filters: readonly string[];
  readonly columns: readonly StatementColumn[];
  readonly parts: readonly StatementPart[];
  readonly prices: readonly PriceUsed[];
  /** Commodities that have no price by the day named, so that they stand as they are. */
  readonly unpriced: readonly { readonly commodity: number; readonly asOf: IsoDate }[];
  /** What a reader must know to understand it, one sentence each. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}
