import type { Problem } from '../../core/problem.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { problem, type SourceCode } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { readDateCell, type DateCell } from './dates.ts';
import type { TableLayout } from './layout.ts';
import { minorOf } from './minor.ts';
import type { Place } from './place.ts';

/** Where a field of the record stands, when the one who calls knows better than by adding up lengths. */
export type PlaceOf = (index: number) => Place;

/** One record under a layout: its cells by field, and the problems found in them. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly layout: TableLayout;
  readonly fields: readonly string[];
  /** What the date cell says; undefined when it is no date. */
  readonly date: DateCell | undefined;
  readonly #place: PlaceOf;

  constructor(layout: TableLayout, fields: readonly string[], place: PlaceOf) {
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

/** A money cell in minor units; undefined after a problem. */
export function minorAt(reading: Reading, cell: { text: string; index: number }, currency: string): bigint | undefined {
  const read = minorOf(cell.text, reading.layout.decimal, currency, reading.heading(cell.index));
  if (typeof read === 'bigint') return read;
  const { code, message, ...advice } = read;
  return reading.fail(code, cell.index, message, advice);
}

/** An optional money field: 0 where there is none, undefined after a problem. */
export function optionalMinor(reading: Reading, field: CsvField, currency: string): bigint | undefined {
  const cell = reading.cell(field);
  return cell && cell.text !== '' ? minorAt(reading, cell, currency) : 0n;
}
