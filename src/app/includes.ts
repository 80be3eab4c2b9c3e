import { join, posix } from 'node:path';
import { sha256 } from '../core/hash.ts';
import { UserError } from '../core/problem.ts';
import type { Included, ReadContext } from '../model/source.ts';
import { pathInside, readBounded, staysInside } from '../portfolio/files.ts';
import { expandGlob, isGlob } from '../portfolio/glob.ts';
import { MAX_BYTES } from '../sources/index.ts';

/** What a file included, and what stood there: another answer means that it must be read anew. */
export interface Inclusion {
  readonly pattern: string;
  readonly from: string;
  readonly files: readonly { readonly name: string; readonly hash: string }[];
}

/** A journal that includes more files than this includes itself in a way that nobody meant. */
const MAX_FILES = 10_000;

/** Files below the portfolio folder that others include; `seen` records each answer. */
export class Includes implements ReadContext {
  readonly seen: Inclusion[] = [];
  readonly #folder: string;
  #files = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  include(pattern: string, from: string): readonly Included[] {
    const files = filesOf(this.#folder, pattern, from).map((name) => ({ name, bytes: this.#bytes(name) }));
    this.seen.push({ pattern, from, files: files.map(({ name, bytes }) => ({ name, hash: sha256(bytes) })) });
    return files;
  }

  #bytes(name: string): Uint8Array {
    this.#files += 1;
    if (this.#files > MAX_FILES) throw new UserError('source-unreadable', `more than ${MAX_FILES} files are included`);
    const bytes = readBounded(join(this.#folder, name), MAX_BYTES);
    if (bytes === 'too-large')
      throw new UserError('source-too-large', `${name} has more bytes than the limit of ${MAX_BYTES}`);
    if (typeof bytes === 'string') throw new UserError('source-unreadable', `${name} cannot be read (${bytes})`);
    return bytes;
  }
}

function filesOf(folder: string, pattern: string, from: string): readonly string[] {
  const path = pathInside(posix.dirname(from), pattern);
  if (path === undefined || !staysInside(folder, isGlob(path) ? '.' : path))
    throw new UserError('source-unreadable', `${pattern} leaves the portfolio folder`);
  if (!isGlob(path)) return [path];
  const { files, trouble } = expandGlob(folder, path);
  if (trouble !== undefined) throw new UserError('source-unreadable', `${pattern}: ${trouble}`);
  return files.filter((name) => name !== posix.normalize(from));
}

/** Whether every inclusion would be answered as it was. */
export function areUnchanged(folder: string, inclusions: readonly Inclusion[]): boolean {
  const now = new Includes(folder);
  try {
    for (const { pattern, from } of inclusions) now.include(pattern, from);
  } catch {
    return false;
  }
  return JSON.stringify(now.seen) === JSON.stringify(inclusions);
}
