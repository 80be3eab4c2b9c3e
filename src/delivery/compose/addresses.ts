import { domainToASCII } from 'node:url';
import { UserError } from '../../core/problem.ts';

export interface Mailbox {
  readonly name?: string;
  readonly email: string;
}

/** Line breaks would begin a header of their own; bidirectional controls would turn a sender's name round. */
// eslint-disable-next-line no-control-regex -- control characters are what this line is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** A name or a subject on one line. */
export function headerText(text: string): string {
  return text.replaceAll(CONTROLS, ' ').trim();
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+@[^\s@<>(),;:"[\]\\\p{Cc}]+$/u;

/** The address with its domain as DNS knows it (`käse.example` → `xn--kse-qla.example`). */
export function address(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = domainToASCII(email.slice(at + 1));
  if (!ADDRESS.test(email) || domain === '') {
    throw new UserError('mail-address', `"${headerText(email)}" is no e-mail address; expected name@domain`);
  }
  return `${email.slice(0, at)}@${domain}`;
}

export function mailbox({ name, email }: Mailbox): { name: string; address: string } {
  return { name: headerText(name ?? ''), address: address(email) };
}

/** Amazon SES and many servers take no more; who sees whom would get out of hand before that. */
const MOST_TOGETHER = 50;

interface Addressed {
  readonly id: string;
  readonly to: readonly Mailbox[];
  readonly bcc: readonly string[];
}

/**
 * Every recipient once, in order. Domains are already lower case; local parts may differ by case (RFC 5321 §2.4).
 * Throws UserError `mail-recipients` when there is none, or more than 50 who would see each other.
 */
export function recipientsOf({ id, to, bcc }: Addressed): string[] {
  const shown = new Set(to.map(({ email }) => address(email)));
  const all = [...new Set([...shown, ...bcc.map(address)])];
  if (all.length === 0) throw new UserError('mail-recipients', `dispatch ${id} has no recipient`);
  if (shown.size > MOST_TOGETHER) {
    const says = `dispatch ${id} has ${shown.size} recipients in one message; at most ${MOST_TOGETHER} may get one together`;
    throw new UserError('mail-recipients', says);
  }
  return all;
}
