import type { CsvRecord } from '../_table/scanner.ts';
import { readDateCell } from '../_table/dates.ts';
import type { BooksField } from './forms.ts';
import { firstCell, type Sheet } from './sheet.ts';

/** What a record of an export is, by its shape. */
export type Kind =
  | 'posting'
  /** The name of an account, above its postings. */
  | 'section'
  /** `Total for Checking`; of the whole file where it names nothing. */
  | 'total'
  /** Nothing but amounts: the total of the postings above it. */
  | 'sum'
  | 'opening'
  | 'closing'
  /** The header and the title again, as on each page of a printed report. */
  | 'page'
  /** Words without an amount. */
  | 'remark';

export interface Classified {
  readonly kind: Kind;
  readonly record: CsvRecord;
  /** Of a section or a total: the account that it names; '' for a total of everything. */
  readonly name: string;
  /** Of a total: that it holds the accounts below it, too. */
  readonly rollup: boolean;
}

const MONEY = ['debit', 'credit', 'amount'] as const satisfies readonly BooksField[];
const OPENING: ReadonlySet<string> = new Set([
  'beginning balance',
  'opening balance',
  'balance forward',
  'starting balance',
]);
const CLOSING: ReadonlySet<string> = new Set(['closing balance', 'ending balance', 'net movement', 'balance change']);
const ROLLUPS = [' with sub-accounts', ' with subaccounts', ' with subs'];
const PAGE = /^page \d{1,6}(?: of \d{1,6})?$/i;
/** A longer cell is no name of an account and no word for a balance. */
const LONGEST = 300;

/** The account that a total names, and whether with those below it; undefined for what is no total. */
export function readTotal(label: string): { readonly name: string; readonly rollup: boolean } | undefined {
  if (label.length > LONGEST || !/^total(?:s|s?:)?(?:$|\s)/i.test(label)) return undefined;
  const name = label.replace(/^total(?:s|s?:)?\s*(?:for\s+)?/i, '').trim();
  const end = ROLLUPS.find((words) => name.toLowerCase().endsWith(words));
  return end === undefined ? { name, rollup: false } : { name: name.slice(0, -end.length).trim(), rollup: true };
}

interface Shape {
  readonly date: string;
  readonly words: readonly string[];
  readonly amounts: boolean;
  readonly balance: boolean;
}

/** Tells what each record is. Pages of a printed report repeat what stands above the first; that is passed over. */
export function classify(sheet: Sheet): readonly Classified[] {
  const { header, columns, titles, records } = sheet;
  const money = new Set(MONEY.flatMap((field) => columns[field] ?? []));
  const balances = new Set(columns.balance ?? []);
  const dates = columns.date ?? [];
  const accounts = columns.account ?? [];
  const names = new Set<string>();
  const again = header.fields.map((field) => field.trim()).join('\0');
  const pages = records.some(({ fields }) => isHeader(fields, again));
  const cell = (record: CsvRecord, indexes: readonly number[]): string =>
    indexes.map((index) => (record.fields[index] ?? '').trim()).find((text) => text !== '') ?? '';

  const shapeOf = (record: CsvRecord): Shape => ({
    date: cell(record, dates),
    words: record.fields.flatMap((field, index) => {
      const text = field.trim();
      return text === '' || money.has(index) || balances.has(index) ? [] : [text];
    }),
    amounts: [...money].some((index) => (record.fields[index] ?? '').trim() !== ''),
    balance: cell(record, [...balances]) !== '',
  });

  const kindOf = (record: CsvRecord): Omit<Classified, 'record'> => {
    const nothing = { name: '', rollup: false };
    if (isHeader(record.fields, again)) return { kind: 'page', ...nothing };
    const { date, words, amounts, balance } = shapeOf(record);
    if (readDateCell(date)) return { kind: 'posting', ...nothing };
    const label = firstCell(record);
    if (pages && words.length === 1 && (titles.includes(label) || PAGE.test(label)))
      return { kind: 'page', ...nothing };
    if (words.some((word) => OPENING.has(word.toLowerCase()))) return { kind: 'opening', ...nothing };
    if (words.some((word) => CLOSING.has(word.toLowerCase()))) return { kind: 'closing', ...nothing };
    if (words.length === 0) return { kind: amounts ? 'sum' : 'remark', ...nothing };
    const total = readTotal(label);
    if (total && (amounts || balance || total.name === '' || names.has(total.name))) return { kind: 'total', ...total };
    if (amounts && (cell(record, accounts) !== '' || words.length > 1 || date !== ''))
      return { kind: 'posting', ...nothing };
    // An account with a payee or a memo, and nothing in the columns of amounts: a posting of zero.
    if (words.length > 1 && cell(record, accounts) !== '') return { kind: 'posting', ...nothing };
    if (words.length > 1 || amounts) return { kind: 'remark', ...nothing };
    names.add(label);
    return { kind: 'section', name: label, rollup: false };
  };
  return records.map((record) => ({ record, ...kindOf(record) }));
}

function isHeader(fields: readonly string[], header: string): boolean {
  return fields.map((field) => field.trim()).join('\0') === header;
}
