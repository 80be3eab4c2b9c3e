import { isCurrency } from '../../core/money.ts';
import type { IsoDate } from '../../core/date.ts';
import type { Position, Problem } from '../../core/problem.ts';
import { problem, shown, type SourceCode } from '../_codes.ts';
import { DATE_ORDERS, readDateCell, resolveDate } from '../_table/dates.ts';
import { minorOf } from '../_table/minor.ts';
import { placeIn } from '../_table/place.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import { tidy } from '../_text.ts';
import type { BooksField } from './forms.ts';
import type { Sheet } from './sheet.ts';

/** The cells of one record by field, and the problems found in them. */
export class Cells {
  readonly problems: Problem[] = [];
  readonly record: CsvRecord;
  readonly #sheet: Sheet;

  constructor(sheet: Sheet, record: CsvRecord) {
    this.#sheet = sheet;
    this.record = record;
  }

  /** The first non-empty cell of a field's columns; '' of none. */
  cell(field: BooksField): { readonly text: string; readonly index: number } {
    const indexes = this.#sheet.columns[field] ?? [];
    for (const index of indexes) {
      const text = (this.record.fields[index] ?? '').trim();
      if (text !== '') return { text, index };
    }
    return { text: '', index: indexes[0] ?? 0 };
  }

  text(field: BooksField): string {
    return tidy(this.cell(field).text);
  }

  /** All cells of a field's columns, each once. */
  joined(field: BooksField): string {
    const texts = (this.#sheet.columns[field] ?? []).map((index) => tidy(this.record.fields[index] ?? ''));
    return [...new Set(texts)].filter((text) => text !== '').join(' ');
  }

  place(index = 0): Position {
    const { file, text, delimiter } = this.#sheet;
    return { file, ...placeIn(text, delimiter, this.record, index) };
  }

  fail(code: SourceCode, index: number, message: string, advice: { expected?: string; mend?: string } = {}): undefined {
    this.problems.push(problem(code, this.place(index), message, advice));
    return undefined;
  }

  heading(index: number): string {
    return this.#sheet.header.fields[index]?.trim() || `column ${index + 1}`;
  }

  /** A cell of money in minor units; null where it is empty, undefined after a problem. */
  money(field: BooksField, currency: string): bigint | null | undefined {
    const { text, index } = this.cell(field);
    if (text === '') return null;
    const read = minorOf(text, this.#sheet.decimal, currency, this.heading(index));
    if (typeof read === 'bigint') return read;
    const { code, message, ...advice } = read;
    return this.fail(code, index, message, advice);
  }

  /** The day; undefined after a problem. */
  day(): IsoDate | undefined {
    const { text, index } = this.cell('date');
    const where = this.heading(index);
    if (text === '') {
      return this.fail('date-missing', index, `${where} is empty`, { expected: 'a date', mend: 'fill in the date' });
    }
    const order = this.#sheet.dateOrder;
    const read = readDateCell(text);
    const date = read && resolveDate(read, order);
    if (date !== undefined) return date;
    const fits = read ? DATE_ORDERS.find((other) => resolveDate(read, other) !== undefined) : undefined;
    return this.fail('date-invalid', index, `${where} holds ${shown(text)}`, {
      expected: `a day that the calendar has${read?.kind === 'numbers' ? `, written ${order}` : ''}`,
      mend: fits ? `mend the cell, or declare \`date_order: ${fits}\`` : 'mend the cell',
    });
  }

  /** The currency that the record states; '' where it states none, undefined after a problem. */
  currency(): string | undefined {
    const { text, index } = this.cell('currency');
    const code = text.toUpperCase();
    if (code === '' || isCurrency(code)) return code;
    return this.fail('currency-unknown', index, `${shown(code)} is no currency`, {
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the cell',
    });
  }
}
