import type { Failure, FailureClass } from '../model/dispatch.ts';

/** What a transport saw of an attempt that failed. It gives all that it knows; the table decides what that means. */
export interface Seen {
  readonly transport: 'ses' | 'smtp';
  /** The name that the provider or its client gave the error: `MessageRejected`. */
  readonly name?: string;
  /** HTTP status. */
  readonly status?: number;
  /** Node's code of a system or TLS error: `ECONNRESET`. */
  readonly node?: string;
  /** SMTP reply code: 550. */
  readonly reply?: number;
  /** Enhanced status code (RFC 3463): `5.1.1`. */
  readonly enhanced?: string;
  /** `before`: the transport is sure that the message was not handed over yet. Left out when it is not sure. */
  readonly phase?: 'before' | 'after';
  /** The credentials had never been taken before this attempt. */
  readonly unproven?: true;
  /** What was said, for rows that tell by it and for the sentence; cleaned here, so it may be raw. */
  readonly said?: string;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfter?: number;
}

/** When a row holds: all that it names. */
export interface When {
  readonly names?: readonly string[];
  /** First and last status. */
  readonly status?: readonly [number, number];
  readonly node?: readonly string[];
  /** First and last reply code. */
  readonly reply?: readonly [number, number];
  /** How the enhanced code begins, whole parts: `5.7` is 5.7.1, not 5.70.1. */
  readonly enhanced?: readonly string[];
  readonly phase?: 'before' | 'after';
  readonly unproven?: true;
  readonly said?: RegExp;
}

export interface FailureRow {
  /** `any`: the network's, whoever uses it. */
  readonly transport: Seen['transport'] | 'any';
  readonly when: When;
  readonly class: FailureClass;
  /** Kebab-case, unique in the table, one meaning. */
  readonly code: string;
  /** What happened and how to mend it. `{said}` is where the provider's words go, in quotation marks; left out when there are none. */
  readonly says: string;
}

function within(value: number | undefined, range: readonly [number, number] | undefined): boolean {
  return range === undefined || (value !== undefined && value >= range[0] && value <= range[1]);
}

function among(value: string | undefined, list: readonly string[] | undefined): boolean {
  return list === undefined || (value !== undefined && list.includes(value));
}

function begins(value: string | undefined, starts: readonly string[] | undefined): boolean {
  return starts === undefined || (value !== undefined && starts.some((start) => `${value}.`.startsWith(`${start}.`)));
}

export function holds({ transport, when }: FailureRow, seen: Seen): boolean {
  return (
    (transport === 'any' || transport === seen.transport) &&
    among(seen.name, when.names) &&
    within(seen.status, when.status) &&
    among(seen.node, when.node) &&
    within(seen.reply, when.reply) &&
    begins(seen.enhanced, when.enhanced) &&
    (when.phase === undefined || when.phase === seen.phase) &&
    (when.unproven === undefined || seen.unproven === true) &&
    (when.said === undefined || when.said.test(seen.said ?? ''))
  );
}

/** Keys, signatures, tokens and passwords that a provider repeats in what it says. */
const SECRETS = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  /\b(?:signature|credential|password|token|authorization)\b\s*[=:]\s*\S+/gi,
  /[A-Za-z0-9+/=_-]{40,}/g,
];

/** Words from outside, for one line of a record: bounded, without secrets and control characters. */
export function cleaned(words: string): string {
  // Only the beginning is of use, and the patterns below look at no more than that.
  const line = words
    .slice(0, 4000)
    .replaceAll(/[\p{Cc}\p{Cf}\s"]+/gu, ' ')
    .trim();
  const bounded = SECRETS.reduce((text, secret) => text.replaceAll(secret, '[left out]'), line).slice(0, 400);
  // Half of a surrogate pair is no text, and not every store takes it.
  return bounded.replaceAll(/\p{Cs}/gu, '');
}

export function failureOf(row: FailureRow, { said, retryAfter }: Seen): Failure {
  const words = cleaned(said ?? '');
  const message = row.says.replace(/ ?\{said\}/, () => (words === '' ? '' : ` “${words}”`));
  const wait = retryAfter === undefined || !(retryAfter >= 0) ? {} : { retryAfter: Math.round(retryAfter) };
  return { class: row.class, code: row.code, message, ...wait };
}
