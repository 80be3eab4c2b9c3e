import * as z from 'zod';

/*
 * What SES says of a message (Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS",
 * "Contents of notifications that Amazon SES publishes", "Monitoring email events using Amazon EventBridge"). Only what is
 * used is read, and all of it has bounds.
 */

const short = z.string().max(200);
const long = z.string().max(4000);
const address = z.string().max(1000);
/** A message has at most 50 recipients. */
const MOST = 100;

export const mailSchema = z.object({
  timestamp: short,
  messageId: z.string().min(1).max(500),
  /** None in notifications of an identity. */
  tags: z.record(z.string().max(300), z.array(z.string().max(1000)).max(20)).optional(),
  /** Where the account has them sent along. */
  headers: z
    .array(z.object({ name: z.string().max(1000), value: z.string().max(20_000) }))
    .max(1000)
    .optional(),
});
export type SesMail = z.output<typeof mailSchema>;

const named = z.object({
  emailAddress: address,
  status: short.nullish(),
  diagnosticCode: long.nullish(),
});
/** An event that is about recipients and names none is none. */
const people = z.array(named).min(1).max(MOST);

export const bounceSchema = z.object({
  bounceType: short,
  bounceSubType: short.nullish(),
  bouncedRecipients: people,
  timestamp: short,
});

export const complaintSchema = z.object({
  complainedRecipients: people,
  complaintSubType: short.nullish(),
  complaintFeedbackType: short.nullish(),
  timestamp: short,
});

export const deliverySchema = z.object({
  recipients: z.array(address).min(1).max(MOST),
  smtpResponse: long.nullish(),
  timestamp: short,
});

export const delaySchema = z.object({
  delayType: short.nullish(),
  delayedRecipients: people,
  timestamp: short,
});

export const rejectSchema = z.object({ reason: long.nullish() });

export const failureSchema = z.object({ errorMessage: long.nullish() });

/** `eventType` of a configuration set, `notificationType` of an identity. */
export const eventSchema = z.looseObject({
  eventType: short.optional(),
  notificationType: short.optional(),
  mail: z.unknown().optional(),
});
export type SesEvent = z.output<typeof eventSchema>;

/** EventBridge's envelope. */
export const envelopeSchema = z.looseObject({ source: short, 'detail-type': short, detail: z.unknown() });
