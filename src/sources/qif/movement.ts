import type { DecimalMark } from '../../core/money.ts';
import type { Position } from '../../core/problem.ts';
import type { StatementRow } from '../../model/facts.ts';
import { shown } from '../_codes.ts';
import { readDateCell, resolveDate, type DateOrder } from '../_table/dates.ts';
import { tidy } from '../_text.ts';
import { Values } from '../_values.ts';
import type { QifField, QifRecord } from './records.ts';

/** What is settled about a file before its records are read. */
export interface QifLayout {
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalMark;
  readonly currency: string;
}

/** Quicken's own way: blanks before one digit, and an apostrophe before the years from 2000 on (`1/ 2' 6`). */
const QUICKEN = /^(\d{1,2})([-/.])(\d{1,2})['\u2019](\d{1,4})$/;

/** A date as other programs write it: `1/ 2'26` → `1/2/26`. */
export function plainDate(text: string): string {
  const bare = /^[\d\s/.'\u2019-]{1,40}$/.test(text) ? text.replaceAll(/\s/g, '') : text.trim();
  const match = QUICKEN.exec(bare);
  if (!match) return bare;
  const [, one, separator, two, year = ''] = match;
  return `${one}${separator}${two}${separator}${year.length < 3 ? `20${year.padStart(2, '0')}` : year}`;
}

export function fieldOf(record: QifRecord, letters: string): QifField | undefined {
  for (const letter of letters) {
    const found = record.fields.find((field) => field.letter === letter && field.text.trim() !== '');
    if (found) return found;
  }
  return undefined;
}

function textOf(record: QifRecord, letter: string): string {
  return tidy(fieldOf(record, letter)?.text ?? '').trim();
}

interface Split {
  readonly category: string;
  readonly memo: string;
  readonly amount: QifField | undefined;
}

function splitsOf(record: QifRecord): Split[] {
  const splits: { category: string; memo: string; amount: QifField | undefined }[] = [];
  for (const field of record.fields) {
    const last = splits.at(-1);
    if (field.letter === 'S') splits.push({ category: tidy(field.text).trim(), memo: '', amount: undefined });
    else if (field.letter === 'E' && last) last.memo = tidy(field.text).trim();
    else if (field.letter === '$' && last) last.amount = field;
  }
  return splits;
}

/** `Groceries -30.00 (bread); Household -12.00` */
function describeSplits(splits: readonly Split[]): string {
  return splits
    .map(({ category, memo, amount }) =>
      [category, tidy(amount?.text ?? '').trim(), memo === '' ? '' : `(${memo})`]
        .filter((part) => part !== '')
        .join(' '),
    )
    .join('; ');
}

/** Splits that do not add up are told; the movement counts as its own amount, which is what the account moved by. */
function checkSplits(splits: readonly Split[], amount: bigint, layout: QifLayout, values: Values): void {
  let sum = 0n;
  for (const { amount: field } of splits) {
    if (!field) return;
    const own = new Values(() => ({ file: '', line: 1, column: 1 }));
    const written = { name: '$', text: field.text.trim(), offset: field.offset };
    const minor = own.amount(written, layout.currency, layout.decimal);
    if (minor === undefined) return;
    sum += minor;
  }
  if (splits.length === 0 || sum === amount) return;
  values.fail(
    'qif-splits-mismatch',
    splits[0]?.amount?.offset ?? 0,
    'the splits do not sum to the amount, which counts',
    {
      expected: 'splits that sum to the amount',
      mend: 'mend the splits where the file was made',
    },
  );
}

function dateOf(record: QifRecord, layout: QifLayout, values: Values): string | undefined {
  const field = fieldOf(record, 'D');
  if (!field) {
    return values.fail('date-missing', record.offset, 'the record has no date (D)', {
      expected: 'a date',
      mend: 'fill in the date, or export the file again',
    });
  }
  const cell = readDateCell(plainDate(field.text));
  return (
    (cell && resolveDate(cell, layout.dateOrder)) ??
    values.fail('date-invalid', field.offset + 1, `the date is ${shown(field.text)}`, {
      expected: `a day that the calendar has${cell?.kind === 'numbers' ? `, written ${layout.dateOrder}` : ''}`,
      mend: 'mend the date, or declare `date_order` for this source',
    })
  );
}

/** One record: a row, with or without a warning, or the problems that set it aside. */
export function interpretMovement(
  record: QifRecord,
  layout: QifLayout,
  at: (offset: number) => Position,
): { readonly row: StatementRow | undefined; readonly problems: Values['problems'] } {
  const values = new Values(at);
  const { currency, decimal } = layout;
  const date = dateOf(record, layout, values);
  const field = fieldOf(record, 'TU');
  const written = {
    name: 'the amount (T)',
    text: field?.text.trim() ?? '',
    offset: field ? field.offset + 1 : record.offset,
  };
  const amount = values.amount(written, currency, decimal);
  if (date === undefined || amount === undefined) return { row: undefined, problems: values.problems };
  const splits = splitsOf(record);
  checkSplits(splits, amount, layout, values);
  const [payee, memo] = [textOf(record, 'P'), textOf(record, 'M')];
  const row = {
    line: at(record.offset).line,
    date,
    amount,
    fee: 0n,
    currency,
    payee: payee || memo || textOf(record, 'A'),
    memo: [memo, describeSplits(splits)].filter((part) => part !== '').join(' · '),
    reference: textOf(record, 'N'),
    type: textOf(record, 'L'),
  };
  return { row, problems: values.problems };
}
