import { describe, expect, it } from 'vitest';
import { cents, lines, statement, type Statement } from '../../facts/_statements.ts';
import { booked } from './_books.ts';

const ACCOUNTS = 'SELECT account, currency, opening_known, opening_from FROM accounts ORDER BY account, currency';
const OPENINGS = `SELECT date, account, amount, file, CAST(line AS INTEGER) AS line FROM postings WHERE category = 'opening' ORDER BY amount DESC, account`;
const BALANCE = `SELECT sum(amount) AS sum FROM postings WHERE account = 'Assets:Bank'`;

const bank = (text: string, more: Partial<Statement> = {}): Statement => ({
  account: 'Assets:Bank',
  file: 'bank.csv',
  rows: statement(text),
  ...more,
});

describe('the balance before the first row', () => {
  it('is what the owner declared, with the place of the declaration', async () => {
    const opening = { date: '2026-01-01', balance: cents('1000.00'), file: 'portfolio.yaml', line: 12, source: 'hash' };
    const statements = [
      bank('2026-01-05  -10.00  Fuel  bal=7.00', { opening }),
      bank('2026-02-05  -10.00  Fuel', { file: 'later.csv', opening }),
    ];
    expect(lines(await booked({ statements }, OPENINGS))).toEqual([
      '2026-01-01  Assets:Bank  1000.00  portfolio.yaml  12',
      '2026-01-01  Equity:Opening Balances  -1000.00  portfolio.yaml  12',
    ]);
    expect(await booked({ statements }, ACCOUNTS)).toEqual([
      { account: 'Assets:Bank', currency: 'USD', opening_known: true, opening_from: 'declared' },
    ]);
  });

  it('is worked back from a balance declared for a later day: the rows before that day are in it already', async () => {
    const opening = { date: '2026-03-01', balance: cents('1000.00'), file: 'portfolio.yaml', line: 12, source: 'hash' };
    const statements = [
      bank('2026-02-10  500.00  Sale\n2026-03-01  100.00  Sale\n2026-04-29  10.00  Tip', { opening }),
    ];
    expect(lines(await booked({ statements }, OPENINGS))[0]).toBe(
      '2026-02-10  Assets:Bank  500.00  portfolio.yaml  12',
    );
    expect(lines(await booked({ statements }, BALANCE))).toEqual(['1110.00']);
  });

  it.each([
    ['oldest first', '2026-01-05  -10.00  Fuel  bal=90.00\n2026-01-06  5.00  Tip  bal=95.00', 2],
    ['newest first', '2026-01-06  5.00  Tip  bal=95.00\n2026-01-05  -10.00  Fuel  bal=90.00', 3],
    ['one day, newest first', '2026-01-05  5.00  Tip  bal=95.00\n2026-01-05  -10.00  Fuel  bal=90.00', 3],
    ['the first row without a balance', '2026-01-04  -1.00  Fuel\n2026-01-05  -10.00  Fuel  fee=1.00 bal=88.00', 3],
  ])('is worked back from the first balance that a row states: %s', async (_, text, line) => {
    const opening = lines(await booked({ statements: [bank(text)] }, OPENINGS))[0];
    expect(opening).toBe(`2026-01-0${text.includes('01-04') ? 4 : 5}  Assets:Bank  100.00  bank.csv  ${line}`);
  });

  it('is worked back over the files before, and from the first of overlapping exports', async () => {
    const statements = [
      bank('2026-01-05  -10.00  Fuel\n2026-01-20  -20.00  Slip', { file: 'january.csv' }),
      bank('2026-01-20  -20.00  Slip  bal=70.00\n2026-02-01  -30.00  Crew  bal=40.00', { file: 'february.csv' }),
    ];
    expect(lines(await booked({ statements }, OPENINGS))[0]).toBe('2026-01-05  Assets:Bank  100.00  february.csv  2');
    expect(lines(await booked({ statements }, BALANCE))).toEqual(['40.00']);
  });

  it('is worked back from the balance that a statement states at its end', async () => {
    const balances = [{ line: 40, date: '2026-01-05', amount: cents('90.00'), currency: 'USD' }];
    const statements = [bank('2026-01-05  -10.00  Fuel\n2026-01-06  -7.00  Tip', { more: { balances } })];
    expect(lines(await booked({ statements }, OPENINGS))[0]).toBe('2026-01-05  Assets:Bank  100.00  bank.csv  40');
    expect((await booked({ statements }, ACCOUNTS))[0]?.['opening_from']).toBe('statement');
  });

  it('is not known when nothing says it: the account is listed and nothing is booked', async () => {
    const statements = [bank('2026-01-05  -10.00  Fuel\n2026-01-06  1.00  Paris  cur=EUR bal=9.00')];
    expect(await booked({ statements }, ACCOUNTS)).toEqual([
      { account: 'Assets:Bank', currency: 'EUR', opening_known: true, opening_from: 'first-row' },
      { account: 'Assets:Bank', currency: 'USD', opening_known: false, opening_from: null },
    ]);
    expect(await booked({ statements }, OPENINGS.replace('ORDER', "AND currency = 'USD' ORDER"))).toEqual([]);
  });
});
