import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fingerprint, sha256 } from '../core/hash.ts';
import type { Effects } from '../core/effects.ts';
import type { Digest } from '../analysis/statement/index.ts';
import { included, STANDARD_INPUT, type FilePlace, type Inclusion } from './journal-file.ts';
import { writeWhole } from './write-whole.ts';

/*
 * Digests of journals that were read before, in the user's cache folder and never beside their books. One is used only
 * while every file that it was made of has the same bytes, and every include line leads to the same files.
 */

/** Raised whenever the same journal would give another digest. */
const DIGEST_VERSION = 1;

/** A journal below this is read faster than anyone notices. */
const WORTH_BYTES = 4_000_000;
const MAX_ENTRY_BYTES = 64_000_000;
const MAX_ENTRIES = 40;
const MAX_ALL_BYTES = 256_000_000;

interface Entry {
  readonly digest: Digest;
  readonly files: readonly (FilePlace & { readonly hash: string })[];
  readonly inclusions: readonly Inclusion[];
}

/**
 * A program that was built anew may read otherwise. (The readers' versions would say so, too, but loading the readers
 * takes longer than all the rest of a run that needs none.)
 */
function programStamp(): string {
  const { size, mtimeMs } = statSync(process.argv[1] ?? process.execPath);
  return `${size} ${mtimeMs}`;
}

/** What makes two runs ask for the same digest. */
export interface DigestQuestion {
  readonly name: string;
  readonly folder: string;
  /** The reader asked for. */
  readonly kind: string | undefined;
  readonly secondaryDates: boolean;
}

/** `$XDG_CACHE_HOME/quarterdeck/journals`, else below `~/.cache` (XDG Base Directory Specification). */
export function cacheFolder({ env }: Pick<Effects, 'env'>): string {
  const given = env['XDG_CACHE_HOME'];
  const base = given !== undefined && isAbsolute(given) ? given : join(env['HOME'] ?? homedir(), '.cache');
  return join(base, 'quarterdeck', 'journals');
}

export class StatementCache {
  readonly #folder: string;
  readonly #worth: number;

  constructor(folder: string, worth = WORTH_BYTES) {
    this.#folder = folder;
    this.#worth = worth;
  }

  #pathOf({ name, folder, kind = '', secondaryDates }: DigestQuestion): string {
    const versions = [String(DIGEST_VERSION), programStamp(), process.versions.v8];
    const key = fingerprint(...versions, folder, name, kind, String(secondaryDates));
    return join(this.#folder, `${key}.digest`);
  }

  /** The digest of an earlier run, if all that it was made of is as it was. An entry that cannot be read is none. */
  async find(question: DigestQuestion, input?: Uint8Array): Promise<Digest | undefined> {
    const path = this.#pathOf(question);
    try {
      const entry = opened(await readFile(path));
      if (!entry || !isCurrent(entry, question.folder, input)) return undefined;
      const now = new Date();
      await utimes(path, now, now);
      return entry.digest;
    } catch {
      return undefined;
    }
  }

  /** Keeps a digest for later runs; what fails is only that they are slower. */
  async keep(question: DigestQuestion, entry: Entry, bytes: number): Promise<void> {
    if (bytes < this.#worth) return;
    const body = serialize(entry);
    if (body.length > MAX_ENTRY_BYTES) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      await writeWhole(this.#pathOf(question), Buffer.concat([Buffer.from(sha256(body)), body]));
      await this.#prune();
    } catch {
      // A full disk or a folder that may not be written: the statement is made all the same.
    }
  }

  /** The entries used last stay, as far as number and size allow. */
  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    const found = await Promise.all(
      names.map(async (name) => {
        const { mtimeMs, size } = await stat(join(this.#folder, name));
        return { name, mtimeMs, size };
      }),
    );
    let all = 0;
    const old = found
      .toSorted((a, b) => b.mtimeMs - a.mtimeMs)
      .filter(({ size }, at) => {
        all += size;
        return at >= MAX_ENTRIES || all > MAX_ALL_BYTES;
      });
    await Promise.all(old.map(({ name }) => rm(join(this.#folder, name), { force: true })));
  }
}

const HASH_LENGTH = 64;

/** An entry whose bytes are what was written; undefined for any other. */
function opened(bytes: Buffer): Entry | undefined {
  const body = bytes.subarray(HASH_LENGTH);
  if (sha256(body) !== bytes.subarray(0, HASH_LENGTH).toString('latin1')) return undefined;
  // Our own bytes, by their hash: what was serialized is an Entry.
  return deserialize(body) as Entry;
}

function isCurrent({ files, inclusions }: Entry, folder: string, input?: Uint8Array): boolean {
  const same = inclusions.every(({ pattern, from, places }) => {
    const now = included(pattern, from, folder);
    return now.length === places.length && now.every(({ path }, at) => path === places[at]?.path);
  });
  if (!same) return false;
  return files.every(({ name, path, hash }) =>
    name === STANDARD_INPUT ? input !== undefined && sha256(input) === hash : hashOf(path) === hash,
  );
}

/** A piece that is hashed at a time: large enough that the calls do not count, small enough to stay in cache. */
const PIECE = 1 << 20;

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
