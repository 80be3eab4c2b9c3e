import * as z from 'zod';
import type { Problem } from '../core/problem.ts';
import { DISPATCH_STATES, type Dispatch } from './dispatch.ts';
import { SUPPRESSION_REASONS, type Feedback } from './feedback.ts';
import type { Forecast, Forecasts } from './forecast.ts';
import type { FindingNotes, RecordedReport, ReportContent } from './report-record.ts';
import type { Send } from './send.ts';
import type { Session, Ticket, View } from './session.ts';

/*
 * Everything that is kept on record, over either store. All instants are milliseconds since 1970.
 */

const text = z.string().max(2000);
const instant = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{12,64}$/);

/** A record with the version that it was read at: it is written over that version only. */
export interface Kept<T> {
  readonly record: T;
  readonly version: number;
}

export interface Page<T> {
  readonly records: readonly T[];
  /** Where the next page begins; none after the last. */
  readonly cursor?: string;
  /** Names of rows that are no records: they are passed over, so that they hide no others. */
  readonly unreadable?: readonly string[];
}

/** Dispatches, by their id; the audit of what was sent. */
export interface DispatchRecords {
  /** The bytes first, then the dispatch. A dispatch of that id that is there stays, and is answered. */
  add(dispatch: Dispatch, bytes: Uint8Array): Promise<Kept<Dispatch>>;
  get(id: string): Promise<Kept<Dispatch> | undefined>;
  /** Writes the next step over the version that it was made from; undefined when another was faster. */
  replace(before: Kept<Dispatch>, next: Dispatch): Promise<Kept<Dispatch> | undefined>;
  /**
   * Reads, changes and writes until nobody was faster. Answers what is on record then, and undefined when there is no
   * such dispatch. A change that does not apply (undefined) writes nothing.
   */
  change(id: string, change: (dispatch: Dispatch) => Dispatch | undefined): Promise<Kept<Dispatch> | undefined>;
  /** The exact bytes; undefined when they are gone. */
  bytes(dispatch: Dispatch): Promise<Uint8Array | undefined>;
  /** Waiting, being sent or unknown, and due: by `notBefore`, by the lease, or by the settle window. */
  due(until: number, limit: number): Promise<readonly Kept<Dispatch>[]>;
  /** When the next one is due, whichever it is. */
  nextDue(): Promise<number | undefined>;
  /** Ended, with steps that the audit chain does not hold yet. */
  unsealed(limit: number): Promise<readonly Kept<Dispatch>[]>;
  /** The latest first. */
  list(options: { readonly limit: number; readonly cursor?: string }): Promise<Page<Dispatch>>;
  /** By the provider's message id, of those that were accepted. */
  byReceipt(receipt: string): Promise<string | undefined>;
}

export const auditEntrySchema = z.strictObject({
  /** 1, 2, 3 … without gaps. */
  seq: z.int().positive(),
  at: instant,
  /** Whose step it is: a dispatch's id. */
  dispatch: text,
  step: z.int().positive(),
  state: z.enum(DISPATCH_STATES),
  /** Of the dispatch after the step. */
  digest: hash,
  /** The hash of the entry before; 64 zeros in the first. */
  prev: hash,
  /** SHA-256 of all of the above, as JSON in this order. */
  hash,
});
export type AuditEntry = z.output<typeof auditEntrySchema>;

export const checkpointSchema = z.strictObject({
  /** Entries so far, and the hash of the last. */
  count: z.int().nonnegative(),
  head: hash,
  at: instant,
  /** Which key signed it. */
  key: text,
  /** Ed25519 (RFC 8032) over `quarterdeck-checkpoint\n<count>\n<head>\n<at>\n<key>`, base64url. */
  signature: text,
});
export type Checkpoint = z.output<typeof checkpointSchema>;

export interface AuditChain {
  /** Adds the pending steps of dispatches, in order. Adding one twice does no harm. */
  append(dispatches: readonly Dispatch[]): Promise<void>;
  /** Signs what there is, and keeps the checkpoint. */
  checkpoint(): Promise<Checkpoint>;
  /** The latest checkpoint on record. */
  latest(): Promise<Checkpoint | undefined>;
}

/** What is wrong with the records, and with which. */
export interface AuditFault {
  readonly kind: 'edited' | 'deleted' | 'truncated' | 'reordered' | 'signature' | 'message' | 'missing' | 'unreadable';
  /** `entry 12`, `dispatch 2026…`, `checkpoint 40`. */
  readonly record: string;
  readonly says: string;
}

