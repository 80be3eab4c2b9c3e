import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { messageDate } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { MailParts, Message } from '../model/dispatch.ts';

export interface Mailbox {
  readonly name?: string;
  readonly email: string;
}

/** Everything of a message but its randomness. */
export interface Letter {
  /** Dispatch id. */
  readonly id: string;
  readonly parts: MailParts;
  readonly from: Mailbox;
  readonly replyTo?: string;
  readonly to: readonly Mailbox[];
  /** Blind copies: always in the envelope; in the headers only by `showBcc`. */
  readonly bcc: readonly string[];
  /** For a transport that takes its recipients from the headers. */
  readonly showBcc?: boolean;
  /** The named list that it goes to (List-Id, RFC 2919); none for single recipients. */
  readonly list?: string;
  /** Report type. */
  readonly report: string;
  readonly snapshot: string;
  /** Epoch milliseconds, and the zone that the Date header is written in. */
  readonly at: number;
  readonly timeZone: string;
}

/** Line breaks would begin a header of their own; bidirectional controls would turn a sender's name round. */
// eslint-disable-next-line no-control-regex -- control characters are what this line is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** A name or a subject on one line. */
function headerText(text: string): string {
  return text.replaceAll(CONTROLS, ' ').trim();
}

/** One visible ASCII word, for headers that programs read. */
function token(text: string): string {
  return text.replaceAll(/[^\u0021-\u007e]+/g, '-').slice(0, 200);
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+@[^\s@<>(),;:"[\]\\\p{Cc}]+$/u;

/** The address with its domain as DNS knows it (`käse.example` → `xn--kse-qla.example`). */
function address(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = domainToASCII(email.slice(at + 1));
  if (!ADDRESS.test(email) || domain === '') {
    throw new UserError('mail-address', `"${headerText(email)}" is no e-mail address; expected name@domain`);
  }
  return `${email.slice(0, at)}@${domain}`;
}

function mailbox({ name, email }: Mailbox): { name: string; address: string } {
  return { name: headerText(name ?? ''), address: address(email) };
}

/** Every recipient once, in order. Domains are already lower case; local parts may differ by case (RFC 5321 §2.4). */
function recipients({ to, bcc }: Letter): readonly string[] {
  return [...new Set([...to.map(({ email }) => email), ...bcc].map(address))];
}

function headers(letter: Letter, domain: string): Record<string, string | { prepared: boolean; value: string }> {
  const list =
    letter.list === undefined
      ? undefined
      : token(letter.list)
          .toLowerCase()
          .replaceAll(/[^a-z0-9-]/g, '-');
  const plain = (value: string) => ({ prepared: true, value });
  return {
    ...(list === undefined ? {} : { 'List-Id': plain(`<${list}.quarterdeck.${domain}>`) }),
    'X-Quarterdeck-Dispatch': plain(token(letter.id)),
    'X-Quarterdeck-Report': plain(token(letter.report)),
    'X-Quarterdeck-Snapshot': plain(token(letter.snapshot)),
    // RFC 3834 §5: keeps vacation responders quiet.
    'Auto-Submitted': plain('auto-generated'),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** A message before its first attempt. */
export type Frozen = Omit<Message, 'attempt'>;

/**
 * The exact bytes of a message: multipart/alternative of the text and the HTML with its pictures. The same letter and
 * the same randomness give the same bytes. Throws UserError `mail-address` or `mail-recipients`.
 */
export async function composeMessage(letter: Letter, effects: Pick<Effects, 'randomBytes'>): Promise<Frozen> {
  const from = mailbox(letter.from);
  const envelope = { from: from.address, to: [...recipients(letter)] };
  if (envelope.to.length === 0) throw new UserError('mail-recipients', `dispatch ${letter.id} has no recipient`);
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const subject = headerText(letter.parts.subject);
  const random = hex(effects.randomBytes(16));
  const composer = new MailComposer({
    from,
    to: letter.to.map(mailbox),
    ...(letter.bcc.length > 0 ? { bcc: letter.bcc.map(address) } : {}),
    ...(letter.replyTo === undefined ? {} : { replyTo: address(letter.replyTo) }),
    subject,
    text: letter.parts.text,
    html: letter.parts.html,
    attachments: letter.parts.images.map(({ cid, fileName, contentType, bytes }) => ({
      cid,
      filename: token(fileName),
      contentType,
      content: Buffer.from(bytes),
    })),
    date: messageDate(letter.timeZone, letter.at),
    messageId: `<${random}@${domain}>`,
    headers: headers(letter, domain),
    envelope,
    // Nothing in a message may make the composer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    // Not `format=flowed`, which would wrap the text's tables again.
    encoding: 'quoted-printable',
    newline: 'win',
    baseBoundary: random,
  });
  const message = composer.compile();
  message.keepBcc = letter.showBcc === true;
  const bytes = new Uint8Array(await message.build());
  return { id: letter.id, envelope, subject, bytes };
}
