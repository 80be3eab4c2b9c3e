import type { ReadResult, Row } from '../../model/facts.ts';
import type { Journal } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { entryRows, priceRows } from './entries.ts';
import { PlacedAccounts } from './placed-accounts.ts';
import { assertionRows } from './stated-balances.ts';
import { Valued } from './valued.ts';

/** Iterates anew each time it is asked, so that no row is kept. */
function rows(make: () => Generator<Row>): Iterable<Row> {
  return { [Symbol.iterator]: make };
}

/**
 * A journal as the tables of the facts: postings as `entries`, in minor units and at cost; stated prices; asserted
 * balances. Accounts stand below the five types as the owner declares them, or by their types and names.
 */
export function journalTables(journal: Journal, options: ReadOptions): ReadResult {
  const accounts = new PlacedAccounts(journal, options.accounts);
  const valued = new Valued(journal, options.currency);
  const { files, transactions, postings, commodities } = journal;
  return {
    kind: journal.kind,
    layout: {
      files: String(files.length),
      transactions: String(transactions.count),
      postings: String(postings.count),
      commodities: commodities
        .map(({ symbol }) => symbol)
        .filter((symbol) => symbol !== '')
        .join(' '),
    },
    rows: [],
    balances: [],
    problems: [...journal.problems, ...accounts.problems, ...valued.problems],
    tables: {
      entries: rows(() => entryRows(journal, valued, accounts, options)),
      prices: rows(() => priceRows(journal, options.currency)),
      assertions: rows(() => assertionRows(journal, accounts, options.currency)),
    },
    parts: files.slice(1).map(({ name, hash }) => ({ name, hash })),
  };
}
