import type { Journal } from '../../../src/model/journal.ts';
import { readBeancount } from '../../../src/sources/index.ts';
import { dedent } from '../_shown.ts';
import { folder, understood } from '../journal/_journal.ts';

/** Accounts that are open in every test that does not open its own. */
const OPEN = ['Assets:Bank', 'Assets:Cash', 'Assets:Depot', 'Income:Sales', 'Expenses:Food', 'Equity:Opening']
  .map((account) => `1999-01-01 open ${account}`)
  .join('\n');

/** The file as it stands; line 1 is its first. */
export function beancountOf(text: string | Uint8Array, files: Readonly<Record<string, string>> = {}): Journal {
  return readBeancount(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'main.beancount', folder(files));
}

/** The file with the usual accounts open, which stand below it so that its lines keep their numbers. */
export function booksOf(text: string, files: Readonly<Record<string, string>> = {}): Journal {
  return beancountOf(Buffer.from(`${dedent(text)}\n${OPEN}\n`), files);
}

/** `3:14 amount-invalid` */
export const problemsOf = ({ problems }: Pick<Journal, 'problems'>): string[] =>
  problems.map(({ at, code }) => `${at.file === 'main.beancount' ? '' : `${at.file}:`}${at.line}:${at.column} ${code}`);

/** What a file without a problem is understood as; its problems else. */
export function readAs(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  const journal = booksOf(text, files);
  return journal.problems.length > 0 ? problemsOf(journal) : understood(journal);
}
