/* What the harness and its workers say to each other. The worker may be gone at any word. */

export type Role = 'sealed' | 'send-then-record' | 'record-then-send' | 'inspect';

/** Milliseconds throughout. */
export interface Order {
  readonly role: Role;
  /** The worker's place: 0 or 1. */
  readonly slot: number;
  /** The portfolio's folder; the records are in it, at `RECORDS`. */
  readonly folder: string;
  readonly concurrency: number;
  readonly lease: number;
  readonly settle: number;
  readonly ifUnknown: 'hold' | 'resend';
  /** How far its clock is off. */
  readonly clock: number;
  /** Kills itself at the n-th call of this step. */
  readonly armed?: { readonly step: string; readonly nth: number } | undefined;
}

/** To the worker. */
export type Told =
  | { readonly what: 'start'; readonly order: Order }
  | { readonly what: 'post'; readonly messages: readonly number[] }
  | { readonly what: 'events'; readonly events: readonly { readonly ticket: number; readonly event: unknown }[] }
  | { readonly what: 'clock'; readonly clock: number }
  | { readonly what: 'stop' };

/** From the worker. */
export type Said =
  | { readonly what: 'ready' }
  /** It is on record that the message is to be sent. */
  | { readonly what: 'posted'; readonly message: number; readonly dispatch: string }
  | { readonly what: 'heard'; readonly ticket: number }
  /** Nothing is due; `next` says when something will be, by the worker's clock. */
  | { readonly what: 'idle'; readonly next?: number | undefined }
  /** It cannot go on: the records cannot be written. */
  | { readonly what: 'broken'; readonly says: string }
  | { readonly what: 'inspected'; readonly ledger: Ledger };

/** What is on record in the end. */
export interface Ledger {
  readonly dispatches: readonly Recorded[];
  /** Dispatches that were ever `unknown`. */
  readonly unknown: readonly string[];
  readonly entries: number;
  /** What `verify` found. */
  readonly faults: readonly string[];
}

export interface Recorded {
  readonly id: string;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
  /** SHA-256 of the bytes. */
  readonly message: string;
  readonly alerted: boolean;
  /** On the dashboard; undefined where it has no task. */
  readonly shown: string | undefined;
  readonly recipients: readonly RecordedRecipient[];
}

export interface RecordedRecipient {
  readonly address: string;
  readonly role: 'to' | 'bcc';
  readonly state: Recorded['state'];
  readonly failure?: string | undefined;
  /** What a provider said of it. */
  readonly heard?: string | undefined;
}

/** Each message has readers of its own, so that whoever gets something twice shows by the address alone. */
export function readersOf(message: number): readonly string[] {
  const count = message % 20 === 7 ? 3 : 1;
  return Array.from({ length: count }, (_, index) => `m${message}-${index + 1}@reader.example`);
}

/** Where the store is, below the folder. */
export const RECORDS = 'records/records.sqlite';
/** Gets a blind copy of everything. */
export const AUDIT = 'success+audit@owner.example';
export const SENDER = 'reports@owner.example';
