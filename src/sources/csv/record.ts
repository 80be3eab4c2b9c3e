import { minorDigits, isCurrency, parseAmount, toMinor, type DecimalMark } from '../../core/money.ts';
import { decimalText } from '../../core/decimal.ts';
import type { Problem } from '../../core/problem.ts';
import type { StatementRow } from '../../model/facts.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { NO_CURRENCY, problem, shown, type SourceCode } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { readDateCell, resolveDate, DATE_ORDERS, type DateCell } from './dates.ts';
import { isSettled, isSummary, OUT_WORDS } from './headings.ts';
import type { CsvLayout } from './layout.ts';
import type { Place } from './place.ts';

/** Where a field of the record stands, when the one who calls knows better than by adding up lengths. */
export type PlaceOf = (index: number) => Place;

/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
const PLAIN_DOT = /^-?\d{1,15}(?:\.\d{1,2})?$/;
const PLAIN_COMMA = /^-?\d{1,15}(?:,\d{1,2})?$/;

class Reading {
  readonly problems: Problem[] = [];
  readonly layout: CsvLayout;
  readonly fields: readonly string[];
  /** What the date cell says; undefined when it is no date. */
  readonly date: DateCell | undefined;
  readonly #place: PlaceOf;

  constructor(layout: CsvLayout, fields: readonly string[], place: PlaceOf) {
    this.layout = layout;
    this.fields = fields;
    this.#place = place;
    this.date = readDateCell(this.cell('date')?.text ?? '');
  }

  /** The first non-empty cell of a field's columns, with the column; of none, the first column and ''. */
  cell(field: CsvField): { readonly text: string; readonly index: number } | undefined {
    const indexes = this.layout.columns[field];
    if (!indexes) return undefined;
    for (const index of indexes) {
      const text = (this.fields[index] ?? '').trim();
      if (text !== '') return { text, index };
    }
    return { text: '', index: indexes[0] ?? 0 };
  }

  text(field: CsvField): string {
    const cell = this.cell(field);
    return cell ? tidy(cell.text) : '';
  }

  fail(code: SourceCode, index: number, message: string, advice: { expected?: string; mend?: string } = {}): undefined {
    const { line, column } = this.#place(index);
    this.problems.push(problem(code, { file: this.layout.file, line, column }, message, advice));
    return undefined;
  }

  heading(index: number): string {
    return this.layout.header[index]?.trim() || `column ${index + 1}`;
  }
}

/** Places by adding up the lengths of the fields: right for every record on one line without quotes. */
function roughPlaces(fields: readonly string[], line: number): PlaceOf {
  return (index) => ({ line, column: 1 + fields.slice(0, index).reduce((sum, field) => sum + field.length + 1, 0) });
}

/** Plain cells (`-1234.56`), which nearly all are, without a look at the ways of writing an amount. */
function plainMinor(text: string, mark: DecimalMark, digits: number): bigint | undefined {
  if (digits !== 2 || !(mark === '.' ? PLAIN_DOT : PLAIN_COMMA).test(text)) return undefined;
  const at = text.indexOf(mark);
  if (at < 0) return BigInt(`${text}00`);
  const fraction = text.slice(at + 1);
  return BigInt(`${text.slice(0, at)}${fraction.length === 1 ? `${fraction}0` : fraction}`);
}

function otherCurrency(text: string, currency: string): string | undefined {
  if (text.includes('€') && currency !== 'EUR') return '€';
  const code = /(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])/.exec(text)?.[0].toUpperCase();
  return code !== undefined && code !== currency && isCurrency(code) ? code : undefined;
}

/** A money cell in minor units; undefined after a problem. */
function minorAt(reading: Reading, cell: { text: string; index: number }, currency: string): bigint | undefined {
  const { decimal } = reading.layout;
  const digits = minorDigits(currency);
  const plain = plainMinor(cell.text, decimal, digits);
  if (plain !== undefined) return plain;
  const where = reading.heading(cell.index);
  const value = parseAmount(cell.text, decimal);
  if (!value) {
    return reading.fail('amount-invalid', cell.index, `${where} holds ${shown(cell.text)}`, {
      expected: `an amount with "${decimal}" for the decimal mark`,
      mend: parseAmount(cell.text, decimal === '.' ? ',' : '.')
        ? 'mend the cell, or declare `decimal` for this source'
        : 'mend the cell',
    });
  }
  const other = otherCurrency(cell.text, currency);
  if (other !== undefined) {
    return reading.fail(
      'currency-conflict',
      cell.index,
      `${where} holds ${shown(cell.text)}, and the row is in ${currency}`,
      {
        expected: `an amount in ${currency}`,
        mend: 'export one currency a file, or map the currency column',
      },
    );
  }
  const minor = toMinor(value, currency);
  if (minor === undefined) {
    return reading.fail(
      'amount-precision',
      cell.index,
      `${where} holds ${shown(cell.text)}, more digits than ${currency} has`,
      {
        expected: `at most ${digits} digits after the decimal mark`,
        mend: 'mend the cell or the currency; amounts are never rounded',
      },
    );
  }
  if (minor > LARGEST || minor < -LARGEST) {
    return reading.fail('amount-too-large', cell.index, `${where} holds ${shown(cell.text)}`, {
      expected: 'at most 18 digits',
      mend: 'mend the cell',
    });
  }
  return minor;
}

/** An optional money field: 0 where there is none, undefined after a problem. */
function optionalMinor(reading: Reading, field: CsvField, currency: string): bigint | undefined {
  const cell = reading.cell(field);
  return cell && cell.text !== '' ? minorAt(reading, cell, currency) : 0n;
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
  const { direction = -1 } = reading.layout;
  const word = (reading.fields[direction] ?? '').trim().toLowerCase();
  return amount !== undefined && OUT_WORDS.has(word) ? -amount : amount;
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
  const cell = cells.find(({ text }) => text !== '' && !isSettled(text));
  if (!cell) return false;
  reading.fail('not-settled', cell.index, `its status is ${shown(cell.text)}, so it is not counted`, {
    expected: 'a movement that is completed',
    mend: 'export again when it is',
  });
  return true;
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
    payee: reading.text('payee'),
    memo: memos?.join(' ') ?? '',
    reference: reading.text('reference'),
    type: reading.text('type'),
  };
  return reading.cell('balance')?.text ? { ...row, balance } : row;
}

/**
 * What one record means: a row, or the problems that set it aside (never both, never neither). This is the one place
 * where the meaning of a record lives. `fields` are unquoted; `line` is where the record begins.
 */
export function interpretRecord(
  layout: CsvLayout,
  fields: readonly string[],
  line: number,
  place: PlaceOf = roughPlaces(fields, line),
): StatementRow | Problem[] {
  const reading = new Reading(layout, fields, place);
  const row = interpret(reading, line);
  return row && reading.problems.length === 0 ? row : reading.problems;
}
