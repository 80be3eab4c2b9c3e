import type { ReadOptions } from '../../model/source.ts';

/**
 * The entity of the portfolio that a posting's account or payee stands for, as the owner declares it under
 * `counterparties` of the books: by the account's whole name, a beginning of it that ends at a `:`, or the payee.
 */
export function counterpartyOf(
  declared: ReadOptions['counterparties'],
  account: string,
  payee: string,
): string | undefined {
  if (!declared) return undefined;
  if (Object.hasOwn(declared, account)) return declared[account];
  for (let end = account.lastIndexOf(':'); end > 0; end = account.lastIndexOf(':', end - 1)) {
    const beginning = account.slice(0, end);
    if (Object.hasOwn(declared, beginning)) return declared[beginning];
  }
  return Object.hasOwn(declared, payee) ? declared[payee] : undefined;
}
