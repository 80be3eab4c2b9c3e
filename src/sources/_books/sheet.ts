import { isCurrency, type DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, lostCharacter, NO_CURRENCY, problem, shown } from '../_codes.ts';
import type { DateOrder } from '../_table/dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from '../_table/evidence.ts';
import { faultOf, isBlank } from '../_table/fault.ts';
import { placeIn } from '../_table/place.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import { decodeText, firstLoss, Lines, MAX_BYTES } from '../_text.ts';
import { findHeader, forms, type Columns, type Form, type FoundHeader, type Program } from './forms.ts';

/** An accounting export, cut into records, with what all of them together tell about how to read each. */
export interface Sheet {
  readonly file: string;
  readonly text: string;
  readonly delimiter: string;
  readonly form: Form;
  readonly header: CsvRecord;
  readonly columns: Columns;
  /** First cells of the lines above the header. */
  readonly titles: readonly string[];
  /** What comes after the header, without what holds nothing or could not be read as a record. */
  readonly records: readonly CsvRecord[];
  readonly decimal: DecimalMark;
  readonly dateOrder: DateOrder;
  /** Of the amounts: the books' own currency. */
  readonly currency: string;
}

export interface OpenSheet {
  /** Undefined when the file cannot be read as what it should be; then a problem says why. */
  readonly sheet: Sheet | undefined;
  readonly problems: readonly Problem[];
  readonly layout: Readonly<Record<string, string>>;
}

const MONEY = ['debit', 'credit', 'amount', 'balance', 'foreignDebit', 'foreignCredit', 'foreignAmount'] as const;

function refused(found: Problem): OpenSheet {
  return { sheet: undefined, problems: [found], layout: {} };
}

/** Opens an export of a program. Never throws. */
export function openSheet(bytes: Uint8Array, file: string, options: ReadOptions, program: Program): OpenSheet {
  const at = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) {
    const advice = { expected: `at most ${MAX_BYTES}`, mend: 'export shorter periods' };
    return refused(problem('file-too-large', at, `the file has ${bytes.length} bytes`, advice));
  }
  const { text, encoding, how } = decodeText(bytes, options.encoding);
  if (text.trim() === '') {
    const advice = { expected: 'a header and postings', mend: 'export it again' };
    return refused(problem('file-empty', at, 'the file is empty', advice));
  }
  const found = findHeader(text, program);
  if (!found) return refused(noHeader(file, program));
  const lost = firstLoss(text);
  const losses = lost === undefined ? [] : [lostCharacter({ file, ...new Lines(text).at(lost) }, encoding)];
  const read = readRecords(file, text, found);
  const order = survey(read.records, found, options);
  const stated = found.currency ?? options.currency;
  const { sheet, problems } = assemble({ file, text, found, records: read.records, order, currency: stated });
  const layout = {
    program: found.form.name,
    encoding: `${encoding} (${how})`,
    header_line: String(found.header.line),
    decimal: `${order.decimal.value} (${order.decimal.how})`,
    date_order: `${order.date.value} (${order.date.how})`,
    currency: sheet.currency,
  };
  return { sheet, problems: [...losses, ...read.problems, ...problems], layout };
}

interface Orders {
  readonly decimal: Choice<DecimalMark>;
  readonly date: Choice<DateOrder>;
}

interface Found {
  readonly file: string;
  readonly text: string;
  readonly found: FoundHeader;
  readonly records: readonly CsvRecord[];
  readonly order: Orders;
  readonly currency: string | undefined;
}

function assemble({ file, text, found, records, order, currency }: Found): { sheet: Sheet; problems: Problem[] } {
  const { delimiter, form, header, columns } = found;
  const at = { file, line: header.line, column: 1 };
  const known = currency !== undefined && isCurrency(currency);
  const sheet: Sheet = {
    file,
    text,
    delimiter,
    form,
    header,
    columns,
    titles: found.titles.map(firstCell).filter((title) => title !== ''),
    records,
    decimal: order.decimal.value,
    dateOrder: order.date.value,
    currency: known ? currency : NO_CURRENCY,
  };
  return { sheet, problems: [...(known ? [] : [currencyMissing(at)]), ...ambiguities(sheet, order)] };
}

