import type { Position } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import type { Amounts } from '../_ledger/amounts.ts';
import { dayText } from '../_ledger/calendar.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { Declared } from './declared.ts';
import { placeOf } from './place.ts';

/** Checks that accounts are open on the days on which they are used, and hold what they are opened for. */
export function checkAccounts(draft: Draft, declared: Declared, amounts: Amounts, refused: Uint8Array): void {
  new Accounts(draft, declared).check(amounts, refused);
}

/** A day before and behind all others. */
const NEVER = 2 ** 30;

class Accounts {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  /** Accounts that are not opened are named once. */
  readonly #named = new Set<number>();

  constructor(draft: Draft, declared: Declared) {
    this.#draft = draft;
    this.#declared = declared;
    const { count } = draft.accounts;
    this.#from = new Int32Array(count).fill(declared.opensItself ? -NEVER : NEVER);
    this.#to = new Int32Array(count).fill(NEVER);
    for (const [account, { day }] of declared.opened) this.#from[account] = day;
    for (const [account, { day }] of declared.closed) this.#to[account] = day;
  }

  check(amounts: Amounts, refused: Uint8Array): void {
    const { postings, accounts } = this.#draft;
    const allowed = Array.from({ length: accounts.count }, (_, id) => this.#declared.opened.get(id)?.commodities);
    for (let posting = 0; posting < postings.count; posting += 1) {
      const account = postings.account[posting] as number;
      const day = postings.day[posting] as number;
      if (day < (this.#from[account] as number) || day > (this.#to[account] as number)) {
        this.#closed(account, day, placeOf(this.#draft, posting));
      }
      const only = allowed[account];
      if (only && refused[postings.transaction[posting] as number] !== 1) this.#holds(posting, only, amounts);
    }
    for (const { day, account, at, afterClose } of this.#declared.mentions) {
      const late = !afterClose && day > (this.#to[account] as number);
      if (late || day < (this.#from[account] as number)) this.#closed(account, day, at);
    }
    for (const { account, commodity, at } of this.#declared.balances) {
      const only = allowed[account];
      if (only && !only.has(commodity)) this.#strange(account, commodity, at);
    }
    this.#closings();
  }

  #holds(posting: number, only: ReadonlySet<number>, amounts: Amounts): void {
    const { postings } = this.#draft;
    const account = postings.account[posting] as number;
    const all = [
      postings.commodity[posting] as number,
      ...(amounts.parts.get(posting) ?? []).map((one) => one.commodity),
    ];
    for (const commodity of all) {
      // What balances to nothing is in no commodity.
      if (only.has(commodity) || this.#draft.commodities.symbol(commodity) === '') continue;
      this.#strange(account, commodity, placeOf(this.#draft, posting));
    }
  }

  #strange(account: number, commodity: number, at: Position): void {
    const { accounts, commodities } = this.#draft;
    const opened = this.#declared.opened.get(account);
    const only = [...(opened?.commodities ?? [])].map((id) => commodities.symbol(id)).join(', ');
    const message = `${accounts.names[account] ?? ''} is not opened for ${commodities.symbol(commodity)}`;
    const advice = { expected: only, mend: `mend the amount, or add the commodity in line ${opened?.at.line ?? 0}` };
    this.#draft.problem(problem('account-commodity', at, message, advice));
  }

  #closed(account: number, day: number, at: Position): void {
    const name = this.#draft.accounts.names[account] ?? '';
    const { opened, closed } = this.#declared;
    const open = opened.get(account);
    const close = closed.get(account);
    if (!open && !this.#declared.opensItself) {
      if (this.#named.has(account)) return;
      this.#named.add(account);
      const advice = { expected: `a line \`${dayText(day)} open ${name}\` or earlier`, mend: 'write it' };
      this.#draft.problem(problem('account-not-open', at, `${name} is never opened`, advice));
      return;
    }
    const [message, expected] =
      close && day > close.day
        ? [`${name} is closed since ${dayText(close.day)}`, `a day up to ${dayText(close.day)}`]
        : [`${name} is opened on ${dayText(open?.day ?? day)} only`, `a day from ${dayText(open?.day ?? day)} on`];
    this.#draft.problem(problem('account-not-open', at, message, { expected, mend: 'mend one of the two days' }));
  }

  #closings(): void {
    for (const [account, { day, at }] of this.#declared.closed) {
      const open = this.#declared.opened.get(account);
      const name = this.#draft.accounts.names[account] ?? '';
      if (open ? open.day <= day : this.#declared.opensItself) continue;
      const advice = { expected: 'an account that is opened before', mend: 'open it, or take the closing out' };
      this.#draft.problem(problem('account-life', at, `${name} is closed without being open`, advice));
    }
  }
}
