import type { Reader } from '../../model/source.ts';
import { programOf } from '../_books/forms.ts';
import { readBooks, type Books } from '../_books/read-books.ts';

const books: Books = {
  program: 'wave',
  numbered: true,
  account: (name, code) => ({ name, code }),
  single: 'debit',
  currency: 'amounts',
  better: 'the export "Accounting transactions" of all accounts, with its columns for debits and credits',
};

/** Wave: the export of accounting transactions, one line a posting, grouped by the transaction's id. */
export const wave: Reader = {
  kind: 'wave',
  role: 'books',
  version: 1,
  recognises: (head) => (programOf(head) === 'wave' ? 1 : 0),
  read: (bytes, name, options) => readBooks(bytes, name, options, books),
};
