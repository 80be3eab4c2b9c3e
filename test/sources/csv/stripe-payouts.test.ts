import { describe, expect, test } from 'vitest';
import { lines } from '../../facts/_statements.ts';
import { booked } from '../../analysis/journal/_books.ts';
import { problemsOf, readCsv, rowsOf } from '../_shown.ts';

const PAYOUTS = `
  id,Amount,Created (UTC),Currency,Livemode,Arrival Date (UTC),Source Type,Destination,Status,Type,Method,Description,Balance Transaction,Failure Message
  po_4,250.00,2026-04-20 10:00,usd,true,2026-04-22 00:00,card,ba_x,in_transit,bank_account,standard,STRIPE PAYOUT,txn_7,
  po_3,"1,200.00",2026-04-13 10:00,usd,true,2026-04-14 00:00,card,ba_x,paid,bank_account,standard,STRIPE PAYOUT,txn_5,
  po_2,300.00,2026-04-09 10:00,usd,true,2026-04-10 00:00,card,ba_x,canceled,bank_account,standard,STRIPE PAYOUT,txn_3,
  po_1,300.00,2026-04-05 10:00,usd,true,2026-04-06 00:00,card,ba_x,failed,bank_account,standard,STRIPE PAYOUT,txn_1,No such account
`;

const HISTORY = `
  id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description
  txn_7,payout,po_4,-250.00,0.00,-250.00,usd,2026-04-20 10:00,2026-04-21 00:00,STRIPE PAYOUT
  txn_5,payout,po_3,-1200.00,0.00,-1200.00,usd,2026-04-13 10:00,2026-04-14 00:00,STRIPE PAYOUT
  txn_2,payout_failure,po_1,300.00,0.00,300.00,usd,2026-04-07 10:00,2026-04-07 10:00,STRIPE PAYOUT FAILURE
  txn_1,payout,po_1,-300.00,0.00,-300.00,usd,2026-04-05 10:00,2026-04-06 00:00,STRIPE PAYOUT
  txn_0,charge,ch_0,1600.00,50.00,1550.00,usd,2026-04-01 09:00,2026-04-03 00:00,Sunset
`;

describe('the payouts of Stripe', () => {
  test('leave its balance on the day they are made; what failed or was canceled is named', () => {
    const result = readCsv(PAYOUTS, {});
    expect(result.layout['preset']).toBe('stripe-payouts');
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-20 | -250.00 | USD | STRIPE PAYOUT | ref po_4 | type payout',
      '3 | 2026-04-13 | -1200.00 | USD | STRIPE PAYOUT | ref po_3 | type payout',
    ]);
    expect(problemsOf(result)).toEqual(['4:66 not-settled', '5:66 not-settled']);
    expect(result.problems[1]?.message).toBe('its status is "failed", so it is not counted');
  });

  test('need neither a description nor a currency; money that Stripe took back comes in', () => {
    const result = readCsv(
      `
      id,Type,Source,Amount,Created (UTC),Arrival Date (UTC),Destination,Status
      po_9,bank_account,card,100.00,2026-04-20 10:00,2026-04-22 00:00,ba_x,paid
      po_8,bank_account,card,-12.50,2026-04-19 10:00,2026-04-20 00:00,ba_x,paid
      po_7,bank_account,card,8.00,2026-04-18 10:00,2026-04-20 00:00,ba_x,on hold
      `,
      { currency: 'EUR', preset: 'stripe' },
    );
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-20 | -100.00 | EUR | STRIPE PAYOUT | ref po_9 | type payout',
      '3 | 2026-04-19 | 12.50 | EUR | STRIPE PAYOUT | ref po_8 | type payout',
    ]);
    expect(problemsOf(result)).toEqual(['4:68 not-settled']);
  });

  test('agree with the balance history in all that tells a movement, so that each counts once', async () => {
    const told = ({ date, amount, currency, payee, reference }: (typeof both)[number]) =>
      [date, amount, currency, payee, reference].join(' ');
    const both = readCsv(PAYOUTS, {}).rows;
    const history = readCsv(HISTORY, {}).rows;
    expect(history.map(told)).toEqual(expect.arrayContaining(both.map(told)));
    const statements = [
      { account: 'Assets:Stripe', file: 'history.csv', rows: history },
      { account: 'Assets:Stripe', file: 'payouts.csv', rows: both },
      { account: 'Assets:Stripe', file: 'payouts-again.csv', rows: both.slice(0, 1) },
    ];
    const balance = `SELECT account, sum(amount) AS amount FROM postings GROUP BY account ORDER BY account`;
    expect(lines(await booked({ statements }, balance))).toEqual([
      'Assets:Stripe  100.00',
      'Assets:Transfers  1450.00',
      'Expenses:Payment Fees  50.00',
      'Income:Uncategorised  -1600.00',
    ]);
  });

  test('are numbered by their own id in the itemised reports, too', () => {
    const result = readCsv(
      `
      payout_id,effective_at_utc,effective_at,currency,gross,fee,net,reporting_category,balance_transaction_id,description
      po_3,2026-04-14 00:00:00,2026-04-13 17:00:00,usd,-1200.00,0.00,-1200.00,payout,txn_5,STRIPE PAYOUT
      `,
      {},
    );
    expect(rowsOf(result)).toEqual(['2 | 2026-04-14 | -1200.00 | USD | STRIPE PAYOUT | ref po_3 | type payout']);
  });
});
