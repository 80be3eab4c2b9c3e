import { analyse, type Analysis } from '../analysis/index.ts';
import { runChecks } from '../checks/index.ts';
import { dayIn, type IsoDate } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import { Book } from '../model/book.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { CheckOutcome } from '../model/finding.ts';
import type { Records } from '../model/records.ts';
import { documentsOf, papersThere } from '../portfolio/expand.ts';
import { looksOf } from '../reports/index.ts';
import { reportsOf } from './compose.ts';
import { openLedgerRecords } from './ledger.ts';
import { openOwnReports, type OwnReports } from './own-reports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** One run: the facts of a snapshot, analysed and checked as of one day. Every report of the run draws on its book. */
export interface Run extends Workspace {
  readonly asOf: IsoDate;
  readonly book: Book;
  readonly analysis: Analysis;
  readonly outcomes: readonly CheckOutcome[];
  /** Reports of the owner, with their figures in the book. */
  readonly own: OwnReports;
  /** What was sent, said and done before, and where what is sent goes on record. */
  readonly records: Records;
}

export interface RunOptions {
  readonly from?: string | undefined;
  /** Overrides the portfolio's own `as_of`; else it is today in the portfolio's zone. */
  readonly asOf?: IsoDate | undefined;
  /** The only report that is wanted: what no block of it shows is not looked at. Without it, everything is. */
  readonly report?: string | undefined;
  /** Those of somebody who has them open, and who closes them; else the run opens its own. */
  readonly records?: Records;
  readonly effects: Effects;
}

export async function openRun(options: RunOptions): Promise<Run> {
  const workspace = await openWorkspace(options);
  const records = options.records ?? (await openLedgerRecords(workspace.declared, options.effects));
  const close = async (): Promise<void> => {
    if (records !== options.records) await records.close();
    await workspace.close();
  };
  try {
    return { ...(await seenBy(workspace, records, options)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function seenBy(workspace: Workspace, records: Records, options: RunOptions): Promise<Run> {
  const { declared, facts } = workspace;
  const { as_of, time_zone } = declared.portfolio;
  const asOf = options.asOf ?? as_of ?? dayIn(time_zone, options.effects.now());
  const book = new Book(asOf);
  options.effects.progress('analysing');
  const recorded = await records.forecasts.all(asOf);
  const documents = documentsOf(declared);
  const input = { declared, facts, book, forecasts: recorded.forecasts, documents, filesThere: papersThere(declared) };
  // The owner's own figures come first: rules may be about them.
  const own = await openOwnReports(workspace, book);
  const only = reportsOf(own).find(({ type }) => type === options.report)?.type;
  const isOwn = own.definitions.some(({ type }) => type === only);
  const seen = await analyse(input, { looks: isOwn ? [] : looksOf(only), figures: own.names(only) });
  const gaps = [...workspace.unread, ...recorded.problems.map(recordGap), ...own.gaps, ...seen.gaps];
  const analysis = { ...seen, gaps };
  const { outcomes, warnings } = own.finish(book, only);
  const mistakes = own.broken.flatMap(({ problems }) => problems);
  const problems = [...workspace.problems, ...recorded.problems, ...mistakes, ...warnings];
  return {
    ...workspace,
    problems,
    asOf,
    book,
    analysis,
    outcomes: [...runChecks(analysis, book), ...outcomes],
    own,
    records,
  };
}

/** A record that cannot be read is a forecast that is not graded: the report says so. */
function recordGap({ at, message }: Problem): CoverageGap {
  return {
    id: `group.records.${at.file}:${at.line}`,
    entity: 'group',
    source: `${at.file}:${at.line}: ${message}`,
    wouldTell: 'how the forecast that was recorded there came out',
    suffers: ['FIN-04'],
  };
}
