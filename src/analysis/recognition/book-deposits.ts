import { sqlText } from '../../model/sql.ts';
import type { Ground } from '../input.ts';
import { upTo, amountOf } from '../sums.ts';
import { monthSums, period, type Balance, type Moves, type Rolled } from './moves.ts';

/*
 * Books that are kept tell themselves what is deferred: a credit to the account of deposits is new; a debit is earned
 * where its transaction also has revenue, and given back where it has none.
 */

function moved({ of, stream }: Rolled): string {
  return `(SELECT p.date, p.entity, p.account, p.payee, p.amount, p.file, p.line, p.source,
    CASE WHEN p.amount < 0 THEN 'new' WHEN i.txn IS NOT NULL THEN 'earned' ELSE 'refunded' END AS kind
  FROM postings p LEFT JOIN (SELECT DISTINCT txn FROM postings
    WHERE entity = ${sqlText(of.entity.id)} AND account LIKE 'Income:%') i ON i.txn = p.txn
  WHERE p.entity = ${sqlText(of.entity.id)} AND p.account = ${sqlText(stream.deposits ?? '')}
    AND p.currency = ${sqlText(of.currency)}) moved`;
}

/** The movements of a stream's account of deposits in the books; undefined when there are none. */
export async function bookMoves(ground: Ground, rolled: Rolled): Promise<Moves | undefined> {
  const rows = await ground.facts.query(`
    SELECT kind, CAST(date_trunc('month', date) AS DATE) AS month, CAST(-SUM(amount) AS BIGINT) AS amount
    FROM ${moved(rolled)} WHERE ${period(undefined, ground.asOf)}
    GROUP BY kind, CAST(date_trunc('month', date) AS DATE) ORDER BY 1, 2`);
  if (rows.length === 0) return undefined;
  return {
    sum: monthSums(rows),
    query: (kind, from, to) =>
      `SELECT date, entity, account, payee, kind, amount, file, line, source
FROM ${moved(rolled)}
WHERE ${[...(kind ? [`kind = ${sqlText(kind)}`] : []), period(from, to)].join('\n  AND ')}
ORDER BY date, file, line`,
    sign: -1,
  };
}

/** The balance of the account of deposits. */
export function bookBalance(ground: Ground, { of, stream }: Rolled): Balance {
  const account = stream.deposits ?? '';
  const where = [`account = ${sqlText(account)}`, `currency = ${sqlText(of.currency)}`];
  const sums = ground.ledger.of(of.entity.id).filter((sum) => sum.account === account && sum.currency === of.currency);
  return (id, label, day) => {
    const until = sums.filter(({ month }) => month <= day.slice(0, 7));
    const named = { id, label: `${label}, balance of ${account}`, currency: of.currency };
    return amountOf(ground, named, upTo({ sums: until, where }, of.entity.id, day), -1);
  };
}
