import { isCurrency, minorDigits, parseAmount, toMinor, type DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { problem, shown, type SourceCode } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { readDateCell, type DateCell } from '../_table/dates.ts';
import type { CsvLayout } from './layout.ts';
import type { Place } from '../_table/place.ts';

/** Where a field of the record stands, when the one who calls knows better than by adding up lengths. */
export type PlaceOf = (index: number) => Place;

/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
const PLAIN_DOT = /^-?\d{1,15}(?:\.\d{1,2})?$/;
const PLAIN_COMMA = /^-?\d{1,15}(?:,\d{1,2})?$/;

/** One record under a layout: its cells by field, and the problems found in them. */
export class Reading {
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
export function minorAt(reading: Reading, cell: { text: string; index: number }, currency: string): bigint | undefined {
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
export function optionalMinor(reading: Reading, field: CsvField, currency: string): bigint | undefined {
  const cell = reading.cell(field);
  return cell && cell.text !== '' ? minorAt(reading, cell, currency) : 0n;
}
