import type { SqlStep } from '../../model/facts.ts';

/**
 * The balance of each own account before its first row, where it can be known: from the balance that the owner declared
 * for the beginning of a day, else from the first row that states a balance, else from a balance that the statement
 * states (OFX LEDGERBAL). It is worked back to the first row: rows dated up to `through` are already in the balance.
 */
export const OPENINGS: SqlStep = {
  table: 'openings',
  kept: true,
  sql: `WITH own AS (SELECT DISTINCT f.entity, f.ledger_account AS account, c.currency
      FROM files f JOIN file_currencies c ON c.file_no = f.file_no WHERE f.booked),
    starts AS (SELECT entity, ledger_account AS account, min(first_date) AS first_date FROM files WHERE booked
      GROUP BY entity, ledger_account),
    anchors AS (
      SELECT entity, account, currency, 'declared' AS kind, 0 AS preference,
        CAST(date - INTERVAL '1' DAY AS DATE) AS through, amount, source, file, line, 0 AS file_no FROM declared_openings
      UNION ALL
      SELECT f.entity, f.ledger_account, b.currency, 'first-row', 1, CAST(b.date - INTERVAL '1' DAY AS DATE), b.amount, f.source, f.file, b.line, f.file_no
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
    worked_back AS (SELECT a.entity, a.account, a.currency,
        CAST(least(t.first_date, a.through + INTERVAL '1' DAY) AS DATE) AS date,
        CAST(a.amount - coalesce(m.moved, 0) AS BIGINT) AS amount, a.kind, a.source, a.file, a.line
      FROM best a LEFT JOIN moved m ON m.entity = a.entity AND m.account = a.account AND m.currency = a.currency
      JOIN starts t ON t.entity = a.entity AND t.account = a.account WHERE a.place = 1)
    SELECT row_number() OVER (ORDER BY o.entity, o.account, o.currency) AS number, o.entity, o.account, o.currency,
      w.date, w.amount, w.kind, w.source, w.file, w.line
    FROM own o
    LEFT JOIN worked_back w ON w.entity = o.entity AND w.account = o.account AND w.currency = o.currency`,
};

/** Every own account, whether its balance before the first row is known, and from where. */
export const ACCOUNTS = `SELECT entity, account, currency, amount IS NOT NULL AS opening_known, kind AS opening_from
  FROM openings`;
