import { headingKey, readHeading } from '../_table/heading-key.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import { decodeText, HEAD_BYTES } from '../_text.ts';

/** The accounting programs whose exports are read as books. */
export type Program = 'xero' | 'quickbooks' | 'wave';

/** What a column of such an export can be. */
export type BooksField =
  | 'journal'
  | 'date'
  | 'type'
  | 'number'
  | 'payee'
  | 'memo'
  | 'account'
  | 'code'
  | 'accountType'
  | 'accountGroup'
  | 'debit'
  | 'credit'
  | 'amount'
  | 'balance'
  | 'currency'
  | 'foreignDebit'
  | 'foreignCredit'
  | 'foreignAmount'
  | 'status';

export type Columns = Readonly<Partial<Record<BooksField, readonly number[]>>>;

export interface Form {
  readonly program: Program;
  /** As people know the program. */
  readonly name: string;
  /** It is this program's when the headings of one of these lists are all there; of `a|b`, either. */
  readonly signatures: readonly (readonly string[])[];
  /** The headings of each field, the better first. A field of several columns takes the first cell that is not empty. */
  readonly headings: Readonly<Partial<Record<BooksField, readonly string[]>>>;
}

const xero: Form = {
  program: 'xero',
  name: 'Xero',
  signatures: [
    ['date', 'source', 'debit', 'credit', 'description|reference|contact|account'],
    ['account code', 'account|account name', 'debit', 'credit'],
    ['date', 'journal number|journal id|journal no', 'account', 'debit', 'credit'],
  ],
  headings: {
    journal: ['journal number', 'journal id', 'journal no', 'journal'],
    date: ['date', 'journal date'],
    type: ['source', 'source type', 'journal type'],
    number: ['reference', 'invoice number'],
    payee: ['contact', 'contact name'],
    memo: ['description', 'narration', 'details'],
    account: ['account', 'account name'],
    code: ['account code'],
    accountType: ['account type'],
    accountGroup: ['account class'],
    debit: ['debit'],
    credit: ['credit'],
    balance: ['running balance', 'balance'],
    currency: ['currency', 'source currency'],
    foreignDebit: ['debit source', 'debit foreign'],
    foreignCredit: ['credit source', 'credit foreign'],
    status: ['status'],
  },
};

const quickbooks: Form = {
  program: 'quickbooks',
  name: 'QuickBooks',
  signatures: [
    ['date|transaction date', 'transaction type|type', 'split|split account', 'amount|debit'],
    ['date|transaction date', 'transaction type|type', 'distribution account|account full name', 'amount|debit'],
    [
      'date|transaction date',
      'transaction type|type|trans',
      'account|account name',
      'debit',
      'credit',
      'num|memo description',
    ],
  ],
  headings: {
    journal: ['trans', 'trans no', 'transaction id', 'journal no'],
    date: ['date', 'transaction date'],
    type: ['transaction type', 'type'],
    number: ['num', 'no', 'ref no'],
    payee: ['name', 'customer', 'vendor', 'customer vendor'],
    memo: ['memo description', 'memo', 'description', 'line description'],
    account: ['account', 'distribution account', 'full name', 'account name', 'account full name'],
    code: ['account number', 'account no', 'distribution account number'],
    accountType: ['account type', 'distribution account type'],
    debit: ['debit'],
    credit: ['credit'],
    amount: ['amount'],
    balance: ['balance'],
    currency: ['currency'],
    foreignDebit: ['foreign debit'],
    foreignCredit: ['foreign credit'],
    foreignAmount: ['foreign amount'],
    status: ['status', 'posting', 'transaction status'],
  },
};

const wave: Form = {
  program: 'wave',
  name: 'Wave',
  signatures: [
    ['transaction id', 'transaction date', 'account name', 'debit amount two column approach'],
    ['transaction id', 'transaction date', 'account name', 'amount one column'],
  ],
  headings: {
    journal: ['transaction id'],
    date: ['transaction date'],
    number: ['invoice number', 'bill number'],
    payee: ['customer', 'vendor'],
    memo: ['transaction description', 'transaction line description', 'notes memo'],
    account: ['account name'],
    accountType: ['account type'],
    accountGroup: ['account group'],
    debit: ['debit amount two column approach'],
    credit: ['credit amount two column approach'],
    amount: ['amount one column'],
    currency: ['currency', 'transaction currency'],
    status: ['status'],
  },
};

export const forms: Readonly<Record<Program, Form>> = { wave, quickbooks, xero };

/** Delimiters that the programs write in one country or another. */
const DELIMITERS = [',', ';', '\t'] as const;
/** Title lines above the header take a few lines, never this many. */
const HEADER_WITHIN = 40;

/** A header that was found, and what its columns are. */
export interface FoundHeader {
  readonly form: Form;
  readonly delimiter: string;
  readonly header: CsvRecord;
  /** The lines above it: the report's name, the company, the period. */
  readonly titles: readonly CsvRecord[];
  /** Where the first record after it is looked for. */
  readonly after: { readonly offset: number; readonly line: number };
  readonly columns: Columns;
  /** The currency that a heading of an amount states: `Debit (USD)`. */
  readonly currency: string | undefined;
}

/** Which program's export a text is, by its header; undefined when it is none's. */
export function findHeader(text: string, only?: Program): FoundHeader | undefined {
  for (const delimiter of DELIMITERS) {
    const scanner = new CsvScanner(text, delimiter);
    const titles: CsvRecord[] = [];
    for (let record = scanner.next(); record && titles.length < HEADER_WITHIN; record = scanner.next()) {
      const form = record.fault || record.fields.length < 4 ? undefined : formOf(record.fields, only);
      if (form)
        return { form, delimiter, header: record, titles, after: scanner.place, ...columnsOf(record.fields, form) };
      titles.push(record);
    }
  }
  return undefined;
}

function formOf(header: readonly string[], only: Program | undefined): Form | undefined {
  const keys = new Set(header.map((text) => readHeading(text).bare));
  for (const heading of header) keys.add(headingKey(heading));
  const holds = (signature: readonly string[]): boolean =>
    signature.every((words) => words.split('|').some((word) => keys.has(headingKey(word))));
  return Object.values(forms).find(
    (form) => (only === undefined || form.program === only) && form.signatures.some(holds),
  );
}

function columnsOf(header: readonly string[], form: Form): Pick<FoundHeader, 'columns' | 'currency'> {
  const headings = header.map(readHeading);
  const taken = new Set<number>();
  const columns: Partial<Record<BooksField, number[]>> = {};
  for (const [field, words] of Object.entries(form.headings) as [BooksField, readonly string[]][]) {
    const found = words.map(headingKey).flatMap((word) => {
      const at = headings.findIndex(({ key, bare }, index) => !taken.has(index) && (key === word || bare === word));
      if (at >= 0) taken.add(at);
      return at < 0 ? [] : [at];
    });
    if (found.length > 0) columns[field] = found;
  }
  const [money = -1] = columns.debit ?? columns.amount ?? [];
  return { columns, currency: headings[money]?.currency };
}

/** Which program's export a file is, from its first bytes; undefined when it is none's. */
export function programOf(head: Uint8Array): Program | undefined {
  return findHeader(decodeText(head.subarray(0, HEAD_BYTES), undefined, true).text)?.form.program;
}
