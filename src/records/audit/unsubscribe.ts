import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { UnsubscribeTokens } from '../../model/records.ts';
import { plainAddress } from './addresses.ts';
import type { Keyring } from './keyring.ts';

const content = z.tuple([z.string().min(1).max(320), z.string().min(1).max(200)]);

const TOKEN = /^([0-9a-f]{16})\.([\w-]{1,2000})\.([\w-]{43})$/;

const signedPart = (payload: string): string => `quarterdeck-unsubscribe\n${payload}`;

/**
 * For the link that unsubscribes with one click (RFC 8058): `<key id>.<address and list>.<HMAC-SHA-256>`, the latter two
 * base64url. A token never ends, since readers keep old mail, and old keys stay known.
 */
export function unsubscribeTokens(keyring: Keyring): UnsubscribeTokens {
  return {
    token({ address, list }) {
      const payload = Buffer.from(JSON.stringify([plainAddress(address), list])).toString('base64url');
      const { key, mac } = keyring.mac('link', signedPart(payload));
      return `${key}.${payload}.${Buffer.from(mac).toString('base64url')}`;
    },
    read(token) {
      const [, key = '', payload = '', mac = ''] = TOKEN.exec(token) ?? [];
      const expected = key === '' ? undefined : keyring.macBy('link', key, signedPart(payload));
      if (!expected || !isSame(Buffer.from(expected).toString('base64url'), mac)) return undefined;
      const { data } = content.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      return data && { address: data[0], list: data[1] };
    },
  };
}

/** Compares the texts, so that no two of them stand for one MAC, and takes as long wherever they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
