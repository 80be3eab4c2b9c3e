import { createPublicKey, verify } from 'node:crypto';
import { checkpointSchema, type Checkpoint } from '../../model/records.ts';
import type { StoredRow } from '../../model/store.ts';
import { placeText, type Head } from './entries.ts';
import type { Keyring } from './keyring.ts';

/** Partition of the audit table; `sort` is the count. */
export const CHECKPOINTS = 'checkpoints';

/** The very text that is signed. */
function signedText({ count, head, at, key }: Omit<Checkpoint, 'signature'>): string {
  return `quarterdeck-checkpoint\n${count}\n${head}\n${at}\n${key}`;
}

export function signCheckpoint(keyring: Keyring, { count, hash }: Head, at: number): Checkpoint {
  const content = { count, head: hash, at };
  const { key, signature } = keyring.sign('audit', (by) => signedText({ ...content, key: by }));
  return { ...content, key, signature: Buffer.from(signature).toString('base64url') };
}

/** The signature is that key's (SPKI, DER), and is written in the one way that base64url has for it. */
export function isSigned(checkpoint: Checkpoint, spki: Uint8Array): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  if (signature.length !== 64 || signature.toString('base64url') !== checkpoint.signature) return false;
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(signedText(checkpoint)), key, signature);
}

/** A checkpoint out of its row; undefined for one that cannot be read or lies in another's place. */
export function checkpointOf({ body, sort }: StoredRow): Checkpoint | undefined {
  const { data } = checkpointSchema.safeParse(body);
  return data && placeText(data.count) === sort ? data : undefined;
}

/** The value of `X-Quarterdeck-Audit`: ASCII, one line, under 400 characters, with spaces where it may be folded. */
export function checkpointHeader({ count, head, at, key, signature }: Checkpoint): string {
  return `count=${count}; head=${head}; at=${at}; key=${key}; sig=${signature}`;
}

/** The header is in the first lines of a message. */
const HEAD_BYTES = 64 * 1024;

/** What a message (RFC 5322) says in its header `X-Quarterdeck-Audit`; undefined where it has none that can be read. */
export function checkpointIn(message: Uint8Array): Checkpoint | undefined {
  const text = Buffer.from(message.subarray(0, HEAD_BYTES)).toString('latin1');
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  // Unfolded (§2.2.3).
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find((one) => one.toLowerCase().startsWith('x-quarterdeck-audit:'));
  return line === undefined ? undefined : readCheckpointHeader(line.slice(line.indexOf(':') + 1));
}

const HEADER = /^count=(\d{1,15}); head=([0-9a-f]{64}); at=(\d{1,15}); key=([0-9a-f]{16}); sig=([\w-]{86})$/;

/** Reads it back, folded or not; undefined for anything else. Whether it was signed is another question. */
export function readCheckpointHeader(value: string): Checkpoint | undefined {
  if (value.length > 1000) return undefined;
  const [, count, head = '', at, key = '', signature = ''] = HEADER.exec(value.trim().replaceAll(/\s+/g, ' ')) ?? [];
  return count === undefined ? undefined : { count: Number(count), head, at: Number(at), key, signature };
}
