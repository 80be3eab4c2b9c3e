import { createHash, randomUUID } from 'node:crypto';
import { drawn, drawnOf } from './_drawn.ts';

/*
 * Events as Amazon SES publishes them (Developer Guide: "Contents of event data that Amazon SES publishes to Amazon SNS",
 * "Amazon SES event schema" for EventBridge).
 */

/** A message that SES took: the oracle's entry. */
export interface Accepted {
  /** 1, 2, 3 … in the order of acceptance. */
  readonly seq: number;
  readonly messageId: string;
  readonly from: string;
  /** As they were given: To, Cc and Bcc of the Destination. */
  readonly recipients: readonly string[];
  /** The EmailTags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
  /** Of the raw bytes. */
  readonly sha256: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Fate = 'delivered' | 'bounced' | 'soft' | 'complained' | 'delayed' | 'rejected' | 'suppressed';

/** Shares of recipients (and, for `rejected`, of messages) that fare otherwise than being delivered. */
export type Fates = Readonly<Partial<Record<Exclude<Fate, 'delivered' | 'suppressed'>, number>>>;

/** Local parts that say how a recipient fares, as those of SES's mailbox simulator do. */
const SIMULATED: Readonly<Record<string, Fate>> = {
  success: 'delivered',
  bounce: 'bounced',
  softbounce: 'soft',
  complaint: 'complained',
  delay: 'delayed',
  reject: 'rejected',
  suppressionlist: 'suppressed',
};

export interface SesEvent {
  readonly eventType: string;
  readonly mail: { readonly messageId: string; readonly tags: Readonly<Record<string, readonly string[]>> };
  readonly [part: string]: unknown;
}

/** All that will be said of a message, in the order in which it happens. */
export function eventsOf(
  message: Accepted,
  { seed, fates, suppressed }: { seed: number; fates: Fates; suppressed: (address: string) => boolean },
): SesEvent[] {
  const { at, messageId, recipients } = message;
  const fateOf = (address: string): Fate => {
    const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
    const simulated = SIMULATED[local.split('+')[0] ?? ''];
    if (simulated) return simulated;
    if (suppressed(address)) return 'suppressed';
    return drawnOf(fates, drawn(seed, 'fate', messageId, address)) ?? 'delivered';
  };
  const by = new Map<Fate, string[]>();
  for (const one of recipients) by.set(fateOf(one), [...(by.get(fateOf(one)) ?? []), one]);
  const event = (eventType: string, part: string, content: object): SesEvent => ({
    eventType,
    mail: mailOf(message),
    [part]: content,
  });
  const sent = event('Send', 'send', {});
  if (by.has('rejected')) return [sent, event('Reject', 'reject', { reason: 'Bad content' })];
  const events = [sent];
  const delayed = by.get('delayed');
  if (delayed) events.push(event('DeliveryDelay', 'deliveryDelay', delayOf(delayed, at + 400)));
  const reached = recipients.filter((one) => ['delivered', 'complained', 'delayed'].includes(fateOf(one)));
  if (reached.length > 0) events.push(event('Delivery', 'delivery', deliveryOf(reached, at + 800)));
  for (const fate of ['bounced', 'soft', 'suppressed'] as const) {
    const bounced = by.get(fate);
    if (bounced) events.push(event('Bounce', 'bounce', bounceOf(fate, bounced, at + 900, messageId)));
  }
  const complained = by.get('complained');
  if (complained) events.push(event('Complaint', 'complaint', complaintOf(complained, at + 60_000, messageId)));
  return events;
}

const iso = (at: number): string => new Date(at).toISOString();

function mailOf({ at, from, messageId, recipients, tags, configurationSet }: Accepted): SesEvent['mail'] & object {
  const own = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return {
    timestamp: iso(at),
    source: from,
    sourceArn: `arn:aws:ses:us-west-2:123456789012:identity/${from}`,
    sendingAccountId: '123456789012',
    messageId,
    destination: recipients,
    headersTruncated: false,
    headers: [{ name: 'From', value: from }],
    commonHeaders: { from: [from], to: recipients, messageId },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': configurationSet === undefined ? [] : [configurationSet],
      'ses:source-ip': ['192.0.2.7'],
      'ses:from-domain': [from.slice(from.lastIndexOf('@') + 1)],
      'ses:caller-identity': ['reports'],
      ...own,
    },
  } as SesEvent['mail'];
}

function deliveryOf(recipients: readonly string[], at: number): object {
  return {
    timestamp: iso(at),
    processingTimeMillis: 800,
    recipients,
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '192.0.2.25',
    reportingMTA: 'a8-50.smtp-out.us-west-2.amazonses.com',
  };
}

function delayOf(recipients: readonly string[], at: number): object {
  const diagnosticCode = 'smtp; 421 4.4.1 Unable to connect to remote host';
  return {
    timestamp: iso(at),
    delayType: 'TransientCommunicationFailure',
    expirationTime: iso(at + 50_400_000),
    delayedRecipients: recipients.map((emailAddress) => ({ emailAddress, status: '4.4.1', diagnosticCode })),
  };
}

const BOUNCES = {
  bounced: ['Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown'],
  soft: ['Transient', 'MailboxFull', '4.2.2', 'smtp; 452 4.2.2 mailbox full'],
  suppressed: ['Permanent', 'OnAccountSuppressionList', '5.1.1', 'Amazon SES did not send the message'],
} as const;

function bounceOf(fate: keyof typeof BOUNCES, recipients: readonly string[], at: number, id: string): object {
  const [bounceType, bounceSubType, status, diagnosticCode] = BOUNCES[fate];
  const bounced = (emailAddress: string): object => ({ emailAddress, action: 'failed', status, diagnosticCode });
  return {
    bounceType,
    bounceSubType,
    bouncedRecipients: recipients.map(bounced),
    timestamp: iso(at),
    feedbackId: feedbackId(id, fate),
    reportingMTA: 'dns; amazonses.com',
  };
}

function complaintOf(recipients: readonly string[], at: number, id: string): object {
  return {
    complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
    timestamp: iso(at),
    feedbackId: feedbackId(id, 'complained'),
    complaintSubType: null,
    complaintFeedbackType: 'abuse',
    userAgent: 'Yahoo!-Mail-Feedback/2.0',
    arrivalDate: iso(at),
  };
}

function feedbackId(id: string, what: string): string {
  const digest = createHash('sha256').update(`${id}${what}`).digest('hex');
  return `0101${digest.slice(0, 12)}-${digest.slice(12, 20)}-000000`;
}

const DETAIL_TYPES: Readonly<Record<string, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
};

/** The same event as EventBridge hands it on. */
export function onEventBridge(event: SesEvent, { at, region }: { at: number; region: string }): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[event.eventType] ?? event.eventType,
    source: 'aws.ses',
    account: '123456789012',
    time: iso(at),
    region,
    resources: [`arn:aws:ses:${region}:123456789012:configuration-set/reports`],
    detail: event,
  };
}
