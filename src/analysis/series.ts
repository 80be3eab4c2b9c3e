import { addDays, type IsoDate } from '../core/date.ts';
import type { Ground } from './input.ts';
import { integer, text } from './ledger.ts';
import { RHYTHMS } from './intervals.ts';
import { LATEST, type Turn } from './patterns.ts';
import { between, PAYEE_KEY, tagged } from './sql.ts';

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

const SERIES = 'entity, payee_key, account, direction, currency';

/** How many of the gaps in a column fall within each rhythm's bounds: the most of these. */
function mostRegular(gap: string): string {
  const counts = RHYTHMS.map(({ least, most }) => `COUNT(CASE WHEN ${gap} BETWEEN ${least} AND ${most} THEN 1 END)`);
  return `GREATEST(${counts.join(', ')})`;
}

/**
 * Series that may have a rhythm: at least three days, and most of the latest gaps, or of the gaps between days of one
 * same amount, within one rhythm's bounds. It is a sieve, so that daily trade stays in the engine; `patterns` decides.
 */
function seriesQuery(from: IsoDate, to: IsoDate): string {
  return `
    WITH moves AS (
      SELECT entity, ${PAYEE_KEY} AS payee_key, account, CASE WHEN amount < 0 THEN 'in' ELSE 'out' END AS direction,
        currency, date, amount, payee
      FROM postings
      WHERE ${between(from, to)} AND ${RECURRING} AND amount <> 0),
    days AS (
      SELECT ${SERIES}, date, CAST(SUM(amount) AS BIGINT) AS amount, MIN(payee) AS payee, MAX(payee) AS other_payee
      FROM moves WHERE payee_key <> '' GROUP BY ${SERIES}, date),
    numbered AS (
      SELECT ${SERIES}, ROW_NUMBER() OVER (ORDER BY ${SERIES}) AS series FROM days
      GROUP BY ${SERIES} HAVING COUNT(*) BETWEEN 3 AND ${MOST_TURNS}),
    ranked AS (
      SELECT n.series, d.date, d.amount, d.payee, d.other_payee,
        ROW_NUMBER() OVER (PARTITION BY n.series ORDER BY d.date DESC) AS latest,
        date_diff('day', LAG(d.date) OVER (PARTITION BY n.series ORDER BY d.date), d.date) AS gap,
        date_diff('day', LAG(d.date) OVER (PARTITION BY n.series, d.amount ORDER BY d.date), d.date) AS same_gap
      FROM days d JOIN numbered n ON ${matched('d', 'n')}),
    rhythmic AS (
      SELECT series FROM ranked WHERE latest <= ${LATEST} GROUP BY series
      HAVING ${mostRegular('gap')} * 5 >= (COUNT(*) - 1) * 3
      UNION
      SELECT series FROM ranked GROUP BY series, amount
      HAVING COUNT(*) >= 3 AND ${mostRegular('same_gap')} * 5 >= (COUNT(*) - 1) * 3)
    SELECT ${qualified('n')}, r.date AS date, r.amount AS amount, r.payee AS payee,
      CASE WHEN r.payee = r.other_payee THEN 1 ELSE 0 END AS one_payee
    FROM ranked r JOIN rhythmic y ON y.series = r.series JOIN numbered n ON n.series = r.series
    ORDER BY 1, 2, 3, 4, 5, 6`;
}

function qualified(table: string): string {
  return SERIES.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}

function matched(left: string, right: string): string {
  return SERIES.split(', ')
    .map((column) => `${left}.${column} = ${right}.${column}`)
    .join(' AND ');
}

/** The series of the last three years that may recur, each oldest first. */
export async function readSeries(ground: Ground): Promise<Series[]> {
  const rows = await ground.facts.query(seriesQuery(addDays(ground.asOf, -WINDOW_DAYS), ground.asOf));
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
