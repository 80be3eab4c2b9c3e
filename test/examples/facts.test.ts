import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/app/workspace.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { moneyDecimal } from '../../src/core/money.ts';
import type { Row } from '../../src/model/facts.ts';
import { copyOfExample, EXAMPLES, expectedOf } from './_examples.ts';

/** Both currencies of the examples have two digits. */
const amountOf = (row: Row): string =>
  decimalText(moneyDecimal({ minor: BigInt(String(row['amount'])), currency: 'USD' }));

/** `{ entity account month: amount }`, so that a difference names itself. */
function lines(
  accounts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>,
): Record<string, string> {
  const of = Object.entries(accounts).flatMap(([entity, own]) =>
    Object.entries(own).flatMap(([account, months]) =>
      Object.entries(months).map(([month, amount]) => [`${entity} ${account} ${month}`, amount]),
    ),
  );
  return Object.fromEntries(of);
}

describe.each(EXAMPLES)('the books of %s, against what its generator meant', (name) => {
  const expected = expectedOf(name);
  const copy = copyOfExample(name);
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await openWorkspace({ from: copy.folder, effects: systemEffects });
  });

  afterAll(async () => {
    await workspace.close();
    copy.remove();
  });

  it('reads every file whole, with no problem', () => {
    expect(workspace.problems).toEqual([]);
    // Sheets, documents and pages have no oracle: what the reports conclude from them has tests of its own.
    const read = workspace.sources
      .filter(({ file }) => file in expected.files)
      .map(({ file, rows, first, last }) => [file, { rows, first, last }]);
    const meant = Object.entries(expected.files).map(([file, { rows, first, last }]) => [file, { rows, first, last }]);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(meant));
  });

  it('reads every booking', () => {
    const read = workspace.sources.filter(({ kind }) => kind === 'bookings').map(({ file, rows }) => [file, rows]);
    const meant = Object.entries(expected.bookings).map(([file, { rows }]) => [file, rows]);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(meant));
  });

  it('counts rows once where two exports overlap', async () => {
    const [duplicates] = await workspace.facts.query('SELECT COUNT(*) AS n FROM duplicates');
    const [rows] = await workspace.facts.query('SELECT COUNT(*) AS n FROM rows');
    expect(Number(duplicates?.['n'])).toBe(expected.overlapping_rows);
    expect(Number(rows?.['n'])).toBe(expected.uncategorised.of);
  });

  it('books every account, every month, to the cent', async () => {
    const rows = await workspace.facts.query(`
      SELECT entity, account, CAST(date_trunc('month', date) AS DATE) AS month, CAST(SUM(amount) AS BIGINT) AS amount
      FROM postings WHERE category <> 'opening' AND account <> 'Assets:Transfers'
      GROUP BY entity, account, CAST(date_trunc('month', date) AS DATE)`);
    const booked = rows.map((row) => [
      `${String(row['entity'])} ${String(row['account'])} ${String(row['month']).slice(0, 7)}`,
      amountOf(row),
    ]);
    const statements = Object.entries(expected.accounts).map(([account, { entity, months }]) =>
      lines({ [entity]: { [account]: months } }),
    );
    expect(Object.fromEntries(booked)).toEqual(Object.assign({}, lines(expected.ledger), ...statements));
  });

  it('closes every account on its balance', async () => {
    const rows = await workspace.facts.query(`
      SELECT p.account AS account, CAST(SUM(p.amount) AS BIGINT) AS amount
      FROM postings p JOIN accounts a ON a.entity = p.entity AND a.account = p.account
      GROUP BY p.account`);
    const closing = Object.entries(expected.accounts).map(([account, facts]) => [account, facts.closing]);
    expect(Object.fromEntries(rows.map((row) => [row['account'], amountOf(row)]))).toEqual(Object.fromEntries(closing));
  });

  it('pairs every transfer, and leaves nothing between accounts', async () => {
    const [pairs] = await workspace.facts.query(
      "SELECT COUNT(DISTINCT transfer) AS n, CAST(SUM(amount) AS BIGINT) AS amount FROM postings WHERE account = 'Assets:Transfers'",
    );
    const [lone] = await workspace.facts.query(
      "SELECT COUNT(*) AS n FROM postings WHERE category = 'transfer' AND transfer IS NULL",
    );
    expect(Number(pairs?.['n'])).toBe(expected.transfers.pairs);
    expect(String(pairs?.['amount'])).toBe('0');
    expect(Number(lone?.['n'])).toBe(0);
  });

  it('leaves uncategorised what no rule knows, and nothing else', async () => {
    const rows = await workspace.facts.query(
      "SELECT account, COUNT(*) AS n, CAST(SUM(ABS(amount)) AS BIGINT) AS amount FROM postings WHERE category = 'uncategorised' GROUP BY account",
    );
    const found = rows.map((row) => [row['account'], amountOf(row)]);
    const meant = [
      ['Expenses:Uncategorised', expected.uncategorised.out],
      ['Income:Uncategorised', expected.uncategorised.in],
    ];
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(meant.filter(([, amount]) => amount !== '0.00')));
    expect(rows.reduce((total, row) => total + Number(row['n']), 0)).toBe(expected.uncategorised.rows);
  });
});
