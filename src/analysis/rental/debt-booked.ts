import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import { integer, text } from '../ledger.ts';
import { between, OF_THE_PERIOD, oneOf, postingsQuery } from '../sql.ts';
import { costClass, isDebt } from './accounts.ts';
import { idOf, labelOf, type Scene } from './scene.ts';
import { turnsOf, type Year } from './turns.ts';

export interface Booked {
  /** Undefined where the ledger has neither interest nor payments on a loan. */
  readonly booked: Figure | undefined;
  readonly isWhole: boolean;
}

interface Paid {
  readonly date: IsoDate;
  readonly account: string;
  readonly amount: bigint;
}

/** Interest on expense accounts, and what went to the loans' own accounts, over the turns of a year. */
export async function bookedOf(scene: Scene, year: Year): Promise<Booked> {
  const { book } = scene.ground;
  const accounts = [...new Set(scene.ground.ledger.of(scene.of.entity.id).map(({ account }) => account))];
  const interest = accounts.filter((one) => one.startsWith('Expenses:') && costClass(one) === 'debt');
  const principal = accounts.filter(isDebt);
  const paid = await paidOn(scene, [...interest, ...principal], year);
  const turns = turnsOf(
    paid.map(({ date }) => date),
    year,
  );
  const inYear = paid.filter(({ date }) => date >= turns.from);
  if (inYear.length === 0) return { booked: undefined, isWhole: false };
  const part = (name: string, label: string, of: readonly string[]): Figure => {
    const sum = inYear.reduce((total, one) => (of.includes(one.account) ? total + one.amount : total), 0n);
    const query = postingsQuery([between(turns.from, year.to), ...where(scene, of)]);
    return book.rows(idOf(scene, 'debt.booked', name), labelOf(scene, label), scene.unit, sum, {
      query,
      measure: 'amount',
      sign: 1,
    });
  };
  const parts = [
    part('interest', 'interest, by the books', interest),
    part('principal', 'principal, by the books', principal),
  ];
  const id = idOf(scene, 'debt.booked');
  const label = labelOf(scene, 'interest and principal, by the books');
  // Net of what was lent: a loan that was paid out in the year hides what was paid back.
  if (parts.some(({ value }) => value !== undefined && value.mantissa < 0n))
    return {
      booked: book.unknown(id, label, scene.unit, 'more was borrowed than paid back in these months'),
      isWhole: false,
    };
  const booked = book.formula(id, label, scene.unit, 'sum', parts, { text: 'interest + principal' });
  return { booked, isWhole: turns.isWhole };
}

function where({ of }: Scene, accounts: readonly string[]): string[] {
  return [
    `entity = ${sqlText(of.entity.id)}`,
    OF_THE_PERIOD,
    oneOf('account', accounts),
    `currency = ${sqlText(of.currency)}`,
  ];
}

async function paidOn(scene: Scene, accounts: readonly string[], { to }: Year): Promise<Paid[]> {
  const rows = await scene.ground.facts.query(`
    SELECT date, account, CAST(SUM(amount) AS BIGINT) AS amount FROM postings
    WHERE ${[between('0001-01-01', to), ...where(scene, accounts)].join(' AND ')}
    GROUP BY date, account ORDER BY date, account`);
  return rows.map((row) => ({
    date: text(row['date']).slice(0, 10),
    account: text(row['account']),
    amount: integer(row['amount']),
  }));
}
