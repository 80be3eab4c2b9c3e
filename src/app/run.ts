import { analyse, type Analysis } from '../analysis/index.ts';
import { runChecks } from '../checks/index.ts';
import { dayIn, type IsoDate } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import { Book } from '../model/book.ts';
import type { CheckOutcome } from '../model/finding.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** One run: the facts of a snapshot, analysed and checked as of one day. Every report of the run draws on its book. */
export interface Run extends Workspace {
  readonly asOf: IsoDate;
  readonly book: Book;
  readonly analysis: Analysis;
  readonly outcomes: readonly CheckOutcome[];
}

export interface RunOptions {
  readonly from?: string | undefined;
  /** Overrides the portfolio's own `as_of`; else it is today in the portfolio's zone. */
  readonly asOf?: IsoDate | undefined;
  readonly effects: Effects;
}

export async function openRun(options: RunOptions): Promise<Run> {
  const workspace = await openWorkspace(options);
  const { declared, facts } = workspace;
  const { as_of, time_zone } = declared.portfolio;
  const asOf = options.asOf ?? as_of ?? dayIn(time_zone, options.effects.now());
  const book = new Book(asOf);
  options.effects.progress('analysing');
  const seen = await analyse({ declared, facts, book });
  const analysis = { ...seen, gaps: [...workspace.unread, ...seen.gaps] };
  return { ...workspace, asOf, book, analysis, outcomes: runChecks(analysis, book) };
}
