import type { Ground, Reading } from '../input.ts';
import { bookkeeping, type Bookkeeping } from './bookkeeping.ts';
import { chartOfAccounts, type ChartOfAccounts } from './chart-of-accounts.ts';
import { contractors, type Contractors } from './contractors.ts';
import { expenseAudit, type ExpenseAudit } from './expenses.ts';
import { papers, type Papers } from './papers.ts';
import { reconciliation, type Reconciliation } from './reconciliation.ts';

export type { Bookkeeping, Close, EntityBookkeeping } from './bookkeeping.ts';
export type { ChartAccount, ChartOfAccounts, EntityChart } from './chart-of-accounts.ts';
export type { Contractors, ContractorYear } from './contractors.ts';
export type { PossibleDuplicate } from './duplicates.ts';
export type { EntityExpenses, ExpenseAudit } from './expenses.ts';
export type { Papers, UnpaperedExpenses } from './papers.ts';
export type { Comparison, Reconciliation } from './reconciliation.ts';

/** What an auditor looks at first. */
export interface AuditFacts {
  readonly bookkeeping: Reading<Bookkeeping>;
  readonly chartOfAccounts: Reading<ChartOfAccounts>;
  readonly expenseAudit: Reading<ExpenseAudit>;
  readonly papers: Reading<Papers>;
  readonly contractors: Reading<Contractors>;
  readonly reconciliation: Reading<Reconciliation>;
}

export async function audit(ground: Ground): Promise<AuditFacts> {
  return {
    bookkeeping: await bookkeeping(ground),
    chartOfAccounts: chartOfAccounts(ground),
    expenseAudit: await expenseAudit(ground),
    papers: await papers(ground),
    contractors: await contractors(ground),
    reconciliation: await reconciliation(ground),
  };
}
