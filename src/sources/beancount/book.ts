import type { Book } from '../_ledger/seal.ts';
import { checkBalances } from './balances.ts';
import { Booker } from './booker.ts';
import type { Declared } from './declared.ts';
import { inOrder } from './order.ts';
import { workPadsOut } from './pads.ts';
import { checkAccounts } from './validity.ts';

/** Books a draft by beancount's rules: lots and amounts left out, then pads, then balances and accounts are checked. */
export function bookAsBeancount(declared: Declared): Book {
  return (draft, amounts) => {
    const order = inOrder(draft, declared.balances);
    const booker = new Booker(draft, declared, amounts);
    booker.all(order);
    const { costs, market, refused } = booker;
    workPadsOut(draft, declared, amounts, order, refused);
    const assertions = checkBalances(draft, declared, amounts, order, refused);
    checkAccounts(draft, declared, amounts, refused);
    return { costs, market, refused, assertions };
  };
}
