import type { IsoDate } from '../../core/date.ts';
import { decimalText } from '../../core/decimal.ts';
import { parseAmount } from '../../core/money.ts';
import type { AccountType } from '../../model/journal.ts';
import { shown } from '../_codes.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import type { Cells } from './cells.ts';
import type { Chart, ChartAccount, Saying } from './chart.ts';
import type { Section } from './sections.ts';
import type { Sheet } from './sheet.ts';

/** How a program's export says what it says. */
export interface Manner extends Saying {
  /**
   * What a single amount column counts: debits, or what makes an account of its type larger, so that a sale and a loan
   * are positive.
   */
  readonly single: 'debit' | 'natural';
  /** What a currency column tells of where there are no columns of foreign amounts: of the amounts, or nothing. */
  readonly currency: 'amounts' | 'nothing';
  /** The export to take where this one does not do. */
  readonly better: string;
}

/** One posting as its record states it. */
export interface Posting {
  readonly record: CsvRecord;
  readonly line: number;
  /** Undefined where the record has no date of its own, or one that cannot be read. */
  readonly date: IsoDate | undefined;
  readonly dated: boolean;
  readonly journal: string;
  readonly type: string;
  readonly number: string;
  readonly payee: string;
  readonly memo: string;
  readonly account: ChartAccount | undefined;
  /** Debits positive, minor units; undefined when it cannot be told. */
  readonly amount: bigint | undefined;
  readonly currency: string;
  /** What was held where the amount is its worth in the books' currency. */
  readonly foreign: { readonly commodity: string; readonly quantity: string } | undefined;
  /** As the columns say, for totals. */
  readonly written: Written;
  /** False when a cell could not be read: then its transaction is refused. */
  readonly sound: boolean;
}

export interface Written {
  readonly debit: bigint;
  readonly credit: bigint;
  readonly amount: bigint;
}

export interface Setting {
  readonly sheet: Sheet;
  readonly chart: Chart;
  readonly manner: Manner;
}

/** -1 where an account of the type grows by credits. */
export function naturalSign(type: AccountType): bigint {
  return type === 'Assets' || type === 'Expenses' ? 1n : -1n;
}

/** The account of a record: its own cell, or else the heading that it stands below. */
export function accountAt(cells: Cells, { chart }: Setting, section: Section | undefined): ChartAccount | undefined {
  const own = cells.cell('account');
  const name = own.text === '' ? (section?.path ?? '') : own.text;
  if (name === '') {
    return cells.fail(
      'books-account-missing',
      own.index,
      'the posting names no account, and no account stands above it',
      {
        expected: 'an account',
        mend: 'export it again with the column of the account',
      },
    );
  }
  const [code, type, group] = [cells.text('code'), cells.text('accountType'), cells.text('accountGroup')];
  return chart.place({ name, code, type, group }, () => cells.place(own.index));
}

/** A posting from its record; every problem found in it is in `cells`. */
export function readPosting(cells: Cells, setting: Setting, section: Section | undefined): Posting {
  const { sheet, manner } = setting;
  const dated = cells.cell('date').text !== '';
  const date = dated ? cells.day() : undefined;
  const stated = cells.currency();
  const foreignColumns = sheet.columns.foreignAmount ?? sheet.columns.foreignDebit;
  const own = manner.currency === 'amounts' && !foreignColumns && stated ? stated : sheet.currency;
  const account = accountAt(cells, setting, section);
  const written = readWritten(cells, own);
  const amount = written && account && debits(cells, written, account, setting);
  const abroad = amount !== undefined && stated !== undefined && stated !== '' && stated !== own;
  const foreign = abroad ? foreignOf(cells, sheet, stated, amount) : undefined;
  const { record } = cells;
  return {
    record,
    line: record.line,
    date,
    dated,
    journal: cells.text('journal'),
    type: cells.text('type'),
    number: cells.text('number'),
    payee: cells.text('payee'),
    memo: cells.joined('memo'),
    account,
    amount,
    currency: own,
    foreign,
    written: written ?? { debit: 0n, credit: 0n, amount: 0n },
    sound: cells.problems.length === 0 && amount !== undefined,
  };
}

/** The amounts as they stand; an empty cell counts nothing. */
function readWritten(cells: Cells, currency: string): Written | undefined {
  const debit = cells.money('debit', currency);
  const credit = cells.money('credit', currency);
  const amount = cells.money('amount', currency);
  if (debit === undefined || credit === undefined || amount === undefined) return undefined;
  const written = { debit: debit ?? 0n, credit: credit ?? 0n, amount: amount ?? 0n };
  if (written.debit === 0n || written.credit === 0n) return written;
  return cells.fail('amount-two-sided', cells.cell('debit').index, 'there is both a debit and a credit', {
    expected: 'one of them',
    mend: 'mend the row',
  });
}

function debits(
  cells: Cells,
  written: Written,
  { type, stated }: ChartAccount,
  { sheet, manner }: Setting,
): bigint | undefined {
  if (sheet.columns.debit && sheet.columns.credit) return written.debit - written.credit;
  if (manner.single === 'debit') return written.amount;
  if (type !== undefined) return written.amount * naturalSign(type);
  if (written.amount === 0n) return 0n;
  const where = cells.cell('amount').index;
  return cells.fail(
    'books-sign-unknown',
    where,
    `whether the amount of ${shown(stated)} is a debit or a credit depends on its type`,
    {
      expected: 'an account of a known type, or columns for debit and credit',
      mend: `declare the account under \`accounts\` of these books, or take ${manner.better}`,
    },
  );
}

/** The foreign amount, with the sign of the posting's own. */
function foreignOf(cells: Cells, sheet: Sheet, commodity: string, amount: bigint): Posting['foreign'] {
  const fields = ['foreignAmount', 'foreignDebit', 'foreignCredit'] as const;
  const cell = fields.map((field) => cells.cell(field)).find(({ text }) => text !== '');
  if (!cell) return undefined;
  const value = parseAmount(cell.text, sheet.decimal);
  if (!value) {
    const message = `${cells.heading(cell.index)} holds ${shown(cell.text)}`;
    const expected = `an amount with "${sheet.decimal}" for the decimal mark`;
    return cells.fail('amount-invalid', cell.index, message, { expected, mend: 'mend the cell' });
  }
  const size = value.mantissa < 0n ? -value.mantissa : value.mantissa;
  return { commodity, quantity: decimalText({ mantissa: amount < 0n ? -size : size, scale: value.scale }) };
}
