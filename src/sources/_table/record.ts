import { decimalText } from '../../core/decimal.ts';
import { isCurrency, minorDigits } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { StatementRow } from '../../model/facts.ts';
import { NO_CURRENCY, shown } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { DATE_ORDERS, resolveDate } from './dates.ts';
import { headingKey } from './heading-key.ts';
import { isSettled, isSummary, OUT_WORDS } from './headings.ts';
import type { TableLayout } from './layout.ts';
import { minorAt, optionalMinor, Reading, type PlaceOf } from './reading.ts';

/** Places by adding up the lengths of the fields: right for every record on one line without quotes. */
function roughPlaces(fields: readonly string[], line: number): PlaceOf {
  return (index) => ({ line, column: 1 + fields.slice(0, index).reduce((sum, field) => sum + field.length + 1, 0) });
}

function readDate(reading: Reading): string | undefined {
  const cell = reading.cell('date') ?? { text: '', index: 0 };
  const where = reading.heading(cell.index);
  const { dateOrder } = reading.layout;
  if (cell.text === '')
    return reading.fail('date-missing', cell.index, `${where} is empty`, {
      expected: 'a date',
      mend: 'fill in the date',
    });
  const read = reading.date;
  const date = read && resolveDate(read, dateOrder);
  if (date !== undefined) return date;
  const fits = read ? DATE_ORDERS.find((order) => resolveDate(read, order) !== undefined) : undefined;
  return reading.fail('date-invalid', cell.index, `${where} holds ${shown(cell.text)}`, {
    expected:
      read?.kind === 'numbers' ? `a day that the calendar has, written ${dateOrder}` : 'a day that the calendar has',
    mend: fits ? `mend the cell, or declare \`date_order: ${fits}\`` : 'mend the cell',
  });
}

function readCurrency(reading: Reading): string | undefined {
  const cell = reading.cell('currency');
  const index = cell?.index ?? 0;
  const code = cell?.text ? cell.text.toUpperCase() : (reading.layout.currency ?? '');
  if (isCurrency(code) || (code === NO_CURRENCY && !cell)) return code;
  return reading.fail(
    'currency-unknown',
    index,
    code === '' ? `${reading.heading(index)} is empty` : `${shown(code)} is no currency`,
    {
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the cell',
    },
  );
}

/** Debit and credit columns: a debit is money out whatever its sign; a credit counts as it stands. */
function sidedAmount(reading: Reading, currency: string): bigint | undefined {
  const debit = reading.cell('debit');
  const credit = reading.cell('credit');
  if (!debit?.text && !credit?.text) {
    const index = debit?.index ?? credit?.index ?? 0;
    return reading.fail('amount-missing', index, 'there is neither a debit nor a credit', {
      expected: 'one of them',
      mend: 'fill in the amount',
    });
  }
  const out = optionalMinor(reading, 'debit', currency);
  const into = optionalMinor(reading, 'credit', currency);
  if (out === undefined || into === undefined) return undefined;
  if (out !== 0n && into !== 0n) {
    return reading.fail('amount-two-sided', debit?.index ?? 0, 'there is both a debit and a credit', {
      expected: 'one of them',
      mend: 'mend the row',
    });
  }
  return out === 0n ? into : -(out < 0n ? -out : out);
}

function readMovement(reading: Reading, currency: string): bigint | undefined {
  const cell = reading.cell('amount');
  if (!cell) return sidedAmount(reading, currency);
  if (cell.text === '') {
    return reading.fail('amount-missing', cell.index, `${reading.heading(cell.index)} is empty`, {
      expected: 'an amount',
      mend: 'fill in the amount; 0 if it is zero',
    });
  }
  const amount = minorAt(reading, cell, currency);
  const { direction = -1, amountSign } = reading.layout;
  const word = (reading.fields[direction] ?? '').trim().toLowerCase();
  return amount !== undefined && (OUT_WORDS.has(word) || amountSign === -1) ? -amount : amount;
}

