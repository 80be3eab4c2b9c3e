import type { IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, oneOf, PAYEE_KEY, postingsQuery } from '../sql.ts';
import type { Window } from './window.ts';

/** Two or more payments that look like one. */
export interface PossibleDuplicate {
  readonly of: EntityCoverage;
  readonly account: string;
  readonly payee: string;
  /** Stable over time: payee, amount and first day. */
  readonly key: string;
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly times: Figure;
  readonly total: Figure;
  /** What one of them is, and so what may have been paid too much. */
  readonly once: Figure;
}

/** Same payee and amount within so many days (ACC-08). */
const DAYS = 3;
/** A payee of whom it happens more often than this in a year is paid so as a habit: wages by the day, fares, deliveries. */
const HABIT = 2;

/** ACC-08: payments of one account to one payee, of one amount, at most three days apart: a run of them is one. */
export async function duplicates(ground: Ground, { from, to }: Window): Promise<PossibleDuplicate[]> {
  const same = 'entity, account, payee_key, amount, currency';
  const rows = await ground.facts.query(`
    WITH paid AS (SELECT entity, account, ${PAYEE_KEY} AS payee_key, payee, amount, currency, date, txn FROM postings
      WHERE category = 'cash' AND amount < 0 AND transfer IS NULL AND payee <> '' AND ${between(from, to)}),
    near AS (SELECT *, LAG(date) OVER (PARTITION BY ${same} ORDER BY date, txn) AS before FROM paid),
    marked AS (SELECT *, CASE WHEN date_diff('day', before, date) <= ${DAYS} THEN 0 ELSE 1 END AS starts FROM near),
    runs AS (SELECT *, SUM(starts) OVER (PARTITION BY ${same} ORDER BY date, txn
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run FROM marked),
    placed AS (SELECT *, MIN(date) OVER (PARTITION BY ${same}, run) AS first,
      COUNT(*) OVER (PARTITION BY ${same}, run) AS number,
      ROW_NUMBER() OVER (PARTITION BY ${same}, run ORDER BY date DESC, txn DESC) AS place FROM runs),
    counted AS (SELECT entity, account, payee_key, COUNT(*) AS times FROM marked WHERE starts = 0
      GROUP BY entity, account, payee_key)
    SELECT c.entity, c.account, c.payee_key, c.payee, c.amount, c.currency, c.first, c.date AS last
    FROM placed c JOIN counted n ON n.entity = c.entity AND n.account = c.account AND n.payee_key = c.payee_key
    WHERE c.place = 1 AND c.number > 1 AND n.times <= ${HABIT} AND NOT EXISTS (SELECT 1 FROM postings o WHERE o.txn = c.txn AND o.category = 'transfer')
    ORDER BY c.amount, c.entity, c.date LIMIT 50`);
  const found: PossibleDuplicate[] = [];
  for (const row of rows) {
    const of = ground.coverage.of(text(row['entity']));
    if (of) found.push(await duplicate(ground, of, row));
  }
  return found;
}

async function duplicate(ground: Ground, of: EntityCoverage, row: Row): Promise<PossibleDuplicate> {
  const { book, facts } = ground;
  const word = (name: string): string => text(row[name]);
  const [account, payee, payeeKey, currency] = [word('account'), word('payee'), word('payee_key'), word('currency')];
  const [first, last] = [word('first').slice(0, 10), word('last').slice(0, 10)];
  const query = postingsQuery([
    `entity = ${sqlText(of.entity.id)}`,
    between(first, last),
    "category = 'cash'",
    oneOf('account', [account]),
    `${PAYEE_KEY} = ${sqlText(payeeKey)}`,
    `amount = ${BigInt(word('amount'))}`,
    `currency = ${sqlText(currency)}`,
  ]);
  const both = await facts.query(query);
  const id = figureId(
    scopeOf(of.entity),
    'duplicate',
    distinctSlug(`${account} ${payeeKey} ${word('amount')} ${first}`),
  );
  const label = `${of.entity.name}, ${payee}, ${first}${first === last ? '' : ` to ${last}`}`;
  const paid = both.reduce((sum, one) => sum + integer(one['amount']), 0n);
  const total = book.rows(figureId(id, 'total'), `${label}: together`, money(currency), paid, {
    query,
    measure: 'amount',
    sign: -1,
  });
  const times = book.rows(figureId(id, 'times'), `${label}: payments`, count('payment'), BigInt(both.length), {
    query,
    measure: 'rows',
    sign: 1,
  });
  const once = book.formula(figureId(id, 'once'), `${label}: each`, money(currency), 'quotient', [total, times], {
    text: 'together ÷ payments',
  });
  return { of, account, payee, key: `${payeeKey} ${word('amount')} ${first}`, first, last, times, total, once };
}
