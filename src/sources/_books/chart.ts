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

/** How a program writes accounts. */
export interface Saying {
  /** What an account cell, a code cell and a heading mean: `610 - Debtors` is Debtors with the code 610. */
  readonly account: (name: string, code: string) => Pick<StatedAccount, 'name' | 'code'>;
  /** Types of the accounts that the program makes by itself, by their names. */
  readonly known?: (name: string) => AccountType | undefined;
}

/** The accounts of a file, each placed once; of each that has no place there is one problem. */
export class Chart {
  readonly problems: Problem[] = [];
  readonly #declared: ReadOptions['accounts'];
  readonly #says: Saying;
  readonly #placed = new Map<string, ChartAccount>();

  constructor(declared: ReadOptions['accounts'], says: Saying) {
    this.#declared = declared;
    this.#says = says;
  }

  place(written: StatedAccount, at: () => Position): ChartAccount {
    const key = `${written.name}\0${written.code}\0${written.type}\0${written.group}`;
    const before = this.#placed.get(key);
    if (before) return before;
    const placed = this.#make({ ...written, ...this.#says.account(tidy(written.name), written.code) }, at);
    this.#placed.set(key, placed);
    return placed;
  }

  #make({ name: stated, code, type, group }: StatedAccount, at: () => Position): ChartAccount {
    const books = typeOf(group)?.type ?? typeOf(type)?.type ?? this.#says.known?.(stated);
    const { account, known } = placeAccount({ name: stated, code, type: books }, this.#declared);
    if (!known) this.problems.push(unplacedAccount({ name: stated, code }, at()));
    const cash =
      account.startsWith('Assets:') && ((typeOf(type)?.cash ?? false) || (type === '' && isCashName(account)));
    return { account, stated, type: books ?? (known ? typeByName(account) : undefined), cash };
  }
}
