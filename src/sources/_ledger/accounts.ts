import type { Position } from '../../core/problem.ts';
import type { AccountType, JournalAccount } from '../../model/journal.ts';

/** What a `type:` tag may say, and hledger's letters for it; C is cash, V a conversion account (equity). */
const TYPES: ReadonlyMap<string, { readonly type: AccountType; readonly cash: boolean }> = new Map(
  (
    [
      ['a', 'asset', 'Assets', false],
      ['c', 'cash', 'Assets', true],
      ['l', 'liability', 'Liabilities', false],
      ['e', 'equity', 'Equity', false],
      ['v', 'conversion', 'Equity', false],
      ['r', 'revenue', 'Income', false],
      ['x', 'expense', 'Expenses', false],
    ] as const
  ).flatMap(([letter, word, type, cash]) => [
    [letter, { type, cash }],
    [word, { type, cash }],
  ]),
);

export interface Typed {
  readonly type: AccountType;
  readonly cash: boolean;
}

/** The type that a `type:` tag says; undefined for a word that is none. */
export function typeOfTag(value: string): Typed | undefined {
  return TYPES.get(value.toLowerCase());
}

/** By name, as hledger 1.25 infers it ("Account types" in its manual); each pattern is linear. */
const BY_NAME: readonly (readonly [pattern: RegExp, typed: Typed])[] = [
  [/^assets?(?::.+)?:(?:cash|bank|che(?:ck|que?)(?:ing)?|savings?|current)(?::|$)/i, { type: 'Assets', cash: true }],
  [/^assets?(?::|$)/i, { type: 'Assets', cash: false }],
  [/^(?:debts?|liabilit(?:y|ies))(?::|$)/i, { type: 'Liabilities', cash: false }],
  [/^equity(?::|$)/i, { type: 'Equity', cash: false }],
  [/^(?:income|revenue)s?(?::|$)/i, { type: 'Income', cash: false }],
  [/^expenses?(?::|$)/i, { type: 'Expenses', cash: false }],
];

export function typeOfName(name: string): Typed | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

/** The account and those above it, nearest first: `a:b:c`, `a:b`, `a`. */
function withParents(name: string): string[] {
  const names = [name];
  for (let at = name.lastIndexOf(':'); at > 0; at = name.lastIndexOf(':', at - 1)) names.push(name.slice(0, at));
  return names;
}

/** The accounts of a journal while it is read. */
export class Accounts {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #declared = new Map<string, Position>();
  readonly #types = new Map<string, Typed>();

  get count(): number {
    return this.#names.length;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  id(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  declare(name: string, at: Position): void {
    this.id(name);
    if (!this.#declared.has(name)) this.#declared.set(name, at);
  }

  setType(name: string, typed: Typed): void {
    this.#types.set(name, typed);
  }

  /** Declared for it, or for the nearest above it; else by its name. */
  #typed(name: string): Typed | undefined {
    for (const one of withParents(name)) {
      const typed = this.#types.get(one);
      if (typed) return typed;
    }
    return typeOfName(name);
  }

  sealed(): JournalAccount[] {
    return this.#names.map((name) => {
      const typed = this.#typed(name);
      const declared = this.#declared.get(name);
      return { name, type: typed?.type, cash: typed?.cash ?? false, ...(declared ? { declared } : {}) };
    });
  }
}
