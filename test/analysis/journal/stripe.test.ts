import { describe, expect, it } from 'vitest';
import { readCsv } from '../../sources/_shown.ts';
import { lines, statement, type Statement } from '../../facts/_statements.ts';
import { booked } from './_books.ts';

const HISTORY = `
  id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description
`;

/** The balance history that Stripe's dashboard exports, read as it is. */
function stripe(records: string): Statement {
  const { rows, problems } = readCsv(`${HISTORY.trim()}\n${records.trim().replaceAll(/^ +/gm, '')}\n`, {});
  expect(problems).toEqual([]);
  return { account: 'Assets:Stripe', file: 'stripe.csv', rows };
}

const OTHERS = `SELECT payee, account, amount, category FROM postings
  WHERE account <> 'Assets:Stripe' AND category NOT IN ('opening', 'cash') ORDER BY line, amount`;
const BALANCES = `SELECT account, sum(amount) AS amount FROM postings GROUP BY account ORDER BY account`;

const categories = [
  { match: { type: ['charge', 'payment', 'refund', 'payment_refund', 'refund_failure'] }, account: 'Income:Charters' },
  { match: { memo: 'dp_' }, account: 'Expenses:Disputes' },
];

describe('Stripe', () => {
  it('books gross, fee and net apart: a charge is revenue of its gross, and its fee a cost', async () => {
    const records = `
      txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-04-01 10:00,2026-04-03 00:00,Sunset
      txn_2,refund,re_1,-40.00,0.00,-40.00,usd,2026-04-02 10:00,2026-04-02 10:00,REFUND FOR CHARGE (Sunset)
      txn_3,refund_failure,re_1,40.00,0.00,40.00,usd,2026-04-03 10:00,2026-04-03 10:00,REFUND FAILURE
    `;
    expect(lines(await booked({ categories, statements: [stripe(records)] }, OTHERS))).toEqual([
      'Sunset  Income:Charters  -100.00  rule',
      'Sunset  Expenses:Payment Fees  3.20  fee',
      'REFUND FOR CHARGE (Sunset)  Income:Charters  40.00  rule',
      'REFUND FAILURE  Income:Charters  -40.00  rule',
    ]);
  });

  it('books a dispute with its fee, and gives both back when it is won', async () => {
    const records = `
      txn_1,adjustment,dp_1,-100.00,15.00,-115.00,usd,2026-04-01 10:00,2026-04-01 10:00,Chargeback withdrawal for ch_1
      txn_2,adjustment,dp_1,100.00,-15.00,115.00,usd,2026-04-09 10:00,2026-04-09 10:00,Chargeback reversal for ch_1
    `;
    expect(lines(await booked({ categories, statements: [stripe(records)] }, OTHERS))).toEqual([
      'Chargeback withdrawal for ch_1  Expenses:Payment Fees  15.00  fee',
      'Chargeback withdrawal for ch_1  Expenses:Disputes  100.00  rule',
      'Chargeback reversal for ch_1  Expenses:Disputes  -100.00  rule',
      'Chargeback reversal for ch_1  Expenses:Payment Fees  -15.00  fee',
    ]);
  });

  it('books a fee of its own as a fee, unless a rule says where it goes', async () => {
    const records = `
      txn_1,stripe_fee,,-12.34,0.00,-12.34,usd,2026-04-01 10:00,2026-04-01 10:00,Billing - Usage Fee
      txn_2,tax_fee,,-1.00,0.00,-1.00,usd,2026-04-01 10:00,2026-04-01 10:00,Automatic Taxes
      txn_3,network_cost,,0.00,2.00,-2.00,usd,2026-04-01 10:00,2026-04-01 10:00,Card network cost
    `;
    expect(lines(await booked({ statements: [stripe(records)] }, OTHERS))).toEqual([
      'Billing - Usage Fee  Expenses:Payment Fees  12.34  fee',
      'Automatic Taxes  Expenses:Payment Fees  1.00  fee',
      'Card network cost  Expenses:Payment Fees  0.00  fee',
      'Card network cost  Expenses:Payment Fees  2.00  fee',
    ]);
    const ruled = [{ match: { type: 'stripe_fee' }, account: 'Expenses:Software' }];
    expect(lines(await booked({ categories: ruled, statements: [stripe(records)] }, OTHERS))[0]).toBe(
      'Billing - Usage Fee  Expenses:Software  12.34  rule',
    );
    const bank: Statement = {
      account: 'Assets:Stripe',
      file: 'bank.csv',
      rows: statement('2026-04-01  -5.00  Wire fee  type=FEE'),
    };
    expect(lines(await booked({ statements: [bank] }, OTHERS))).toEqual([
      'Wire fee  Expenses:Uncategorised  5.00  uncategorised',
    ]);
  });

  it('books a payout as a transfer; one that failed or was canceled comes back, and nothing is earned or lost', async () => {
    const records = `
      txn_0,charge,ch_0,300.00,0.00,300.00,usd,2026-04-01 09:00,2026-04-03 00:00,Sunset
      txn_1,payout,po_1,-300.00,0.00,-300.00,usd,2026-04-05 10:00,2026-04-06 00:00,STRIPE PAYOUT
      txn_2,payout_failure,po_1,300.00,0.00,300.00,usd,2026-04-07 10:00,2026-04-07 10:00,STRIPE PAYOUT FAILURE
      txn_3,payout,po_2,-300.00,0.00,-300.00,usd,2026-04-09 10:00,2026-04-10 00:00,STRIPE PAYOUT
      txn_4,payout_cancel,po_2,300.00,0.00,300.00,usd,2026-04-09 11:00,2026-04-09 11:00,STRIPE PAYOUT CANCEL
      txn_5,payout,po_3,-200.00,0.00,-200.00,usd,2026-04-13 10:00,2026-04-14 00:00,STRIPE PAYOUT
      txn_6,payout_reversal,po_3,200.00,0.00,200.00,usd,2026-04-14 10:00,2026-04-14 10:00,STRIPE PAYOUT REVERSAL
      txn_7,payout,po_4,-250.00,0.00,-250.00,usd,2026-04-20 10:00,2026-04-21 00:00,STRIPE PAYOUT
      txn_8,topup,tu_1,20.00,0.00,20.00,usd,2026-04-25 10:00,2026-04-25 10:00,Top-up
    `;
    const bank: Statement = {
      account: 'Assets:Checking',
      file: 'bank.csv',
      rows: statement('2026-04-22  250.00  STRIPE TRANSFER\n2026-04-24  -20.00  STRIPE TOPUP'),
    };
    expect(lines(await booked({ categories, statements: [stripe(records), bank] }, BALANCES))).toEqual([
      'Assets:Checking  230.00',
      'Assets:Stripe  70.00',
      'Assets:Transfers  0.00',
      'Income:Charters  -300.00',
    ]);
  });

  it('keeps what Stripe holds in reserve among the assets', async () => {
    const records = `
      txn_0,charge,ch_0,300.00,0.00,300.00,usd,2026-04-01 09:00,2026-04-03 00:00,Sunset
      txn_1,reserved_funds,,-30.00,0.00,-30.00,usd,2026-04-02 04:00,2026-04-02 04:00,Rolling reserve
    `;
    expect(lines(await booked({ categories, statements: [stripe(records)] }, BALANCES))).toEqual([
      'Assets:Stripe  270.00',
      'Assets:Transfers  30.00',
      'Income:Charters  -300.00',
    ]);
  });
});
