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
  /** How many cells hold words: neither amounts nor balances. */
  readonly words: number;
  readonly amounts: boolean;
  readonly balance: boolean;
  /** `opening` and `closing`: a word for the balance before and after the postings. */
  readonly bound: 'opening' | 'closing' | undefined;
}

/** What each column is to the shape of a record. */
class Columns {
  readonly #money: ReadonlySet<number>;
  readonly #balances: ReadonlySet<number>;
  readonly #dates: readonly number[];
  readonly #accounts: readonly number[];
  readonly #header: readonly string[];

  constructor({ columns, header }: Pick<Sheet, 'columns' | 'header'>) {
    this.#money = new Set(MONEY.flatMap((field) => columns[field] ?? []));
    this.#balances = new Set(columns.balance ?? []);
    this.#dates = columns.date ?? [];
    this.#accounts = columns.account ?? [];
    this.#header = header.fields.map((field) => field.trim());
  }

  isHeader({ fields }: CsvRecord): boolean {
    return (
      fields.length === this.#header.length && fields.every((field, index) => field.trim() === this.#header[index])
    );
  }

  hasAccount({ fields }: CsvRecord): boolean {
    return this.#accounts.some((index) => (fields[index] ?? '').trim() !== '');
  }

  date({ fields }: CsvRecord): string {
    const index = this.#dates.find((one) => (fields[one] ?? '').trim() !== '');
    return index === undefined ? '' : (fields[index] ?? '').trim();
  }

  shape(record: CsvRecord, date: string): Shape {
    let [words, amounts, balance] = [0, false, false];
    let bound: Shape['bound'];
    record.fields.forEach((field, index) => {
      const text = field.trim();
      if (text === '') return;
      if (this.#money.has(index)) amounts = true;
      else if (this.#balances.has(index)) balance = true;
      else {
        words += 1;
        const word = text.length > LONGEST ? '' : text.toLowerCase();
        if (OPENING.has(word)) bound ??= 'opening';
        if (CLOSING.has(word)) bound ??= 'closing';
      }
    });
    return { date, words, amounts, balance, bound };
  }
}

const NOTHING = { name: '', rollup: false };

/** Tells what each record is. Pages of a printed report repeat what stands above the first; that is passed over. */
export function classify(sheet: Sheet): readonly Classified[] {
  const { titles, records } = sheet;
  const columns = new Columns(sheet);
  const names = new Set<string>();
  const pages = records.some((record) => columns.isHeader(record));

  const unnamed = (record: CsvRecord, { date, words, amounts }: Shape): Kind => {
    // An account with a payee or a memo, and nothing in the columns of amounts, is a posting of zero.
    if (amounts ? words > 1 || date !== '' || columns.hasAccount(record) : words > 1 && columns.hasAccount(record)) {
      return 'posting';
    }
    return words > 1 || amounts ? 'remark' : 'section';
  };

  const undated = (record: CsvRecord, shape: Shape): Omit<Classified, 'record'> => {
    const { words, amounts, balance, bound } = shape;
    const label = firstCell(record);
    if (pages && words === 1 && (titles.includes(label) || PAGE.test(label))) return { kind: 'page', ...NOTHING };
    if (bound) return { kind: bound, ...NOTHING };
    if (words === 0) return { kind: amounts ? 'sum' : 'remark', ...NOTHING };
    const total = readTotal(label);
    if (total && (amounts || balance || total.name === '' || names.has(total.name))) return { kind: 'total', ...total };
    const kind = unnamed(record, shape);
    if (kind !== 'section') return { kind, ...NOTHING };
    names.add(label);
    return { kind, name: label, rollup: false };
  };

  return records.map((record) => {
    const date = columns.date(record);
    if (readDateCell(date)) return { record, kind: 'posting', ...NOTHING };
    if (pages && columns.isHeader(record)) return { record, kind: 'page', ...NOTHING };
    return { record, ...undated(record, columns.shape(record, date)) };
  });
}
