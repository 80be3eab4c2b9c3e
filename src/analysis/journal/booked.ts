import type { SqlStep } from '../../model/facts.ts';
import { decisionJoin, type Deciding } from './decisions.ts';

const TRANSFERS = 'Assets:Transfers';
const UNCATEGORISED = { income: 'Income:Uncategorised', expenses: 'Expenses:Uncategorised' };

/** One row per statement row: what its other half is booked to, and why. The postings are a view over it. */
export function bookedStep(deciding: Deciding): SqlStep {
  return {
    table: 'booked',
    kept: true,
    sql: `SELECT s.file_no, s.record, s.line, s.date, s.amount, s.fee, s.currency, s.payee, s.memo, d.rule,
        CASE WHEN d.sure OR p.pair IS NOT NULL THEN '${TRANSFERS}' WHEN d.account IS NOT NULL THEN d.account
          WHEN s.amount > 0 THEN '${UNCATEGORISED.income}' ELSE '${UNCATEGORISED.expenses}' END AS other,
        CASE WHEN d.sure OR p.pair IS NOT NULL THEN 'transfer' WHEN d.account IS NOT NULL THEN 'rule'
          ELSE 'uncategorised' END AS category, p.pair AS transfer
      FROM counted_rows s ${decisionJoin(deciding)}
      LEFT JOIN pairs p ON p.file_no = s.file_no AND p.record = s.record`,
  };
}
