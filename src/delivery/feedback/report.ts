import { sha256 } from '../../core/hash.ts';
import type { Feedback } from '../../model/feedback.ts';
import { cleaned } from '../_failure-row.ts';
import { first, type Fields } from './fields.ts';

/** The message that a report is about, as its returned headers tell. */
export interface About {
  /** From X-Quarterdeck-Dispatch. */
  readonly dispatch?: string;
  /** Its Message-ID, without brackets. */
  readonly receipt?: string;
  /** Whom it was addressed to, as its To says. */
  readonly to: readonly string[];
}

/** A report of a mail server, taken apart. */
export interface Report {
  readonly status: string | undefined;
  readonly complaint: string | undefined;
  readonly about: About;
  /** The report's own Date. */
  readonly date: string | undefined;
}

/** As `dispatchSchema` has it. */
const DISPATCH = /^\d{8}T\d{6}Z-[a-z0-9-]{1,64}-[0-9a-f]{8}$/;

export function aboutOf(original: Fields): About {
  const dispatch = first(original, 'x-quarterdeck-dispatch') ?? '';
  const receipt = /^<([^<>\s]{1,900})>/.exec(first(original, 'message-id') ?? '')?.[1];
  const to = (first(original, 'to') ?? '').match(/[^\s<>,;:"()]{1,200}@[^\s<>,;:"()]{1,200}/g) ?? [];
  return { ...(DISPATCH.test(dispatch) ? { dispatch } : {}), ...(receipt === undefined ? {} : { receipt }), to };
}

/** The envelope id that this house's SMTP gives (RFC 3461 §4.4): `<dispatch>.<attempt>`. */
export function envelopeIdOf(
  text: string | undefined,
): { readonly dispatch: string; readonly attempt: number } | undefined {
  const [, dispatch = '', attempt = ''] = /^(.{1,100})\.(\d{1,4})$/.exec(text ?? '') ?? [];
  return DISPATCH.test(dispatch) && Number(attempt) > 0 ? { dispatch, attempt: Number(attempt) } : undefined;
}

/** `rfc822; ana@example.com`, or `utf-8; …` (RFC 6533 §3); an address of another kind is none. */
export function addressOf(field: string | undefined): string | undefined {
  const [, type = '', rest = ''] = /^([a-z0-9-]{1,20})\s*;\s*(.*)$/i.exec(field ?? '') ?? [];
  if (!/^(?:rfc822|utf-8)$/i.test(type)) return undefined;
  const plain = rest.trim().replace(/^<(.*)>$/, '$1');
  const address = /^utf-8$/i.test(type) ? plain.replaceAll(/\\x\{([0-9a-f]{2,6})\}/gi, character) : plain;
  return /^[^\s<>,;:"()\p{Cc}]{1,200}@[^\s<>,;:"()\p{Cc}]{1,119}$/u.test(address) ? address : undefined;
}

function character(whole: string, digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}

/** Milliseconds since 1970 of the first that is a date. */
export function instantOf(...dates: readonly (string | undefined)[]): number | undefined {
  return dates.map((date) => Date.parse(date ?? '')).find((at) => at >= 0);
}

/** Words from outside, for one line. */
export function detailOf(...parts: readonly (string | undefined)[]): string | undefined {
  const words = cleaned(parts.filter((part) => part !== undefined && part !== '').join(' '));
  return words === '' ? undefined : words;
}

/** The same report read again, or brought twice by other ways, gives the same id. */
export function eventId(kind: Feedback['kind'], part: string, { dispatch, receipt }: About): string {
  return `dsn-${sha256(JSON.stringify([kind, part, dispatch, receipt]))}`;
}
