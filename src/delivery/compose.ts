import MailComposer from 'nodemailer/lib/mail-composer';
import { messageDate } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { MailAttachment, MailParts, Message } from '../model/dispatch.ts';
import { address, headerText, mailbox, recipientsOf, type Mailbox } from './compose/addresses.ts';
import { headersOf, token, type Labels } from './compose/headers.ts';

export type { Mailbox } from './compose/addresses.ts';

/** Everything of a message but its randomness. */
export interface Letter extends Labels {
  readonly parts: MailParts;
  /** Files that go with it, after the report itself. */
  readonly attachments?: readonly MailAttachment[];
  readonly from: Mailbox;
  readonly replyTo?: string;
  /** Usually one; several, at most 50, see each other. */
  readonly to: readonly Mailbox[];
  /** Blind copies: always in the envelope; in the headers only by `showBcc`. */
  readonly bcc: readonly string[];
  /** For the outbox, whose reader has no envelope. Never for a transport that hands the bytes on. */
  readonly showBcc?: boolean;
  /** Epoch milliseconds, and the zone that the Date header is written in. */
  readonly at: number;
  readonly timeZone: string;
}

/** A message before its first attempt. */
export type Frozen = Omit<Message, 'attempt'>;

/** Bytes. Amazon SES takes 40 MB as encoded; many servers less. */
const MOST_BYTES = 40_000_000;

function checkSize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const size = `${Math.ceil(bytes / 1_000_000)} MB`;
  throw new UserError('mail-too-large', `the message has ${size}; mail takes 40 MB at most: attach fewer files`);
}

/** At least so many bytes it will have: files in base64 (RFC 2045 §6.8), in lines of 76 characters. */
function leastSize({ parts, attachments = [] }: Letter): number {
  const files = [...parts.images, ...attachments].reduce((sum, { bytes }) => sum + bytes.length, 0);
  return Math.floor((files * 4 * 78) / (3 * 76)) + Buffer.byteLength(parts.text) + Buffer.byteLength(parts.html);
}

const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}(?:; ?charset=[a-z0-9-]{1,40})?$/i;

/** `text/markdown; charset=utf-8`; what is no media type is plain bytes. */
function mediaType(text: string): string {
  return MIME_TYPE.test(text) ? text : 'application/octet-stream';
}

/** A file's name on one line, without a folder. */
function fileName(text: string): string {
  const name = headerText(text)
    .replaceAll(/[/\\:*?"<>|]+/g, '-')
    .slice(0, 120)
    // Half a character has no bytes in UTF-8.
    .replaceAll(/\p{Surrogate}/gu, '');
  return name.replaceAll(/[.\s-]/g, '') === '' ? 'attachment' : name;
}

function filesOf({ parts, attachments = [] }: Letter): object[] {
  const images = parts.images.map(({ cid, fileName: name, contentType, bytes }) => ({
    cid,
    filename: token(name),
    contentType: mediaType(contentType),
    content: Buffer.from(bytes),
  }));
  const files = attachments.map(({ fileName: name, contentType, bytes }) => ({
    filename: fileName(name),
    contentType: mediaType(contentType),
    contentDisposition: 'attachment',
    // Never rewritten as text, so the file arrives byte for byte.
    contentTransferEncoding: 'base64',
    content: Buffer.from(bytes),
  }));
  return [...images, ...files];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/**
 * The exact bytes of a message: multipart/alternative of the text and the HTML with its pictures, and the attachments
 * beside it. The same letter and the same randomness give the same bytes. Its Message-ID is its own, so that failure
 * reports find back. Throws UserError `mail-address`, `mail-recipients`, `mail-unsubscribe`, `mail-checkpoint` or
 * `mail-too-large`.
 */
export async function composeMessage(letter: Letter, effects: Pick<Effects, 'randomBytes'>): Promise<Frozen> {
  checkSize(leastSize(letter));
  const from = mailbox(letter.from);
  const envelope = { from: from.address, to: recipientsOf(letter) };
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
    attachments: filesOf(letter),
    date: messageDate(letter.timeZone, letter.at),
    messageId: `<${random}@${domain}>`,
    headers: headersOf(letter, domain),
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
  checkSize(bytes.length);
  return { id: letter.id, envelope, subject, bytes };
}
