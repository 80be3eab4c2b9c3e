import { isCurrency, type DecimalMark } from '../../core/money.ts';
import type { ReadOptions } from '../../model/source.ts';
import type { DateOrder } from './dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from './evidence.ts';
import { CsvScanner, type CsvRecord } from './scanner.ts';
import type { Table } from './header.ts';
import type { Columns } from './columns.ts';
import { BANK_HEADINGS, headingKey, IN_WORDS, OUT_WORDS } from './headings.ts';
import { placeIn } from './place.ts';

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

/** Counts of cells that are, and are not, what a heading promises. */
class Tally {
  kept = 0;
  broken = 0;
  note(kept: boolean): void {
    if (kept) this.kept += 1;
    else this.broken += 1;
  }
}

/** Goes over every record once. */
export function survey(text: string, table: Table, options: ReadOptions): Survey {
  const { columns } = table.map;
  const header = table.header?.fields ?? [];
  const dates = dateColumns(header, columns).map((index) => ({ index, evidence: new DateEvidence() }));
  const money = MONEY.flatMap((field) => (columns[field] ?? []).map((index) => ({ index, signs: field === 'amount' })));
  const marks = new MarkEvidence();
  const currency = new Tally();
  const direction = new Tally();
  const counts = new Map<number, number>();
  const [currencyColumn = -1] = columns.currency ?? [];
  const [wordColumn = -1] = columns.direction ?? columns.type ?? [];
  let first: { date?: Sighting; amount?: Sighting } = {};
  const scanner = new CsvScanner(text, table.delimiter, table.data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (record.fault) continue;
    const { fields } = record;
    counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    for (const { index, evidence } of dates) evidence.add(fields[index] ?? '');
    for (const { index, signs } of money) marks.add(fields[index] ?? '', signs);
    const code = (fields[currencyColumn] ?? '').trim();
    if (code !== '') currency.note(isCurrency(code.toUpperCase()));
    const word = (fields[wordColumn] ?? '').trim().toLowerCase();
    if (word !== '') direction.note(OUT_WORDS.has(word) || IN_WORDS.has(word));
    first = sight(
      first,
      text,
      record,
      dates[0]?.index,
      money.map(({ index }) => index),
    );
  }
  const decimal = marks.choose(options.decimal, table.delimiter === ';');
  return {
    decimal,
    dateOrder: chooseDateOrder(
      options.date_order,
      dates.map(({ evidence }) => evidence),
      decimal,
    ),
    fields: fieldCount(header, counts),
    columns: keptColumns(header, columns, { currency, direction, signed: marks.signed }),
    firstDate: first.date,
    firstAmount: first.amount,
  };
}

/** The first cells that warnings about the whole file point at. */
function sight(
  first: { date?: Sighting; amount?: Sighting },
  text: string,
  record: CsvRecord,
  date: number | undefined,
  money: readonly number[],
): typeof first {
  if (first.date && first.amount) return first;
  const look = (index: number | undefined, pattern: RegExp): Sighting | undefined => {
    const cell = index === undefined ? undefined : record.fields[index];
    return cell !== undefined && index !== undefined && pattern.test(cell)
      ? { cell, at: placeIn(text, record, index) }
      : undefined;
  };
  const day = first.date ?? look(date, /\d/);
  const amount = first.amount ?? money.map((index) => look(index, /\d[.,]\d/)).find((seen) => seen !== undefined);
  return { ...(day ? { date: day } : {}), ...(amount ? { amount } : {}) };
}

/** As many fields as the header; without one, as most records have. Headings may end in empty ones. */
function fieldCount(header: readonly string[], counts: ReadonlyMap<number, number>): Survey['fields'] {
  const [commonest = [0, 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (header.length === 0) return { least: commonest[0], most: commonest[0] };
  return { least: header.findLastIndex((heading) => heading.trim() !== '') + 1, most: header.length };
}

interface Seen {
  readonly currency: Tally;
  readonly direction: Tally;
  readonly signed: boolean;
}

/**
 * Two headings mean different things in different banks, so their cells decide. "Valuta" is a currency or a value date.
 * A column of nothing but "debit" and "credit" gives the sign only where the amounts themselves bear none.
 */
function keptColumns(header: readonly string[], columns: Columns, { currency, direction, signed }: Seen): Columns {
  const { currency: currencyColumn, direction: directionColumn, ...rest } = columns;
  const [at = -1] = currencyColumn ?? [];
  const valueDate = headingKey(header[at] ?? '') === 'valuta' && currency.kept === 0 && currency.broken > 0;
  const word = directionColumn ?? columns.type;
  const gives =
    word !== undefined && columns.amount !== undefined && !signed && direction.broken === 0 && direction.kept > 0;
  return {
    ...rest,
    ...(currencyColumn && !valueDate ? { currency: currencyColumn } : {}),
    ...(gives ? { direction: word } : {}),
  };
}
