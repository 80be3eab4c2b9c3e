import type { SqlStep } from '../../model/facts.ts';
import { decisionJoin, type Deciding } from './decisions.ts';
import { OUTCOME } from './outcomes.ts';

/** One row per statement row: what its other half is booked to, and why. The postings are a view over it. */
export function bookedStep(deciding: Deciding): SqlStep {
  // Where there is one account, money cannot have been transferred, and nothing is joined for it.
  const pairs = deciding.transfers
    ? 'LEFT JOIN pairs p ON p.file_no = s.file_no AND p.record = s.record'
    : 'CROSS JOIN (SELECT CAST(NULL AS VARCHAR) AS pair, CAST(NULL AS VARCHAR) AS counterparty) p';
  return {
    table: 'booked',
    kept: true,
    sql: `SELECT s.file_no, s.record, s.line, s.date, s.amount, s.fee, s.currency, s.payee, s.memo,
        CAST(${OUTCOME} AS INTEGER) AS outcome, p.pair AS transfer, p.counterparty
      FROM counted_rows s ${decisionJoin(deciding)}
      ${pairs}`,
  };
}