export const taskSchema = z.strictObject({
  /** Partition key: the portfolio. */
  dashboard_id: text,
  /** Sort key: the dispatch's id. */
  task_id: text,
  report_type: text,
  /** When it was generated, and how long that took. */
  generated_at: instant,
  generation_ms: z.int().nonnegative(),
  /** Keyed hashes, `<key id>:<HMAC-SHA-256>`: an address cannot be told from them without the key. */
  recipients: z.array(text).max(60),
  delivery_status: z.enum(['pending', 'sent', 'failed', 'unknown']),
  retry_count: z.int().nonnegative(),
  /** The token's subject, or who used the command line. */
  token_subject: text,
  /** The step of the dispatch that this shows: an older one never replaces a newer. */
  step: z.int().positive(),
  updated_at: instant,
});
export type Task = z.output<typeof taskSchema>;

export interface TaskRecords {
  /** Shows a dispatch as it is. An older step than the one on record changes nothing. */
  show(dispatch: Dispatch): Promise<void>;
  /** The latest first. */
  list(options: { readonly limit: number; readonly cursor?: string }): Promise<Page<Task>>;
}

export const suppressionSchema = z.strictObject({
  address: z.string().max(320),
  /** One list, or everything where there is none. */
  list: text.optional(),
  reason: z.enum(SUPPRESSION_REASONS),
  at: instant,
  /** In the provider's words, or who did it. */
  detail: text.optional(),
});
export type Suppression = z.output<typeof suppressionSchema>;

/** Whom nothing is sent to. Addresses compare without regard to case. */
export interface SuppressionList {
  /** What keeps a message of this list (or of none) from an address. */
  find(address: string, list?: string): Promise<Suppression | undefined>;
  /** The first reason stays. */
  add(suppression: Suppression): Promise<void>;
  remove(address: string, list?: string): Promise<boolean>;
  list(options: { readonly limit: number; readonly cursor?: string }): Promise<Page<Suppression>>;
}

/** Which dispatch answered a key within the window. */
export interface Idempotency {
  /** Takes the key for a dispatch, or answers whose it is already. */
  take(key: string, dispatch: string, now: number, until: number): Promise<string>;
  /** Gives it back, so that it can be sent again: only the dispatch that has it. */
  release(key: string, dispatch: string): Promise<void>;
}

/** Events that were applied, so that a second delivery of one changes nothing. */
export interface SeenFeedback {
  /** True when nobody has recorded this event; then it is. Kept for 90 days. */
  first(feedback: Feedback, now: number): Promise<boolean>;
  /** Somebody has recorded this event. */
  has(feedback: Feedback, now: number): Promise<boolean>;
  /** Events that came before anyone knew their dispatch (by receipt): kept for 90 days, or until someone takes them. */
  park(feedback: Feedback, now: number): Promise<void>;
  /**
   * Parked events of a receipt, in the order of their times; each is parked no more once `apply` came back. So a crash
   * in between has it applied again, and never forgotten.
   */
  takeParked(receipt: string, now: number, apply: (feedback: Feedback) => Promise<unknown>): Promise<void>;
}

/** How much may be sent now, over all workers that share the store. */
export interface RateLimits {
  /**
   * Takes up to `wanted` recipients from the bucket `name`: `perSecond` flow into it, and no more than one second's
   * worth stands in it. Answers how many were taken and, when none were, when to ask again.
   */
  take(
    name: string,
    wanted: number,
    perSecond: number,
    now: number,
  ): Promise<{ readonly taken: number; readonly askAt: number }>;
  /** Counts recipients of a day (`2026-11-22`, in the portfolio's zone) up to a cap; false when they do not fit. */
  count(name: string, day: string, recipients: number, cap: number): Promise<boolean>;
  /** Why nothing may be sent at present, and since when. */
  paused(name: string): Promise<{ readonly reason: string; readonly at: number } | undefined>;
  pause(name: string, reason: string, now: number): Promise<void>;
  resume(name: string): Promise<boolean>;
}

/** How a sender fares: complaints and bounces among what was sent in the last 30 days. */
export interface SenderRecords {
  sent(sender: string, recipients: number, day: string): Promise<void>;
  heard(sender: string, kind: 'bounced' | 'complained', day: string): Promise<void>;
  standing(
    sender: string,
    day: string,
  ): Promise<{ readonly sent: number; readonly bounced: number; readonly complained: number }>;
}

export const linkSchema = z.strictObject({
  /** SHA-256 of the token; the token itself is nowhere on record. */
  hash,
  /** The address that it was asked for, as a keyed hash. */
  address: z.string().max(320),
  /** Its user's role then, or `none` for an address that is nobody's; what counts is the role when it is used. */
  role: text,
  /** SHA-256 of what the browser that asked keeps. */
  browser: hash,
  created: instant,
  expires: instant,
});
export type MagicLink = z.output<typeof linkSchema>;

export interface LinkRecords {
  add(link: MagicLink): Promise<void>;
  /** The link, once: whoever comes second gets nothing, nor does whoever comes late or from another browser. */
  use(hash: string, browser: string, now: number): Promise<MagicLink | undefined>;
}

