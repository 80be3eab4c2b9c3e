import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Effects } from '../core/effects.ts';

/** 256 random bits as base64url: for a link, a browser, a ticket, or the first refresh token of a session. */
export const SECRET = /^[\w-]{43}$/;

const BITS = 256;

export function newSecret(effects: Pick<Effects, 'randomBytes'>): string {
  return Buffer.from(effects.randomBytes(BITS / 8)).toString('base64url');
}

/** A secret made of another and a salt: whoever knows the salt alone, as the records do, cannot make it. */
export function nextSecret(secret: string, salt: string): string {
  return createHmac('sha256', secret).update(salt).digest('base64url');
}

/** Compares hashes in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
