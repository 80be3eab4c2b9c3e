import { createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, type JWTVerifyResult } from 'jose';
import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import type { TokenKeys } from '../model/records.ts';
import { ROLES, type Identity, type Role } from '../model/session.ts';
import type { Admitted } from './access.ts';
import { ACCESS_SECONDS, CLOCK_SECONDS } from './times.ts';
import { Verified } from './verified.ts';

const ALGORITHM = 'EdDSA';
/** RFC 9068: says what it is for, so that no other JWT passes for it. */
const TYPE = 'at+jwt';
const SUBJECT = 'user:';
/** Ours have some 500 characters. */
const MOST_CHARACTERS = 2000;

/** Exactly the header that we write: no `jwk`, `jku`, `x5u` or `crit`, whatever they would do. */
const headerSchema = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE), kid: z.string() });

const claimsSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  sub: z.string().regex(/^user:[a-z0-9]+(?:-[a-z0-9]+)*$/),
  role: z.enum(ROLES),
  sid: z.string().regex(/^[0-9a-f]{32}$/),
  jti: z.string().regex(/^[0-9a-f]{32}$/),
  iat: z.int(),
  nbf: z.int(),
  exp: z.int(),
});
type Claims = z.output<typeof claimsSchema>;

export interface Bearer {
  readonly user: string;
  readonly role: Role;
  readonly session: string;
  /** When the session ends: no token outlives it. */
  readonly expires: number;
}

export interface AccessTokens {
  sign(bearer: Bearer): { readonly token: string; readonly seconds: number; readonly identity: Identity };
  /** What the token alone says: whether its session lives is another question. */
  read(token: string | undefined): Promise<Admitted<Identity>>;
  keys(): { readonly keys: readonly Readonly<Record<string, string>>[] };
}

export interface AccessTokensOptions {
  readonly keys: TokenKeys;
  readonly effects: Pick<Effects, 'now' | 'randomBytes'>;
  /** Where the dashboard is: it issues the tokens, and its API takes them. */
  readonly url: string;
}

/** Access tokens: JWTs (RFC 7519, 8725, 9068) over Ed25519. One algorithm, one type, and keys by their id alone. */
export function accessTokens({ keys, effects, url }: AccessTokensOptions): AccessTokens {
  const publicKey = publicKeysOf(keys);
  const good = new Verified<Claims>();
  return {
    sign: ({ user, role, session, expires }) => {
      const iat = Math.floor(effects.now() / 1000);
      const claims: Claims = {
        iss: url,
        aud: audienceOf(url),
        sub: `${SUBJECT}${user}`,
        role,
        sid: session,
        jti: Buffer.from(effects.randomBytes(16)).toString('hex'),
        iat,
        nbf: iat,
        exp: Math.max(iat + 1, Math.min(iat + ACCESS_SECONDS, Math.floor(expires / 1000))),
      };
      return { token: signed(keys, claims), seconds: claims.exp - iat, identity: identityOf(claims) };
    },
    read: async (token) => {
      if (token === undefined) return { refused: 'no-token' };
      if (token.length > MOST_CHARACTERS) return { refused: 'bad-token' };
      const before = good.find(token, Math.floor(effects.now() / 1000));
      if (before) return { ok: identityOf(before) };
      try {
        const verified = await jwtVerify(token, async ({ kid }) => publicKey(kid), {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer: url,
          audience: audienceOf(url),
          requiredClaims: Object.keys(claimsSchema.shape),
          maxTokenAge: ACCESS_SECONDS,
          clockTolerance: CLOCK_SECONDS,
          currentDate: new Date(effects.now()),
        });
        const claims = claimsOf(verified);
        if (!claims) return { refused: 'bad-token' };
        good.keep(token, claims);
        return { ok: identityOf(claims) };
      } catch (error) {
        // The signature was good, so it is told apart: whoever brings it may refresh.
        if (error instanceof errors.JWTExpired) return { refused: 'token-expired' };
        if (error instanceof errors.JOSEError) return { refused: 'bad-token' };
        throw error;
      }
    },
    keys: () => ({ keys: keys.ids().map((id) => jwkOf(id, publicKey(id))) }),
  };
}

const audienceOf = (url: string): string => `${url}/api`;

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

function signed(keys: TokenKeys, claims: Claims): string {
  const payload = base64url(JSON.stringify(claims));
  const head = (kid: string): string => base64url(JSON.stringify({ alg: ALGORITHM, typ: TYPE, kid }));
  const { key, signature } = keys.sign((kid) => `${head(kid)}.${payload}`);
  return `${head(key)}.${payload}.${Buffer.from(signature).toString('base64url')}`;
}

/** Exactly what ours say; undefined for anything else. */
function claimsOf({ payload, protectedHeader }: JWTVerifyResult): Claims | undefined {
  return headerSchema.safeParse(protectedHeader).success ? claimsSchema.safeParse(payload).data : undefined;
}

function identityOf({ sub, role, sid, exp }: Claims): Identity {
  return { subject: sub, user: sub.slice(SUBJECT.length), role, session: sid, expires: exp * 1000 };
}

/** A public half is taken apart once, not for each token. */
function publicKeysOf(keys: TokenKeys): (kid: string | undefined) => KeyObject {
  const known = new Map<string, KeyObject>();
  return (kid = '') => {
    const there = known.get(kid);
    if (there) return there;
    const spki = keys.publicKey(kid);
    if (!spki) throw new errors.JWKSNoMatchingKey();
    const made = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    known.set(kid, made);
    return made;
  };
}

function jwkOf(kid: string, key: KeyObject): Readonly<Record<string, string>> {
  const { kty = '', crv = '', x = '' } = key.export({ format: 'jwk' });
  return { kty, crv, x, kid, use: 'sig', alg: ALGORITHM };
}
