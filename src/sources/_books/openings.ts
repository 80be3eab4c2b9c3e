import { addDays, type IsoDate } from '../../core/date.ts';
import { readDateCell } from '../_table/dates.ts';
import type { Cells } from './cells.ts';
import { accountAt, naturalSign, type Posting, type Setting } from './posting.ts';
import type { ChartAccount } from './chart.ts';
import type { Section } from './sections.ts';

/** What an account held before the first posting of the report. */
export interface Opening {
  readonly line: number;
  readonly account: ChartAccount;
  /** Debits positive, in the books' currency. */
  readonly amount: bigint;
}

/** A balance before the first posting of an account, as its line states it. */
export interface StatedOpening {
  readonly cells: Cells;
  readonly section: Section | undefined;
  /** In columns of debits and credits: without doubt. */
  readonly sided: bigint | undefined;
  readonly balance: bigint;
}

/** The opening of a line; undefined when the line states none or zero, or after a problem. */
export function statedOpening(cells: Cells, section: Section | undefined, currency: string): StatedOpening | undefined {
  const read = (['debit', 'credit', 'amount', 'balance'] as const).map((field) => cells.money(field, currency));
  const [debit, credit, amount, balance] = read.map((value) => value ?? 0n);
  const sided = read[0] === null && read[1] === null ? undefined : (debit ?? 0n) - (credit ?? 0n);
  const size = (balance === 0n ? amount : balance) ?? 0n;
  return sided === 0n || (sided === undefined && size === 0n) ? undefined : { cells, section, sided, balance: size };
}

/**
 * Which way the balance column of an account counts, told by its first posting: 1 when a debit makes it larger. Reports
 * with one column of amounts count an account's balance as its type grows.
 */
function balanceSign(
  opening: StatedOpening,
  first: Posting | undefined,
  balance: bigint | undefined,
): bigint | undefined {
  const amount = first?.amount;
  if (amount === undefined || amount === 0n || balance === undefined) return undefined;
  if (opening.balance + amount === balance) return 1n;
  return opening.balance - amount === balance ? -1n : undefined;
}

/** An opening where it stands in the books. */
export function readOpening(
  opening: StatedOpening,
  setting: Setting,
  next: { readonly posting: Posting; readonly balance: bigint | undefined } | undefined,
): Opening | undefined {
  const { cells, section, sided } = opening;
  const account = accountAt(cells, setting, section);
  if (!account) return undefined;
  const { line } = cells.record;
  if (sided !== undefined) return { line, account, amount: sided };
  const told = balanceSign(opening, next?.posting, next?.balance);
  const { columns } = setting.sheet;
  const natural = setting.manner.single === 'natural' && !(columns.debit && columns.credit);
  const typed = account.type && naturalSign(account.type);
  const sign = told ?? (natural ? typed : 1n);
  if (sign !== undefined) return { line, account, amount: opening.balance * sign };
  return cells.fail(
    'books-sign-unknown',
    cells.cell('balance').index,
    'whether this balance is a debit or a credit depends on the type of its account',
    {
      expected: 'an account of a known type, or columns for debit and credit',
      mend: `declare the account under \`accounts\` of these books, or take ${setting.manner.better}`,
    },
  );
}

/** The first day of the report's period, as a line above the header states it; undefined when none does. */
export function periodStart(titles: readonly string[]): IsoDate | undefined {
  for (const title of titles) {
    const period = title.slice(0, 120).replace(/^(?:for the period|for the year|period|from|date range)[: ]+/i, '');
    const year = /\d{4}(?!.*\d{4})/.exec(period)?.[0];
    const [start = ''] = period.split(/ to | - |[–—]|(?<=\p{L})-(?=\p{L})|(?<=\d)-(?=\p{L}|\d{1,2}, )/u);
    if (year === undefined) continue;
    for (const text of [start, `${start}, ${year}`, `${start} ${year}`, `1 ${start}`, `1 ${start} ${year}`]) {
      const read = readDateCell(text.trim());
      if (read?.kind === 'certain' && read.date !== undefined) return read.date;
    }
  }
  return undefined;
}

/** Openings are of the day before the report's first: before its first posting, when no line says the period. */
export function openingDay(titles: readonly string[], postings: readonly Posting[]): IsoDate | undefined {
  const first = postings.reduce<IsoDate | undefined>(
    (day, { date }) => (date !== undefined && (day === undefined || date < day) ? date : day),
    undefined,
  );
  const start = periodStart(titles);
  const day = start !== undefined && (first === undefined || start <= first) ? start : first;
  return day === undefined ? undefined : addDays(day, -1);
}