/** The first cell of a record that is not empty. */
export function firstCell({ fields }: Pick<CsvRecord, 'fields'>): string {
  return fields.find((field) => field.trim() !== '')?.trim() ?? '';
}

function readRecords(file: string, text: string, found: FoundHeader): { records: CsvRecord[]; problems: Problem[] } {
  const records: CsvRecord[] = [];
  const problems: Problem[] = [];
  const scanner = new CsvScanner(text, found.delimiter, found.after);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (record.fault) problems.push(faultOf(file, text, record, record.fault));
    else if (!isBlank(record)) records.push(record);
  }
  return { records, problems };
}

function survey(records: readonly CsvRecord[], { columns, delimiter }: FoundHeader, options: ReadOptions): Orders {
  const dates = new DateEvidence();
  const marks = new MarkEvidence();
  const [date = -1] = columns.date ?? [];
  const money = MONEY.flatMap((field) => columns[field] ?? []);
  for (const { fields } of records) {
    dates.add(fields[date] ?? '');
    for (const index of money) marks.add(fields[index] ?? '', false);
  }
  const decimal = marks.choose(options.decimal, delimiter === ';');
  return { decimal, date: chooseDateOrder(options.date_order, [dates], decimal) };
}

function ambiguities(sheet: Sheet, { decimal, date }: Orders): Problem[] {
  const problems: Problem[] = [];
  if (date.ambiguous) {
    const message = `the dates${example(sheet, 'date', /\d/)} are read ${date.value === 'mdy' ? 'month' : 'day'} first, and nothing in the file proves it`;
    const advice = { expected: 'at least one day over 12', mend: 'declare `date_order: mdy` or `date_order: dmy`' };
    problems.push(problem('date-order-ambiguous', firstPlace(sheet, 'date', /\d/), message, advice));
  }
  if (decimal.ambiguous) {
    const money = MONEY.find((field) => sheet.columns[field] !== undefined) ?? 'amount';
    const message = `amounts${example(sheet, money, /\d[.,]\d/)} are read with "${decimal.value}" for the decimal mark, and nothing in the file proves it`;
    const advice = { expected: 'at least one amount with cents', mend: 'declare `decimal: "."` or `decimal: ","`' };
    problems.push(problem('decimal-mark-ambiguous', firstPlace(sheet, money, /\d[.,]\d/), message, advice));
  }
  return problems;
}

type Column = keyof Columns;

function firstWith({ records, columns }: Sheet, field: Column, pattern: RegExp): CsvRecord | undefined {
  const [index = -1] = columns[field] ?? [];
  return records.find(({ fields }) => pattern.test((fields[index] ?? '').slice(0, 64)));
}

function example(sheet: Sheet, field: Column, pattern: RegExp): string {
  const record = firstWith(sheet, field, pattern);
  return record ? `, such as ${shown(record.fields[sheet.columns[field]?.[0] ?? -1] ?? '')},` : '';
}

function firstPlace(sheet: Sheet, field: Column, pattern: RegExp): Problem['at'] {
  const { file, text, delimiter, header, columns } = sheet;
  const record = firstWith(sheet, field, pattern);
  if (!record) return { file, line: header.line, column: 1 };
  return { file, ...placeIn(text, delimiter, record, columns[field]?.[0] ?? 0) };
}

const EXPORTS: Readonly<Record<Program, string>> = {
  xero: 'a header such as "Date, Source, Description, Reference, Debit, Credit", with "Account" or accounts as headings',
  quickbooks: 'a header such as "Date, Transaction Type, Num, Name, Memo/Description, Account, Debit, Credit"',
  wave: 'a header such as "Transaction ID, Transaction Date, Account Name, …, Debit Amount (Two Column Approach)"',
};

function noHeader(file: string, program: Program): Problem {
  const message = `no line of this file is the header of a journal or a general ledger of ${forms[program].name}`;
  const mend = 'export the journal report of the whole period as CSV';
  return problem('books-header-not-found', { file, line: 1, column: 1 }, message, { expected: EXPORTS[program], mend });
}
