import { sha256 } from '../../core/hash.ts';
import { UserError } from '../../core/problem.ts';
import type { Included, ReadContext } from '../../model/source.ts';
import { shown } from '../_codes.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Cursor } from '../_ledger/cursor.ts';
import { passBelow } from './directives-below.ts';
import { Fault } from '../_ledger/fault.ts';
import type { State } from './state.ts';
import { unreadable } from '../_ledger/readable.ts';

/** Files number in 16 bits; a journal that includes its parts over and over would otherwise never end. */
const MOST_FILES = 10_000;
const DEEPEST = 64;
/** Of all files together: offsets count in 32 bits, and memory follows. */
const MOST_BYTES = 1 << 30;

/** Reads the files that `include` names, each with the directives above it in force. */
export class Includes {
  readonly #draft: Draft;
  readonly #context: ReadContext | undefined;
  readonly #read: (cursor: Cursor, state: State) => void;
  readonly #open: string[] = [];
  #bytes = 0;

  constructor(draft: Draft, context: ReadContext | undefined, read: (cursor: Cursor, state: State) => void) {
    this.#draft = draft;
    this.#context = context;
    this.#read = read;
  }

  /** Reads the line that begins here and the files that it names; throws a Fault. */
  read(cursor: Cursor, state: State): void {
    const at = cursor.position();
    const line = cursor.rest();
    const pattern = line
      .slice(line.indexOf('include') + 'include'.length)
      .trim()
      .replace(/^"(.*)"$/, '$1');
    const foreign = /^(?:timeclock|timedot|csv|ssv|tsv|rules):|\.(?:timeclock|timedot|csv|ssv|tsv)$/i.exec(pattern);
    if (pattern === '') throw new Fault('journal-syntax', at, '`include` names no file', 'a file', 'write its path');
    if (foreign) {
      throw new Fault(
        'journal-unsupported',
        at,
        `${shown(pattern)} is no journal, and is not included`,
        'a journal',
        'declare it as a source of its own',
      );
    }
    const files = this.#files(pattern, cursor, at);
    passBelow(cursor, [], []);
    for (const file of files) this.#one(file, cursor, state, at);
  }

  #files(pattern: string, cursor: Cursor, at: Fault['found']['at']): readonly Included[] {
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
    throw new Fault(
      'include-missing',
      at,
      `no file matches ${shown(pattern)}`,
      'a file that is there',
      'mend the path',
    );
  }

  #one({ name, bytes }: Included, outer: Cursor, state: State, at: Fault['found']['at']): void {
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
    else this.#enter(name, bytes, outer, state);
  }

  #enter(name: string, bytes: Uint8Array, outer: Cursor, state: State): void {
    const file = this.#draft.files.push({ name, hash: sha256(bytes) }) - 1;
    this.#draft.bytes.push(bytes);
    const fault = unreadable(bytes, name);
    for (const found of fault) this.#draft.problem(found);
    this.#open.push(outer.name);
    this.#read(new Cursor(bytes, name, file), { ...state });
    this.#open.pop();
  }
}
