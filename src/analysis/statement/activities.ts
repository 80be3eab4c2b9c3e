import type { AccountType } from '../../model/journal.ts';
import type { DigestAccount } from './digest.ts';

/** The three activities of a statement of cash flows (IAS 7.10, ASC 230-10-45-10). */
export const ACTIVITIES = ['operating', 'investing', 'financing'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** Which accounts the owner said belong where: the first that an account's name holds counts, in any case. */
export type ActivityWords = Readonly<Partial<Record<Activity, readonly string[]>>>;

/** Words within a name by which a liability is money borrowed; all other liabilities belong to daily business. */
const BORROWED = ['loan', 'loans', 'mortgage', 'mortgages', 'note', 'notes', 'bond', 'bonds', 'debt', 'debts', 'lease'];

/** Words within a name by which an asset belongs to daily business; all other assets but cash are investments. */
const DAILY = [
  'receivable',
  'receivables',
  'prepaid',
  'prepayments',
  'prepaids',
  'inventory',
  'inventories',
  'stock-in-trade',
  'deposit',
  'deposits',
  'clearing',
  'transit',
  'transfers',
  'undeposited',
  'tax',
  'taxes',
  'vat',
  'gst',
  'advances',
  'reimbursable',
  'reimbursements',
  'ar',
];

function holds(name: string, words: readonly string[]): boolean {
  return name
    .toLowerCase()
    .split(/[:\s/&,.()]+/)
    .some((word) => words.includes(word));
}

const BY_TYPE: Readonly<Record<AccountType, (name: string) => Activity>> = {
  Income: () => 'operating',
  Expenses: () => 'operating',
  Equity: () => 'financing',
  Liabilities: (name) => (holds(name, BORROWED) ? 'financing' : 'operating'),
  Assets: (name) => (holds(name, DAILY) ? 'operating' : 'investing'),
};

/** To which activity the other side of a change in cash belongs: by the owner's word, else by type and name. */
export function activityOf({ name, type }: DigestAccount, said: ActivityWords): Activity {
  const lower = name.toLowerCase();
  const own = ACTIVITIES.find((activity) => said[activity]?.some((words) => lower.includes(words.toLowerCase())));
  return own ?? (type ? BY_TYPE[type](name) : 'operating');
}
