import { isCurrency } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { Cell } from '../../model/facts.ts';
import { NO_CURRENCY, problem, shown, type SourceCode } from '../_codes.ts';
import { DATE_ORDERS, readDateCell, resolveDate } from '../_table/dates.ts';
import { headingKey } from '../_table/heading-key.ts';
import { minorOf } from '../_table/minor.ts';
import { placeIn } from '../_table/place.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import { tidy } from '../_text.ts';
import { currencyOf, decimalOf, durationOf, isNothing, minutesOf, wholeOf } from './cells.ts';
import type { Field } from './field.ts';
import type { Cells, ReadRecord } from './kind.ts';
import type { Sheet } from './open.ts';

/** Fourteen digits before two of cents: more is a slip, and a hundred thousand such rows could not be summed. */
const LARGEST = 10n ** 16n;
/** Words of a column are few; whoever writes more has free text in it. */
const REMEMBERED = 1000;

interface Fault {
  readonly code: SourceCode;
  readonly expected: string;
  readonly mend: string;
}

interface Column {
  readonly field: string;
  readonly index: number;
  readonly type: Field['type'];
  readonly words: Field['words'];
  /** Days and words, which repeat, as they were read before. */
  readonly known: Map<string, Cell>;
}

const EXPECTED = {
  whole: 'a whole number',
  decimal: 'a number',
  duration: 'hours such as 1:30, 1h 30m or 1.5',
  minutes: 'minutes such as 90',
} as const;

