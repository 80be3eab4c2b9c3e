import type { SqlStep } from '../../model/facts.ts';

/**
 * The balance of each own account before its first row, where it can be known: declared by the owner, else worked back
 * from the first row that states a balance, else from a balance that the statement states (OFX LEDGERBAL). Rows dated
 * up to `through` are already in that balance and are taken out of it.
 */
export const OPENINGS: SqlStep = {
  table: 'openings',
  kept: true,
  sql: `WITH own AS (SELECT DISTINCT f.entity, f.ledger_account AS account, c.currency
      FROM files f JOIN file_currencies c ON c.file_no = f.file_no),
    starts AS (SELECT entity, ledger_account AS account, min(first_date) AS first_date FROM files
      GROUP BY entity, ledger_account),
    anchors AS (
      SELECT f.entity, f.ledger_account AS account, b.currency, 'first-row' AS kind, 1 AS preference,
        CAST(b.date - INTERVAL '1' DAY AS DATE) AS through, b.amount, f.source, f.file, b.line, f.file_no
      FROM first_balances b JOIN files f ON f.file_no = b.file_no
      UNION ALL
      SELECT f.entity, f.ledger_account, b.currency, 'statement', 2, b.date, b.amount, f.source, f.file, b.line, f.file_no
      FROM stated_balances b JOIN files f ON f.file_no = b.file_no),
    best AS (SELECT *, row_number() OVER (PARTITION BY entity, account, currency
      ORDER BY preference, through, file_no, line) AS place FROM anchors),
    moved AS (SELECT a.entity, a.account, a.currency, sum(s.amount - s.fee) AS moved
      FROM best a JOIN files f ON f.entity = a.entity AND f.ledger_account = a.account
      JOIN counted_rows s ON s.file_no = f.file_no AND s.currency = a.currency AND s.date <= a.through
      WHERE a.place = 1 AND f.first_date <= a.through GROUP BY a.entity, a.account, a.currency),
    derived AS (SELECT a.entity, a.account, a.currency, coalesce(t.first_date, a.through) AS date,
        CAST(a.amount - coalesce(m.moved, 0) AS BIGINT) AS amount, a.kind, a.source, a.file, a.line
      FROM best a LEFT JOIN moved m ON m.entity = a.entity AND m.account = a.account AND m.currency = a.currency
      JOIN starts t ON t.entity = a.entity AND t.account = a.account WHERE a.place = 1)
    SELECT row_number() OVER (ORDER BY o.entity, o.account, o.currency) AS number, o.entity, o.account, o.currency,
      coalesce(d.date, e.date) AS date, coalesce(d.amount, e.amount) AS amount,
      CASE WHEN d.date IS NOT NULL THEN 'declared' ELSE e.kind END AS kind,
      coalesce(d.source, e.source) AS source, coalesce(d.file, e.file) AS file, coalesce(d.line, e.line) AS line
    FROM own o
    LEFT JOIN declared_openings d ON d.entity = o.entity AND d.account = o.account AND d.currency = o.currency
    LEFT JOIN derived e ON e.entity = o.entity AND e.account = o.account AND e.currency = o.currency`,
};

/** Every own account, whether its balance before the first row is known, and from where. */
export const ACCOUNTS = `SELECT entity, account, currency, amount IS NOT NULL AS opening_known, kind AS opening_from
  FROM openings`;
