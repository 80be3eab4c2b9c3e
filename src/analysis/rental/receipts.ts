import type { IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { integer, text } from '../ledger.ts';
import { INCOME, OF_THE_PERIOD, oneOf } from '../sql.ts';
import { paymentDays } from './dues.ts';
import { plainName, type Scene } from './scene.ts';
import type { Tenancy } from './tenancies.ts';

/** Rent that one payee brought on one day, in minor units. */
export interface RentReceipt {
  readonly date: IsoDate;
  readonly payee: string;
  readonly amount: bigint;
}

export interface Receipts {
  readonly of: ReadonlyMap<Tenancy, readonly RentReceipt[]>;
  /** Of no tenancy that is on file. */
  readonly unmatched: readonly RentReceipt[];
  /** Last day of the accounts that rent comes to; undefined where none is on file. */
  readonly reach: IsoDate | undefined;
}

/** Conditions of postings that are rent: on the accounts of the revenue streams, else on any income account. */
function rentWhere({ of, ground }: Scene): string[] {
  const accounts = of.entity.revenue.map(({ account }) => account);
  return [
    `entity = ${sqlText(of.entity.id)}`,
    `date <= ${sqlDate(ground.asOf)}`,
    accounts.length > 0 ? oneOf('account', accounts) : INCOME,
    OF_THE_PERIOD,
    `currency = ${sqlText(of.currency)}`,
  ];
}

/** Conditions that select exactly these receipts. */
export function receiptsWhere(scene: Scene, receipts: readonly RentReceipt[]): string[] {
  const days = new Map<string, IsoDate[]>();
  for (const { payee, date } of receipts) days.set(payee, [...(days.get(payee) ?? []), date]);
  const each = [...days].map(
    ([payee, dates]) => `(payee = ${sqlText(payee)} AND date IN (${dates.map(sqlDate).join(', ')}))`,
  );
  return [...rentWhere(scene), each.length === 0 ? '1 = 0' : `(${each.join(' OR ')})`];
}

/** What came in as rent, and whose it is. */
export async function readReceipts(scene: Scene, tenancies: readonly Tenancy[], units: number): Promise<Receipts> {
  const where = rentWhere(scene).join('\n  AND ');
  const rows = await scene.ground.facts.query(`
    SELECT date, payee, CAST(-SUM(amount) AS BIGINT) AS amount FROM postings WHERE ${where}
    GROUP BY date, payee ORDER BY date, payee`);
  const of = new Map<Tenancy, RentReceipt[]>();
  const unmatched: RentReceipt[] = [];
  for (const receipt of rows.map(receiptOf)) {
    const tenancy = tenancyOfReceipt(receipt, tenancies, units);
    if (tenancy) of.set(tenancy, [...(of.get(tenancy) ?? []), receipt]);
    else unmatched.push(receipt);
  }
  return { of, unmatched, reach: await reachOf(scene, where) };
}

const receiptOf = (row: Row): RentReceipt => ({
  date: text(row['date']).slice(0, 10),
  payee: text(row['payee']),
  amount: integer(row['amount']),
});

/** How far the accounts that rent comes to are on file; where none came yet, how far any account is. */
async function reachOf({ ground, of }: Scene, where: string): Promise<IsoDate | undefined> {
  const rows = await ground.facts.query(`
    SELECT DISTINCT account FROM postings
    WHERE entity = ${sqlText(of.entity.id)} AND category = 'cash'
      AND txn IN (SELECT txn FROM postings WHERE ${where})
    ORDER BY account`);
  const used = rows.map((row) => text(row['account']));
  const into = of.accounts.filter(({ account }) => used.includes(account));
  const ends = (into.length > 0 ? into : of.accounts).map(({ last }) => last);
  return ends.toSorted().at(-1);
}

/**
 * Whose a receipt is: of the tenant whom the payee names; where it names none of them and there is one unit, of the
 * tenancy that ran on that day, or began soon after. Undefined where it cannot be told.
 */
function tenancyOfReceipt(receipt: RentReceipt, tenancies: readonly Tenancy[], units: number): Tenancy | undefined {
  const possible = tenancies.filter((one) => {
    const { from, to } = paymentDays(one);
    return receipt.date >= from && receipt.date <= to;
  });
  const words = new Set(wordsOf(receipt.payee));
  const named = possible
    .map((one) => ({ one, hits: wordsOf(one.tenant).filter((word) => words.has(word)).length }))
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits);
  const [best, second] = named;
  if (best) return best.hits === second?.hits ? undefined : best.one;
  return units === 1 ? runningOn(receipt.date, possible) : undefined;
}

/** Words of a name that tell one person from another: `Nadia & Peter` → nadia, peter. */
function wordsOf(name: string): string[] {
  return plainName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !TITLES.has(word));
}

const TITLES = new Set([
  'mrs',
  'miss',
  'herr',
  'frau',
  'the',
  'and',
  'und',
  'rent',
  'from',
  'miete',
  'llc',
  'inc',
  'gmbh',
]);

function runningOn(day: IsoDate, tenancies: readonly Tenancy[]): Tenancy | undefined {
  const starts = (one: Tenancy): string => one.leases[0]?.starts ?? '';
  const ends = (one: Tenancy): string => (one.inForce ? undefined : one.leases.at(-1)?.ends) ?? '9999-12-31';
  const running = tenancies.find((one) => starts(one) <= day && day <= ends(one));
  return running ?? tenancies.find((one) => starts(one) > day) ?? tenancies.at(-1);
}
