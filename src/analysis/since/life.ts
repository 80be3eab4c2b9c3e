import type { IsoDate } from '../../core/date.ts';
import { compare, decimal, multiply, parseDecimal, type Decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import { SEVERITIES, type CheckOutcome, type Finding, type FindingLife, type Severity } from '../../model/finding.ts';
import {
  isOver,
  type FindingNote,
  type RecordedFinding,
  type RecordedReport,
  type ReportRecord,
} from '../../model/report-record.ts';

/** A finding grows noisily (a day later, a dollar more): it is worse from a tenth on, counted from when it last spoke up. */
const WORSE_FROM = decimal(110);

/** How grave a finding is, to be compared later. */
export interface Gravity {
  readonly severity: Severity;
  readonly size?: Decimal | undefined;
}

/** What a finding is recorded with. */
export function gravityOf(finding: Finding, book: Book): Gravity {
  const size = finding.size ?? finding.stake?.mid;
  return { severity: finding.severity, size: size === undefined ? undefined : book.find(size)?.value };
}

/** Graver, or larger by a tenth and more. What had no size before, or has none now, is judged by its severity alone. */
function isWorse(now: Gravity, before: Gravity): boolean {
  const [rank, rankBefore] = [now, before].map(({ severity }) => SEVERITIES.indexOf(severity));
  if (rank !== rankBefore) return (rank ?? 0) < (rankBefore ?? 0);
  if (!now.size || !before.size) return false;
  const grown = multiply(now.size, decimal(100));
  return compare(now.size, before.size) > 0 && compare(grown, multiply(before.size, WORSE_FROM)) >= 0;
}

export interface Life {
  /** The findings, each with its life where an earlier report was sent to the reader. */
  readonly outcomes: readonly CheckOutcome[];
  /** Of the last report: no longer found, by checks that could look. */
  readonly resolved: readonly RecordedFinding[];
  /** Of the last report: their checks can no longer see. */
  readonly outOfSight: readonly RecordedFinding[];
}

export interface LifeInput {
  readonly outcomes: readonly CheckOutcome[];
  /** Earlier reports of one type to one reader, oldest first. */
  readonly history: readonly RecordedReport[];
  readonly notes: readonly FindingNote[];
  readonly book: Book;
}

/** What became of each finding since the earlier reports, and what people did about it. */
export function lives({ outcomes, history, notes, book }: LifeInput): Life {
  const records = history.map(({ record }) => record);
  const lived = outcomes.map((outcome) => ({
    ...outcome,
    findings: outcome.findings.map((finding) => {
      const gravity = gravityOf(finding, book);
      const own = notes.filter((note) => note.finding === finding.id);
      const life = lifeOf(finding, gravity, records, book.asOf);
      const quiet = quietBy(own, gravity, book.asOf);
      const owner = own.findLast(({ action }) => action === 'assign')?.to ?? finding.owner;
      const whole = life ?? (quiet ? { state: 'new' as const, reports: 1, since: book.asOf } : undefined);
      return {
        ...finding,
        ...(owner === undefined ? {} : { owner }),
        ...(whole === undefined ? {} : { life: quiet ? { ...whole, quiet } : whole }),
      };
    }),
  }));
  return { outcomes: lived, ...gone(outcomes, records) };
}

/** Undefined in the first report: there everything would be new. */
function lifeOf(
  { id, check }: Finding,
  now: Gravity,
  records: readonly ReportRecord[],
  asOf: IsoDate,
): FindingLife | undefined {
  // A report whose check could not see tells neither that it was there nor that it was gone.
  const telling = records.filter(
    (record) => record.findings.some((found) => found.id === id) || !record.unseen.includes(check),
  );
  if (records.length === 0) return undefined;
  const shown = telling.map((record) => ({ record, found: record.findings.find((one) => one.id === id) }));
  const from = shown.findLastIndex(({ found }) => found === undefined) + 1;
  const streak = shown.slice(from).flatMap(({ record, found }) => (found ? [{ record, found }] : []));
  const [first] = streak;
  if (!first) {
    const before = shown.some(({ found }) => found !== undefined);
    return { state: before ? 'reopened' : 'new', reports: 1, since: asOf };
  }
  let spoke = recordedGravity(first.found);
  for (const { found } of streak) if (isWorse(recordedGravity(found), spoke)) spoke = recordedGravity(found);
  const state = isWorse(now, spoke) ? 'worse' : 'persisting';
  return { state, reports: streak.length + 1, since: first.record.asOf };
}

function recordedGravity({ severity, size }: RecordedFinding | FindingNote): Gravity {
  return { severity, size: size === undefined ? undefined : parseDecimal(size) };
}

/** The last word counts; what is worse than it was then speaks up again. */
function quietBy(notes: readonly FindingNote[], now: Gravity, asOf: IsoDate): FindingLife['quiet'] {
  const last = notes.findLast(({ action }) => action !== 'assign');
  if (!last || last.action === 'reopen' || isWorse(now, recordedGravity(last))) return undefined;
  const { note, until } = last;
  const words = note === undefined ? {} : { note };
  if (last.action === 'acknowledge') return { kind: 'acknowledged', ...words };
  if (until === undefined || isOver(until, asOf)) return undefined;
  return { kind: 'snoozed', until, ...words };
}

/** What the last report that could tell showed and this one does not. */
function gone(outcomes: readonly CheckOutcome[], records: readonly ReportRecord[]): Omit<Life, 'outcomes'> {
  const now = new Set(outcomes.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const blind = new Set(outcomes.filter(({ state }) => state === 'not-seen').map(({ check }) => check));
  const looked = new Set(outcomes.map(({ check }) => check));
  const last = new Map<string, { found: RecordedFinding; at: number }>();
  records.forEach((record, at) => record.findings.forEach((found) => last.set(found.id, { found, at })));
  const open = [...last.values()].filter(({ found, at }) => {
    if (now.has(found.id) || !looked.has(found.check)) return false;
    return records.slice(at + 1).every(({ unseen }) => unseen.includes(found.check));
  });
  const found = open.map((one) => one.found);
  return {
    resolved: found.filter(({ check }) => !blind.has(check)),
    outOfSight: found.filter(({ check }) => blind.has(check)),
  };
}
