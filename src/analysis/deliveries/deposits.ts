import { addDays, monthOf, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { money } from '../ids.ts';
import { integer, text } from '../ledger.ts';
import { isUsable, namedIn, namesAll, nameWords, wordsOf } from '../recognition/words.ts';
import { INCOME, OF_THE_PERIOD, oneOf, postingsQuery } from '../sql.ts';
import { fold, jobKey } from './names.ts';
import { dayIn, numberIn, type SheetRecord } from './records.ts';
import { deliveryId, moneyIn, type Work } from './receipts.ts';

/** What a job's deposit is, and what has come of it. */
export interface Deposit {
  readonly due: Figure;
  readonly received: Figure;
  /** Due less received; below zero when more has come. */
  readonly missing: Figure;
  /** Who tells what was received; undefined when it is not known. */
  readonly told: 'sheet' | 'ledger' | undefined;
}

/** A job as far as its deposit goes. */
export interface DepositJob {
  readonly key: string;
  readonly name: string;
  readonly reference: string;
  readonly customer: string;
  readonly departs: IsoDate | undefined;
  readonly arrives: IsoDate | undefined;
  readonly isDone: boolean;
  readonly record: SheetRecord;
}

/** Money that came in (below zero: went back) on the accounts where customers pay. */
interface Payment {
  readonly date: IsoDate;
  readonly amount: bigint;
  readonly currency: string;
  readonly words: ReturnType<typeof wordsOf>;
  readonly source: string;
  readonly line: bigint;
}

/** Payments that name a job, and how many could be for it or for another of the same customer. */
interface Told {
  readonly payments: readonly Payment[];
  readonly doubtful: number;
}

/** A payment that names only the customer belongs to no job that departs later than this after it … */
const DAYS_AHEAD = 365;
/** … and to no job that is over for longer than this: balances are paid late. */
const DAYS_AFTER = 60;

/** The deposit of each job, by the job's key: by the sheet where it says that it came, else by the ledger. */
export async function depositsOf(work: Work, jobs: readonly DepositJob[]): Promise<ReadonlyMap<string, Deposit>> {
  const payments = await paymentsOf(work);
  const told = tell(payments, jobs, work.ground.asOf);
  return new Map(
    jobs.map((job) => [job.key, depositOf(work, job, told.get(job.key) ?? { payments: [], doubtful: 0 })]),
  );
}

function depositOf(work: Work, job: DepositJob, told: Told): Deposit {
  const { book, asOf } = work.ground;
  const { currency, entity } = work.of;
  const named = (part: string): { id: string; label: string } => ({
    id: deliveryId(work, 'job', job.key, 'deposit', part),
    label: `${entity.name}, ${job.name}: deposit ${part}`,
  });
  const due = moneyIn(work, named('due'), 'jobs', job.record, 'deposit');
  const bySheet = sheetColumn(job.record, asOf);
  const found = bySheet
    ? { received: moneyIn(work, named('received'), 'jobs', job.record, bySheet), told: 'sheet' as const }
    : byLedger(work, job, told, named('received'), due);
  const { id, label } = named('missing');
  const missing = book.formula(id, label, money(currency), 'difference', [due, found.received], {
    text: 'deposit due − received',
  });
  return { due, missing, received: found.received, told: found.received.value ? found.told : undefined };
}

/** The column that says what came: of a deposit with a day and no amount, all of it came. Days ahead are plans. */
function sheetColumn(record: SheetRecord, asOf: IsoDate): 'deposit_received' | 'deposit' | undefined {
  const on = dayIn(record, 'deposit_on');
  if (on !== undefined && on > asOf) return undefined;
  const amount = numberIn(record, 'deposit_received');
  if (amount !== undefined && amount > 0n) return 'deposit_received';
  return on !== undefined && amount === undefined ? 'deposit' : undefined;
}

function byLedger(
  work: Work,
  job: DepositJob,
  { payments, doubtful }: Told,
  { id, label }: { readonly id: string; readonly label: string },
  due: Figure,
): { readonly received: Figure; readonly told: 'ledger' } {
  const { book, asOf } = work.ground;
  const { currency, entity } = work.of;
  const unknown = (why: string): { received: Figure; told: 'ledger' } => ({
    received: book.unknown(id, label, money(currency), why),
    told: 'ledger',
  });
  if (!work.of.has(monthOf(lastDayOf(job, asOf))))
    return unknown(`the sheet does not say that it came, and the ledger of ${entity.name} does not reach so far`);
  const own = payments.filter((payment) => payment.currency === currency);
  const received = -own.reduce((total, { amount }) => total + amount, 0n);
  const isEnough = due.value !== undefined && received >= due.value.mantissa;
  if (!isEnough && (doubtful > 0 || own.length < payments.length))
    return unknown(`payments of ${job.customer} may be for ${job.name}, or for another job`);
  const where = [`entity = ${sqlText(entity.id)}`, accountsSql(work), OF_THE_PERIOD, linesSql(own)];
  const query = postingsQuery([...where, `currency = ${sqlText(currency)}`]);
  return {
    received: book.rows(id, label, money(currency), -received, { query, measure: 'amount', sign: -1 }),
    told: 'ledger',
  };
}

function linesSql(payments: readonly Payment[]): string {
  const lines = payments.map(({ source, line }) => `(source = ${sqlText(source)} AND line = ${line})`);
  return lines.length === 0 ? '1 = 0' : `(${[...new Set(lines)].join(' OR ')})`;
}

/** Where customers' money arrives: the income and the deposits of the streams; without streams every income account. */
function accountsSql({ of: { entity } }: Work): string {
  const income = entity.revenue.map(({ account }) => account);
  const held = [...entity.revenue.flatMap(({ deposits }) => deposits ?? []), ...entity.customer_deposits];
  if (income.length > 0) return oneOf('account', [...new Set([...income, ...held])]);
  return `(${INCOME} OR ${oneOf('account', held)})`;
}

async function paymentsOf(work: Work): Promise<readonly Payment[]> {
  const { facts, asOf } = work.ground;
  const found = await facts.query(`SELECT date, payee, memo, amount, currency, source, line FROM postings
    WHERE entity = ${sqlText(work.of.entity.id)} AND date <= ${sqlDate(asOf)} AND ${OF_THE_PERIOD} AND ${accountsSql(work)}
    ORDER BY date, file, line`);
  return found.map((row) => ({
    date: text(row['date']).slice(0, 10),
    amount: integer(row['amount']),
    currency: text(row['currency']),
    words: wordsOf(fold(`${text(row['payee'])} ${text(row['memo'])}`)),
    source: text(row['source']),
    line: integer(row['line']),
  }));
}

/** A deposit comes before departure; for a trip that is not over, what came since counts as well. */
function lastDayOf({ isDone, departs }: DepositJob, asOf: IsoDate): IsoDate {
  return isDone && departs !== undefined ? departs : asOf;
}

/**
 * Which payments are for which job: the job's reference decides alone; else the customer's name, where one job only can
 * be meant. What names several is doubtful for each of them.
 */
function tell(payments: readonly Payment[], jobs: readonly DepositJob[], asOf: IsoDate): ReadonlyMap<string, Told> {
  const known = byReference(jobs);
  const told = new Map<string, { payments: Payment[]; doubtful: number }>();
  for (const payment of payments) {
    const named = namedIn(payment.words, known);
    const meant = named.length > 0 ? named : byCustomer(payment, jobs);
    for (const job of meant.filter((one) => payment.date <= lastDayOf(one, asOf))) {
      const own = told.get(job.key) ?? { payments: [], doubtful: 0 };
      told.set(job.key, own);
      if (meant.length === 1) own.payments.push(payment);
      else own.doubtful += 1;
    }
  }
  return told;
}

/** Jobs by references that no other job has and that stand in no text by chance. */
function byReference(jobs: readonly DepositJob[]): ReadonlyMap<string, DepositJob> {
  const all = jobs.map((job) => [jobKey(job.reference), job] as const);
  return new Map(all.filter(([key]) => isUsable(key) && all.filter(([other]) => other === key).length === 1));
}

function byCustomer(payment: Payment, jobs: readonly DepositJob[]): readonly DepositJob[] {
  const words = new Set(payment.words.map(({ text: word }) => word));
  return jobs.filter((job) => {
    if (!namesAll(words, nameWords(fold(job.customer)))) return false;
    const { departs, arrives, isDone } = job;
    if (departs === undefined) return true;
    const isOver = isDone && payment.date > addDays(arrives ?? departs, DAYS_AFTER);
    return payment.date >= addDays(departs, -DAYS_AHEAD) && !isOver;
  });
}
