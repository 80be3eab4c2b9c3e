import type { Position, Problem } from '../../core/problem.ts';
import { ACCOUNT_TYPES, type AccountType } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import { tidy } from '../_text.ts';

/** An account as books name it. */
export interface BooksAccount {
  /** Levels apart by `:`. */
  readonly name: string;
  /** Its number in their chart of accounts. */
  readonly code?: string | undefined;
  /** Where the books state one. */
  readonly type?: AccountType | undefined;
}

export interface Placed {
  /** Below one of the five types: `Assets:Bank:Checking`. */
  readonly account: string;
  /** False where nobody says which type it is of; it then stands below Equity:Unclassified. */
  readonly known: boolean;
}

/** The names that hledger and ledger know the types by, in any case, and the words that accounting programs use. */
const TYPE_NAMES: readonly (readonly [RegExp, AccountType])[] = [
  [/^assets?$/i, 'Assets'],
  [/^(?:liabilit(?:y|ies)|debts?)$/i, 'Liabilities'],
  [/^equit(?:y|ies)$/i, 'Equity'],
  [/^(?:incomes?|revenues?)$/i, 'Income'],
  [/^expenses?$/i, 'Expenses'],
];

/** The type that an account's first level names: `revenues:sales` is income; undefined when it names none. */
export function typeByName(name: string): AccountType | undefined {
  const first = levelsOf(name)[0] ?? '';
  return TYPE_NAMES.find(([pattern]) => pattern.test(first))?.[1];
}

/** Levels of a name, fit for an account here: without line ends, semicolons (they begin a comment) and empty levels. */
function levelsOf(name: string): readonly string[] {
  return tidy(name)
    .replaceAll(';', ',')
    .split(':')
    .map((level) => level.trim())
    .filter((level) => level !== '');
}

function below(type: AccountType, levels: readonly string[]): string {
  return [type, ...(levels.length > 0 ? levels : ['Unnamed'])].join(':');
}

/** As people write an account with its number: each of these may stand in `accounts`. */
function waysToSay({ name, code = '' }: BooksAccount): readonly string[] {
  return code === '' ? [name] : [name, code, `${code} - ${name}`, `${code} ${name}`, `${name} (${code})`];
}

function isType(account: string): account is AccountType {
  return ACCOUNT_TYPES.some((type) => type === account);
}

/** By its whole name or its code; else by the longest beginning of its name that ends at a `:`, whose rest is kept. */
function byDeclaration(account: BooksAccount, declared: NonNullable<ReadOptions['accounts']>): string | undefined {
  const said = waysToSay(account).find((way) => Object.hasOwn(declared, way));
  const whole = said === undefined ? undefined : declared[said];
  if (whole !== undefined) return isType(whole) ? below(whole, levelsOf(account.name)) : whole;
  const { name } = account;
  for (let end = name.lastIndexOf(':'); end > 0; end = name.lastIndexOf(':', end - 1)) {
    const beginning = name.slice(0, end);
    const target = Object.hasOwn(declared, beginning) ? declared[beginning] : undefined;
    if (target !== undefined) return [target, ...levelsOf(name.slice(end + 1))].join(':');
  }
  return undefined;
}

/**
 * Where an account of books stands among the five types: as the owner declares it (`accounts` of the books); else below
 * the type that the books state; else below the type that its first level names; else below Equity:Unclassified, and
 * then `unplacedAccount` says how to declare it. A first level that names the very type is replaced by it:
 * `revenues:sales` is Income:sales.
 */
export function placeAccount(account: BooksAccount, declared: ReadOptions['accounts']): Placed {
  const said = declared && byDeclaration(account, declared);
  if (said !== undefined) return { account: said, known: true };
  const levels = levelsOf(account.name);
  const named = typeByName(account.name);
  const type = account.type ?? named;
  if (type === undefined) return { account: ['Equity', 'Unclassified', ...levels].join(':'), known: false };
  return { account: below(type, named === type ? levels.slice(1) : levels), known: true };
}

/** For an account that is not known: once a file, at the first posting to it. */
export function unplacedAccount({ name, code = '' }: BooksAccount, at: Position): Problem {
  const key = JSON.stringify(code === '' ? name : `${code} - ${name}`);
  return problem('account-unplaced', at, `account ${shown(name)} is of no known type`, {
    expected: 'a type in the books, or a place in the portfolio',
    mend: `declare it under \`accounts\` of these books, such as { ${key}: "Expenses:${levelsOf(name).join(':') || 'Other'}" }`,
  });
}
