import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, oneOf, postingsQuery } from '../sql.ts';

/** What moved on an account by its statements and by the books, over the days that the statements cover. */
export interface Movements {
  readonly of: EntityCoverage;
  readonly account: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rows: Figure;
  readonly stated: Figure;
  readonly booked: Figure;
  /** Stated less booked; what is booked on another day than the bank's, at either end, stands in it, too. */
  readonly difference: Figure;
}

/**
 * Proof of movements, for entities that keep books: their statements make no journal, so a row that is missing there, or
 * here, shows in nothing else where no balance is stated.
 */
export async function movements(ground: Ground): Promise<Movements[]> {
  const booked = ground.coverage.entities
    .filter(({ entity }) => entity.books.length > 0)
    .map(({ entity }) => entity.id);
  const rows = await ground.facts.query(`
    SELECT entity, ledger_account, currency, MIN(date) AS first, MAX(date) AS last, COUNT(*) AS row_count,
      CAST(SUM(amount - fee) AS BIGINT) AS moved
    FROM rows WHERE ${oneOf('entity', booked)} AND date <= ${sqlDate(ground.asOf)}
    GROUP BY entity, ledger_account, currency ORDER BY 1, 2, 3`);
  const compared: Movements[] = [];
  for (const row of rows) {
    const [entity, account, currency] = ['entity', 'ledger_account', 'currency'].map((name) => text(row[name]));
    const of = ground.coverage.of(entity ?? '');
    if (!of || account === undefined || currency === undefined) continue;
    const [from, to] = [row['first'], row['last']].map((day) => text(day).slice(0, 10)) as [IsoDate, IsoDate];
    const sums = { number: integer(row['row_count']), moved: integer(row['moved']) };
    compared.push(await ofAccount(ground, { of, account, currency, from, to }, sums));
  }
  return compared;
}

interface Account extends Pick<Movements, 'of' | 'account' | 'from' | 'to'> {
  readonly currency: string;
}

async function ofAccount(
  { book, facts }: Ground,
  { of, account, currency, from, to }: Account,
  { number, moved }: { readonly number: bigint; readonly moved: bigint },
): Promise<Movements> {
  const id = figureId(scopeOf(of.entity), 'movements', distinctSlug(`${account} ${currency}`));
  const here = [`entity = ${sqlText(of.entity.id)}`, `currency = ${sqlText(currency)}`, between(from, to)];
  const listed = `SELECT date, payee, amount - fee AS amount, file, line, source FROM rows WHERE ${[...here, `ledger_account = ${sqlText(account)}`].join(' AND ')} ORDER BY date, file, line`;
  const posted = [...here, `account = ${sqlText(account)}`, "category <> 'opening'"];
  const [sum] = await facts.query(
    `SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount FROM postings WHERE ${posted.join(' AND ')}`,
  );
  const unit = money(currency);
  const rows = book.rows(figureId(id, 'rows'), `${account}, rows of statements`, { kind: 'count', of: 'row' }, number, {
    query: listed,
    measure: 'rows',
    sign: 1,
  });
  const stated = book.rows(figureId(id, 'stated'), `${account}, moved by its statements`, unit, moved, {
    query: listed,
    measure: 'amount',
    sign: 1,
  });
  const booked = book.rows(
    figureId(id, 'booked'),
    `${account}, moved by the books`,
    unit,
    integer(sum?.['amount'] ?? 0n),
    {
      query: postingsQuery(posted),
      measure: 'amount',
      sign: 1,
    },
  );
  const difference = book.formula(
    figureId(id, 'difference'),
    `${account}, statements less books`,
    unit,
    'difference',
    [stated, booked],
    { text: 'moved by statements − moved by the books' },
  );
  return { of, account, from, to, rows, stated, booked, difference };
}
