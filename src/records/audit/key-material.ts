import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import * as z from 'zod';
import type { Effects } from '../../core/effects.ts';

/** Ed25519 pairs: the audit's checkpoints, and tokens. */
export const PAIR_PURPOSES = ['audit', 'token'] as const;
/** Secrets of HMAC-SHA-256: addresses on record, and links that unsubscribe. */
export const SECRET_PURPOSES = ['address', 'link'] as const;
export const KEY_PURPOSES = [...PAIR_PURPOSES, ...SECRET_PURPOSES] as const;
export type PairPurpose = (typeof PAIR_PURPOSES)[number];
export type SecretPurpose = (typeof SECRET_PURPOSES)[number];
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const SECRET_BYTES = 32;

const id = z.string().regex(/^[0-9a-f]{16}$/);
const instant = z.int().nonnegative();
const base64 = z.base64().min(1).max(500);

/** `public` is SPKI, `private` PKCS #8 (RFC 8410), both DER. Only the pair in use has a private half. */
const pairShape = z.strictObject({ id, made: instant, public: base64, private: base64.optional() });
const secretShape = z.strictObject({ id, made: instant, secret: base64 });
type Pair = z.output<typeof pairShape>;
type Secret = z.output<typeof secretShape>;

const pair = pairShape.refine(isPair, { path: ['public'] });
const secret = secretShape.refine(isSecret, { path: ['secret'] });
const pairs = z
  .array(pair)
  .min(1)
  .max(1000)
  .refine(([first]) => first?.private !== undefined, { path: [0, 'private'] });
const secrets = z.array(secret).min(1).max(1000);

/** Every key by its purpose, the one in use first. */
export const keysSchema = z.strictObject({
  version: z.literal(1),
  audit: pairs,
  token: pairs,
  address: secrets,
  link: secrets,
});
export type Keys = z.output<typeof keysSchema>;

/** The first 16 hex digits of the SHA-256 of a public key (SPKI, DER). */
export function pairId(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('hex').slice(0, 16);
}

/** Tells secrets apart and nothing else of them: they are 256 random bits. */
function secretId(bytes: Uint8Array): string {
  return createHash('sha256').update('quarterdeck-key-id\n').update(bytes).digest('hex').slice(0, 16);
}

function isSecret(one: Secret): boolean {
  const bytes = Buffer.from(one.secret, 'base64');
  return bytes.length >= SECRET_BYTES && secretId(bytes) === one.id;
}

/** Both halves are Ed25519 and belong together, and the id is theirs. */
function isPair(one: Pair): boolean {
  try {
    const spki = Buffer.from(one.public, 'base64');
    const given = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    if (given.asymmetricKeyType !== 'ed25519' || pairId(spki) !== one.id) return false;
    return one.private === undefined || spki.equals(publicHalf(Buffer.from(one.private, 'base64')));
  } catch {
    return false;
  }
}

function publicHalf(pkcs8: Buffer): Buffer {
  return createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({
    format: 'der',
    type: 'spki',
  });
}

type Making = Pick<Effects, 'now' | 'randomBytes'>;

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function makePair(effects: Making): Pair {
  const pkcs8 = Buffer.concat([PKCS8_ED25519, effects.randomBytes(32)]);
  const spki = publicHalf(pkcs8);
  return {
    id: pairId(spki),
    made: effects.now(),
    public: spki.toString('base64'),
    private: pkcs8.toString('base64'),
  };
}

function makeSecret(effects: Making): Secret {
  const bytes = Buffer.from(effects.randomBytes(SECRET_BYTES));
  return { id: secretId(bytes), made: effects.now(), secret: bytes.toString('base64') };
}

/** One key for each purpose. */
export function makeKeys(effects: Making): Keys {
  return {
    version: 1,
    audit: [makePair(effects)],
    token: [makePair(effects)],
    address: [makeSecret(effects)],
    link: [makeSecret(effects)],
  };
}

/** A new key in front; of old pairs the public halves stay, of old secrets everything. */
export function rotated(keys: Keys, purpose: KeyPurpose, effects: Making): Keys {
  if (purpose === 'address' || purpose === 'link') {
    return { ...keys, [purpose]: [makeSecret(effects), ...keys[purpose]] };
  }
  const old = keys[purpose].map(({ private: _, ...half }) => half);
  return { ...keys, [purpose]: [makePair(effects), ...old] };
}
