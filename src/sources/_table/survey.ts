import { isCurrency, type DecimalMark } from '../../core/money.ts';
import type { ReadOptions } from '../../model/source.ts';
import type { DateOrder } from './dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from './evidence.ts';
import type { CsvRecord } from './scanner.ts';
import type { Table } from './header.ts';
import type { Columns } from './columns.ts';
import { BANK_HEADINGS, IN_WORDS, isSettled, OUT_WORDS } from './headings.ts';
import { headingKey } from './heading-key.ts';
import type { Records } from './records.ts';

interface Sighting {
  readonly cell: string;
  readonly at: { readonly line: number; readonly column: number };
}

/** What all the records of a file together tell about how to read each. */
export interface Survey {
  readonly dateOrder: Choice<DateOrder>;
  readonly decimal: Choice<DecimalMark>;
  readonly fields: { readonly least: number; readonly most: number };
  /** The columns as mapped, less those whose cells are not what their heading says. */
  readonly columns: Columns;
  readonly firstDate: Sighting | undefined;
  readonly firstAmount: Sighting | undefined;
}

const MONEY = ['amount', 'debit', 'credit', 'fee', 'net', 'balance'] as const;
const DATE_WORDS: ReadonlySet<string> = new Set([
  ...BANK_HEADINGS.date,
  'available on utc',
  'available on',
  'transfer date utc',
  'started date',
]);

/** The date column, then the other columns that bear a date's name: they are exported in the same order. */
function dateColumns(header: readonly string[], columns: Columns): readonly number[] {
  const own = columns.date ?? [];
  const others = header.flatMap((heading, index) =>
    !own.includes(index) && DATE_WORDS.has(headingKey(heading)) ? [index] : [],
  );
  return [...own, ...others];
}

/** Cells of one column that are, and are not, what its heading promises. */
class Promises {
  kept = 0;
  broken = 0;
  readonly #index: number;
  readonly #keeps: (cell: string) => boolean;

  constructor(columns: readonly number[] | undefined, keeps: (cell: string) => boolean) {
    this.#index = columns?.[0] ?? -1;
    this.#keeps = keeps;
  }

  note(fields: readonly string[]): void {
    const cell = (fields[this.#index] ?? '').trim();
    if (cell === '') return;
    if (this.#keeps(cell)) this.kept += 1;
    else this.broken += 1;
  }
}

/** The first cells of their kind, which warnings about the whole file point at. */
class FirstCells {
  date: Sighting | undefined;
  amount: Sighting | undefined;
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  note(record: CsvRecord, date: number, money: readonly { readonly index: number }[]): void {
    this.date ??= this.#look(record, date, /\d/);
    for (const { index } of this.amount ? [] : money) this.amount ??= this.#look(record, index, /\d[.,]\d/);
  }

  #look(record: CsvRecord, index: number, pattern: RegExp): Sighting | undefined {
    const cell = record.fields[index];
    return cell !== undefined && pattern.test(cell) ? { cell, at: this.#records.placeOf(record, index) } : undefined;
  }
}

const isDirection = (cell: string): boolean => OUT_WORDS.has(cell.toLowerCase()) || IN_WORDS.has(cell.toLowerCase());

function promisesOf(columns: Columns): Seen {
  return {
    currency: new Promises(columns.currency, (cell) => isCurrency(cell.toUpperCase())),
    direction: new Promises(columns.direction ?? columns.type, isDirection),
    status: new Promises(columns.status, isSettled),
  };
}

/** Goes over every record once. */
export function survey(table: Table, options: ReadOptions): Survey {
  const { records } = table;
  const { columns } = table.map;
  const header = table.header?.fields ?? [];
  const dates = dateColumns(header, columns).map((index) => ({ index, evidence: new DateEvidence() }));
  const money = MONEY.flatMap((field) => (columns[field] ?? []).map((index) => ({ index, signs: field === 'amount' })));
  const marks = new MarkEvidence();
  const seen = promisesOf(columns);
  const first = new FirstCells(records);
  const counts = new Map<number, number>();
  const scanner = records.scan(table.data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (record.fault) continue;
    const { fields } = record;
    counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    for (const { index, evidence } of dates) evidence.add(fields[index] ?? '');
    for (const { index, signs } of money) marks.add(fields[index] ?? '', signs);
    for (const promises of [seen.currency, seen.direction, seen.status]) promises.note(fields);
    first.note(record, dates[0]?.index ?? -1, money);
  }
  const decimal = marks.choose(options.decimal, records.delimiter === ';');
  const evidence = dates.map((date) => date.evidence);
  return {
    decimal,
    dateOrder: chooseDateOrder(options.date_order, evidence, decimal),
    fields: fieldCount(header, counts),
    columns: keptColumns(header, columns, seen, marks.signed),
    firstDate: first.date,
    firstAmount: first.amount,
  };
}

/** As many fields as the header; without one, as most records have. Headings may end in empty ones. */
function fieldCount(header: readonly string[], counts: ReadonlyMap<number, number>): Survey['fields'] {
  const [commonest = [0, 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (header.length === 0) return { least: commonest[0], most: commonest[0] };
  return { least: header.findLastIndex((heading) => heading.trim() !== '') + 1, most: header.length };
}

interface Seen {
  readonly currency: Promises;
  readonly direction: Promises;
  readonly status: Promises;
}

/**
 * Some headings mean different things in different banks, so their cells decide. "Valuta" is a currency or a value date;
 * "Info" says whether a movement is booked, or anything at all. A column of nothing but "debit" and "credit" gives the
 * sign only where the amounts themselves bear none.
 */
function keptColumns(header: readonly string[], columns: Columns, seen: Seen, signed: boolean): Columns {
  const { currency, status, direction, ...rest } = columns;
  const heading = (indexes: readonly number[] | undefined): string => headingKey(header[indexes?.[0] ?? -1] ?? '');
  const isValueDate = heading(currency) === 'valuta' && seen.currency.kept === 0 && seen.currency.broken > 0;
  const isRemark = heading(status) === 'info' && seen.status.kept === 0;
  const word = direction ?? columns.type;
  const speaks = seen.direction.broken === 0 && seen.direction.kept > 0;
  return {
    ...rest,
    ...(currency && !isValueDate ? { currency } : {}),
    ...(status && !isRemark ? { status } : {}),
    ...(word && columns.amount && speaks && !signed ? { direction: word } : {}),
  };
}
