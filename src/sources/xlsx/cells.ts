import { MAX_COLUMNS } from '../_table/scanner.ts';
import { parseXml } from '../_xml.ts';
import { serialText } from './formats.ts';
import { cellNumber } from './numbers.ts';
import type { Workbook } from './workbook.ts';
import { ZipFault } from './zip.ts';

export type CellFault = 'formula-without-value' | 'number-inexact';

/** A row of a sheet that holds something. */
export interface SheetRow {
  /** As Excel numbers it, from 1. */
  readonly line: number;
  /** By column, from A; numbers as plain digits with a dot, dates as ISO 8601. */
  readonly fields: string[];
  /** Columns whose cell is a number, and so has no decimal mark of its own. */
  readonly numbers: number[];
  readonly faults: Map<number, CellFault>;
  readonly hidden: boolean;
  /** True when it reaches beyond the columns that are read. */
  wide: boolean;
}

/** Cells drawn as one; the value stands in the first. Rows and columns from 0. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetCells {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
}

/** A hundred thousand movements of a hundred columns; empty cells before a filled one count. */
const MOST_CELLS = 10_000_000;
/** Excel's own limit. */
const MOST_ROWS = 1_048_576;
const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;

/** `C6` → column 2, row 5. */
function reference(text: string): { readonly column: number; readonly row: number } | undefined {
  const match = REFERENCE.exec(text);
  if (!match) return undefined;
  const [, letters = '', digits = ''] = match;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) - 1 };
}

/** A cell while its elements come in. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  /** undefined until a value element is seen. */
  value: string | undefined;
}

class SheetHandler {
  readonly rows: SheetRow[] = [];
  readonly merges: Merge[] = [];
  readonly #book: Workbook;
  #row: SheetRow | undefined;
  #line = 0;
  #cell: OpenCell | undefined;
  #next = 0;
  #taken: 'v' | 't' | undefined;
  #aside = 0;
  #cells = 0;

  constructor(book: Workbook) {
    this.#book = book;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#aside += 1;
    else if (name === 'mergeCell') this.#merge(attributes['ref'] ?? '');
    else if (this.#cell && name === 'f') this.#cell.formula = true;
    else if (this.#cell && (name === 'v' || name === 't') && this.#aside === 0) {
      this.#taken = name;
      this.#cell.value ??= '';
    }
  }

  text(value: string): void {
    if (this.#cell && this.#taken !== undefined && this.#aside === 0)
      this.#cell.value = (this.#cell.value ?? '') + value;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#taken = undefined;
    else if (name === 'rPh') this.#aside -= 1;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') {
      const row = this.#row;
      if (row && (row.faults.size > 0 || row.fields.some((field) => field.trim() !== ''))) this.rows.push(row);
      this.#row = undefined;
    }
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    const { r: number = '', hidden = '' } = attributes;
    const line = /^\d{1,7}$/.test(number) ? Number(number) : this.#line + 1;
    // Rows that go back, or beyond what a sheet can hold, are nonsense; they are counted on instead.
    this.#line = line > this.#line && line <= MOST_ROWS ? line : this.#line + 1;
    this.#next = 0;
    const isHidden = hidden === '1' || hidden === 'true';
    this.#row = { line: this.#line, fields: [], numbers: [], faults: new Map(), hidden: isHidden, wide: false };
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    const at = reference(attributes['r'] ?? '')?.column ?? this.#next;
    const column = at >= this.#next ? at : this.#next;
    this.#next = column + 1;
    const style = Number(attributes['s'] ?? 0);
    this.#cell = { column, type: attributes['t'] ?? 'n', style, formula: false, value: undefined };
  }

  #merge(text: string): void {
    const [from, to] = text.split(':').map(reference);
    if (!from || !to || this.merges.length >= 65_536) return;
    this.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
  }

  #closeCell(): void {
    const [row, cell] = [this.#row, this.#cell];
    this.#cell = undefined;
    if (!row || !cell) return;
    const { column, value, formula } = cell;
    if (value === undefined && !formula) return;
    if (column >= MAX_COLUMNS) {
      row.wide ||= value !== undefined && value.trim() !== '';
      return;
    }
    this.#cells += Math.max(0, column + 1 - row.fields.length);
    if (this.#cells > MOST_CELLS) throw new ZipFault(`a sheet has more than ${MOST_CELLS} cells`);
    while (row.fields.length <= column) row.fields.push('');
    if (value === undefined) row.faults.set(column, 'formula-without-value');
    else row.fields[column] = this.#textOf(cell, value, row);
  }

  #textOf({ type, style, column }: OpenCell, value: string, row: SheetRow): string {
    switch (type) {
      case 's':
        return this.#book.strings[Number(value)] ?? '';
      case 'str':
      case 'inlineStr':
      case 'e':
      case 'd':
        return value;
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE';
      default:
        return this.#numberOf(value.trim(), style, column, row);
    }
  }

  #numberOf(value: string, style: number, column: number, row: SheetRow): string {
    const number = cellNumber(value);
    if (!number) return value;
    const day = this.#book.dates[style] === true ? serialText(Number(value), this.#book.is1904) : undefined;
    if (day !== undefined) return day;
    row.numbers.push(column);
    if (!number.exact) row.faults.set(column, 'number-inexact');
    return number.text;
  }
}

/** The rows of a sheet that hold something. Throws a ZipFault when its XML is damaged. */
export function sheetCells(book: Workbook, part: string): SheetCells {
  const handler = new SheetHandler(book);
  const fault = parseXml(book.xml(part), {
    open: (name, attributes) => {
      handler.open(name, attributes);
    },
    text: (value) => {
      handler.text(value);
    },
    close: (name) => {
      handler.close(name);
    },
  });
  if (fault) throw new ZipFault(`a sheet cannot be read: ${fault.message}`);
  return { rows: handler.rows, merges: handler.merges };
}
