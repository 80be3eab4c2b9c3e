import { compare, negate, subtract } from '../../core/decimal.ts';
import type { JournalAssertion } from '../../model/journal.ts';
import { problem } from '../_codes.ts';
import { amountText } from '../_ledger/amount-text.ts';
import type { Amounts } from '../_ledger/amounts.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { BalanceDraft, Declared } from './declared.ts';
import { Balances } from './running.ts';
import { balanceTolerance } from './tolerances.ts';

/**
 * Checks what is asserted: what an account and those below it hold at the beginning of the day, to a tolerance. The
 * assertions that it answers are of the end of the day before, as those of other journals are of the end of theirs.
 */
export function checkBalances(
  draft: Draft,
  declared: Declared,
  amounts: Amounts,
  order: Uint32Array,
  refused: Uint8Array,
): JournalAssertion[] {
  const found: JournalAssertion[] = [];
  if (declared.balances.length === 0) return found;
  const balances = new Balances(draft, amounts, declared.balances);
  for (const one of order) {
    const balance = declared.balances[one - draft.transactions.count];
    if (balance) found.push(check(draft, declared, balance, balances));
    else if (refused[one] !== 1) balances.pass(one);
  }
  contradictions(draft, declared.balances);
  return found;
}

function check(draft: Draft, { options }: Declared, balance: BalanceDraft, balances: Balances): JournalAssertion {
  const { at, day, account, commodity, amount: stated, tolerance } = balance;
  const found = balances.of(account, commodity);
  const difference = subtract(found, stated);
  const size = difference.mantissa < 0n ? negate(difference) : difference;
  const allowed = tolerance ?? balanceTolerance(stated, options);
  if (compare(size, allowed) > 0) {
    const symbol = draft.commodities.symbol(commodity);
    const name = draft.accounts.names[account] ?? '';
    const [is, not, by] = [found, stated, difference].map((amount) => amountText(symbol, amount));
    const message = `the balance of ${name} is ${is} here, not ${not} (difference ${by})`;
    const mend = 'find the posting that is missing or wrong, or mend the balance';
    draft.problem(problem('assertion-failed', at, message, { expected: amountText(symbol, stated), mend }));
  }
  return { at, day: day - 1, account, commodity, stated, found };
}

/** Two balances of one account and commodity on one day say the same amount. */
function contradictions(draft: Draft, balances: readonly BalanceDraft[]): void {
  const first = new Map<string, BalanceDraft>();
  for (const balance of balances) {
    const key = `${balance.day} ${balance.account} ${balance.commodity}`;
    const other = first.get(key);
    if (!other) first.set(key, balance);
    else if (compare(other.amount, balance.amount) !== 0) {
      const message = `another balance of the day says ${amountText(draft.commodities.symbol(other.commodity), other.amount)}, in ${other.at.file}:${other.at.line}`;
      const advice = { expected: 'one balance of an account and a day', mend: 'take one out' };
      draft.problem(problem('assertion-contradicted', balance.at, message, advice));
    }
  }
}