/** Sign-ins, by user. */
export interface SessionRecords {
  add(session: Session): Promise<void>;
  get(user: string, id: string): Promise<Kept<Session> | undefined>;
  /** Over the version that it was read at; undefined when another was faster. */
  replace(before: Kept<Session>, next: Session): Promise<Kept<Session> | undefined>;
  /** Those of a user that did not expire, the ended ones among them. */
  of(user: string): Promise<readonly Kept<Session>[]>;
}

/** What opens a page once. */
export interface TicketRecords {
  add(ticket: Ticket): Promise<void>;
  /** The ticket, once; nothing for whoever comes second or late. */
  use(hash: string, now: number): Promise<Ticket | undefined>;
}

/** Who read which report in the browser. */
export interface ViewRecords {
  add(view: View): Promise<void>;
  /** The latest first. */
  list(options: { readonly limit: number; readonly cursor?: string }): Promise<Page<View>>;
}

/** Sends that someone asked for, by their id; kept for 90 days. */
export interface SendRecords {
  /** False when there is one of that id. */
  add(send: Send): Promise<boolean>;
  get(id: string): Promise<Send | undefined>;
  /** Reads, changes and writes until nobody was faster; undefined when there is none. */
  change(id: string, change: (send: Send) => Send | undefined): Promise<Send | undefined>;
  /** Those that have not ended and that nobody works on as of then, the longest so first. It may lag: `change` decides. */
  abandoned(until: number, limit: number): Promise<readonly Send[]>;
}

/** How often something may be tried, by all processes over the store together. */
export interface AttemptLimits {
  /**
   * Counts one try of `name` in its window, which begins with its first try and lasts `window` milliseconds. Answers
   * undefined when it was one of the first `most`, else when the window is over.
   */
  try(name: string, most: number, window: number, now: number): Promise<number | undefined>;
}

/** Signs access tokens, and gives what they are checked with. Private keys never leave it. */
export interface TokenKeys {
  /** Ed25519 over a content that names the key. */
  sign(content: (key: string) => string): { readonly key: string; readonly signature: Uint8Array };
  /** SPKI, DER; undefined for a key that is not known. */
  publicKey(key: string): Uint8Array | undefined;
  /** The one in use first; those before it stay known. */
  ids(): readonly string[];
}

/** Addresses as keyed hashes. */
export interface AddressHashes {
  /** `<key id>:<hex>` under the key that is in use now. */
  now(address: string): string;
  /** Under every key that is still known, the one in use now first. */
  all(address: string): readonly string[];
}

/** Signed words by which a reader leaves a list without signing in (RFC 8058). */
export interface UnsubscribeTokens {
  token(of: { readonly address: string; readonly list: string }): string;
  /** Undefined for one that nobody here signed. */
  read(token: string): { readonly address: string; readonly list: string } | undefined;
}

/** Reports as they were sent, each reader's apart. */
export interface ReportHistory {
  /** Keeps what a report said; answers its hash, for the dispatch. */
  keep(content: ReportContent, forecasts: readonly Forecast[]): Promise<string>;
  /** A dispatch of an edition reached these readers: from now on the next report to them compares itself with it. */
  reached(edition: string, readers: readonly string[], at: number): Promise<void>;
  /** Of a type: to one reader, or to anybody; in the order in which they were sent. */
  all(
    report: string,
    reader?: string,
  ): Promise<{ readonly reports: readonly RecordedReport[]; readonly problems: readonly Problem[] }>;
}

export interface Records {
  /** For people: where they are. */
  readonly name: string;
  readonly dispatches: DispatchRecords;
  readonly chain: AuditChain;
  readonly tasks: TaskRecords;
  readonly suppression: SuppressionList;
  readonly once: Idempotency;
  readonly feedback: SeenFeedback;
  readonly limits: RateLimits;
  readonly senders: SenderRecords;
  readonly links: LinkRecords;
  readonly sessions: SessionRecords;
  readonly tickets: TicketRecords;
  readonly views: ViewRecords;
  readonly sends: SendRecords;
  readonly attempts: AttemptLimits;
  readonly tokenKeys: TokenKeys;
  readonly addresses: AddressHashes;
  readonly unsubscribe: UnsubscribeTokens;
  readonly reports: ReportHistory;
  readonly forecasts: Forecasts;
  readonly findings: FindingNotes;
  /** Stays the same as long as nothing is written: see `Store`. */
  state?(): number | undefined;
  /**
   * Everything that is wrong with the chain, its checkpoints, the dispatches and their bytes. `keys`: ids of keys that
   * are trusted beside one's own.
   */
  verify(
    anchors?: readonly Checkpoint[],
    keys?: readonly string[],
  ): Promise<{ readonly entries: number; readonly faults: readonly AuditFault[] }>;
  close(): Promise<void>;
}
