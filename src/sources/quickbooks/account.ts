import type { AccountType } from '../../model/journal.ts';

const NUMBER = /^\d[\d.-]{1,8}(?= )/;

/**
 * An account as QuickBooks writes it: `6000 Payroll:6010 Wages`, and in Desktop `6010 · Wages`. The number of the last
 * level is its code. An account that was deleted or made inactive says so behind its name, and is the same account.
 */
export function readAccount(text: string, code: string): { readonly name: string; readonly code: string } {
  const levels = text.split(':').map((level) =>
    level
      .trim()
      .replace(/ \((?:deleted|inactive)(?:-\d{1,6})?\)$/i, '')
      .replace(' · ', ' '),
  );
  const number = NUMBER.exec(levels.at(-1) ?? '')?.[0] ?? '';
  return { name: levels.join(':'), code: code === '' ? number : code };
}

/** Accounts that QuickBooks makes by itself, in lower case; an account below one of them is of its type. */
const OWN: Readonly<Record<AccountType, readonly string[]>> = {
  Assets: [
    'accounts receivable',
    'accounts receivable (a/r)',
    'undeposited funds',
    'payments to deposit',
    'inventory asset',
    'uncategorized asset',
  ],
  Liabilities: [
    'accounts payable',
    'accounts payable (a/p)',
    'sales tax payable',
    'payroll liabilities',
    'sales tax agency payable',
  ],
  Equity: [
    'opening balance equity',
    'retained earnings',
    "owner's equity",
    "owner's investment",
    "owner's pay & personal expenses",
  ],
  Income: ['sales', 'services', 'sales of product income', 'uncategorized income', 'billable expense income'],
  Expenses: ['cost of goods sold', 'uncategorized expense', 'payroll expenses', 'reconciliation discrepancies'],
};

const TYPES: ReadonlyMap<string, AccountType> = new Map(
  Object.entries(OWN).flatMap(([type, names]) => names.map((name) => [name, type as AccountType] as const)),
);

/** The type of an account that QuickBooks makes by itself; undefined of others, since its journal states no types. */
export function knownType(name: string): AccountType | undefined {
  const first = name.split(':', 1)[0] ?? '';
  return TYPES.get(first.replace(NUMBER, '').trim().toLowerCase());
}
