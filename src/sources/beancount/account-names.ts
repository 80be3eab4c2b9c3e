import { COLON, MINUS, NINE, ZERO } from '../_ledger/bytes.ts';
import { typeOfName } from '../_ledger/accounts.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import { ByteNames, HASH_SEED, hashStep } from '../_ledger/names.ts';
import { ACCOUNT_TYPES, type AccountType } from '../../model/journal.ts';
import type { Roots } from './options.ts';
import { isLower, isUpper, shownRest, syntax } from './tokens.ts';

/** Bytes of accounts: letters, digits, `-`, `:`, and all of UTF-8 beyond ASCII. */
const ACCOUNT = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const plain = isUpper(byte) || isLower(byte) || (byte >= ZERO && byte <= NINE) || byte === MINUS || byte === COLON;
  ACCOUNT[byte] = plain || byte >= 0x80 ? 1 : 0;
}

const LEVEL = /^[\p{Lu}\p{Lt}\p{Lo}\p{Nd}][\p{L}\p{M}\p{Nd}-]*$/u;
const MOST_BYTES = 512;
const EXPECTED = 'an account such as Assets:Bank:Checking';

/** Accounts by their bytes; each name is looked at once, and again when the roots are renamed. */
export class AccountNames {
  readonly #draft: Draft;
  readonly #raw = new ByteNames();
  /** By raw name; -1 where it is not looked up. */
  #account = new Int32Array(256).fill(-1);

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** To be called whenever the roots change. */
  forget(): void {
    this.#account.fill(-1);
  }

  /** True where an account can begin. */
  begins(cursor: Cursor): boolean {
    const byte = cursor.peek();
    return isUpper(byte) || byte >= 0x80;
  }

  /** Takes an account off the line; throws a Fault. */
  read(cursor: Cursor, roots: Roots): number {
    const { bytes, end } = cursor;
    const from = cursor.at;
    let hash = HASH_SEED;
    let at = from;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (ACCOUNT[byte] === 0) break;
      hash = hashStep(hash, byte);
    }
    if (at === from) throw syntax(cursor, `${shownRest(cursor)} is no account`, EXPECTED);
    if (at - from > MOST_BYTES) throw invalid(cursor, from, `the account has more than ${MOST_BYTES} bytes`);
    cursor.at = at;
    const raw = this.#raw.id(bytes, from, at, hash);
    const known = raw < this.#account.length ? (this.#account[raw] as number) : -1;
    return known >= 0 ? known : this.#look(raw, cursor, from, roots);
  }

  #look(raw: number, cursor: Cursor, from: number, roots: Roots): number {
    const name = this.#raw.text(raw);
    const [root = '', ...levels] = name.split(':');
    const type = ACCOUNT_TYPES.find((one) => roots[one] === root);
    if (type === undefined || levels.length === 0) {
      const all = ACCOUNT_TYPES.map((one) => `${roots[one]}:`).join(', ');
      throw invalid(cursor, from, `"${name}" is no account of beancount`, `${EXPECTED}, below ${all}`);
    }
    const odd = levels.find((level) => !LEVEL.test(level));
    if (odd !== undefined) {
      throw invalid(cursor, from, `"${name}" has a level that begins with no capital or digit, or is empty`);
    }
    const account = this.#draft.accounts.id(name);
    this.#draft.accounts.setType(name, { type, cash: isCash(type, levels) });
    if (raw >= this.#account.length) {
      const longer = new Int32Array(raw * 2).fill(-1);
      longer.set(this.#account);
      this.#account = longer;
    }
    this.#account[raw] = account;
    return account;
  }
}

function isCash(type: AccountType, levels: readonly string[]): boolean {
  return typeOfName([type, ...levels].join(':'))?.cash ?? false;
}

function invalid(cursor: Cursor, from: number, message: string, expected = EXPECTED): Fault {
  return new Fault('account-invalid', cursor.position(from), message, expected, 'mend the name');
}
