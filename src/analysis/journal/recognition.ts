import type { ComputedStep, SqlStep } from '../../model/facts.ts';
import { sqlTable, sqlText } from '../../model/sql.ts';
import { recognise, RECOGNISED } from '../recognition/derive.ts';
import type { BookedStream } from '../recognition/streams.ts';

/** Raised when the same payments and bookings would be matched, or earned, otherwise. */
const VERSION = 1;

/** Adjustments have numbers of their own, far below those of openings. */
const FIRST_NUMBER = 1_099_511_627_776n;

/**
 * Payments and steps of contract liabilities, for entities whose streams have bookings on file. `postings` is the SQL of
 * the journal: its view is made after the steps.
 */
export function recognitionSteps(
  streams: readonly BookedStream[],
  postings: string,
): readonly (SqlStep | ComputedStep)[] {
  if (streams.length === 0) return [];
  return [
    {
      table: 'recognised',
      columns: RECOGNISED,
      query: given(streams, postings),
      compute: (rows) => recognise(streams, rows),
    },
    { table: 'kept_payments', kept: true, sql: PAYMENTS },
    { table: 'kept_deferrals', kept: true, sql: DEFERRALS },
  ];
}

/** What is matched: the postings on the streams' accounts, with the reference of their statement rows, and the bookings. */
function given(streams: readonly BookedStream[], postings: string): string {
  const terms = streams.map(({ entity, stream, income, deposits, policy, keepsBooks, deposit }) => [
    sqlText(entity),
    sqlText(stream),
    sqlText(income),
    sqlText(deposits),
    sqlText(policy ?? ''),
    keepsBooks ? 'TRUE' : 'FALSE',
    // By what a price of a thousand asks ahead: another share matches otherwise.
    String(deposit(100_000n) ?? -1),
  ]);
  const columns = {
    entity: 'VARCHAR',
    stream: 'VARCHAR',
    income: 'VARCHAR',
    deposits: 'VARCHAR',
    policy: 'VARCHAR',
    books: 'BOOLEAN',
    ahead: 'BIGINT',
  };
  return `WITH streams AS (${sqlTable(columns, terms)}),
      desks AS (SELECT entity, income AS account FROM streams UNION SELECT entity, deposits FROM streams WHERE NOT books),
      sold AS (SELECT DISTINCT entity, stream FROM streams)
    SELECT 'payment' AS kind, p.txn, p.entity, '' AS subject, p.account, p.date, -p.amount AS amount, p.currency, p.payee,
      p.memo, coalesce(s.reference, '') AS reference, p.source, p.file, p.line,
      CAST(NULL AS DATE) AS booked, CAST(NULL AS DATE) AS service_from, CAST(NULL AS DATE) AS service_to, '' AS status
    FROM (${postings}) p JOIN desks d ON d.entity = p.entity AND d.account = p.account
    LEFT JOIN counted_rows s ON CAST(s.file_no AS BIGINT) * 4294967296 + s.record = p.txn
    WHERE p.category <> 'opening' AND p.amount <> 0
    UNION ALL
    SELECT 'booking', NULL, b.entity, b.subject, '', NULL, b.amount, b.currency, b.customer, '', b.reference, b.source,
      b.file, b.line, b.booked, b.service_from, b.service_to, b.status
    FROM bookings b JOIN sold ON sold.entity = b.entity AND sold.stream = b.subject
    -- recognition ${VERSION}`;
}

const SHARED = `CAST(date AS DATE) AS date, txn, entity, stream, account, income, deposits, posted = 1 AS posted, currency,
  payee, memo, reference, customer, CAST(service_from AS DATE) AS service_from, CAST(service_to AS DATE) AS service_to,
  status, CAST(settled AS DATE) AS settled, source, file, line, booking_source, booking_file, booking_line`;

const PAYMENTS = `SELECT ${SHARED}, amount, held, how FROM recognised WHERE kind = 'payment'`;

const DEFERRALS = `SELECT ${SHARED}, kind, amount, adjusted,
    row_number() OVER (ORDER BY entity, stream, date, file, line, txn, kind, amount, adjusted) AS number
  FROM recognised WHERE kind <> 'payment'`;

const LEG_WORDS = `CASE kind WHEN 'new' THEN 'Not earned yet' WHEN 'earned' THEN 'Earned' WHEN 'refunded' THEN 'Given back'
  ELSE 'Given back beyond what was held' END`;

/** The tables of recognition as views: a small snapshot holds views in memory, and each figure asks them. */
export function recognitionViews(streams: readonly BookedStream[]): Readonly<Record<string, string>> {
  if (streams.length === 0) return { adjustments: NO_ADJUSTMENTS };
  return {
    booking_payments: 'SELECT * FROM kept_payments',
    deferrals: 'SELECT * FROM kept_deferrals',
    adjustments: ADJUSTMENTS,
  };
}

/**
 * What puts the revenue of streams with a policy where it is earned: the columns of `postings`. It is no part of them, since
 * they are what the statements say; whoever wants the income statement as earned adds these.
 */
const ADJUSTMENTS = `${leg('income', 'adjusted')}\nUNION ALL\n${leg('deposits', '-adjusted')}`;

function leg(account: string, amount: string): string {
  return `SELECT ${-FIRST_NUMBER} - number AS txn, entity, date, ${account} AS account, ${amount} AS amount, currency, payee,
      concat(${LEG_WORDS}, ': ', CASE WHEN reference = '' THEN customer ELSE reference END) AS memo,
      'recognition' AS category, CAST(NULL AS VARCHAR) AS transfer, '' AS tags, CAST(NULL AS VARCHAR) AS unit,
      '' AS counterparty, 0 AS rule, source, file, line, CAST(NULL AS VARCHAR) AS commodity,
      CAST(NULL AS VARCHAR) AS quantity
    FROM deferrals WHERE posted AND adjusted <> 0`;
}

const NO_ADJUSTMENTS = `SELECT CAST(NULL AS BIGINT) AS txn, '' AS entity, CAST(NULL AS DATE) AS date, '' AS account,
  CAST(NULL AS BIGINT) AS amount, '' AS currency, '' AS payee, '' AS memo, 'recognition' AS category,
  CAST(NULL AS VARCHAR) AS transfer, '' AS tags, CAST(NULL AS VARCHAR) AS unit, '' AS counterparty, 0 AS rule,
  '' AS source, '' AS file, CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS commodity,
  CAST(NULL AS VARCHAR) AS quantity WHERE FALSE`;
