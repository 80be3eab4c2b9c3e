import { describe, expect, it } from 'vitest';
import { digestOf, line, statementOf } from './_statement.ts';

const BOOKS = `
P 2026-01-31 AAPL 160.00 USD
P 2026-02-28 AAPL 170.00 USD
P 2026-02-01 EUR 1.12 USD
2026-01-02 Opening
  Assets:Bank      10000.00 USD
  Equity:Opening  -10000.00 USD
2026-01-15 Shares
  Assets:Broker    10 AAPL @ 150.00 USD
  Assets:Bank     -1500.00 USD
2026-02-03 Concert
  Assets:Bank       100.00 EUR
  Income:Sales     -100.00 EUR
`;

describe('A statement at cost', () => {
  it('has what was bought at what it cost, and money without a cost as it is', () => {
    const statement = statementOf(BOOKS, { kind: 'balance' });
    expect(line(statement, 'assets.Assets:Broker')).toBe('Broker | 1500.00 USD');
    expect(line(statement, 'assets.total')).toBe('Total assets | 10000.00 USD + 100.00 EUR');
    expect(statement.prices).toEqual([]);
  });
});

describe('A statement at market', () => {
  const statement = statementOf(BOOKS, { kind: 'balance', basis: 'market', currency: 'USD', interval: 'month' });

  it('has each column at the prices of its end, and gains that are not realised as equity', () => {
    expect(line(statement, 'assets.Assets:Broker')).toBe('Broker | 1600.00 USD | 1700.00 USD');
    expect(line(statement, 'equity.unrealised')).toMatch(/\| 100\.0+ USD \| 200\.0+ USD$/);
    expect(line(statement, 'difference')).toBe('Difference | 0 | 0');
  });

  it('shows each price with its day and its line', () => {
    expect(
      statement.prices.map(({ asOf, steps }) => [
        asOf,
        ...steps.map(({ at, date }) => `${date} ${at.file}:${at.line}`),
      ]),
    ).toEqual([
      ['2026-01-31', '2026-01-31 books.journal:2'],
      ['2026-02-28', '2026-02-28 books.journal:3'],
      ['2026-02-28', '2026-02-01 books.journal:4'],
    ]);
  });

  it('speaks for the day of the last price, where no time is asked for', () => {
    const whole = statementOf(BOOKS, { kind: 'balance', basis: 'market' });
    expect(whole.columns[0]?.to).toBe('2026-02-28');
    expect(line(whole, 'assets.Assets:Broker')).toBe('Broker | 1700.00 USD');
  });

  it('leaves what has no price as it is, and names it', () => {
    const early = statementOf(BOOKS, { kind: 'balance', basis: 'market', currency: 'USD', to: '2026-01-20' });
    expect(line(early, 'assets.Assets:Broker')).toBe('Broker | 10 AAPL');
    expect(early.unpriced).toEqual([{ commodity: 0, asOf: '2026-01-20' }]);
  });

  it('values in any commodity, by way of others and by prices turned round', () => {
    const inEuro = statementOf(BOOKS, { kind: 'balance', basis: 'market', currency: 'EUR' });
    expect(line(inEuro, 'assets.Assets:Broker')).toMatch(/^Broker \| 1517\.857142857142857143\d* EUR$/);
    expect(line(inEuro, 'difference')).toBe('Difference | 0');
    expect(inEuro.prices.find(({ commodity }) => commodity === 0)?.steps).toHaveLength(2);
  });

  it('finds a commodity by the code that its symbol stands for; one that is not there is named', () => {
    const digest = digestOf(BOOKS);
    expect(statementOf(digest, { basis: 'market', currency: 'usd' }).currency).toBe('USD');
    expect(() => statementOf(digest, { basis: 'market', currency: 'GBP' })).toThrow('it has AAPL, USD, EUR');
  });

  it('explains cash by what things cost, and shows what prices did to it', () => {
    const flow = statementOf(
      `${BOOKS}P 2026-03-31 EUR 1.20 USD\n2026-03-05 Fee\n  Expenses:Fee  1.00 USD\n  Assets:Bank  -1.00 USD\n`,
      { kind: 'cashflow', basis: 'market', currency: 'USD', interval: 'month' },
    );
    expect(line(flow, 'investing.total')).toMatch(/\| -1500\.0+ USD \| 0 \| 0 \|/);
    expect(line(flow, 'revaluation')).toMatch(/\| 0 \| 0 \| 8\.0+ USD \| = 8\.0+ USD$/);
    expect(line(flow, 'difference')).toBe('Difference | 0 | 0 | 0 | = 0');
  });
});
