import type { Position } from '../../core/problem.ts';
import { ByteNames } from '../_ledger/names.ts';
import type { Draft } from '../_ledger/draft.ts';
import { CLOSE_BRACKET, CLOSE, OPEN, OPEN_BRACKET } from '../_ledger/bytes.ts';
import { applyAliases } from './aliases.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';
import type { State } from './state.ts';

const REAL = 0;
const VIRTUAL = 1;
const BALANCED_VIRTUAL = 2;

const MOST_CHARACTERS = 512;

/** What account a name stands for under the directives above: parents, aliases, and the brackets of virtual postings. */
export class AccountNames {
  readonly #draft: Draft;
  readonly #raw = new ByteNames();
  /** By raw name; it holds where `#since` is the present generation. */
  #account = new Int32Array(256);
  #since = new Int32Array(256);
  #generation = 1;
  #kind = new Uint8Array(256);

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** To be called whenever aliases or parents change. */
  forget(): void {
    // Not by clearing the table: a journal may change them as often as it has lines.
    this.#generation += 1;
  }

  /** The number of a raw name; `hash` is of its bytes. */
  raw(cursor: Cursor, from: number, to: number, hash: number): number {
    return this.#raw.id(cursor.bytes, from, to, hash);
  }

  kind(raw: number): number {
    return this.#kind[raw] as number;
  }

  /** The account of a raw name; the cursor's line is named when the name is none. */
  account(raw: number, cursor: Cursor, from: number, state: State): number {
    if (this.#since[raw] === this.#generation) return this.#account[raw] as number;
    if (raw >= this.#account.length) this.#grow(raw);
    const text = this.#raw.text(raw);
    const kind = kindOf(text);
    const name = kind === REAL ? text : text.slice(1, -1).trim();
    const fault = nameFault(name);
    if (fault) throw new Fault('account-invalid', cursor.position(from), ...fault);
    this.#kind[raw] = kind;
    const id = this.#draft.accounts.id(this.full(name, state, cursor.position(from)));
    this.#account[raw] = id;
    this.#since[raw] = this.#generation;
    return id;
  }

  /** A name below the parents of `apply account`, by the aliases. Throws a Fault where they make it too long. */
  full(name: string, { parents, aliases }: State, at: Position): string {
    const full = applyAliases(aliases, [...parents, name].join(':'), MOST_CHARACTERS);
    if (full !== undefined) return full;
    const message = `by the directives above, the account's name has more than ${MOST_CHARACTERS} characters`;
    throw new Fault('account-invalid', at, message, 'a name', 'mend the alias, or end it');
  }

  #grow(raw: number): void {
    this.#account = grown(this.#account, new Int32Array(raw * 2));
    this.#since = grown(this.#since, new Int32Array(raw * 2));
    this.#kind = grown(this.#kind, new Uint8Array(raw * 2));
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function kindOf(text: string): number {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  if (text.length < 2) return REAL;
  if (first === OPEN && last === CLOSE) return VIRTUAL;
  return first === OPEN_BRACKET && last === CLOSE_BRACKET ? BALANCED_VIRTUAL : REAL;
}

/** What is wrong with a name, what was expected, and how to mend it. */
function nameFault(name: string): readonly [message: string, expected: string, mend: string] | undefined {
  if (name === '') return ['the account has no name', 'a name', 'write the name'];
  const open = name.charAt(0);
  if ((open === '(' && !name.includes(')')) || (open === '[' && !name.includes(']'))) {
    return [`the ${open} of the account is not closed`, '(account) or [account]', 'close it, or take it out'];
  }
  if (name.length > MOST_CHARACTERS) {
    return [
      `the account's name has more than ${MOST_CHARACTERS} characters`,
      'a name',
      'put two blanks behind the name',
    ];
  }
  if (name.includes('\t')) {
    const why = 'one tab stands inside an account: ledger ends the name there, hledger takes it for a part of the name';
    return [why, 'two blanks between account and amount', 'put two blanks behind the name'];
  }
  if (/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.test(name)) {
    return ['a blank that is no plain one stands inside an account', 'plain blanks', 'type the blank again'];
  }
  // eslint-disable-next-line no-control-regex -- control characters are what this line is about
  return /[\u0000-\u001f\u007f]/.test(name)
    ? ['a control character stands inside an account', 'letters, digits, blanks and signs', 'take it out']
    : undefined;
}
