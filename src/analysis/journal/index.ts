import { sha256 } from '../../core/hash.ts';
import type { Declared } from '../../model/declared.ts';
import type { Derivation, SqlStep } from '../../model/facts.ts';
import { decidingColumns, decisionJoin, decisionsStep, ruleList, type Deciding } from './decisions.ts';
import { ACCOUNTS, OPENINGS } from './openings.ts';
import { numberedRules, probesOf, type NumberedRule } from './rules.ts';
import { pairsStep } from './transfers.ts';

/** Raised when the same SQL would give other tables: when the pairing of transfers changes. */
const VERSION = 1;

export const TRANSFERS = 'Assets:Transfers';
export const OPENING_BALANCES = 'Equity:Opening Balances';
export const PAYMENT_FEES = 'Expenses:Payment Fees';
export const UNCATEGORISED = { income: 'Income:Uncategorised', expenses: 'Expenses:Uncategorised' } as const;

/**
 * The derived double-entry journal: statement rows and the portfolio's categorisation rules become postings. Each row
 * makes one transaction: its own account moves by amount − fee, the fee is an expense, and the rest is booked where the
 * first matching rule says, to `Assets:Transfers`, or as uncategorised by its sign. Rows in are rows booked.
 */
export function deriveJournal(declared: Declared): Derivation {
  const rules = numberedRules(declared);
  const accounts = declared.portfolio.entities.flatMap(({ id, sources }) =>
    sources.map(({ account }) => JSON.stringify([id, account])),
  );
  const deciding = decidingColumns(rules, new Set(accounts).size > 1);
  const steps = [decisionsStep(rules, deciding), pairsStep(deciding), bookedStep(deciding), OPENINGS];
  const views = { postings: postings(rules), accounts: ACCOUNTS, category_rules: categoryRules(rules) };
  return { hash: sha256(JSON.stringify([VERSION, steps])), probes: probesOf(rules), steps, views };
}

/** One row per statement row: what its other half is booked to, and why. The postings are a view over it. */
function bookedStep(deciding: Deciding): SqlStep {
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

/** The halves of each transaction. File number and record make its number; openings count down from -1. */
function postings(rules: readonly NumberedRule[]): string {
  const half = (account: string, amount: string, category: string, transfer: string, where = ''): string =>
    `SELECT CAST(b.file_no AS BIGINT) * 4294967296 + b.record AS txn, f.entity, b.date, ${account} AS account,
      ${amount} AS amount, b.currency, b.payee, b.memo, ${category} AS category, ${transfer} AS transfer, l.tags, l.unit,
      b.rule, f.source, f.file, b.line
    FROM booked b JOIN files f ON f.file_no = b.file_no JOIN (${ruleList(rules)}) l ON l.rule = b.rule${where}`;
  const opening = (account: string, amount: string): string =>
    `SELECT -o.number, o.entity, o.date, ${account}, ${amount}, o.currency, 'Opening balance', '', 'opening',
      CAST(NULL AS VARCHAR), '', CAST(NULL AS VARCHAR), 0, o.source, o.file, o.line
    FROM openings o WHERE o.amount IS NOT NULL`;
  return [
    half('f.ledger_account', 'b.amount - b.fee', `'cash'`, 'b.transfer'),
    half('b.other', '-b.amount', 'b.category', 'b.transfer'),
    half(`'${PAYMENT_FEES}'`, 'b.fee', `'fee'`, 'CAST(NULL AS VARCHAR)', ' WHERE b.fee <> 0'),
    opening('o.account', 'o.amount'),
    opening(`'${OPENING_BALANCES}'`, '-o.amount'),
  ].join('\nUNION ALL\n');
}

function categoryRules(rules: readonly NumberedRule[]): string {
  return `SELECT rule, entity, file, line, account FROM (${ruleList(rules)}) l WHERE rule > 0`;
}
