import type { Position, Problem } from '../core/problem.ts';

interface Meaning {
  readonly severity: Problem['severity'];
  /** What it says about the file, for the guide. */
  readonly meaning: string;
}

/** Every problem that a reader can name. `test/errors/sources/` holds a file that brings each of them about. */
export const codes = {
  'account-commodity': {
    severity: 'error',
    meaning: 'A posting or balance in a commodity that its account is not opened for.',
  },
  'account-invalid': {
    severity: 'error',
    meaning: 'An account without a name, or with a tab or another strange blank inside it.',
  },
  'account-life': {
    severity: 'error',
    meaning: 'An account of beancount that is opened or closed twice, or closed without being open.',
  },
  'account-not-open': {
    severity: 'error',
    meaning: 'An account of beancount that is used without being open on that day.',
  },
  'account-type-invalid': { severity: 'error', meaning: 'A `type:` of an account that hledger does not have.' },
  'account-unplaced': {
    severity: 'error',
    meaning: 'An account of books that is of no known type; what is booked to it stands below Equity:Unclassified.',
  },
  'alias-invalid': { severity: 'error', meaning: 'An alias that cannot be read, or whose pattern could take forever.' },
  'amount-ambiguous': {
    severity: 'warning',
    meaning: '`1,000` where nothing says whether the comma groups thousands; it is read as 1.000.',
  },
  'amount-invalid': { severity: 'error', meaning: 'A cell that should hold an amount holds something else.' },
  'amount-missing': { severity: 'error', meaning: 'A movement without an amount; it is not taken for zero.' },
  'amount-not-implied': {
    severity: 'error',
    meaning: 'A number or commodity of beancount that is left out and does not follow from the others.',
  },
  'amount-precision': {
    severity: 'error',
    meaning: 'An amount with more digits than its currency has; it is not rounded.',
  },
  'amount-too-large': { severity: 'error', meaning: 'An amount beyond 18 digits of minor units.' },
  'amount-two-sided': { severity: 'error', meaning: 'A row with both a debit and a credit.' },
  'assertion-contradicted': {
    severity: 'error',
    meaning: 'Two balances of one account and day with different amounts.',
  },
  'assertion-failed': {
    severity: 'error',
    meaning: 'A balance that a journal asserts is not the one that its postings make.',
  },
  'assignment-dated': {
    severity: 'error',
    meaning: 'An amount assigned by balance to a posting with a date of its own.',
  },
  'block-unclosed': {
    severity: 'warning',
    meaning: 'A `comment` or `test` of a journal without its end; the rest of the file is left out.',
  },
  'booking-duplicate': {
    severity: 'error',
    meaning: 'A booking whose reference the sheet has already; it is set aside.',
  },
  'booking-header-not-found': {
    severity: 'error',
    meaning: 'No line of a sheet of bookings names a reference or customer, and a day of service.',
  },
  'booking-period-invalid': {
    severity: 'error',
    meaning: 'A service that ends before it begins, or lasts more than ten years.',
  },
  'booking-status-unknown': {
    severity: 'warning',
    meaning: 'A status of a booking that is not known; the booking counts.',
  },
  'booking-unnamed': { severity: 'error', meaning: 'A booking with neither a reference nor a customer.' },
  'books-account-missing': { severity: 'error', meaning: 'A posting of books without an account.' },
  'books-header-not-found': {
    severity: 'error',
    meaning: 'No line of the file is the header of a journal or a general ledger of the accounting program.',
  },
  'books-one-sided': {
    severity: 'error',
    meaning: 'An export of books in which no transaction is whole, because it has some accounts only; none is counted.',
  },
  'books-sign-unknown': {
    severity: 'error',
    meaning: 'An amount of books whose side, debit or credit, depends on the type of an account that nobody says.',
  },
  'books-total-mismatch': {
    severity: 'warning',
    meaning: 'A total in an export of books is not the sum of its postings; the postings count.',
  },
  'books-transaction-incomplete': {
    severity: 'error',
    meaning: 'A transaction of books of which a line could not be read; all of it is left out.',
  },
  'books-transaction-unbalanced': {
    severity: 'error',
    meaning: 'A transaction of books whose debits are not its credits; all of it is left out.',
  },
  'bytes-unreadable': { severity: 'warning', meaning: 'Bytes that the encoding does not have; they show as U+FFFD.' },
  'camt-not-found': {
    severity: 'error',
    meaning: 'An XML file without a bank-to-customer statement, report or notification.',
  },
  'column-unknown': { severity: 'error', meaning: 'A column that the portfolio names is not in the file.' },
  'commodity-format': {
    severity: 'error',
    meaning: 'A commodity is declared without a decimal mark, or with the form of another one.',
  },
  'commodity-no-currency': {
    severity: 'error',
    meaning: 'An amount of books in a commodity that is no currency and has no cost; its transaction is left out.',
  },
  'commodity-twice': { severity: 'error', meaning: 'A commodity of beancount that is declared twice.' },
  'currency-conflict': { severity: 'error', meaning: 'An amount carries the mark of another currency than its row.' },
  'currency-missing': {
    severity: 'warning',
    meaning: 'Neither the file nor the portfolio says the currency; amounts are read with two digits, as XXX.',
  },
  'currency-unknown': { severity: 'error', meaning: 'A currency code that ISO 4217 does not have.' },
  'date-invalid': { severity: 'error', meaning: 'A date that the calendar does not have, or that cannot be read.' },
  'date-missing': { severity: 'error', meaning: 'A movement without a date.' },
  'date-order-ambiguous': {
    severity: 'warning',
    meaning: 'Every date of the file can be read month first and day first.',
  },
  'date-year-missing': { severity: 'error', meaning: 'A date without a year where no line above says one.' },
  'decimal-mark-ambiguous': {
    severity: 'warning',
    meaning: 'Every amount of the file can be read with a dot and with a comma for the decimal mark.',
  },
  'document-line-refused': {
    severity: 'warning',
    meaning: 'A line of a Markdown document that is nested too deep or too long; it is not read.',
  },
  'document-too-large': { severity: 'error', meaning: 'A Markdown document beyond 512 KiB, or a page beyond 4 MiB.' },
  'field-too-long': { severity: 'error', meaning: 'A field beyond 65,536 characters.' },
  'fields-too-few': { severity: 'error', meaning: 'A record with fewer fields than the header.' },
  'fields-too-many': { severity: 'error', meaning: 'A record with more fields than the header.' },
  'file-empty': { severity: 'error', meaning: 'A file with nothing in it.' },
  'file-too-large': { severity: 'error', meaning: 'A file beyond 256 MiB.' },
  'fitid-duplicate': {
    severity: 'warning',
    meaning: 'A movement that the same account already has under the same FITID; it is counted once.',
  },
  'fitid-reused': {
    severity: 'warning',
    meaning: 'A FITID used again for a movement of another date or amount; both count.',
  },
  'formula-without-value': { severity: 'error', meaning: 'A formula of a workbook that was never calculated.' },
  'front-matter-invalid': {
    severity: 'warning',
    meaning: 'Front matter of a Markdown document that is no YAML; what could be read of it counts.',
  },
  'header-not-found': { severity: 'error', meaning: 'No line of the file names a date column and an amount column.' },
  'include-missing': { severity: 'error', meaning: 'An `include` that names no file that is there.' },
  'include-refused': {
    severity: 'error',
    meaning: 'An `include` that leads back to its own file, or to too many files.',
  },
  'invoice-left-out': {
    severity: 'warning',
    meaning: 'A record of an invoice export that is no invoice of ours: a bill, a payment, an estimate.',
  },
  'invoice-lines-disagree': {
    severity: 'error',
    meaning: 'Lines of one invoice that name another client, total, day or currency; none of them counts.',
  },
  'invoice-lines-sum': {
    severity: 'warning',
    meaning: 'Lines of an invoice that do not add up to it; it counts with its total.',
  },
  'journal-given-up': { severity: 'error', meaning: 'A file with more than 10,000 errors; reading ended.' },
  'journal-more-problems': {
    severity: 'error',
    meaning: 'More than 100 problems of one code; the rest is counted only.',
  },
  'journal-not-applied': {
    severity: 'warning',
    meaning: 'A rule, plugin or option of a journal that is read and not applied.',
  },
  'journal-nul': { severity: 'error', meaning: 'A byte of a journal that is zero.' },
  'journal-syntax': { severity: 'error', meaning: 'A line of a journal that cannot be read.' },
  'journal-unsupported': { severity: 'error', meaning: 'A line of a journal that is not read, by its name.' },
  'lot-ambiguous': { severity: 'error', meaning: 'A reduction that several lots match; nothing says which.' },
  'lot-not-found': {
    severity: 'error',
    meaning: 'A reduction that no lot matches, or that is more than the lots are.',
  },
  'lot-without-cost': {
    severity: 'warning',
    meaning: 'A price of a lot without a cost; hledger leaves it out of the balance.',
  },
  'mt940-balance-invalid': {
    severity: 'error',
    meaning: 'An opening or closing balance of MT940 that cannot be read.',
  },
  'mt940-line-invalid': { severity: 'error', meaning: 'A statement line (:61:) of MT940 that cannot be read.' },
  'mt940-not-found': { severity: 'error', meaning: 'A file without an MT940 or MT942 message.' },
  'mt940-truncated': {
    severity: 'warning',
    meaning: 'The file ends before the closing balance of its last statement.',
  },
  'net-mismatch': { severity: 'error', meaning: 'Amount less fee is not the net that the file states.' },
  'not-settled': { severity: 'warning', meaning: 'A movement that is pending, denied or reversed; it moved no money.' },
  'number-inexact': {
    severity: 'error',
    meaning: 'A number of a workbook with more than 15 digits, which a double does not hold exactly.',
  },
  'ofx-not-found': { severity: 'error', meaning: 'A file without an <OFX> element.' },
  'ofx-truncated': { severity: 'warning', meaning: 'The file ends before its <OFX> element does.' },
  'option-invalid': {
    severity: 'error',
    meaning: 'An option of beancount that is not known, or a value that it does not take.',
  },
  'pad-at-cost': { severity: 'error', meaning: 'A pad of a commodity that is held at cost.' },
  'pad-unused': { severity: 'error', meaning: 'A pad that no balance asks for.' },
  'posting-unbalanced-virtual': {
    severity: 'warning',
    meaning: 'Postings in parentheses, which balance nothing; they are left out of the facts.',
  },
  'qif-not-found': { severity: 'error', meaning: 'A file without a section of movements.' },
  'qif-section-unsupported': { severity: 'error', meaning: 'A section of QIF that is not read, such as investments.' },
  'qif-splits-mismatch': {
    severity: 'warning',
    meaning: 'Splits that do not sum to their amount; the movement counts with its amount.',
  },
  'qif-truncated': {
    severity: 'warning',
    meaning: 'A record of QIF that is never ended; it counts where it has a date and an amount.',
  },
  'quote-unclosed': { severity: 'error', meaning: 'A quote that is opened and never closed.' },
  'rows-hidden': { severity: 'warning', meaning: 'Rows of a workbook that are hidden; they count.' },
  'several-accounts': { severity: 'warning', meaning: 'One file with the statements of several accounts.' },
  'sheet-cell-missing': {
    severity: 'error',
    meaning: 'A record of a sheet without what names or dates it, or says how much it is.',
  },
  'sheet-days-reversed': { severity: 'error', meaning: 'A record of a sheet that ends before it begins.' },
  'sheet-duplicate': {
    severity: 'error',
    meaning: 'A record of a sheet whose reference is there already; it is set aside.',
  },
  'sheet-field-unknown': {
    severity: 'error',
    meaning: 'A field that the portfolio names and that no sheet of the kind has.',
  },
  'sheet-header-not-found': {
    severity: 'error',
    meaning: 'No line of a sheet names the columns that its kind cannot do without.',
  },
  'sheet-number-invalid': {
    severity: 'error',
    meaning: 'A cell that should hold a number or a duration holds something else.',
  },
  'sheet-remark': {
    severity: 'warning',
    meaning: 'A line of a sheet with its first cell only, such as a heading or a footnote.',
  },
  'sheet-unread': {
    severity: 'warning',
    meaning: 'A further sheet of a workbook that looks like movements; it is not read.',
  },
  'sheet-value-unknown': {
    severity: 'warning',
    meaning: 'A word in a column that takes a few only; the record counts, and this is not known of it.',
  },
  'sign-missing': {
    severity: 'error',
    meaning: 'An entry or balance that does not say whether it is a credit or a debit.',
  },
  'stack-unbalanced': {
    severity: 'error',
    meaning: 'A tag or metadata of beancount that is pushed and never popped, or popped and never pushed.',
  },
  'statement-lines-shared': {
    severity: 'warning',
    meaning: 'Statements on one line of the file, so that balances and rows cannot be matched.',
  },
  'summary-line': { severity: 'warning', meaning: 'A line of totals or balances among the movements.' },
  'transaction-two-elided': { severity: 'error', meaning: 'A transaction with two postings without an amount.' },
  'transaction-unbalanced': { severity: 'error', meaning: 'A transaction whose postings do not sum to zero.' },
  'xlsx-unreadable': {
    severity: 'error',
    meaning: 'A workbook that is damaged, encrypted, too large when it is unpacked, or none.',
  },
  'xml-unreadable': {
    severity: 'error',
    meaning: 'XML that is not well-formed, too deep, or that has a document type; what stands after it is not read.',
  },
} as const satisfies Readonly<Record<string, Meaning>>;

