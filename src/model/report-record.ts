import * as z from 'zod';
import { isIsoDate, type IsoDate } from '../core/date.ts';
import type { Position, Problem } from '../core/problem.ts';
import { SEVERITIES } from './finding.ts';

/*
 * What a report said, as it is kept once it was sent, so that the next one to the same reader can say what changed since.
 * Values are exact decimals as text: what is written here is read again after years, by other versions.
 */

/** The bounds keep a file that was tampered with from filling the memory. */
const MOST = 20_000;

const text = z.string().max(2000);
const hash = z.string().regex(/^[0-9a-f]{12,64}$/);
const value = z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/);
const day = z.string().refine(isIsoDate);

const recordedFigure = z.strictObject({
  id: text,
  /** Not there: it was not known. */
  value: value.optional(),
  /** Of how it was made, without its data: another one means that the two values do not compare. */
  definition: hash,
});

const recordedFinding = z.strictObject({
  id: hash,
  check: text,
  title: text,
  entity: text,
  subject: text,
  severity: z.enum(SEVERITIES),
  /** Value of the figure that grows when it gets worse. */
  size: value.optional(),
});

/** What a report said, whoever it goes to and whenever. */
export const reportContentSchema = z.strictObject({
  report: text,
  asOf: day,
  snapshot: hash,
  /** Of the portfolio as declared: its rules, prices, limits. */
  portfolio: hash,
  sources: z.array(z.strictObject({ file: text, hash, facts: hash })).max(MOST),
  /** What the reader looks at first, and what belongs to closed months. */
  figures: z.array(recordedFigure).max(MOST),
  findings: z.array(recordedFinding).max(MOST),
  /** Checks that could not see: what they found before is neither there nor gone. */
  unseen: z.array(text).max(MOST),
});

export type ReportContent = z.output<typeof reportContentSchema>;
export type RecordedFigure = z.output<typeof recordedFigure>;
export type RecordedFinding = z.output<typeof recordedFinding>;

/** What a report said, and when it was sent (ISO 8601, UTC). */
export interface ReportRecord extends ReportContent {
  readonly sent: string;
}

/** A report on record. */
export interface RecordedReport {
  readonly record: ReportRecord;
  /** SHA-256 of what it said and forecast: two readers who got the same have the same. */
  readonly edition: string;
  /** The place of its record. */
  readonly at: Position;
}

export const FINDING_ACTIONS = ['acknowledge', 'snooze', 'assign', 'reopen'] as const;
export type FindingAction = (typeof FINDING_ACTIONS)[number];

export const findingNoteSchema = z.strictObject({
  finding: hash,
  action: z.enum(FINDING_ACTIONS),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  by: text,
  note: text.optional(),
  /** Snoozed up to and with this day. */
  until: day.optional(),
  /** To whom it is assigned. */
  to: text.optional(),
  /** How grave it was then: what is worse than this speaks up again. */
  severity: z.enum(SEVERITIES),
  size: value.optional(),
});

/** What someone did about a finding. */
export type FindingNote = z.output<typeof findingNoteSchema>;

/** What people did about findings, oldest first. What is recorded is never changed or taken away. */
export interface FindingNotes {
  add(note: FindingNote): Promise<void>;
  all(): Promise<{ readonly notes: readonly FindingNote[]; readonly problems: readonly Problem[] }>;
}

/** The day before which a snoozed finding stays quiet is over. */
export function isOver(until: IsoDate | undefined, asOf: IsoDate): boolean {
  return until !== undefined && until < asOf;
}
