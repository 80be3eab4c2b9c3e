import type { Position } from '../core/problem.ts';
import type { Unit } from '../model/figure.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Prose } from './prose.ts';

/** A report of the owner as its file says it; nothing is asked of the facts yet. */
export interface OwnReport {
  readonly file: string;
  readonly type: string;
  readonly title: string;
  readonly audience: string;
  readonly answer: Prose | undefined;
  /** The entity that it is about; without one the whole portfolio. */
  readonly entity: string | undefined;
  readonly blocks: readonly OwnBlock[];
}

export type OwnBlock = ProseBlock | SqlBlock;
export type SqlBlock = FigureBlock | TableBlock | ChartBlock | CheckBlock;

export interface ProseBlock {
  readonly kind: 'prose';
  readonly heading: string | undefined;
  readonly paragraphs: readonly Prose[];
}

/** What every block of SQL has. */
export interface Asking {
  /** Names its figures; within the file. */
  readonly id: string;
  /** The heading right above it. */
  readonly heading: string | undefined;
  readonly sql: string;
  /** Where the SQL begins. */
  readonly at: Position;
  readonly unit: Unit;
}

export interface FigureBlock extends Asking {
  readonly kind: 'figure';
  readonly label: string;
  readonly basis: Prose | undefined;
  /** For prose only: it has no tile. */
  readonly hidden: boolean;
}

export interface TableBlock extends Asking {
  readonly kind: 'table';
  readonly title: string;
  /** Columns that are summed by; none where the rows themselves are listed. */
  readonly group: readonly string[];
  readonly total: boolean;
}

export interface ChartBlock extends Asking {
  readonly kind: 'chart';
  readonly title: string;
  readonly group: readonly string[];
  readonly drawn: 'bar' | 'line';
}

export interface CheckBlock extends Asking {
  readonly kind: 'check';
  readonly title: string;
  readonly severity: Severity;
  readonly effort: Finding['effort'];
  readonly why: string;
  readonly fix: Prose;
  readonly claim: Prose | undefined;
}
