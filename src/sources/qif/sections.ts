import type { DecimalMark } from '../../core/money.ts';
import type { Position, Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import type { OpenText } from '../_open.ts';
import type { DateOrder } from '../_table/dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from '../_table/evidence.ts';
import { tidy } from '../_text.ts';
import { fieldOf, plainDate } from './movement.ts';
import { recordsOf, type QifRecord } from './records.ts';

/** Sections whose records are movements of one account. */
const MOVEMENTS: ReadonlySet<string> = new Set(['bank', 'cash', 'ccard', 'otha', 'othl']);
/** Lists of names: they hold nothing that moves money. */
const LISTS: ReadonlySet<string> = new Set(['cat', 'class', 'memorized', 'tag', 'budget', 'template']);

/** The records of a file, sorted by what they are. */
export interface Sorted {
  /** With the account that each is of; '' where the file does not name any. */
  readonly movements: readonly { readonly record: QifRecord; readonly account: string }[];
  readonly lists: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, { readonly record: QifRecord; count: number }>;
  readonly cut: QifRecord | undefined;
}

/** The file ends within the line of a date or an amount: nobody can know which digits are missing. */
function isCutInNumber({ closed, fields }: QifRecord, text: string): boolean {
  const last = fields.at(-1);
  return (
    !closed && last !== undefined && 'DTU'.includes(last.letter) && last.offset + 1 + last.text.length === text.length
  );
}

/** Sorts the records of a text. */
export function sortRecords(text: string): Sorted {
  const movements: { record: QifRecord; account: string }[] = [];
  const lists = new Map<string, number>();
  const refused = new Map<string, { record: QifRecord; count: number }>();
  let account = '';
  let cut: QifRecord | undefined;
  for (const record of recordsOf(text)) {
    if (!record.closed) cut = record;
    if (isCutInNumber(record, text)) continue;
    if (record.section === 'account') account = tidy(fieldOf(record, 'N')?.text ?? '').trim();
    else if (MOVEMENTS.has(record.section)) movements.push({ record, account });
    else if (LISTS.has(record.section)) lists.set(record.header, (lists.get(record.header) ?? 0) + 1);
    else {
      const before = refused.get(record.section);
      if (before) before.count += 1;
      else refused.set(record.section, { record, count: 1 });
    }
  }
  return { movements, lists, refused, cut };
}

/** Worked out from all the records together, as for a table. */
export interface Found {
  readonly dateOrder: Choice<DateOrder>;
  readonly decimal: Choice<DecimalMark>;
}

export function weigh({ movements }: Sorted, options: ReadOptions): Found {
  const dates = new DateEvidence();
  const marks = new MarkEvidence();
  for (const { record } of movements) {
    const date = fieldOf(record, 'D');
    const amount = fieldOf(record, 'TU');
    if (date) dates.add(plainDate(date.text));
    if (amount) marks.add(amount.text.trim(), true);
  }
  const decimal = marks.choose(options.decimal, false);
  return { decimal, dateOrder: chooseDateOrder(options.date_order, [dates], decimal) };
}

/** What is wrong with the file as a whole, or is a guess. */
export function warnings(
  { movements, refused, cut }: Sorted,
  { dateOrder, decimal }: Found,
  open: OpenText,
): Problem[] {
  const first = (letters: string): { text: string; at: Position } => {
    const record = movements.find((one) => fieldOf(one.record, letters))?.record;
    const field = record && fieldOf(record, letters);
    return { text: field?.text.trim() ?? '', at: open.at(field ? field.offset + 1 : 0) };
  };
  const found: Problem[] = [...refused.values()].map(({ record, count }) => unsupported(open, record, count));
  if (dateOrder.ambiguous) {
    const { text, at } = first('D');
    const side = dateOrder.value === 'mdy' ? 'month' : 'day';
    const message = `the dates, such as ${shown(text)}, are read ${side} first, and nothing in the file proves it`;
    const mend = 'declare `date_order: mdy` or `date_order: dmy`';
    found.push(problem('date-order-ambiguous', at, message, { expected: 'at least one day over 12', mend }));
  }
  if (decimal.ambiguous) {
    const { text, at } = first('TU');
    const message = `amounts, such as ${shown(text)}, are read with "${decimal.value}" for the decimal mark, and nothing in the file proves it`;
    const mend = 'declare `decimal: "."` or `decimal: ","`';
    found.push(problem('decimal-mark-ambiguous', at, message, { expected: 'at least one amount with cents', mend }));
  }
  if (cut) {
    const advice = { expected: 'a line with ^', mend: 'export the file again' };
    const verdict = isCutInNumber(cut, open.text) ? ', and may be cut within a number; it is set aside' : '';
    found.push(
      problem('qif-truncated', open.at(cut.offset), `a record begins here and is never ended${verdict}`, advice),
    );
  }
  return found;
}

function unsupported(open: OpenText, { header, offset, section }: QifRecord, count: number): Problem {
  const name = section === '' ? 'records without a header' : `section ${shown(header)}`;
  const records = `${count} ${count === 1 ? 'record' : 'records'}`;
  return problem('qif-section-unsupported', open.at(offset), `${name} is not read (${records})`, {
    expected: '!Type:Bank, Cash, CCard, Oth A or Oth L',
    mend: 'export the account of money by itself; investments are kept as books',
  });
}
