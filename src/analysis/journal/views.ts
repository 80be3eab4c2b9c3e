import type { SqlStep } from '../../model/facts.ts';
import { PAYMENT_FEES, ruleList } from './outcomes.ts';
import type { NumberedRule } from './rules.ts';

const OPENING_BALANCES = 'Equity:Opening Balances';

/** The booked rows of a month summed, so that a look over all months does not go over all rows. */
export const TURNOVER: SqlStep = {
  table: 'turnover',
  kept: true,
  sql: `SELECT file_no, CAST(date_trunc('month', date) AS DATE) AS month, currency, outcome, counterparty,
      CAST(sum(amount) AS BIGINT) AS amount, CAST(sum(fee) AS BIGINT) AS fee, count(*) AS row_count,
      count(CASE WHEN amount > 0 THEN 1 END) AS moved_in, count(CASE WHEN amount < fee THEN 1 END) AS cash_out,
      count(CASE WHEN fee <> 0 THEN 1 END) AS fees, count(CASE WHEN fee < 0 THEN 1 END) AS fees_back
    FROM booked GROUP BY file_no, CAST(date_trunc('month', date) AS DATE), currency, outcome, counterparty`,
};

/**
 * The entity on the other side: for the two halves of a transfer the one that the pair tells, else the one that the rule
 * names. Money and fees are the entity's own.
 */
function counterpartyOf(rows: string, category: string): string {
  return category === 'o.category' ? `COALESCE(${rows}.counterparty, o.counterparty)` : "''";
}

/** The postings by month, in the same halves. */
export function monthly(books: readonly string[] = []): string {
  const half = (account: string, amount: string, category: string, count: string, credits: string): string =>
    `SELECT f.entity, t.month, ${account} AS account, t.currency, ${category} AS category, o.tags,
      ${counterpartyOf('t', category)} AS counterparty, ${amount} AS amount, t.${count} AS postings, t.${credits} AS credits
    FROM turnover t JOIN files f ON f.file_no = t.file_no JOIN outcomes o ON o.outcome = t.outcome`;
  const opening = (account: string, amount: string): string =>
    `SELECT entity, CAST(date_trunc('month', date) AS DATE), ${account}, currency, 'opening', '', '', ${amount}, 1,
      CASE WHEN ${amount} < 0 THEN 1 ELSE 0 END FROM openings WHERE amount IS NOT NULL`;
  const halves = [
    half('f.ledger_account', 't.amount - t.fee', `'cash'`, 'row_count', 'cash_out'),
    half('o.other', '-t.amount', 'o.category', 'row_count', 'moved_in'),
    `${half(`'${PAYMENT_FEES}'`, 't.fee', `'fee'`, 'fees', 'fees_back')} WHERE t.fees > 0`,
    opening('account', 'amount'),
    opening(`'${OPENING_BALANCES}'`, '-amount'),
    ...books,
  ];
  return `SELECT entity, month, account, currency, category, tags, counterparty, CAST(sum(amount) AS BIGINT) AS amount,
      CAST(sum(postings) AS BIGINT) AS postings, CAST(sum(credits) AS BIGINT) AS credits
    FROM (${halves.join('\nUNION ALL\n')}) halves GROUP BY entity, month, account, currency, category, tags, counterparty`;
}

/** The halves of each transaction. File number and record make its number; openings count down from -1. */
export function postings(books: readonly string[] = []): string {
  const half = (account: string, amount: string, category: string, transfer: string, where = ''): string =>
    `SELECT CAST(b.file_no AS BIGINT) * 4294967296 + b.record AS txn, f.entity, b.date, ${account} AS account,
      ${amount} AS amount, b.currency, b.payee, b.memo, ${category} AS category, ${transfer} AS transfer, o.tags, o.unit,
      ${counterpartyOf('b', category)} AS counterparty, o.rule, f.source, f.file, b.line,
      CAST(NULL AS VARCHAR) AS commodity, CAST(NULL AS VARCHAR) AS quantity
    FROM booked b JOIN files f ON f.file_no = b.file_no JOIN outcomes o ON o.outcome = b.outcome${where}`;
  const opening = (account: string, amount: string): string =>
    `SELECT -o.number, o.entity, o.date, ${account}, ${amount}, o.currency, 'Opening balance', '', 'opening',
      CAST(NULL AS VARCHAR), '', CAST(NULL AS VARCHAR), '', 0, o.source, o.file, o.line,
      CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
    FROM openings o WHERE o.amount IS NOT NULL`;
  return [
    half('f.ledger_account', 'b.amount - b.fee', `'cash'`, 'b.transfer'),
    half('o.other', '-b.amount', 'o.category', 'b.transfer'),
    half(`'${PAYMENT_FEES}'`, 'b.fee', `'fee'`, 'CAST(NULL AS VARCHAR)', ' WHERE b.fee <> 0'),
    opening('o.account', 'o.amount'),
    opening(`'${OPENING_BALANCES}'`, '-o.amount'),
    ...books,
  ].join('\nUNION ALL\n');
}

/** Where each rule is declared. */
export function categoryRules(rules: readonly NumberedRule[]): string {
  return `SELECT rule, entity, file, line, account FROM (${ruleList(rules)}) l WHERE rule > 0`;
}
