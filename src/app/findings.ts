import { gravityOf, lives } from '../analysis/index.ts';
import { isIsoDate, type IsoDate } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import { SEVERITIES, type Finding } from '../model/finding.ts';
import type { FindingAction, FindingNote, RecordedReport } from '../model/report-record.ts';
import { reportsOf } from './compose.ts';
import type { Run } from './run.ts';
import { earlierThan, isOf, owned } from './view.ts';

/** A finding of a run, with what became of it since any earlier report that looks at it, and what people did about it. */
export interface ListedFinding {
  readonly finding: Finding;
  readonly notes: readonly FindingNote[];
}

/** Every finding of a run, the gravest first; those that someone acknowledged or snoozed, too. */
export async function listFindings(run: Run): Promise<readonly ListedFinding[]> {
  const { notes } = await run.records.findings.all();
  const historyOf = await historiesOf(run);
  const listed: ListedFinding[] = [];
  for (const outcome of run.outcomes.map(owned(run))) {
    const definition = reportsOf(run.own).find((one) => isOf(one, outcome.check));
    const earlier = { history: definition ? historyOf(definition.type) : [], notes, book: run.book };
    const { outcomes } = lives({ outcomes: [outcome], ...earlier });
    for (const finding of outcomes.flatMap(({ findings }) => findings))
      listed.push({ finding, notes: notes.filter((note) => note.finding === finding.id) });
  }
  return listed.toSorted((a, b) => rank(a) - rank(b));
}

/** Reports before this one, to whomever, by their type: read once. */
async function historiesOf(run: Run): Promise<(type: string) => readonly RecordedReport[]> {
  const byType = new Map<string, readonly RecordedReport[]>();
  for (const { type } of reportsOf(run.own))
    byType.set(type, earlierThan(run, (await run.records.reports.all(type)).reports));
  return (type) => byType.get(type) ?? [];
}

/** Findings that nobody acknowledged or put off, or that worsened since: what a program should stop for. */
export async function loudFindings(run: Run): Promise<readonly Finding[]> {
  return (await listFindings(run)).map(({ finding }) => finding).filter(({ life }) => !life?.quiet);
}

const rank = ({ finding }: ListedFinding): number => SEVERITIES.indexOf(finding.severity);

export interface NoteRequest {
  readonly action: FindingAction;
  /** A finding's id or how it begins, or the id of a check for all that it found. */
  readonly which: string;
  readonly by: string;
  readonly note?: string | undefined;
  readonly until?: IsoDate | undefined;
  readonly to?: string | undefined;
}

/** Puts on record what someone does about findings. Answers them. Throws a UserError for one that there is not. */
export async function noteFindings(run: Run, request: NoteRequest, effects: Effects): Promise<readonly Finding[]> {
  const { action, which, by, note, until, to } = request;
  const found = selected(await listFindings(run), which);
  usable(request, run.asOf);
  const at = new Date(effects.now()).toISOString();
  for (const finding of found) {
    const { severity, size } = gravityOf(finding, run.book);
    await run.records.findings.add({
      finding: finding.id,
      action,
      at,
      by,
      ...(note === undefined ? {} : { note }),
      ...(until === undefined ? {} : { until }),
      ...(to === undefined ? {} : { to }),
      severity,
      ...(size ? { size: decimalText(size) } : {}),
    });
  }
  return found;
}

/** The finding whose id begins so, or every finding of a check. */
export function selected(listed: readonly ListedFinding[], which: string): readonly Finding[] {
  const findings = listed.map(({ finding }) => finding);
  const ofCheck = findings.filter(({ check }) => check.toLowerCase() === which.toLowerCase());
  if (ofCheck.length > 0) return ofCheck;
  const byId = findings.filter(({ id }) => id.startsWith(which.toLowerCase()));
  if (byId.length === 1) return byId;
  const many = byId.length > 1 ? `${byId.length} findings begin with "${which}"` : `there is no finding "${which}"`;
  throw new UserError('no-such-finding', `${many}; \`quarterdeck findings\` lists them with their ids`);
}

function usable({ action, until, to }: NoteRequest, asOf: IsoDate): void {
  if (action === 'snooze' && (until === undefined || !isIsoDate(until) || until <= asOf))
    throw new UserError('usage', `--until: expected a day after ${asOf}, until which the finding stays quiet`);
  if (action === 'assign' && (to === undefined || to.trim() === ''))
    throw new UserError('usage', '--to: expected the name of whoever it is assigned to');
}
