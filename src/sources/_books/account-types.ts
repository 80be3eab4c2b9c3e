import type { AccountType } from '../../model/journal.ts';

/** What an accounting program's word for the type of an account means here. */
export interface KnownType {
  readonly type: AccountType;
  /** Money at hand. */
  readonly cash: boolean;
}

function words(list: string): readonly string[] {
  return list.split('|').map((word) => word.trim());
}

/** Types as Xero, QuickBooks (Online and Desktop) and Wave write them, in lower case. */
const TYPES: Readonly<Record<AccountType, readonly string[]>> = {
  Assets: words(
    `asset | assets | current asset | current assets | fixed asset | fixed assets | inventory | non-current asset |
    non-current assets | prepayment | accounts receivable | accounts receivable (a/r) | other current asset |
    other current assets | other asset | other assets | property, plant, equipment | depreciation and amortization |
    money in transit | expected payments from customers | vendor prepayments and vendor credits | other short-term asset |
    other long-term asset | receivable | current | fixed | noncurrent | property, plant, equipment`,
  ),
  Liabilities: words(
    `liability | liabilities | liabilities & credit cards | current liability | current liabilities | non-current liability |
    non-current liabilities | accounts payable | accounts payable (a/p) | credit card | other current liability |
    other current liabilities | long term liability | long term liabilities | long-term liability | long-term liabilities |
    loan and line of credit | expected payments to vendors | sales taxes | sales tax | gst | vat | due for payroll |
    due to you and other business owners | customer prepayments and customer credits | other short-term liability |
    other long-term liability | unpaid expense claims | payg liability | superannuation liability | payroll liability | payable |
    currliab | termliab | paygliability | superannuationliability`,
  ),
  Equity: words(
    `equity | owner's equity | retained earnings | current year earnings | historical adjustment | historical |
    retained earnings: profit | business owner contribution and drawing | business owner contribution | owner contribution and drawing`,
  ),
  Income: words(
    `income | revenue | sales | other income | discount | uncategorized income | gain on foreign exchange | otherincome |
    non-operating income | operating income`,
  ),
  Expenses: words(
    `expense | expenses | direct costs | directcosts | overhead | overheads | depreciation | depreciatn | other expense |
    other expenses | cost of goods sold | cost of sales | operating expense | payment processing fee | payroll expense |
    uncategorized expense | loss on foreign exchange | wages expense | wagesexpense | superannuation expense |
    superannuationexpense | rounding | bank revaluations | unrealised currency gains | realised currency gains`,
  ),
};

/** Types that hold money at hand. */
const CASH: ReadonlySet<string> = new Set(['bank', 'cash', 'cash and bank']);

const KNOWN: ReadonlyMap<string, AccountType> = new Map(
  Object.entries(TYPES).flatMap(([type, list]) => list.map((word) => [word, type as AccountType] as const)),
);

/** The type that a word of the program stands for; undefined when it is no type. */
export function typeOf(word: string): KnownType | undefined {
  const key = word.trim().toLowerCase();
  if (CASH.has(key)) return { type: 'Assets', cash: true };
  const type = KNOWN.get(key);
  return type && { type, cash: false };
}

const AT_HAND =
  /(?:^|[^a-z])(?:cash|bank|checking|chequing|savings?|current account|petty cash|undeposited funds)(?:[^a-z]|$)/i;

/** Whether an account that is placed among the assets holds money at hand, by its name. */
export function isCashName(account: string): boolean {
  return account.startsWith('Assets:') && AT_HAND.test(account.slice('Assets:'.length));
}
