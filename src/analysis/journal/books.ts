import type { Declared } from '../../model/declared.ts';
import type { Entity } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';

/** Accounts by which people say that they do not know yet. */
const UNCATEGORISED = '(^|:)(uncategori[sz]ed|unknown|suspense|ask my accountant)($|:| )';

/** What the books began with: every posting of such a transaction. */
const OPENINGS = `SELECT DISTINCT file_no, txn FROM entries WHERE account LIKE 'Equity:Opening%'`;

/** Postings of books as `e`, those of openings marked by `o`. */
const ENTRIES = `entries e LEFT JOIN (${OPENINGS}) o ON o.file_no = e.file_no AND o.txn = e.txn`;

/** Postings of books: what they began with, money at hand, what is not sorted yet, and all else as its owner booked it. */
function categoryOf(declared: Declared): string {
  return `CASE WHEN o.txn IS NOT NULL THEN 'opening' WHEN ${isCash(declared)} THEN 'cash'
      WHEN regexp_matches(lower(e.account), ${sqlText(UNCATEGORISED)}) THEN 'uncategorised' ELSE 'rule' END`;
}

function isCash(declared: Declared): string {
  return `(e.cash = 1${statementAccounts(declared)})`;
}

/** An account whose statement is on file is money at hand, whatever the books say of it. */
function statementAccounts(declared: Declared): string {
  const keeping = declared.portfolio.entities.filter(keepsBooks);
  return keeping
    .filter(({ sources }) => sources.length > 0)
    .map(({ id, sources }) => {
      const accounts = [...new Set(sources.map(({ account }) => account))].map(sqlText);
      return ` OR (e.entity = ${sqlText(id)} AND e.account IN (${accounts.join(', ')}))`;
    })
    .join('');
}

export function keepsBooks({ books }: Entity): boolean {
  return books.length > 0;
}

/** The postings of books that are kept, with the columns of `postings`. They need no rule: their owner booked them. */
export function bookPostings(declared: Declared): string {
  return `SELECT CAST(e.file_no AS BIGINT) * 4294967296 + e.txn, e.entity, e.date, e.account, e.amount, e.currency, e.payee,
      e.memo, ${categoryOf(declared)}, CAST(NULL AS VARCHAR), e.tags, e.unit, coalesce(e.counterparty, ''), 0, e.source, e.file, e.line,
      e.commodity, e.quantity
    FROM ${ENTRIES}`;
}

/** The same by month, with the columns of `monthly` before they are summed. */
export function bookMonthly(declared: Declared): string {
  return `SELECT e.entity, CAST(date_trunc('month', e.date) AS DATE), e.account, e.currency, ${categoryOf(declared)}, e.tags,
      coalesce(e.counterparty, ''), CAST(sum(e.amount) AS BIGINT), count(*), count(CASE WHEN e.amount < 0 THEN 1 END)
    FROM ${ENTRIES} GROUP BY 1, 2, 3, 4, 5, 6, 7`;
}

/** Accounts of money at hand in books: their first entry is their opening. */
export function bookAccounts(declared: Declared): string {
  return `SELECT DISTINCT e.entity, e.account, e.currency, TRUE, 'books' FROM entries e WHERE ${isCash(declared)}`;
}

/** The days that each account's data cover; books cover all their accounts. */
export const ACCOUNT_DAYS = `SELECT entity, ledger_account AS account, first_date, last_date FROM files WHERE booked
    UNION ALL
    SELECT a.entity, a.account, f.first_date, f.last_date
    FROM accounts a JOIN files f ON f.entity = a.entity AND f.role = 'books' WHERE a.opening_from = 'books'`;
