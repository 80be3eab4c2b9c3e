import { expect, it } from 'vitest';
import { lines, statement } from '../../facts/_statements.ts';
import { booked } from './_books.ts';

const CHECKING = { account: 'Assets:Checking', file: 'checking.csv' };
const SAVINGS = { account: 'Assets:Savings', file: 'savings.csv' };
const AGENCY = { entity: 'agency', account: 'Assets:Agency Checking', file: 'agency.csv' };

const SIDES = `SELECT entity, payee, account, amount, category,
    CASE counterparty WHEN '' THEN '-' ELSE counterparty END AS side
  FROM postings ORDER BY date, entity, file, line, category`;

it('is the entity that the deciding rule names, on what was bought and not on the money or the fee', async () => {
  const categories = [{ match: { payee: 'web care' }, account: 'Expenses:Web', counterparty: 'agency' }];
  const rows = statement('2026-01-05  -500.00  Web care  fee=2.00\n2026-01-06  -40.00  Fuel');
  expect(lines(await booked({ categories, statements: [{ ...CHECKING, rows }] }, SIDES))).toEqual([
    'jada  Web care  Assets:Checking  -502.00  cash  -',
    'jada  Web care  Expenses:Payment Fees  2.00  fee  -',
    'jada  Web care  Expenses:Web  500.00  rule  agency',
    'jada  Fuel  Assets:Checking  -40.00  cash  -',
    'jada  Fuel  Expenses:Uncategorised  40.00  uncategorised  -',
  ]);
});

it('is the entity of the other half for a transfer between two of them, on both halves', async () => {
  const shared = [{ match: { payee: 'loan' }, transfer: true }];
  const statements = [
    { ...CHECKING, rows: statement('2026-01-05  -500.00  Loan to agency') },
    { ...AGENCY, rows: statement('2026-01-07  500.00  Loan from jada') },
  ];
  expect(lines(await booked({ shared, statements }, SIDES))).toEqual([
    'jada  Loan to agency  Assets:Checking  -500.00  cash  -',
    'jada  Loan to agency  Assets:Transfers  500.00  transfer  agency',
    'agency  Loan from jada  Assets:Agency Checking  500.00  cash  -',
    'agency  Loan from jada  Assets:Transfers  -500.00  transfer  jada',
  ]);
});

it('is what the pair tells, not what the rule says; without a pair, the rule’s', async () => {
  const categories = [{ match: { payee: 'to savings' }, transfer: true, counterparty: 'agency' }];
  const statements = [
    { ...CHECKING, rows: statement('2026-01-05  -500.00  To savings\n2026-01-06  -40.00  To savings') },
    { ...SAVINGS, rows: statement('2026-01-07  500.00  Transfer from checking') },
  ];
  const transfers = SIDES.replace('ORDER BY', "WHERE category = 'transfer' ORDER BY");
  expect(lines(await booked({ categories, statements }, transfers))).toEqual([
    'jada  To savings  Assets:Transfers  500.00  transfer  -',
    'jada  To savings  Assets:Transfers  40.00  transfer  agency',
    'jada  Transfer from checking  Assets:Transfers  -500.00  transfer  -',
  ]);
});

it('is in the sums by month as in the postings', async () => {
  const categories = [{ match: { payee: 'web care' }, account: 'Expenses:Web', counterparty: 'agency' }];
  const rows = statement('2026-01-05  -500.00  Web care\n2026-01-09  -30.00  Web care');
  const sums = `SELECT account, counterparty, amount, CAST(postings AS VARCHAR) AS postings FROM monthly
    WHERE counterparty <> ''`;
  expect(lines(await booked({ categories, statements: [{ ...CHECKING, rows }] }, sums))).toEqual([
    'Expenses:Web  agency  530.00  2',
  ]);
});
