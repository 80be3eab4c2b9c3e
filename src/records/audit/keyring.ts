import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import { makeKeys, rotated, type KeyPurpose, type Keys, type PairPurpose, type SecretPurpose } from './key-material.ts';
import { badKeys, KEYS_FILE, keysFile, parseKeys, type KeySource } from './keys-file.ts';

/** The same JSON as in the file, as base64: where there is no folder to keep a file in. */
const KEYS_VARIABLE = 'QUARTERDECK_KEYS';

/** Between two looks for keys that another process may have made. */
const LOOK_AGAIN_MS = 1000;

/**
 * Keys by purpose and id. It gives signatures and hashes; the keys themselves never leave it. Where there are none yet
 * they are made at the first need; to look up what is known is none.
 */
export interface Keyring {
  /** For people: where the keys are. */
  readonly name: string;
  /** Every key that is known, the one in use first; none as long as none was needed. */
  ids(purpose: KeyPurpose): readonly string[];
  /** Ed25519 (RFC 8032), 64 bytes, by the key in use, over a content that may name the key. */
  sign(
    purpose: PairPurpose,
    content: (key: string) => string,
  ): { readonly key: string; readonly signature: Uint8Array };
  /** SPKI, DER; undefined for a key that is not known. */
  publicKey(purpose: PairPurpose, id: string): Uint8Array | undefined;
  /** HMAC-SHA-256, 32 bytes, by the key in use, or by the one named; undefined for one that is not known. */
  mac(purpose: SecretPurpose, content: string): { readonly key: string; readonly mac: Uint8Array };
  macBy(purpose: SecretPurpose, id: string, content: string): Uint8Array | undefined;
  /** Makes a key that is used from now on, and answers its id. Old ones stay known; old pairs can sign no more. */
  rotate(purpose: KeyPurpose): Promise<string>;
}

type KeyEffects = Pick<Effects, 'env' | 'now' | 'randomBytes'>;

/** The keys of a portfolio. Throws a UserError for keys that cannot be read or that others may read. */
export async function openKeyring(folder: string, effects: KeyEffects): Promise<Keyring> {
  const given = effects.env[KEYS_VARIABLE];
  const source = given ? keysGiven(given) : keysFile(join(folder, KEYS_FILE));
  return keyringOf(source, effects);
}

function keysGiven(variable: string): KeySource {
  const keys = parseKeys(Buffer.from(variable, 'base64').toString('utf8'), KEYS_VARIABLE);
  return {
    name: KEYS_VARIABLE,
    read: () => keys,
    keepFirst: () => keys,
    change: () => {
      throw badKeys(
        `the keys come from ${KEYS_VARIABLE}: change them in ${KEYS_FILE} where they were made, and set it anew`,
      );
    },
  };
}

/** Keys as they were last read, and read again when one is asked for that is not among them. */
class Held {
  #keys: Keys | undefined;
  #looked: number;
  readonly #source: KeySource;
  readonly #effects: KeyEffects;

  constructor(source: KeySource, effects: KeyEffects) {
    this.#source = source;
    this.#effects = effects;
    this.#keys = source.read();
    this.#looked = effects.now();
  }

  /** Made when there are none. */
  get all(): Keys {
    this.#keys ??= this.#source.read() ?? this.#source.keepFirst(makeKeys(this.#effects));
    return this.#keys;
  }

  /** Another process may have made some. */
  get known(): Keys | undefined {
    this.#keys ??= this.#source.read();
    return this.#keys;
  }

  find<P extends KeyPurpose>(purpose: P, id: string): Keys[P][number] | undefined {
    const known = this.#known(purpose, id);
    if (known !== undefined || Math.abs(this.#effects.now() - this.#looked) < LOOK_AGAIN_MS) return known;
    this.#keys = this.#source.read() ?? this.#keys;
    this.#looked = this.#effects.now();
    return this.#known(purpose, id);
  }

  rotate(purpose: KeyPurpose): string {
    // There must be keys before they can change.
    void this.all;
    this.#keys = this.#source.change((keys) => rotated(keys, purpose, this.#effects));
    return inUse<{ readonly id: string }>(this.#keys[purpose]).id;
  }

  #known<P extends KeyPurpose>(purpose: P, id: string): Keys[P][number] | undefined {
    const keys: readonly Keys[P][number][] = this.#keys?.[purpose] ?? [];
    return keys.find((one) => one.id === id);
  }
}

function keyringOf(source: KeySource, effects: KeyEffects): Keyring {
  const held = new Held(source, effects);
  const signer = signerOf();
  return {
    name: source.name,
    ids: (purpose) => held.known?.[purpose].map(({ id }) => id) ?? [],
    sign(purpose, content) {
      const { id, private: half } = inUse(held.all[purpose]);
      return { key: id, signature: sign(null, Buffer.from(content(id)), signer(id, half)) };
    },
    publicKey(purpose, id) {
      const found = held.find(purpose, id);
      return found && Buffer.from(found.public, 'base64');
    },
    mac(purpose, content) {
      const { id, secret } = inUse(held.all[purpose]);
      return { key: id, mac: hmac(secret, content) };
    },
    macBy(purpose, id, content) {
      const found = held.find(purpose, id);
      return found && hmac(found.secret, content);
    },
    rotate: async (purpose) => held.rotate(purpose),
  };
}

function inUse<T>([first]: readonly T[]): T {
  if (first === undefined) throw badKeys('there is no key of that purpose');
  return first;
}

function hmac(secret: string, content: string): Uint8Array {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(content).digest();
}

/** A private half is taken apart once, not for each signature. */
function signerOf(): (id: string, half: string | undefined) => KeyObject {
  const signers = new Map<string, KeyObject>();
  return (id, half) => {
    const known = signers.get(id);
    if (known) return known;
    const made = createPrivateKey({ key: Buffer.from(half ?? '', 'base64'), format: 'der', type: 'pkcs8' });
    signers.set(id, made);
    return made;
  };
}
