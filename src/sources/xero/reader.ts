import type { Reader } from '../../model/source.ts';
import { programOf } from '../_books/forms.ts';
import { readBooks, type Books } from '../_books/read-books.ts';
import { readAccount } from './account.ts';

const books: Books = {
  program: 'xero',
  numbered: false,
  account: readAccount,
  single: 'debit',
  currency: 'amounts',
  better: 'the Journal Report with its column Journal Number, or the General Ledger with every account',
};

/**
 * Xero: the Journal Report, the General Ledger and Account Transactions of every account, as CSV. Postings with a
 * journal number are grouped by it; others by day, source, reference and contact, where they balance.
 */
export const xero: Reader = {
  kind: 'xero',
  role: 'books',
  version: 1,
  recognises: (head) => (programOf(head) === 'xero' ? 1 : 0),
  read: (bytes, name, options) => readBooks(bytes, name, options, books),
};
