import type { IsoDate } from '../core/date.ts';
import type { CoverageGap } from './facts.ts';
import type { Figure } from './figure.ts';
import type { SourceRole } from './role.ts';
import type { Finding, Sentence } from './finding.ts';

export type CellValue =
  | { readonly kind: 'figure'; readonly id: string }
  | { readonly kind: 'sentence'; readonly sentence: Sentence }
  /** A word of ours or of the owner's: an account, an entity, a status. */
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'date'; readonly date: IsoDate }
  | { readonly kind: 'month'; readonly month: string }
  /** Not known, with the reason; renderers never show it as zero or as an empty cell. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Column {
  readonly label: string;
  readonly align: 'left' | 'right';
  /** Money to the cent, as in a ledger; else in whole units. */
  readonly cents?: boolean;
}

export interface TableRow {
  readonly cells: readonly CellValue[];
  /** A total is set off by a rule above it. */
  readonly total?: boolean;
}

/** One series of a chart; each point is a figure's id. */
export interface ChartSeries {
  readonly label: string;
  readonly points: readonly string[];
}

export interface ChartSpec {
  readonly kind: 'bar' | 'line';
  /** One label per point. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** A level that matters, drawn as a labelled line across: a floor, break-even. */
  readonly reference?: { readonly label: string; readonly figure: string };
}

export interface Tile {
  readonly figure: string;
  /** A second figure that ends a range: low – high. */
  readonly to?: string;
  /** One line under the value: basis, comparison. */
  readonly basis: Sentence;
  readonly tone?: 'good' | 'bad' | 'neutral';
}

export interface PlanItem {
  readonly what: Sentence;
  readonly who?: string;
  readonly by?: IsoDate;
  readonly group?: string;
  readonly detail: readonly Sentence[];
}

/** The parts of a report. `id` is stable within its report: other programs address a block by it. */
export type Block =
  | { readonly kind: 'figures'; readonly id: string; readonly title: string; readonly tiles: readonly Tile[] }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly title: string;
      readonly columns: readonly Column[];
      readonly rows: readonly TableRow[];
      readonly note?: Sentence;
      /** For whoever wants to look it up: a mail without room for everything names it and leaves it out. */
      readonly appendix?: true;
    }
  | {
      readonly kind: 'chart';
      readonly id: string;
      readonly title: string;
      readonly chart: ChartSpec;
      readonly note?: Sentence;
    }
  | { readonly kind: 'findings'; readonly id: string; readonly title: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'plan'; readonly id: string; readonly title: string; readonly items: readonly PlanItem[] }
  | { readonly kind: 'prose'; readonly id: string; readonly title?: string; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'gaps'; readonly id: string; readonly title: string; readonly gaps: readonly CoverageGap[] }
  | { readonly kind: 'sources'; readonly id: string; readonly title: string; readonly sources: readonly SourceState[] };

export interface SourceState {
  readonly file: string;
  readonly role: SourceRole;
  readonly hash: string;
  readonly entity: string;
  /** The entity's name, for readers; a report's composer adds it. */
  readonly entityName?: string;
  readonly kind: string;
  readonly rows: number;
  readonly problems: number;
  readonly first?: IsoDate;
  readonly last?: IsoDate;
}

/** What stands for several reports wherever a type is asked for: all that tell of the businesses as a whole, or all. */
export const REPORT_GROUPS: readonly string[] = ['executive', 'all'];

export interface Report {
  readonly type: string;
  readonly title: string;
  /** Whose portfolio this is. */
  readonly portfolio: string;
  readonly audience: string;
  readonly period: { readonly from: IsoDate; readonly to: IsoDate };
  readonly asOf: IsoDate;
  readonly timeZone: string;
  readonly currency: string;
  readonly snapshot: string;
  /** What must be known before anything else is read: a source that is older than its owner allows. */
  readonly banner?: readonly Sentence[];
  /** The answer in one sentence; also the preheader and the base of the subject. */
  readonly answer: Sentence;
  readonly subject: Sentence;
  readonly blocks: readonly Block[];
  /** Every figure that a block, a sentence or another figure's receipt names. */
  readonly figures: Readonly<Record<string, Figure>>;
}
