import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { dayOf, journalOf, problemsOf, understood } from './_journal.ts';

const opening = `
2026-04-01 Opening
  assets:bank  100.00 USD
  assets:bank:savings  50.00 USD
  assets:bank  7 EUR
  equity:opening
`;

/** What is wrong with an assertion behind a posting of 5 USD to assets:bank on a day of April. */
function failed(assertion: string, day = '30'): string[] {
  const text = `${opening}\n2026-04-${day} x\n  assets:bank  5.00 USD ${assertion}\n  income\n`;
  return journalOf(Buffer.from(text)).problems.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}

describe('assertions', () => {
  test.each(['= 105 USD', '= 105.00 USD ; reconciled', '= 7 EUR', '=* 155 USD', '= 0 CHF', '= 105 USD @ 1 EUR'])(
    '%s holds',
    (assertion) => {
      expect(failed(assertion)).toEqual([]);
    },
  );

  test('that fail name both amounts, and their place', () => {
    expect(failed('= 104.99 USD')).toEqual([
      '9:25 the balance of assets:bank is 105.00 USD here, not 104.99 USD (difference 0.01 USD)',
    ]);
    expect(failed('=* 105 USD')).toEqual([
      '9:25 the balance of assets:bank is 155.00 USD here, not 105 USD (difference 50.00 USD)',
    ]);
    expect(failed('== 105 USD')).toEqual([
      '9:25 the balance of assets:bank is 7 EUR here, not 0 EUR (difference 7 EUR)',
    ]);
    expect(failed('==* 155 USD')).toEqual([
      '9:25 the balance of assets:bank is 7 EUR here, not 0 EUR (difference 7 EUR)',
    ]);
  });

  test('are exact whatever digits show', () => {
    expect(problemsOf(journalOf('commodity 1.00 X\n2026-04-30 x\n  a  1.004 X = 1.00 X\n  b\n'))).toEqual([
      '3:14 assertion-failed',
    ]);
  });

  test('see postings by day, and on one day in the order of the file', () => {
    const journal = journalOf(`
      2026-04-02 later
        a  1 = 3
        b
      2026-04-01 sooner
        a  2 = 2
        b  -1  ; date: 2026-04-03
        b  -1 = -1
      2026-04-03 last
        b  0 = -3
    `);
    expect(problemsOf(journal)).toEqual([]);
  });

  test('are told whether they hold or not', () => {
    const journal = journalOf(Buffer.from(`${opening}\n2026-04-30 x\n  assets:bank  0 USD == 100 USD\n`));
    const shown = journal.assertions.map(({ at, day, account, commodity, stated, found }) =>
      [
        at.line,
        dayOf(day),
        journal.accounts[account]?.name,
        journal.commodities[commodity]?.symbol,
        decimalText(stated),
        decimalText(found),
      ].join(' '),
    );
    expect(shown).toEqual(['9 2026-04-30 assets:bank USD 100 100.00', '9 2026-04-30 assets:bank EUR 0 7']);
  });
});

describe('assignments', () => {
  const after = (text: string): string[] => {
    const journal = journalOf(Buffer.from(`${opening}\n${text}`));
    return journal.problems.length > 0
      ? problemsOf(journal)
      : understood(journal)
          .slice(7)
          .map((line) => line.trim());
  };

  test('post what the account lacks', () => {
    expect(after('2026-04-30 x\n  assets:bank  = 120.50 USD\n  income\n')).toEqual([
      'assets:bank  20.50 USD',
      'income  -20.50 USD',
    ]);
  });

  test('with the accounts below it', () => {
    expect(after('2026-04-30 x\n  assets:bank  =* 120 USD\n  income\n')).toEqual([
      'assets:bank  -30.00 USD',
      'income  30.00 USD',
    ]);
  });

  test('in every commodity where it is to be the only one', () => {
    expect(after('2026-04-30 x\n  assets:bank  == 90 USD\n  income\n')).toEqual([
      'assets:bank  -10.00 USD',
      'assets:bank  -7 EUR',
      'income  7 EUR',
      'income  10.00 USD',
    ]);
  });

  test('one after the other, by day', () => {
    expect(
      after(
        '2026-04-30 x\n  assets:bank  = 1 USD\n  assets:bank  = 3.125 USD\n  income\n2026-04-29 y\n  assets:bank  = 2 USD\n  income\n',
      ),
    ).toEqual([
      'assets:bank  -1.000 USD',
      'assets:bank  2.125 USD',
      'income  -1.125 USD',
      '2026-04-29 y',
      'assets:bank  -98.000 USD',
      'income  98.000 USD',
    ]);
  });

  test('with a cost', () => {
    expect(after('2026-04-30 x\n  broker  = 2 X @ 3 EUR\n  income\n')).toEqual([
      'broker  2 X @@ 6 EUR',
      'income  -6 EUR',
    ]);
  });

  test('keep the costs of the other postings, which hledger 1.25 loses', () => {
    expect(after('2026-04-30 x\n  broker  10 X @ 2 EUR\n  fees  = 5 EUR\n  income\n')).toEqual([
      'broker  10 X @@ 20 EUR',
      'fees  5 EUR',
      'income  -25 EUR',
    ]);
  });

  test('are refused on a posting with a day of its own, and where they leave the transaction unbalanced', () => {
    expect(after('2026-04-30 x\n  assets:bank  = 1 USD  ; date: 2026-05-01\n  income\n')).toEqual([
      '9:1 assignment-dated',
    ]);
    expect(
      after('2026-04-30 x\n  assets:bank  = 1 USD\n  income  5 USD\n\n2026-04-30 y\n  assets:bank  0 USD = 100 USD\n'),
    ).toEqual(['8:1 transaction-unbalanced']);
  });
});
