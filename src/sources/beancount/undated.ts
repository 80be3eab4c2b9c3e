import type { Position } from '../../core/problem.ts';
import type { ReadContext } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import { HASH, QUOTE } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import { IncludedFiles } from '../_ledger/included-files.ts';
import type { AccountNames } from './account-names.ts';
import type { Declared } from './declared.ts';
import { readValue } from './metadata.ts';
import { HARMLESS_OPTIONS, ROOT_OPTIONS } from './options.ts';
import { pluginOf } from './plugins.ts';
import type { Pushed, State } from './state.ts';
import { beginsTag, endLine, readKey, readString, readTags, shownRest, syntax } from './tokens.ts';

type Read = (cursor: Cursor, state: State) => void;
type Directive = (cursor: Cursor, state: State, at: Position) => void;

const LEVEL = /^[\p{Lu}\p{Lt}\p{Lo}\p{Nd}][\p{L}\p{M}\p{Nd}-]{0,63}$/u;

/** All of them stand at every transaction below: more are a mistake that repeats. */
const MOST_PUSHED = 100;

/** Reads lines that begin with a word: options, plugins, includes, and tags and metadata that are pushed. */
export class Undated {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #names: AccountNames;
  readonly #files: IncludedFiles;
  readonly #seen = new Set<string>();
  readonly #read: Read;
  readonly #table: ReadonlyMap<string, Directive>;

  constructor(draft: Draft, declared: Declared, names: AccountNames, context: ReadContext | undefined, read: Read) {
    this.#draft = draft;
    this.#declared = declared;
    this.#names = names;
    this.#files = new IncludedFiles(draft, context);
    this.#read = read;
    this.#table = new Map<string, Directive>([
      ['option', (cursor, state, at) => this.#option(cursor, state, at)],
      ['plugin', (cursor, _, at) => this.#plugin(cursor, at)],
      ['include', (cursor, state, at) => this.#include(cursor, state, at)],
      ['pushtag', (cursor, state, at) => this.#push(cursor, state, { kind: 'tag', ...tagOf(cursor), at })],
      ['poptag', (cursor, state, at) => this.#pop(state, { kind: 'tag', ...tagOf(cursor), at })],
      ['pushmeta', (cursor, state, at) => this.#push(cursor, state, { kind: 'meta', ...metaOf(cursor), at })],
      ['popmeta', (cursor, state, at) => this.#pop(state, { kind: 'meta', ...metaOf(cursor), at })],
    ]);
  }

  reads(word: string): boolean {
    return this.#table.has(word);
  }

  /** Reads the line whose word the cursor is behind; throws a Fault. */
  read(word: string, cursor: Cursor, state: State, at: Position): void {
    cursor.blanks();
    this.#table.get(word)?.(cursor, state, at);
    endLine(cursor);
    cursor.nextLine();
  }

  #option(cursor: Cursor, state: State, at: Position): void {
    const name = readString(cursor);
    cursor.blanks();
    const value = readString(cursor);
    const root = ROOT_OPTIONS.get(name);
    if (root) {
      if (!LEVEL.test(value)) throw invalid(at, name, value, 'the first level of an account, such as Assets');
      state.roots = { ...state.roots, [root]: value };
      this.#names.forget();
      return;
    }
    if (HARMLESS_OPTIONS.has(name)) return;
    if (name === 'account_rounding') {
      this.#notApplied(at, 'what rounding leaves is not posted to an account', 'leave it to the reports');
      return;
    }
    const { options } = this.#declared;
    const included = cursor.file > 0;
    const set = included
      ? new (options.constructor as new () => typeof options)().set(name, value)
      : options.set(name, value);
    if (set === undefined) throw unknown(at, name);
    if (set !== 'set') throw invalid(at, name, value, set.expected);
    if (included)
      this.#notApplied(at, `the option ${name} of an included file has no effect`, 'move it to the main file');
  }

  #notApplied(at: Position, message: string, mend: string): void {
    this.#draft.problem(problem('journal-not-applied', at, message, { mend }));
  }

  #plugin(cursor: Cursor, at: Position): void {
    const name = readString(cursor);
    cursor.blanks();
    if (cursor.peek() === QUOTE) readString(cursor);
    const kind = pluginOf(name);
    if (kind === 'opens') this.#declared.opensItself = true;
    if (kind !== 'other') return;
    const advice = {
      expected: 'books that need no program to be whole',
      mend: 'write out what it adds, if that is to count',
    };
    this.#draft.problem(problem('journal-not-applied', at, `the plugin ${shown(name)} is not run`, advice));
  }

  /** A file that is included twice would count twice. */
  #include(cursor: Cursor, state: State, at: Position): void {
    const pattern = readString(cursor);
    if (pattern.trim() === '')
      throw new Fault('journal-syntax', at, '`include` names no file', 'a file', 'write its path');
    for (const file of this.#files.find(pattern, cursor, at)) {
      if (this.#seen.has(file.name)) {
        const message = `${shown(file.name)} is included a second time, and counts once`;
        this.#draft.problem(new Fault('include-refused', at, message, 'each file once', 'take the line out').found);
        continue;
      }
      this.#seen.add(file.name);
      this.#files.enter(file, cursor, at, (inner) => {
        this.#read(inner, { roots: state.roots, pushed: [], applied: [] });
        this.#names.forget();
      });
    }
  }

  #push(cursor: Cursor, state: State, pushed: Pushed): void {
    endLine(cursor);
    if (state.pushed.length >= MOST_PUSHED) {
      const message = `more than ${MOST_PUSHED} tags and metadata are pushed`;
      throw new Fault('stack-unbalanced', pushed.at, message, 'a line that takes each back', 'take them back');
    }
    state.pushed = [...state.pushed, pushed];
    state.applied = state.pushed.map(textOf);
  }

  #pop(state: State, { kind, name, at }: Pushed): void {
    const last = state.pushed.findLastIndex((one) => one.kind === kind && one.name === name);
    if (last < 0) {
      const message = `${kind === 'tag' ? `#${name}` : `${name}:`} is not pushed`;
      throw new Fault('stack-unbalanced', at, message, 'one that is pushed above', 'take the line out');
    }
    state.pushed = state.pushed.toSpliced(last, 1);
    state.applied = state.pushed.map(textOf);
  }
}