/** Reads the records of a sheet, one after the other. */
export class RecordReader {
  readonly problems: Problem[] = [];
  readonly #sheet: Sheet;
  readonly #columns: readonly Column[];
  readonly #strange = new Set<string>();

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    this.#columns = [...sheet.columns].map(([field, index]) => {
      const { type, words } = sheet.kind.fields[field] ?? { type: 'text' };
      return { field, index, type, words, known: new Map() };
    });
  }

  /** The record's values; undefined when a problem sets it aside. A word that is not known only warns. */
  read(record: CsvRecord): ReadRecord | undefined {
    const currency = this.#currency(record);
    if (currency === undefined) return undefined;
    const cells: Record<string, Cell> = {};
    let sound = true;
    for (const column of this.#columns) {
      const cell = this.#cell(record, column, currency);
      if (cell === undefined) sound = false;
      else cells[column.field] = cell;
    }
    return sound && this.#isWhole(record, cells) && this.#spans(record, cells)
      ? { record, cells, currency }
      : undefined;
  }

  /** Names a problem at a field of a record. */
  readonly tell = (
    code: SourceCode,
    { record, field }: { readonly record: CsvRecord; readonly field: string },
    message: string,
    advice: { readonly expected: string; readonly mend: string },
  ): Problem => {
    const { file, text, delimiter, columns } = this.#sheet;
    return problem(code, { file, ...placeIn(text, delimiter, record, columns.get(field) ?? 0) }, message, advice);
  };

  #fail(record: CsvRecord, field: string, { code, ...advice }: Fault, message?: string): undefined {
    const index = this.#sheet.columns.get(field) ?? 0;
    const holds = `${this.#heading(field)} holds ${shown(record.fields[index] ?? '')}`;
    this.problems.push(this.tell(code, { record, field }, message ?? holds, advice));
    return undefined;
  }

  #heading(field: string): string {
    return this.#sheet.header.fields[this.#sheet.columns.get(field) ?? -1]?.trim() || field;
  }

  #currency(record: CsvRecord): string | undefined {
    const cell = (record.fields[this.#sheet.columns.get('currency') ?? -1] ?? '').trim();
    const code = isNothing(cell) ? this.#sheet.currency : currencyOf(cell);
    if (isCurrency(code) || code === NO_CURRENCY) return code;
    const fault = {
      code: 'currency-unknown',
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the cell',
    } as const;
    return this.#fail(record, 'currency', fault, `${shown(code)} is no currency`);
  }

  /** A cell's value; undefined after a problem. */
  #cell(record: CsvRecord, column: Column, currency: string): Cell | undefined {
    const raw = record.fields[column.index] ?? '';
    switch (column.type) {
      case 'text':
        return tidy(raw);
      case 'currency':
        return currency;
      case 'money':
        return this.#money(record, column, raw.trim(), currency);
      case 'day':
        return this.#day(record, column, raw.trim());
      case 'choice':
      case 'yes-no':
        return this.#word(record, column, raw.trim());
      case 'whole':
      case 'decimal':
      case 'duration':
      case 'minutes':
        return this.#number(record, column, raw.trim());
    }
  }

  #money(record: CsvRecord, { field }: Column, cell: string, currency: string): bigint | null | undefined {
    if (isNothing(cell)) return null;
    const read = minorOf(cell, this.#sheet.decimal.value, currency, this.#heading(field));
    if (typeof read !== 'bigint') return this.#fail(record, field, read, read.message);
    if (read < LARGEST && read > -LARGEST) return read;
    return this.#fail(record, field, {
      code: 'amount-too-large',
      expected: 'at most 16 digits',
      mend: 'mend the cell',
    });
  }

  #day(record: CsvRecord, { field, known }: Column, cell: string): string | null | undefined {
    if (isNothing(cell)) return null;
    const before = known.get(cell);
    if (typeof before === 'string') return before;
    const read = readDateCell(cell);
    const date = read && resolveDate(read, this.#sheet.dateOrder.value);
    if (date !== undefined) {
      if (known.size < REMEMBERED) known.set(cell, date);
      return date;
    }
    const fits = read ? DATE_ORDERS.find((other) => resolveDate(read, other) !== undefined) : undefined;
    return this.#fail(record, field, {
      code: 'date-invalid',
      expected: 'a day that the calendar has',
      mend: fits ? `mend the cell, or declare \`date_order: ${fits}\`` : 'mend the cell',
    });
  }

  /** A word that stands for nothing known is not known, and is named where it stands first. */
  #word(record: CsvRecord, { field, words, known }: Column, cell: string): string {
    const before = known.get(cell);
    if (typeof before === 'string') return before;
    const meaning = words?.get(headingKey(cell)) ?? words?.get(cell);
    if (known.size < REMEMBERED) known.set(cell, meaning ?? '');
    if (meaning === undefined && !isNothing(cell) && this.#isNew(`${field} ${headingKey(cell)}`)) {
      this.#fail(record, field, {
        code: 'sheet-value-unknown',
        expected: `one of ${[...new Set(words?.values())].filter(Boolean).join(', ')}`,
        mend: 'write one of these; until then it counts as not known',
      });
    }
    return meaning ?? '';
  }

  #isNew(word: string): boolean {
    if (this.#strange.has(word) || this.#strange.size >= REMEMBERED) return false;
    this.#strange.add(word);
    return true;
  }

  #number(record: CsvRecord, { field, type }: Column, cell: string): Cell | undefined {
    const { value: mark } = this.#sheet.decimal;
    if (isNothing(cell)) return null;
    const read = { whole: wholeOf, decimal: decimalOf, duration: durationOf, minutes: minutesOf };
    if (type !== 'whole' && type !== 'decimal' && type !== 'duration' && type !== 'minutes') return null;
    const value = read[type](cell, mark);
    if (value !== undefined) return value;
    return this.#fail(record, field, {
      code: 'sheet-number-invalid',
      expected: `${EXPECTED[type]}, with "${mark}" for the decimal mark`,
      mend: 'mend the cell',
    });
  }

  #isWhole(record: CsvRecord, cells: Cells): boolean {
    const { kind } = this.#sheet;
    const lacking = kind.cells.find((fields) => fields.every((field) => (cells[field] ?? '') === ''));
    if (!lacking) return true;
    const [field = ''] = lacking.filter((one) => this.#sheet.columns.has(one));
    const fault = { code: 'sheet-cell-missing', expected: lacking.join(' or '), mend: 'fill in the cell' } as const;
    this.#fail(record, field, fault, `${kind.record} without ${lacking.join(' or ')}`);
    return false;
  }

  #spans(record: CsvRecord, cells: Cells): boolean {
    for (const [from, to] of this.#sheet.kind.spans ?? []) {
      const [first, last] = [cells[from], cells[to]];
      if (typeof first !== 'string' || typeof last !== 'string' || last >= first) continue;
      const fault = { code: 'sheet-days-reversed', expected: `a day from ${first} on`, mend: 'mend the days' } as const;
      this.#fail(record, to, fault, `${this.#heading(to)} is ${last}, before ${this.#heading(from)}`);
      return false;
    }
    return true;
  }
}
