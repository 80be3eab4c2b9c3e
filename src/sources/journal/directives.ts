import type { Position } from '../../core/problem.ts';
import { problem, shown } from '../_codes.ts';
import { SEMICOLON, SPACE } from '../_ledger/bytes.ts';
import { typeOfTag } from '../_ledger/accounts.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { AccountNames } from './account-names.ts';
import { parseAlias } from './aliases.ts';
import type { CommodityDirectives } from './commodity-directives.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { passBelow } from './directives-below.ts';
import { Fault } from '../_ledger/fault.ts';
import type { State } from './state.ts';
import { tagsOf } from './tags.ts';
import { UNSUPPORTED } from './unsupported.ts';

/** A directive as it stands: its words, and where what is behind the first word begins. */
interface Line {
  readonly cursor: Cursor;
  readonly state: State;
  readonly at: Position;
  readonly word: string;
  /** The rest of the line, comment and all. */
  readonly rest: string;
  /** The rest without its comment. */
  readonly text: string;
  /** Comments of the line and of those indented below it. */
  readonly comments: readonly string[];
  /** Words of the lines below it that are no comments. */
  readonly below: readonly string[];
}

type Directive = (line: Line) => void;

/** Every name is tried against each alias: more of them would make a journal slow to read. */
const MOST_ALIASES = 1000;
/** An `apply` in an `apply`; further ones are a mistake that repeats. */
const MOST_APPLIED = 100;

/** Reads directives; each changes the state of the lines below it, or declares something for the whole journal. */
export class Directives {
  readonly #draft: Draft;
  readonly #names: AccountNames;
  readonly #commodities: CommodityDirectives;
  readonly #table: ReadonlyMap<string, Directive>;

  constructor(draft: Draft, names: AccountNames, commodities: CommodityDirectives) {
    this.#draft = draft;
    this.#names = names;
    this.#commodities = commodities;
    this.#table = new Map<string, Directive>([
      ['account', (line) => this.#account(line)],
      ['alias', (line) => this.#alias(line)],
      ['apply', (line) => this.#apply(line)],
      ['end', (line) => this.#end(line)],
      ['payee', (line) => this.#named(line)],
      ['tag', (line) => this.#named(line)],
      ['year', (line) => this.#year(line)],
      ['Y', (line) => this.#year(line)],
      ['bucket', (line) => this.#bucket(line)],
      ['A', (line) => this.#bucket(line)],
      ['N', () => undefined],
    ]);
  }

  /** Reads the directive that begins here, its indented lines included; throws a Fault. */
  read(cursor: Cursor, state: State): void {
    const at = cursor.position();
    const from = cursor.at;
    const word = wordHere(cursor);
    const bare = word.replace(/^[!@]/, '');
    if (this.#commodities.reads(bare)) {
      this.#commodities.read(bare, cursor, state);
      return;
    }
    const directive = this.#table.get(bare) ?? (/^Y\d/.test(bare) ? this.#table.get('Y') : undefined);
    if (!directive) throw unknown(cursor, from, bare);
    if (bare !== word && word.startsWith('@')) throw unknown(cursor, from, bare);
    if (/^Y\d/.test(bare)) cursor.at = from + word.length - bare.length + 1;
    const rest = cursor.rest();
    const semicolon = rest.indexOf(';');
    const text = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim();
    const comments = semicolon < 0 ? [] : [rest.slice(semicolon + 1)];
    const below: string[] = [];
    passBelow(cursor, comments, below);
    directive({ cursor, state, at, word: bare, rest, text, comments, below });
  }

  #account({ state, at, text, comments, below }: Line): void {
    // hledger ends the name at two blanks; what stood behind them was a type once, and is refused now.
    const [name = '', ...more] = text.split(/ {2,}|\t+/);
    if (name === '') throw fault(at, 'the account has no name', 'a name', 'write the name');
    if (more.length > 0)
      throw fault(at, `${shown(more.join(' '))} stands behind the account`, 'a comment', 'write `; type: A`');
    const account = this.#names.full(name, state, at);
    this.#draft.accounts.declare(account, at);
    const type = comments.flatMap(tagsOf).find(([tag]) => tag === 'type')?.[1];
    const typed = type === undefined ? undefined : typeOfTag(type);
    if (typed) this.#draft.accounts.setType(account, typed);
    else if (type !== undefined) {
      throw new Fault(
        'account-type-invalid',
        at,
        `${shown(type)} is no type of account`,
        'A, L, E, R, X, C, V, Asset, Liability, Equity, Revenue, Expense, Cash or Conversion',
        'mend the type',
      );
    }
    this.#ignored(below, at, ['note']);
  }

  #alias({ state, at, rest }: Line): void {
    const alias = parseAlias(rest);
    if (typeof alias === 'string') {
      throw new Fault('alias-invalid', at, alias, 'OLD = NEW, or /PATTERN/ = NEW', 'mend the alias');
    }
    if (state.aliases.length >= MOST_ALIASES) {
      const message = `more than ${MOST_ALIASES} aliases are in force`;
      throw new Fault('alias-invalid', at, message, 'fewer', 'put `end aliases` where they are no longer needed');
    }
    state.aliases = [alias, ...state.aliases];
    this.#names.forget();
  }

  #apply({ state, at, text }: Line): void {
    const [what = '', ...words] = text.split(/\s+/);
    const value = text.slice(what.length).trim();
    if (what !== 'account' && what !== 'tag' && what !== 'year') {
      throw new Fault(
        'journal-unsupported',
        at,
        `\`apply ${what}\` is a directive of ledger`,
        'apply account, tag or year',
        'take it out',
      );
    }
    if (words.length === 0) throw fault(at, `\`apply ${what}\` says nothing`, `the ${what}`, `write the ${what}`);
    if (state.applied.length >= MOST_APPLIED)
      throw fault(at, `more than ${MOST_APPLIED} \`apply\` are open`, 'an `end apply` for each', 'end them');
    state.applied = [...state.applied, { what, before: state.year }];
    if (what === 'account') state.parents = [...state.parents, value];
    if (what === 'tag') state.tags = [...state.tags, value];
    if (what === 'year') state.year = yearIn(value, at);
    this.#names.forget();
  }

  #end({ state, at, text }: Line): void {
    const words = text.split(/\s+/);
    if (words[0] === 'aliases' && words.length === 1) state.aliases = [];
    else if (words[0] === 'tag' && words.length === 1) return;
    else if (words[0] === 'apply' && words.length <= 2) endApply(state, at, words[1]);
    else
      throw fault(at, `\`end ${text}\` ends nothing`, 'end apply account, end aliases or end comment', 'take it out');
    this.#names.forget();
  }

  #named({ at, word, text, below }: Line): void {
    if (text === '') throw fault(at, `\`${word}\` names nothing`, 'a name', 'write the name');
    this.#ignored(below, at, ['note', 'uuid']);
  }

  #year({ state, at, text }: Line): void {
    state.year = yearIn(text, at);
  }

  #bucket({ state, at, text }: Line): void {
    if (text === '') throw fault(at, 'the bucket names no account', 'an account', 'write the account');
    state.bucket = this.#names.full(text, state, at);
  }

  /** Lines below a directive that would change what ledger makes of the journal; hledger leaves them. */
  #ignored(below: readonly string[], at: Position, harmless: readonly string[]): void {
    for (const line of below) {
      const [word = ''] = line.split(/\s+/);
      if (harmless.includes(word) || !['alias', 'payee', 'check', 'assert', 'eval', 'default', 'value'].includes(word))
        continue;
      const message = `\`${word}\` below a directive is ledger's, and is left out as hledger does`;
      const advice = {
        expected: 'what hledger reads, too',
        mend: word === 'alias' ? 'write an `alias` directive' : 'take it out',
      };
      this.#draft.problem(problem('journal-not-applied', at, message, advice));
    }
  }
}

