import * as z from 'zod';
import { day, hash, id, instant, severity, text } from './_scalars.ts';

/** A figure as it is named in passing. */
export const figureName = z.strictObject({ id: text, label: text, text: text }).meta({ id: 'FigureName' });
export type FigureName = z.output<typeof figureName>;

export const findingNote = z
  .strictObject({
    action: z.enum(['acknowledge', 'snooze', 'assign', 'reopen']),
    at: instant,
    by: text,
    note: text.optional(),
    until: day.optional(),
    to: text.optional(),
  })
  .meta({ id: 'FindingNote' });

export const finding = z
  .strictObject({
    id: hash,
    check: text,
    title: text,
    severity,
    entity: text,
    entityName: text,
    subject: text,
    /** Sentences, with their numbers written out. */
    claim: text,
    why: text,
    fix: text,
    effort: z.enum(['hours', 'days', 'weeks']),
    standard: text,
    owner: text.optional(),
    stake: z.strictObject({ text, how: text, figures: z.array(figureName) }).optional(),
    evidence: z.array(figureName),
    life: z
      .strictObject({
        state: z.enum(['new', 'persisting', 'worse', 'reopened']),
        reports: z.int().positive(),
        since: day,
        quiet: z
          .strictObject({
            kind: z.enum(['acknowledged', 'snoozed']),
            until: day.optional(),
            note: text.optional(),
          })
          .optional(),
      })
      .optional(),
    notes: z.array(findingNote),
  })
  .meta({ id: 'Finding' });
export type Finding = z.output<typeof finding>;

export const findings = z
  .strictObject({ asOf: day, snapshot: text, findings: z.array(finding) })
  .meta({ id: 'Findings' });
export type Findings = z.output<typeof findings>;

const which = z.string().min(1).max(64).describe('The id of a finding, or of a check for all that it found');
/** As it is kept on record. */
const note = z.string().trim().min(1).max(2000).optional();

export const noteRequest = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.enum(['acknowledge', 'reopen']),
      which,
      note,
    }),
    z.strictObject({
      action: z.literal('snooze'),
      which,
      until: day.describe('Quiet up to and with this day'),
      note,
    }),
    z.strictObject({
      action: z.literal('assign'),
      which,
      to: z.string().trim().min(1).max(200),
      note,
    }),
  ])
  .meta({ id: 'NoteRequest' });
export type NoteRequest = z.output<typeof noteRequest>;

export const noteAnswer = z.strictObject({ findings: z.array(hash) }).meta({ id: 'NoteAnswer' });

export const findingsQuery = z.object({
  severity: severity.optional().describe('Only those at least this severe'),
  entity: id.optional(),
});
