import { sha256 } from '../../core/hash.ts';
import { UserError, type Position } from '../../core/problem.ts';
import type { Included, ReadContext } from '../../model/source.ts';
import { shown } from '../_codes.ts';
import { Cursor } from './cursor.ts';
import type { Draft } from './draft.ts';
import { Fault } from './fault.ts';
import { unreadable } from './readable.ts';

/** Files number in 16 bits; a journal that includes its parts over and over would otherwise never end. */
const MOST_FILES = 10_000;
const DEEPEST = 64;
/** Of all files together: offsets count in 32 bits, and memory follows. */
const MOST_BYTES = 1 << 30;

/** The files that the lines of a journal include, bounded in number, depth and size. */
export class IncludedFiles {
  readonly #draft: Draft;
  readonly #context: ReadContext | undefined;
  readonly #open: string[] = [];
  #bytes = 0;

  constructor(draft: Draft, context: ReadContext | undefined) {
    this.#draft = draft;
    this.#context = context;
  }

  /** What a path or pattern stands for, without the file that names it; throws a Fault where that is nothing. */
  find(pattern: string, cursor: Cursor, at: Position): readonly Included[] {
    if (!this.#context) {
      throw new Fault(
        'include-missing',
        at,
        `${shown(pattern)} cannot be included from here`,
        'a file by itself',
        'read the file that includes it from its folder',
      );
    }
    let files: readonly Included[];
    try {
      files = this.#context.include(pattern, cursor.name);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new Fault('include-missing', at, error.message, 'a file that is there', 'mend the path');
    }
    const glob = /[*?[{]/.test(pattern);
    const others = glob ? files.filter(({ name }) => name !== cursor.name) : files;
    if (others.length > 0) return others;
    const message = `no file matches ${shown(pattern)}`;
    throw new Fault('include-missing', at, message, 'a file that is there', 'mend the path');
  }

  /** Has a file read whose line `at` stands in the file `outer`; refuses circles, and more than the bounds. */
  enter({ name, bytes }: Included, outer: Cursor, at: Position, read: (cursor: Cursor) => void): void {
    const refuse = (message: string): void => {
      this.#draft.problem(
        new Fault('include-refused', at, message, 'files that include each other once', 'take the line out').found,
      );
    };
    this.#bytes += bytes.length;
    if (name === outer.name || this.#open.includes(name))
      refuse(`${shown(name)} includes itself, by way of others or not`);
    else if (this.#open.length >= DEEPEST) refuse(`${shown(name)} is included ${DEEPEST} files deep`);
    else if (this.#draft.files.length >= MOST_FILES) refuse(`the journal has more than ${MOST_FILES} files`);
    else if (this.#bytes > MOST_BYTES) refuse('the files have more than a gigabyte together');
    else this.#read(name, bytes, outer, read);
  }

  #read(name: string, bytes: Uint8Array, outer: Cursor, read: (cursor: Cursor) => void): void {
    const file = this.#draft.files.push({ name, hash: sha256(bytes) }) - 1;
    this.#draft.bytes.push(bytes);
    for (const found of unreadable(bytes, name)) this.#draft.problem(found);
    this.#open.push(outer.name);
    read(new Cursor(bytes, name, file));
    this.#open.pop();
  }
}
