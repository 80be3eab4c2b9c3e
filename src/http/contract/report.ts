import * as z from 'zod';
import { count, id, instant, text } from './_scalars.ts';
import { dispatchState } from './dispatch.ts';

export const addressee = z
  .strictObject({
    /** Masked for users who are no admins. */
    email: z.string().min(3).max(320),
    name: text.optional(),
    list: text.optional(),
    /** Why nothing is sent to it. */
    suppressed: text.optional(),
  })
  .meta({ id: 'Addressee' });
export type Addressee = z.output<typeof addressee>;

export const reportKind = z.enum(['executive', 'domain', 'own']);

export const reportType = z
  .strictObject({
    type: text,
    title: text,
    audience: text,
    kind: reportKind,
    /** Whoever stands on several lists is here with each of them, and gets one message: by the first. */
    recipients: z.array(addressee),
    /** Blind copies for the audit. */
    bcc: z.array(z.string().max(320)),
    /** The latest dispatch of it, among the last hundred of all. */
    last: z.strictObject({ at: instant, state: dispatchState, period: text, recipients: count }).optional(),
    /** A report of the owner's with mistakes cannot be sent. */
    broken: text.optional(),
  })
  .meta({ id: 'ReportType' });
export type ReportType = z.output<typeof reportType>;

export const reportTypes = z.strictObject({ reports: z.array(reportType) }).meta({ id: 'ReportTypes' });

export const recipientList = z
  .strictObject({
    name: text,
    /** None: every report. */
    reports: z.array(text).optional(),
    together: z.boolean(),
    attach: z.array(text),
    unsubscribe: z.boolean(),
    recipients: z.array(addressee),
  })
  .meta({ id: 'RecipientList' });

export const recipientLists = z
  .strictObject({
    lists: z.array(recipientList),
    /** Who gets the reports that no list takes. */
    recipients: z.array(addressee),
    bcc: z.array(z.string().max(320)),
  })
  .meta({ id: 'RecipientLists' });
export type RecipientLists = z.output<typeof recipientLists>;

export const viewParams = z.object({ type: id });

export const viewRequest = z
  .strictObject({
    reader: z.email().max(254).optional().describe('As this reader sees it; else as the first who gets it'),
  })
  .meta({ id: 'ViewRequest' });

/** A page that shows the report, once, within a minute. */
export const viewAnswer = z.strictObject({ url: text, expiresIn: z.int().positive() }).meta({ id: 'ViewAnswer' });
