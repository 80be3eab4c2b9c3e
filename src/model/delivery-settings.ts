import * as z from 'zod';
import { email, id, path, text, whole } from './scalars.ts';

/* Who gets the reports, by which way, and where it is kept that they did: `lists`, `delivery` and `records` of a portfolio. */

export const recipient = z.strictObject({ name: text.optional(), email });

/** Formats that a report can be attached in. */
const ATTACHMENTS = ['md', 'html', 'text', 'json'] as const;

export const list = z.strictObject({
  name: id,
  reports: z.array(id).optional().describe('Report types; every report when left out'),
  to: z.array(z.union([email, recipient])).min(1),
  together: z
    .boolean()
    .default(false)
    .describe('One message to all of the list (up to 50), who then see each other; else one message each'),
  attach: z
    .array(z.enum(ATTACHMENTS))
    .default([])
    .describe('The report once more as files with the message: md, html, text, json'),
  unsubscribe: z
    .url({ protocol: /^https$/, error: 'a web address that begins with https://' })
    .max(600)
    .optional()
    .describe('Where one click takes a reader off the list (RFC 8058)'),
});

const smtp = z.strictObject({
  host: text,
  port: whole(1, 65_535).default(587),
  user: text.optional().describe('Its password is SMTP_PASSWORD in the environment'),
  tls: z
    .enum(['required', 'implicit', 'off'])
    .default('required')
    .describe('STARTTLS or nothing; TLS from the start (port 465); or none at all, for a server on this machine'),
  connections: whole(1, 20).default(4),
});

const ses = z.strictObject({
  region: text.optional().describe('Such as us-west-2; else SES_REGION or AWS_REGION'),
  configuration_set: id.optional().describe('Whose event destination tells what became of each message'),
  topics: z.array(text).default([]).describe('ARNs of the SNS topics whose events are believed'),
});

export const delivery = z.strictObject({
  transport: z.enum(['outbox', 'smtp', 'ses']).default('outbox'),
  smtp: smtp.optional(),
  ses: ses.optional(),
  rate: whole(1, 10_000).optional().describe('Recipients a second, at most; else what the account allows'),
  daily_cap: whole(1, 999_999).optional().describe('Recipients a day in the portfolio’s time zone, at most'),
  attempts: whole(1, 50).default(8).describe('Attempts at one message that a provider puts off'),
  expires_hours: whole(1, 720).default(24).describe('A message that could not go out by then never does'),
  once_within_hours: whole(0, 8760)
    .default(24)
    .describe('Sending the very same report to the same reader again within these hours sends nothing'),
  settle_minutes: whole(1, 10_080)
    .default(60)
    .describe('How long to wait for evidence of a message whose outcome is unknown'),
  if_unknown: z
    .enum(['hold', 'resend'])
    .default('hold')
    .describe('When no evidence came: wait for a person, or send again at the risk of sending twice'),
  mailbox: path.optional().describe('A folder (Maildir, or .eml files) where mail servers’ failure reports arrive'),
});

export const records = z.strictObject({
  store: z.enum(['sqlite', 'dynamodb']).default('sqlite'),
  file: path.default('records/records.sqlite'),
  tables: id.default('quarterdeck').describe('How the names of the DynamoDB tables begin'),
  region: text.optional().describe('Of the DynamoDB tables; else AWS_REGION'),
  anchors: text.optional().describe('An S3 bucket with Object Lock, where checkpoints of the audit are kept, too'),
});

export type DeliverySettings = z.output<typeof delivery>;
export type RecordsSettings = z.output<typeof records>;
