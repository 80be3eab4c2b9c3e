import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, PAYEE_KEY, postingsQuery, tagged } from '../sql.ts';
import type { Window } from './window.ts';

export interface PersonalItem {
  readonly payee: string;
  readonly amount: Figure;
  readonly number: Figure;
}

const PERSONAL_SHOWN = 12;

export interface PersonalRow {
  readonly entity: string;
  readonly payeeKey: string;
  readonly payee: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly postings: bigint;
}

/** Postings that a rule calls personal, or that are booked as the owner's private spending. */
const PERSONAL = `(${tagged('personal')} OR account LIKE 'Equity:Owner:Personal%' OR account LIKE 'Equity:Personal%') AND category <> 'cash'`;

export async function personalRows(ground: Ground, { from, to }: Window): Promise<PersonalRow[]> {
  const rows = await ground.facts.query(`
    SELECT entity, payee_key, MAX(payee) AS payee, currency, CAST(SUM(amount) AS BIGINT) AS amount, COUNT(*) AS postings
    FROM (SELECT entity, ${PAYEE_KEY} AS payee_key, payee, currency, amount FROM postings
      WHERE ${between(from, to)} AND ${PERSONAL}) found
    GROUP BY entity, payee_key, currency ORDER BY 5 DESC, 1, 2`);
  return rows.map((row) => ({
    entity: text(row['entity']),
    payeeKey: text(row['payee_key']),
    payee: text(row['payee']),
    currency: text(row['currency']),
    amount: integer(row['amount']),
    postings: integer(row['postings']),
  }));
}

export function personalItems(
  ground: Ground,
  { entity, currency }: EntityCoverage,
  { from, to }: Window,
  rows: readonly PersonalRow[],
) {
  const { book } = ground;
  const own = rows.filter((row) => row.currency === currency);
  const scope = figureId(scopeOf(entity), 'personal');
  const base = [`entity = ${sqlText(entity.id)}`, between(from, to), PERSONAL, `currency = ${sqlText(currency)}`];
  const figures = (id: string, label: string, where: readonly string[], amount: bigint, postings: bigint) => ({
    amount: book.rows(id, label, money(currency), amount, {
      query: postingsQuery([...base, ...where]),
      measure: 'amount',
      sign: 1,
    }),
    number: book.rows(figureId(id, 'number'), `${label}, postings`, count('posting'), postings, {
      query: postingsQuery([...base, ...where]),
      measure: 'rows',
      sign: 1,
    }),
  });
  const personal = own.slice(0, PERSONAL_SHOWN).map(({ payeeKey, payee, amount, postings }) => ({
    payee,
    ...figures(
      figureId(scope, distinctSlug(payeeKey)),
      `${entity.name}, private: ${payee}`,
      [`${PAYEE_KEY} = ${sqlText(payeeKey)}`],
      amount,
      postings,
    ),
  }));
  const sum = (of: 'amount' | 'postings'): bigint => own.reduce((total, row) => total + row[of], 0n);
  const all =
    own.length > 0
      ? figures(scope, `${entity.name}, private spending of 12 months`, [], sum('amount'), sum('postings'))
      : undefined;
  return { personal, personalTotal: all?.amount };
}