function fault(at: Position, message: string, expected: string, mend: string): Fault {
  return new Fault('journal-syntax', at, message, expected, mend);
}

function unknown(cursor: Cursor, from: number, word: string): Fault {
  const at = cursor.position(from);
  const what = UNSUPPORTED.get(word);
  if (what !== undefined) {
    return new Fault(
      'journal-unsupported',
      at,
      `\`${word}\` is ${what}, and is not read`,
      'what hledger reads',
      'take it out',
    );
  }
  const expected = 'a date, a directive, or ; with a comment';
  return new Fault('journal-syntax', at, `${shown(word)} begins no entry`, expected, 'mend the line');
}

/** The word that begins here; the cursor stands behind it. */
function wordHere(cursor: Cursor): string {
  const from = cursor.at;
  while (cursor.peek() > SPACE && cursor.peek() !== SEMICOLON) cursor.at += 1;
  return cursor.text(from, cursor.at);
}

function yearIn(text: string, at: Position): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year >= 1900 && year <= 2199) return year;
  throw new Fault(
    'date-invalid',
    at,
    `${shown(text)} is no year from 1900 to 2199`,
    'a year such as 2026',
    'mend the year',
  );
}

function endApply(state: State, at: Position, what: string | undefined): void {
  const last = state.applied.at(-1);
  if (!last || (what !== undefined && last.what !== what)) {
    throw fault(
      at,
      `\`end apply${what === undefined ? '' : ` ${what}`}\` ends nothing`,
      'an `apply` above',
      'take it out',
    );
  }
  state.applied = state.applied.slice(0, -1);
  if (last.what === 'account') state.parents = state.parents.slice(0, -1);
  if (last.what === 'tag') state.tags = state.tags.slice(0, -1);
  if (last.what === 'year') state.year = last.before;
}
