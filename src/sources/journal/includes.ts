import type { ReadContext } from '../../model/source.ts';
import { shown } from '../_codes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import { IncludedFiles } from '../_ledger/included-files.ts';
import { passBelow } from './directives-below.ts';
import type { State } from './state.ts';

/** Reads the files that `include` names, each with the directives above it in force. */
export class Includes {
  readonly #files: IncludedFiles;
  readonly #read: (cursor: Cursor, state: State) => void;

  constructor(draft: Draft, context: ReadContext | undefined, read: (cursor: Cursor, state: State) => void) {
    this.#files = new IncludedFiles(draft, context);
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
    const files = this.#files.find(pattern, cursor, at);
    passBelow(cursor, [], []);
    for (const file of files) this.#files.enter(file, cursor, at, (inner) => this.#read(inner, { ...state }));
  }
}
