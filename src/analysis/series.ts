import { addDays } from '../core/date.ts';
import { sqlDate } from '../model/sql.ts';
import type { Ground } from './input.ts';
import { integer, text } from './ledger.ts';
import type { Turn } from './patterns.ts';
import { PAYEE_KEY, tagged } from './sql.ts';

/** Three turns of something yearly, and a margin. */
const WINDOW_DAYS = 3 * 365 + 60;
/** More turns than this are no subscription but daily trade. */
const MOST_TURNS = 400;

/** Postings that may recur: no fee of a payment, no transfer, no opening, no one-off. */
export const RECURRING = `category IN ('rule', 'uncategorised') AND NOT (${tagged('one-off')})`;

/** The postings of one payee on one account, by day. */
export interface Series {
  readonly entity: string;
  readonly payeeKey: string;
  readonly account: string;
  readonly direction: 'in' | 'out';
  readonly currency: string;
  readonly turns: Turn[];
}

/** Series with enough days to tell a rhythm, and not so many that they are daily trade. */
export async function readSeries(ground: Ground): Promise<Series[]> {
  const from = addDays(ground.asOf, -WINDOW_DAYS);
  const rows = await ground.facts.query(`
    WITH moves AS (
      SELECT entity, ${PAYEE_KEY} AS payee_key, account, CASE WHEN amount < 0 THEN 'in' ELSE 'out' END AS direction,
        currency, date, amount, payee
      FROM postings
      WHERE date BETWEEN ${sqlDate(from)} AND ${sqlDate(ground.asOf)} AND ${RECURRING} AND amount <> 0),
    days AS (
      SELECT entity, payee_key, account, direction, currency, date, CAST(SUM(amount) AS BIGINT) AS amount, MIN(payee) AS payee, MAX(payee) AS other_payee
      FROM moves WHERE payee_key <> '' GROUP BY entity, payee_key, account, direction, currency, date),
    often AS (
      SELECT entity, payee_key, account, direction, currency FROM days
      GROUP BY entity, payee_key, account, direction, currency HAVING COUNT(*) BETWEEN 3 AND ${MOST_TURNS})
    SELECT d.entity AS entity, d.payee_key AS payee_key, d.account AS account, d.direction AS direction,
      d.currency AS currency, d.date AS date, d.amount AS amount, d.payee AS payee,
      CASE WHEN d.payee = d.other_payee THEN 1 ELSE 0 END AS one_payee
    FROM days d JOIN often o ON o.entity = d.entity AND o.payee_key = d.payee_key AND o.account = d.account
      AND o.direction = d.direction AND o.currency = d.currency
    ORDER BY 1, 2, 3, 4, 5, 6`);
  const series = new Map<string, Series>();
  for (const row of rows) {
    const [entity, payeeKey] = [text(row['entity']), text(row['payee_key'])];
    const [account, currency] = [text(row['account']), text(row['currency'])];
    const direction = row['direction'] === 'in' ? 'in' : 'out';
    const key = JSON.stringify([entity, payeeKey, account, direction, currency]);
    const found = series.get(key) ?? { entity, payeeKey, account, direction, currency, turns: [] };
    const amount = integer(row['amount']);
    found.turns.push({
      date: text(row['date']).slice(0, 10),
      amount: amount < 0n ? -amount : amount,
      payee: text(row['payee']),
      onePayee: integer(row['one_payee']) === 1n,
    });
    series.set(key, found);
  }
  return [...series.values()];
}