function checkNet(reading: Reading, amount: bigint, fee: bigint, currency: string): void {
  const cell = reading.cell('net');
  if (!cell || cell.text === '') return;
  const net = minorAt(reading, cell, currency);
  if (net === undefined || amount - fee === net) return;
  const text = (minor: bigint): string => decimalText({ mantissa: minor, scale: minorDigits(currency) });
  reading.fail(
    'net-mismatch',
    cell.index,
    `${text(amount)} less a fee of ${text(fee)} is not the net of ${text(net)} that the file states`,
    {
      expected: text(amount - fee),
      mend: 'export the file again, or correct `columns` if it names the wrong ones',
    },
  );
}

/** Set aside as a whole before its cells are looked at: a wrong number of fields, or a line of totals. */
function unfit(reading: Reading): boolean {
  const { fields, layout } = reading;
  const { least, most } = layout.fields;
  const short = fields.length < least;
  const long = fields.length > most && fields.slice(most).some((field) => field.trim() !== '');
  const undated = short || long || reading.date === undefined;
  const summary = undated ? fields.findIndex(isSummary) : -1;
  if (summary >= 0) {
    reading.fail('summary-line', summary, `${shown(fields[summary] ?? '')} is no movement`, {
      expected: 'a movement with a date',
      mend: 'nothing to mend if it is a total or a balance',
    });
    return true;
  }
  if (!short && !long) return false;
  const count = `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`;
  const advice = {
    expected: `${most}, as ${layout.headerLine === undefined ? 'most records have' : 'the header has'}`,
    mend: 'quote fields that hold the delimiter',
  };
  if (short) reading.fail('fields-too-few', 0, `the record has ${count}`, advice);
  else reading.fail('fields-too-many', most, `the record has ${count}`, advice);
  return true;
}

function unsettled(reading: Reading): boolean {
  const cells = (reading.layout.columns.status ?? []).map((index) => ({
    index,
    text: reading.fields[index]?.trim() ?? '',
  }));
  const { settled } = reading.layout;
  const counts = (text: string): boolean => (settled ? settled.includes(headingKey(text)) : isSettled(text));
  const cell = cells.find(({ text }) => text !== '' && !counts(text));
  if (!cell) return false;
  reading.fail('not-settled', cell.index, `its status is ${shown(cell.text)}, so it is not counted`, {
    expected: 'a movement that is completed',
    mend: 'export again when it is',
  });
  return true;
}

function sharedReference({ layout, fields }: Reading): string | undefined {
  const id = layout.shared && (fields[layout.shared.column] ?? '').trim();
  return layout.shared && id?.startsWith(layout.shared.prefix) ? tidy(id) : undefined;
}

function interpret(reading: Reading, line: number): StatementRow | undefined {
  if (unfit(reading) || unsettled(reading)) return undefined;
  const date = readDate(reading);
  const currency = readCurrency(reading);
  if (currency === undefined) return undefined;
  const amount = readMovement(reading, currency);
  const fee = optionalMinor(reading, 'fee', currency);
  const balance = optionalMinor(reading, 'balance', currency);
  if (date === undefined || amount === undefined || fee === undefined || balance === undefined) return undefined;
  const cost = reading.layout.feeSign === 1 ? fee : -fee;
  checkNet(reading, amount, cost, currency);
  const memos = reading.layout.columns.memo
    ?.map((index) => tidy(reading.fields[index] ?? ''))
    .filter((memo) => memo !== '');
  const row = {
    line,
    date,
    amount,
    fee: cost,
    currency,
    payee: reading.text('payee') || (reading.layout.says?.payee ?? ''),
    memo: memos?.join(' ') ?? '',
    reference: sharedReference(reading) ?? reading.text('reference'),
    type: reading.layout.says?.type ?? reading.text('type'),
  };
  return reading.cell('balance')?.text ? { ...row, balance } : row;
}

/**
 * What one record means: a row, or the problems that set it aside (never both, never neither). This is the one place
 * where the meaning of a record lives. `fields` are unquoted; `line` is where the record begins.
 */
export function interpretRecord(
  layout: TableLayout,
  fields: readonly string[],
  line: number,
  place: PlaceOf = roughPlaces(fields, line),
): StatementRow | Problem[] {
  const reading = new Reading(layout, fields, place);
  const row = interpret(reading, line);
  return row && reading.problems.length === 0 ? row : reading.problems;
}
