import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { FinancialStatement, StatementColumn, StatementLine } from '../statements/index.ts';

/** A line of the group: what each entity has on it in the group's currency, what is eliminated, and what is left. */
export interface GroupLine extends StatementLine {
  /** By entity and by column; an entity that a month leaves out has no cell in it. */
  readonly entities: ReadonlyMap<string, ReadonlyMap<string, Figure>>;
  /** By column, with its sign: entities + eliminations = group. */
  readonly eliminations: ReadonlyMap<string, Figure>;
}

export type GroupStatement = FinancialStatement<GroupLine> & {
  /** Entities that the statement leaves out, because what it needs of them is not known. */
  readonly leftOut: readonly string[];
};

/** One posting between two entities of the portfolio. */
export interface Half {
  readonly entity: string;
  readonly counterparty: string;
  readonly date: IsoDate;
  readonly account: string;
  readonly payee: string;
  readonly file: string;
  readonly line: number;
  readonly currency: string;
  /** Minor units; debits are positive. */
  readonly amount: bigint;
  /** Id of the pair of a transfer. */
  readonly transfer: string | undefined;
}

/** A half with its figure, whose receipt is the posting's row. Debits are positive. */
export interface ShownHalf extends Half {
  readonly figure: Figure;
}

export const ELIMINATION_KINDS = ['transfer', 'trade', 'balances', 'equity'] as const;
/** Money moved, revenue and cost, claim and debt, and what passes between owner and owned. */
export type EliminationKind = (typeof ELIMINATION_KINDS)[number];

/** Two postings that tell the same from both sides, and that the group takes out. */
export interface Elimination {
  readonly kind: EliminationKind;
  readonly debit: ShownHalf;
  readonly credit: ShownHalf;
  /** Days between them. */
  readonly apart: number;
  /** Debit + credit in the group's currency, where they are in two currencies: the exchange difference. */
  readonly difference: Figure | undefined;
}

/** Why a half has no twin. */
export type Unmatched = ShownHalf & {
  /**
   * `on the way`: its twin may still come; `not on file`: the other entity's days are not on file; `differs`: a posting
   * is near whose amount is another one; `one-sided`: there is none.
   */
  readonly why: 'on the way' | 'not on file' | 'differs' | 'one-sided';
  /** The posting whose amount differs. */
  readonly near: ShownHalf | undefined;
};

/** Halves of one account of one entity with one other entity that have no twin, where one should be on file. */
export interface OneSided {
  readonly entity: string;
  readonly counterparty: string;
  readonly account: string;
  /** Oldest first, all in one currency. */
  readonly halves: readonly Unmatched[];
  /** Without signs. */
  readonly total: Figure;
}

/** A rate that the group's statements rest on. */
export interface RateUsed {
  readonly purpose: 'average' | 'closing' | 'historical';
  /** The month, or the day. */
  readonly of: string;
  readonly rate: Figure;
  readonly note: string | undefined;
}

/** Of one entity, or of all: what belongs to the group's owner and what to others. */
export interface Attribution {
  readonly entity: string;
  /** The owner's share on the report's day, by way of other entities, too. */
  readonly share: Figure;
  /** By column. */
  readonly netOwner: ReadonlyMap<string, Figure>;
  readonly netOthers: ReadonlyMap<string, Figure>;
  readonly equityOwner: ReadonlyMap<string, Figure>;
  readonly equityOthers: ReadonlyMap<string, Figure>;
}

/** The translation of one entity: its cumulative difference by column, and the same from its net assets alone. */
export interface TranslationProof {
  readonly entity: string;
  readonly currency: string;
  /** As the balance sheet has it: what the lines leave over. */
  readonly difference: ReadonlyMap<string, Figure>;
  /** Net assets at the closing rate, less each period's equity at its own rate. */
  readonly proof: ReadonlyMap<string, Figure>;
  /** How many figures were rounded in translation: each may take the two apart by half a minor unit. */
  readonly roundings: number;
}

export interface Consolidation {
  /** `Consolidated` where one entity controls all others, else `Combined` (ASC 810-10-45-10). */
  readonly label: 'Consolidated' | 'Combined';
  readonly parent: string | undefined;
  /** Whose statements the group's are; undefined where nobody is declared to own anything. */
  readonly owner: string | undefined;
  readonly currency: string;
  readonly columns: readonly StatementColumn[];
  /** Entities in the statements, in the order of the portfolio. */
  readonly entities: readonly string[];
  /** By id. */
  readonly names: ReadonlyMap<string, string>;
  readonly income: GroupStatement;
  readonly balance: GroupStatement;
  readonly cashFlow: GroupStatement;
  /** Sales and costs of the columns' time, and all that balance sheets carry on, line by line, oldest first. */
  readonly eliminations: readonly Elimination[];
  /** Halves without a twin: nothing is eliminated for them. Oldest first. */
  readonly unmatched: readonly Unmatched[];
  /** Those that should have a twin on file, by account. */
  readonly oneSided: readonly OneSided[];
  readonly rates: readonly RateUsed[];
  readonly translations: readonly TranslationProof[];
  readonly attributions: readonly Attribution[];
  /** What the eliminations leave over in equity: exchange differences between entities of two currencies, else zero. */
  readonly residual: ReadonlyMap<string, Figure>;
  /** How the group is put together, one sentence each. */
  readonly notes: readonly Sentence[];
}
