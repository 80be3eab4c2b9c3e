import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import type { DateOrder } from '../_table/dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from '../_table/evidence.ts';
import { placeIn } from '../_table/place.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import type { FieldType } from './field.ts';
import type { SheetKind } from './kind.ts';
import type { Table } from './table.ts';

/** What all records of a sheet together tell about how to read each. */
export interface Survey {
  readonly decimal: Choice<DecimalMark>;
  readonly dateOrder: Choice<DateOrder>;
  readonly problems: readonly Problem[];
}

interface Sighting {
  readonly record: CsvRecord;
  readonly index: number;
}

const NUMBERS: ReadonlySet<FieldType> = new Set(['money', 'whole', 'decimal', 'duration', 'minutes']);

function columnsOf({ fields }: SheetKind, { map }: Table, wanted: (type: FieldType) => boolean): readonly number[] {
  return [...map.columns].flatMap(([field, index]) => (wanted(fields[field]?.type ?? 'text') ? [index] : []));
}

/** Goes over every record once: date order and decimal mark follow from all of them together. */
export function survey(file: string, text: string, kind: SheetKind, table: Table, options: ReadOptions): Survey {
  const dates = columnsOf(kind, table, (type) => type === 'day').map((index) => ({
    index,
    evidence: new DateEvidence(),
  }));
  const numbers = columnsOf(kind, table, (type) => NUMBERS.has(type));
  const marks = new MarkEvidence();
  let firstDate: Sighting | undefined;
  let firstNumber: Sighting | undefined;
  const scanner = new CsvScanner(text, table.delimiter, table.data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (record.fault) continue;
    for (const { index, evidence } of dates) {
      const cell = record.fields[index] ?? '';
      evidence.add(cell);
      if (!firstDate && /\d/.test(cell)) firstDate = { record, index };
    }
    for (const index of numbers) {
      const cell = record.fields[index] ?? '';
      marks.add(cell, false);
      if (!firstNumber && /\d[.,]\d/.test(cell)) firstNumber = { record, index };
    }
  }
  const decimal = marks.choose(options.decimal, table.delimiter === ';');
  const dateOrder = chooseDateOrder(
    options.date_order,
    dates.map(({ evidence }) => evidence),
    decimal,
  );
  const found = (at: Sighting | undefined): { at: Problem['at']; cell: string } => ({
    at: { file, ...(at ? placeIn(text, table.delimiter, at.record, at.index) : { line: table.data.line, column: 1 }) },
    cell: at ? (at.record.fields[at.index] ?? '') : '',
  });
  const problems = [
    ...(dateOrder.ambiguous ? [ambiguousDates(found(firstDate), dateOrder.value)] : []),
    ...(decimal.ambiguous ? [ambiguousMark(found(firstNumber), decimal.value)] : []),
  ];
  return { decimal, dateOrder, problems };
}

function ambiguousDates({ at, cell }: { at: Problem['at']; cell: string }, order: DateOrder): Problem {
  const read = order === 'mdy' ? 'month' : 'day';
  const message = `the dates, such as ${shown(cell)}, are read ${read} first, and nothing in the sheet proves it`;
  return problem('date-order-ambiguous', at, message, {
    expected: 'at least one day over 12',
    mend: 'declare `date_order: mdy` or `date_order: dmy` for this sheet',
  });
}

function ambiguousMark({ at, cell }: { at: Problem['at']; cell: string }, mark: DecimalMark): Problem {
  const message = `numbers, such as ${shown(cell)}, are read with "${mark}" for the decimal mark, and nothing in the sheet proves it`;
  return problem('decimal-mark-ambiguous', at, message, {
    expected: 'at least one number with other than three digits after it',
    mend: 'declare `decimal: "."` or `decimal: ","` for this sheet',
  });
}
