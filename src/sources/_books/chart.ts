import type { Position, Problem } from '../../core/problem.ts';
import type { AccountType } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { tidy } from '../_text.ts';
import { isCashName, typeOf } from './account-types.ts';
import { placeAccount, typeByName, unplacedAccount } from './place-account.ts';

/** An account as an export states it in one line. */
export interface StatedAccount {
  readonly name: string;
  readonly code: string;
  /** The program's words for its type and for the group that the type is of. */
  readonly type: string;
  readonly group: string;
}

/** An account where it stands here. */
export interface ChartAccount {
  /** Below one of the five types. */
  readonly account: string;
  /** As the books name it, for `counterparties`. */
  readonly stated: string;
  /** Its type in the books, or else here; undefined where nobody says. */
  readonly type: AccountType | undefined;
  readonly cash: boolean;
}

/** The accounts of a file, each placed once; of each that has no place there is one problem. */
export class Chart {
  readonly problems: Problem[] = [];
  readonly #declared: ReadOptions['accounts'];
  readonly #known: (name: string) => AccountType | undefined;
  readonly #placed = new Map<string, ChartAccount>();

  /** `known` answers the type of accounts that a program makes by itself, by their names. */
  constructor(declared: ReadOptions['accounts'], known: (name: string) => AccountType | undefined = () => undefined) {
    this.#declared = declared;
    this.#known = known;
  }

  place(stated: StatedAccount, at: () => Position): ChartAccount {
    const key = [stated.name, stated.code, stated.type, stated.group].join('\0');
    const before = this.#placed.get(key);
    if (before) return before;
    const placed = this.#make(stated, at);
    this.#placed.set(key, placed);
    return placed;
  }

  #make({ name, code, type, group }: StatedAccount, at: () => Position): ChartAccount {
    const stated = tidy(name);
    const books = typeOf(group)?.type ?? typeOf(type)?.type ?? this.#known(stated);
    const { account, known } = placeAccount({ name: stated, code, type: books }, this.#declared);
    if (!known) this.problems.push(unplacedAccount({ name: stated, code }, at()));
    const cash =
      account.startsWith('Assets:') && ((typeOf(type)?.cash ?? false) || (type === '' && isCashName(account)));
    return { account, stated, type: books ?? (known ? typeByName(account) : undefined), cash };
  }
}
