import type { Problem } from '../../core/problem.ts';
import { problem, shown } from '../_codes.ts';
import { headingKey } from '../_table/heading-key.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import type { Sheet } from './open.ts';

/** The words that a line of sums begins with; a customer called Total Energies is none. */
const SUM =
  /^(?:(?:grand |sub ?)?totals?|sum|summe|gesamtsumme|gesamt|zwischensumme|total general|suma|somme|sous total)(?: (?:for|of|fur|de|par|per|pour) .*)?$/;

/** A first look at a label, which nearly all records end at. */
const LIKE_SUM = /^\W*(?:grand|sub|tot|sum|som|ges|zwi|sous)/i;

/** Lines of a sheet that are no records, told apart before their cells are read. */
export class Fit {
  /** What the last line above stands for, in a report in sections. */
  section = '';
  readonly #sheet: Sheet;
  readonly #least: number;
  /** A report in sections leaves the first column to their names. */
  readonly #inSections: boolean;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    const { fields } = sheet.header;
    this.#least = fields.findLastIndex((heading) => heading.trim() !== '') + 1;
    this.#inSections = sheet.kind.section !== undefined && (fields[0] ?? '').trim() === '';
  }

  /** Why a line is no record: a problem, or the name of a section; undefined when it is one. */
  check(record: CsvRecord): Problem | 'section' | undefined {
    const { fields } = record;
    const first = fields.findIndex((field) => field.trim() !== '');
    const label = (fields[first] ?? '').trim();
    if (label.length < 200 && LIKE_SUM.test(label) && SUM.test(headingKey(label))) {
      const advice = { expected: this.#sheet.kind.record, mend: 'nothing to mend if it is a total' };
      return this.#problem('summary-line', record, `${shown(label)} is no record`, advice);
    }
    const alone = fields.every((field, index) => index === first || field.trim() === '');
    if (alone && first === 0 && this.#inSections) {
      this.section = label;
      return 'section';
    }
    if (alone && first === 0 && this.#least > 2 && this.#lacks(record)) {
      const advice = { expected: this.#sheet.kind.record, mend: 'nothing to mend if it is a heading or a remark' };
      return this.#problem('sheet-remark', record, `${shown(label)} stands alone`, advice);
    }
    return this.#count(record);
  }

  /** True when a line does not have what a record must. */
  #lacks({ fields }: CsvRecord): boolean {
    const { kind, columns } = this.#sheet;
    const filled = (field: string): boolean => (fields[columns.get(field) ?? -1] ?? '').trim() !== '';
    return fields.length < this.#least || kind.cells.some((group) => !group.some(filled)) || kind.cells.length === 0;
  }

  #count(record: CsvRecord): Problem | undefined {
    const { length } = record.fields;
    const most = this.#sheet.header.fields.length;
    const long = record.fields.slice(most).some((field) => field.trim() !== '');
    if (length >= this.#least && !long) return undefined;
    const message = `the record has ${length} ${length === 1 ? 'field' : 'fields'}`;
    return this.#problem(long ? 'fields-too-many' : 'fields-too-few', record, message, {
      expected: `${most}, as the header has`,
      mend: 'quote fields that hold the delimiter',
    });
  }

  #problem(
    code: 'summary-line' | 'sheet-remark' | 'fields-too-many' | 'fields-too-few',
    { line }: CsvRecord,
    message: string,
    advice: { expected: string; mend: string },
  ): Problem {
    return problem(code, { file: this.#sheet.file, line, column: 1 }, message, advice);
  }
}