export type SourceCode = keyof typeof codes;

interface Advice {
  readonly expected?: string;
  readonly mend?: string;
}

/** Messages quote what stands in a file, and that may be of any length: a number, a directive, a list of commodities. */
const LONGEST = 500;

const bounded = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A problem with its code's own severity. */
export function problem(code: SourceCode, at: Position, message: string, advice: Advice = {}): Problem {
  const { expected, mend } = advice;
  return {
    code,
    at,
    severity: codes[code].severity,
    message: bounded(message),
    ...(expected === undefined ? {} : { expected: bounded(expected) }),
    ...(mend === undefined ? {} : { mend: bounded(mend) }),
  };
}

const SHOWN = 60;

/** A cell as a message shows it: quoted, and cut where it is long. */
export function shown(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return `"${flat.length > SHOWN ? `${flat.slice(0, SHOWN)}…` : flat}"`;
}

/** A character that the file's encoding could not give, named once a file where the first one is. */
export function lostCharacter(at: Position, encoding: string): Problem {
  return problem('bytes-unreadable', at, `from here on characters are lost when the file is read as ${encoding}`, {
    expected: 'a file in the encoding that is declared or found',
    mend: 'declare `encoding` for this source, or export it again',
  });
}

/** ISO 4217's code for "no currency": what rows are in when neither the file nor the portfolio says. It has two digits here. */
export const NO_CURRENCY = 'XXX';

export function currencyMissing(at: Position): Problem {
  return problem(
    'currency-missing',
    at,
    'neither the file nor the portfolio says the currency, so amounts are read with two digits',
    {
      expected: 'a currency in the file',
      mend: 'declare `currency: USD` for this source',
    },
  );
}
