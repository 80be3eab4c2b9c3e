import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { EXIT, UserError } from '../core/problem.ts';
import type { Effects } from '../core/effects.ts';
import type { Included, ReadContext } from '../model/source.ts';
import { readBounded, stateOf } from '../portfolio/files.ts';
import { expandGlob, isGlob } from '../portfolio/glob.ts';

/** The journal reader's own limit of a file; it is not loaded for it, since a statement kept from earlier needs none. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Files that one journal may be made of: beyond it a file includes itself by a way round, or a glob is a mistake. */
const MAX_FILES = 10_000;
/** Bytes of all of them: some twenty million transactions, and what a machine of 4 GB reads. */
const MAX_ALL_BYTES = 2 * MAX_BYTES;

/** The name by which a command line calls standard input. */
export const STANDARD_INPUT = '-';

/** A file as it is named in problems, and where it lies. */
export interface FilePlace {
  readonly name: string;
  readonly path: string;
}

/** What an include line was resolved to, so that a later run can tell whether it would be the same. */
export interface Inclusion {
  readonly pattern: string;
  readonly from: string;
  readonly places: readonly FilePlace[];
}

/** `~` and `~/x` are the home folder's, as a shell has it. */
export function withHome(path: string, home: string = homedir()): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}

/**
 * Where an include line of a journal leads: relative to the file that it stands in, anywhere on the disk, `~` expanded,
 * with `*`, `**`, `?` and `[…]`. Sorted by name; the file itself is left out. Throws a UserError that says why not.
 */
export function included(pattern: string, from: string, folder: string): readonly FilePlace[] {
  const written = withHome(pattern);
  const name = isAbsolute(written) ? written : join(dirname(from), written);
  const place = (one: string): FilePlace => ({ name: one, path: resolve(folder, one) });
  if (!isGlob(name)) return [place(name)];
  const base = name.slice(0, name.search(/[*?[\]{}]/));
  const top = base.includes('/') ? base.slice(0, base.lastIndexOf('/') + 1) : '';
  const { files, outside, trouble } = expandGlob(resolve(folder, top), name.slice(top.length));
  if (trouble !== undefined) throw new UserError('source-unreadable', `include ${pattern}: ${trouble}`);
  // Links that leave the folder are the owner's own: a bare journal is read by the person who wrote it.
  const links = outside.filter((one) => stateOf(resolve(folder, top, one)) === 'file');
  const self = resolve(folder, from);
  return [...files, ...links]
    .toSorted()
    .map((one) => place(join(top, one)))
    .filter(({ path }) => path !== self);
}

/** Reads a journal's files for its reader, bounded in number and size, and keeps account of what was read. */
export class JournalFiles implements ReadContext {
  readonly inclusions: Inclusion[] = [];
  readonly places: FilePlace[] = [];
  bytes = 0;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The journal itself. Throws a UserError for one that cannot be read. */
  root(name: string): Included {
    return this.#read({ name, path: resolve(this.#folder, withHome(name)) });
  }

  /** What standard input held. */
  input(bytes: Uint8Array): Included {
    this.#count(STANDARD_INPUT, bytes);
    return { name: STANDARD_INPUT, bytes };
  }

  include(pattern: string, from: string): readonly Included[] {
    const places = included(pattern, from, this.#folder);
    this.inclusions.push({ pattern, from, places });
    return places.map((place) => this.#read(place));
  }

  #read(place: FilePlace): Included {
    const bytes = readBounded(place.path, MAX_BYTES);
    if (typeof bytes === 'string') throw unreadable(place.name, bytes);
    this.places.push(place);
    this.#count(place.name, bytes);
    return { name: place.name, bytes };
  }

  #count(name: string, bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (this.places.length > MAX_FILES)
      throw new UserError('source-too-large', `${name} is beyond ${MAX_FILES} files; does a file include itself?`);
    if (this.bytes > MAX_ALL_BYTES)
      throw new UserError('source-too-large', `with ${name} the journal has over ${MAX_ALL_BYTES} bytes`);
  }
}

function unreadable(name: string, why: Exclude<ReturnType<typeof readBounded>, Uint8Array>): UserError {
  if (why === 'too-large') return new UserError('source-too-large', `${name} has over ${MAX_BYTES} bytes, the limit`);
  const says = { absent: 'it is not there', folder: 'it is a folder', other: 'it may not be read', file: 'it changed' };
  return new UserError('source-unreadable', `${name} cannot be read: ${says[why]}`);
}

/** All of standard input. Throws a UserError beyond the limit. */
export async function standardInput(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of input) {
    size += piece.length;
    if (size > MAX_BYTES)
      throw new UserError('source-too-large', `standard input has over ${MAX_BYTES} bytes, the limit`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** The journals that a command is about: those named, else hledger's and ledger's own variable. */
export function journalNames(named: readonly string[], { env }: Pick<Effects, 'env'>): readonly string[] {
  if (named.length > 0) return named;
  const own = env['LEDGER_FILE'];
  if (own !== undefined && own !== '') return [own];
  throw new UserError('usage', 'which journal? Name it with --file, or set LEDGER_FILE; "-" is standard input', {
    exit: EXIT.usage,
  });
}