/** To be called at the end of a file: what is pushed and not popped is a problem. */
export function leftPushed({ pushed }: State, draft: Draft): void {
  for (const { kind, name, at } of pushed) {
    const message = `${kind === 'tag' ? `#${name}` : `${name}:`} is pushed to the end of the file`;
    const mend = `write ${kind === 'tag' ? `poptag #${name}` : `popmeta ${name}:`} where it ends`;
    draft.problem(problem('stack-unbalanced', at, message, { expected: 'a line that takes it back', mend }));
  }
}

function textOf({ kind, name, value }: Pushed): string {
  return kind === 'tag' ? `#${name}` : `${name}: ${value}`;
}

function tagOf(cursor: Cursor): { name: string; value: string } {
  if (cursor.peek() !== HASH || !beginsTag(cursor)) throw syntax(cursor, `${shownRest(cursor)} is no tag`, 'a #tag');
  const [name = '', second] = readTags(cursor);
  if (second !== undefined) throw syntax(cursor, 'a second tag', 'one #tag', 'write a line of its own');
  return { name, value: '' };
}

function metaOf(cursor: Cursor): { name: string; value: string } {
  const name = readKey(cursor);
  if (name === undefined) throw syntax(cursor, `${shownRest(cursor)} is no key`, '`key: value`');
  return { name, value: readValue(cursor) };
}

function invalid(at: Position, name: string, value: string, expected: string): Fault {
  return new Fault(
    'option-invalid',
    at,
    `${shown(value)} is no value of the option ${name}`,
    expected,
    'mend the value',
  );
}

function unknown(at: Position, name: string): Fault {
  return new Fault(
    'option-invalid',
    at,
    `${shown(name)} is no option that is known`,
    'an option of beancount',
    'mend its name, or take it out',
  );
}
