import { createHmac, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { sha256 } from '../../src/core/hash.ts';
import type { House } from './_house.ts';

type Head = Readonly<Record<string, unknown>>;

export interface Forged {
  readonly head?: Head;
  readonly claims?: JWTPayload;
}

/** Makes access tokens as the server does, and as nobody should. */
export interface Mint {
  /** A token of a session of its own, by the server's key: good but for what is changed. */
  good(user: { readonly id: string; readonly email: string }, change?: Forged): Promise<string>;
  /** The same claims under another key of the same name. */
  otherKey(user: { readonly id: string; readonly email: string }): Promise<string>;
  /** The same claims, signed by nobody. */
  unsigned(user: { readonly id: string; readonly email: string }): Promise<string>;
  /** The same claims with the public key taken for a shared secret. */
  publicKeyAsSecret(user: { readonly id: string; readonly email: string }): Promise<string>;
  /** Good until its session was ended. */
  signedOut(user: { readonly id: string; readonly email: string }): Promise<string>;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const DAY = 86_400_000;

export function mintOf({ bridge, clock, tokenOf }: House): Mint {
  const { sessions, tokenKeys } = bridge.ledger.records;
  const known = new Map<string, { readonly head: Head; readonly claims: JWTPayload; readonly session: string }>();
  /** Of a real token. */
  const model = async (user: { readonly email: string }) => {
    const before = known.get(user.email);
    if (before) return before;
    const real = await tokenOf(user);
    const admitted = await bridge.access.verify(real);
    if (!('ok' in admitted)) throw new Error(`the server refuses its own token: ${admitted.refused}`);
    const made = { head: decodeProtectedHeader(real), claims: decodeJwt(real), session: admitted.ok.session };
    known.set(user.email, made);
    return made;
  };
  /** A new session, and the head and claims of a token for it, as if it were made now. */
  const fresh = async (user: { readonly id: string; readonly email: string }) => {
    const { head, claims, session: before } = await model(user);
    const session = randomBytes(16).toString('hex');
    const now = clock.now;
    const refresh = sha256(randomBytes(32));
    await sessions.add({ id: session, user: user.id, refresh, created: now, refreshed: now, expires: now + DAY });
    const later = Math.floor(now / 1000) - (claims.iat ?? 0);
    const moved = Object.entries(claims).map(([name, value]): [string, unknown] => {
      // Whatever the claim of the session is called.
      if (value === before) return [name, session];
      return [name, typeof value === 'number' ? value + later : value];
    });
    return { session, head, claims: Object.fromEntries(moved) as JWTPayload };
  };
  const signed = (head: Head, claims: JWTPayload): string => {
    let content = '';
    const { signature } = tokenKeys.sign((kid) => (content = `${part({ ...head, kid })}.${part(claims)}`));
    return `${content}.${Buffer.from(signature).toString('base64url')}`;
  };
  return {
    good: async (user, change = {}) => {
      const { head, claims } = await fresh(user);
      return signed({ ...head, ...change.head }, { ...claims, ...change.claims });
    },
    otherKey: async (user) => {
      const { head, claims } = await fresh(user);
      const { privateKey } = await generateKeyPair('EdDSA');
      return new SignJWT(claims).setProtectedHeader({ ...head, alg: 'EdDSA' }).sign(privateKey);
    },
    unsigned: async (user) => {
      const { head, claims } = await fresh(user);
      // The bearer's grammar wants a third part: one letter is no signature.
      return `${part({ ...head, alg: 'none' })}.${part(claims)}.A`;
    },
    publicKeyAsSecret: async (user) => {
      const { head, claims } = await fresh(user);
      const content = `${part({ ...head, alg: 'HS256' })}.${part(claims)}`;
      const key = tokenKeys.publicKey(String(head.kid)) ?? new Uint8Array();
      return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
    },
    signedOut: async (user) => {
      const { session, head, claims } = await fresh(user);
      const kept = await sessions.get(user.id, session);
      if (!kept) throw new Error('the session is not there');
      await sessions.replace(kept, { ...kept.record, ended: { at: clock.now, why: 'signed-out' } });
      return signed(head, claims);
    },
  };
}
