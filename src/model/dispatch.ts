import * as z from 'zod';

/** A picture that the HTML shows by `src="cid:…"`. */
export interface MailImage {
  readonly cid: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A file that goes with the message. */
export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A report as mail, before it has a sender and recipients. */
export interface MailParts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly images: readonly MailImage[];
}

/** A message as a transport takes it: the exact bytes, and who gets them. */
export interface Message {
  /** Dispatch id; also the outbox file's name, and the tag by which SES tells events apart. */
  readonly id: string;
  /** Which attempt of the dispatch: 1, 2, 3 … */
  readonly attempt: number;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly bytes: Uint8Array;
}

/**
 * What a failed attempt means. `retryable`: not sent, try again later. `permanent`: not sent, and never will be.
 * `stop-all`: not sent, and nothing else will be until someone mends it. `unknown`: it may have been sent; nothing may
 * be sent again before that is known.
 */
const FAILURE_CLASSES = ['retryable', 'permanent', 'stop-all', 'unknown'] as const;

const text = z.string().max(2000);
const address = z.string().min(3).max(320);
/** Milliseconds since 1970. */
const instant = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{12,64}$/);

const failureSchema = z.strictObject({
  class: z.enum(FAILURE_CLASSES),
  /** Kebab-case; the tables of the transports list them. */
  code: text,
  /** For a person: what happened and what mends it. No secrets, no message contents. */
  message: text,
  /** Milliseconds that the provider asks to wait. */
  retryAfter: instant.optional(),
});
export type Failure = z.output<typeof failureSchema>;
export type FailureClass = Failure['class'];

/** What an attempt came to. A transport never throws for what a provider or a network does. */
export type Outcome =
  | {
      readonly outcome: 'accepted';
      /** Where the transport put it: a file, or the provider's message id. */
      readonly receipt: string;
      /** Recipients that were refused while the others were taken (SMTP). */
      readonly refused?: readonly { readonly address: string; readonly failure: Failure }[];
    }
  | { readonly outcome: 'failed'; readonly failure: Failure };

/** What the account may still send. */
export interface Quota {
  /** Messages a second; recipients count, each. */
  readonly perSecond: number;
  /** In any 24 hours; undefined where there is no limit. */
  readonly perDay?: number;
  readonly sentToday?: number;
}

/** One thing about a sender or an account that was looked at before the first send. */
export interface SenderLook {
  /** `account`, `sandbox`, `identity`, `dkim`, `spf`, `mail-from`, `dmarc`, `configuration-set`, `connection`. */
  readonly what: string;
  /** The sender's address; none for what holds for the whole account. */
  readonly sender?: string;
  readonly state: 'ok' | 'warning' | 'failure' | 'not-seen';
  /** What was seen, and how to mend it. */
  readonly says: string;
}

export interface Transport {
  readonly name: string;
  /** One attempt, without any retry of its own. Answers within its time limit. */
  send(message: Message): Promise<Outcome>;
  /** For an attempt whose answer was lost: what the transport can find out by itself; undefined when it cannot. */
  lookup?(message: Message): Promise<Outcome | 'not-accepted' | undefined>;
  quota?(): Promise<Quota | undefined>;
  /** Looks at the account and the senders; a `failure` with a sender means that this sender must not be used. */
  look?(senders: readonly string[]): Promise<readonly SenderLook[]>;
  close?(): Promise<void>;
}

/** `queued` waits (again); `sending` is committed before the provider is asked; the rest are ends, `unknown` until it is resolved. */
export const DISPATCH_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/**
 * What was heard of a recipient after the provider took the message, in rising order: of two the higher one stays,
 * whichever came first, and however often.
 */
export const FEEDBACK_KINDS = [
  'accepted',
  'delayed',
  'delivered',
  'complained',
  'bounced-soft',
  'failed-to-render',
  'rejected',
  'bounced-hard',
] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

const recipientSchema = z.strictObject({
  address,
  role: z.enum(['to', 'bcc']),
  /** Idempotency key: report, period, recipient and content. Blind copies have none. */
  once: hash.optional(),
  state: z.enum(DISPATCH_STATES),
  /** The attempt after which someone had it sent again: what is heard of attempts up to that one counts no more. */
  after: z.int().nonnegative().optional(),
  /** Why it failed or is unknown. */
  failure: failureSchema.optional(),
  feedback: z.strictObject({ kind: z.enum(FEEDBACK_KINDS), at: instant, detail: text.optional() }).optional(),
});
export type Recipient = z.output<typeof recipientSchema>;

/** What may be asked for of a dispatch that did not reach everybody, or of which nobody knows. */
export const RESENDS = ['failed', 'unknown', 'give-up'] as const;
export type ResendKind = (typeof RESENDS)[number];

/** Somebody had it sent again, or gave it up: as it says, a step of the dispatch, which the audit chain seals. */
const resendSchema = z.strictObject({
  /** A token's subject, or `cli:ann`. */
  by: text,
  at: instant,
  which: z.enum(RESENDS),
});

/** Whoever asked so often is told to send it anew: a row holds no more. */
export const MOST_RESENDS = 200;

/** A step of a dispatch that is not in the audit chain yet. */
const auditMarkSchema = z.strictObject({
  /** Which step of the dispatch: 1, 2, 3 … */
  step: z.int().positive(),
  at: instant,
  state: z.enum(DISPATCH_STATES),
  /** SHA-256 of the dispatch as it was after the step. */
  digest: hash,
});
export type AuditMark = z.output<typeof auditMarkSchema>;

export const dispatchSchema = z.strictObject({
  /** Sorts by time: `20260430T150000Z-cfo-1f3a90c2`. */
  id: z.string().regex(/^\d{8}T\d{6}Z-[a-z0-9-]{1,64}-[0-9a-f]{8}$/),
  /** Dispatches of one run of `send`, or one press of a button. */
  batch: text,
  report: text,
  /** The day that the report speaks for. */
  period: text,
  snapshot: text,
  /** SHA-256 of the edition on record: what the report said and forecast, for the next one to this reader. */
  edition: hash.optional(),
  list: text.optional(),
  subject: text,
  /** Who had it sent: `cli:ann`, or a token's subject. */
  by: text,
  transport: text,
  from: address,
  /** SHA-256 of the exact bytes, which the store keeps. */
  message: hash,
  size: z.int().nonnegative(),
  recipients: z.array(recipientSchema).min(1).max(60),
  /** Of the recipients' states the one that matters most: sending, queued, unknown, failed, sent. */
  state: z.enum(DISPATCH_STATES),
  attempts: z.int().nonnegative(),
  queued: instant,
  /** How long it took to compose, in milliseconds. */
  generation: z.int().nonnegative(),
  /** Not tried before. */
  notBefore: instant,
  /** Not sent any more after it: a stale report never goes out late by surprise. */
  expires: instant,
  lease: z.strictObject({ worker: text, until: instant }).optional(),
  /** The last attempt's. */
  failure: failureSchema.optional(),
  receipt: text.optional(),
  /** What someone must look at: an outcome that stayed unknown. */
  alert: text.optional(),
  /** Who had it sent again, in their order. Where nobody did there is none, so that older dispatches keep their digests. */
  resends: z.array(resendSchema).max(MOST_RESENDS).optional(),
  /** How many steps it took; each is in the audit chain, or in `pending`. */
  step: z.int().positive(),
  /** Steps that the audit chain does not hold yet. */
  pending: z.array(auditMarkSchema).max(1000),
});
export type Dispatch = z.output<typeof dispatchSchema>;
