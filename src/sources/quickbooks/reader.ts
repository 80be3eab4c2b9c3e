import type { Reader } from '../../model/source.ts';
import { programOf } from '../_books/forms.ts';
import { readBooks, type Books } from '../_books/read-books.ts';
import { knownType, readAccount } from './account.ts';

const books: Books = {
  program: 'quickbooks',
  numbered: false,
  account: readAccount,
  known: knownType,
  single: 'natural',
  // Amounts are in the company's currency; the column of currencies is of the transaction.
  currency: 'nothing',
  better: 'the Journal report, or the General Ledger with every account and the columns Debit and Credit',
};

/**
 * QuickBooks Online and Desktop: the Journal and the General Ledger (or Transaction Detail by Account), as CSV. The
 * journal's transactions are its blocks; the ledger's are found again by day, kind, number and name.
 */
export const quickbooks: Reader = {
  kind: 'quickbooks',
  role: 'books',
  version: 1,
  recognises: (head) => (programOf(head) === 'quickbooks' ? 1 : 0),
  read: (bytes, name, options) => readBooks(bytes, name, options, books),
};
