import { describe, expect, test } from 'vitest';
import { journalOf, postingText, problemsOf } from './_journal.ts';

/** How one amount is read, with directives above. */
function amount(written: string, above = ''): string {
  const journal = journalOf(Buffer.from(`${above}\n2026-04-30 x\n  a  ${written}\n  b\n`));
  const [problem] = problemsOf(journal);
  return journal.transactions.count === 1 ? postingText(journal, 0).trim().slice('a  '.length) : (problem ?? '');
}

describe('amounts', () => {
  test.each([
    ['12.50', '12.50'],
    ['$12.50', '12.50 $'],
    ['-$12.50', '-12.50 $'],
    ['$-12.50', '-12.50 $'],
    ['$ -12.50', '-12.50 $'],
    ['- $ 12.50', '-12.50 $'],
    ['-$-12.50', '12.50 $'],
    ['+12.50 EUR', '12.50 EUR'],
    ['12.50EUR', '12.50 EUR'],
    ['EUR12.50', '12.50 EUR'],
    ['"A1" 3', '3 A1'],
    ['3 "green apples"', '3 green apples'],
    ['€ 5', '5 €'],
    ['1,5 EUR', '1.5 EUR'],
    ['.5 EUR', '0.5 EUR'],
    ['5. EUR', '5 EUR'],
    ['1,234.50 EUR', '1234.50 EUR'],
    ['1.234,50 EUR', '1234.50 EUR'],
    ['1.234.567 EUR', '1234567 EUR'],
    ['9,99,99,999.00 INR', '99999999.00 INR'],
    ['1 234 567,50 EUR', '1234567.50 EUR'],
    ['1E3 EUR', '1000 EUR'],
    ['1.5e-2 EUR', '0.015 EUR'],
    ['5 e', '5 e'],
    ['9007199254740993 X', '9007199254740993 X'],
    ['123456789012345678901234567890.12 X', '123456789012345678901234567890.12 X'],
  ])('%s', (written, read) => {
    expect(amount(written)).toBe(read);
  });

  test.each([
    '$',
    'EUR',
    '1,000.00.00 EUR',
    '1,00.000,00 EUR',
    '1,000 5 EUR',
    '1,000.5E3 EUR',
    '1E99 EUR',
    `${'1'.repeat(200)} EUR`,
    `0.${'1'.repeat(65)} EUR`,
    '5 "open',
    '5 "semi;colon"',
    '--5',
    ',5,5',
  ])('%s is none', (written) => {
    expect(amount(written)).toMatch(/^3:\d+ (?:amount-invalid|journal-syntax)$/);
  });
});

describe('a lone separator', () => {
  const warned = (text: string): string[] => problemsOf(journalOf(Buffer.from(text)));
  const txn = (...amounts: string[]): string =>
    `2026-04-30 x\n${amounts.map((one) => `  a  ${one}\n`).join('')}  b\n\n`;

  test('is the decimal mark, as in hledger, and a warning says so where it could group thousands', () => {
    expect(amount('1,000 EUR')).toBe('1.000 EUR');
    expect(amount('1.000 EUR')).toBe('1.000 EUR');
    const journal = journalOf(Buffer.from(txn('1,000 EUR', '2,000 EUR')));
    expect(journal.problems).toEqual([
      {
        code: 'amount-ambiguous',
        severity: 'warning',
        at: { file: 'main.journal', line: 2, column: 6 },
        message: '"1,000 EUR" is read with "," for the decimal mark, as hledger reads it, and so is 1 more like it',
        expected: 'a directive that says what the separator means',
        mend: 'write `decimal-mark ,`, or `decimal-mark .` if it groups thousands, above; or `commodity 1000.00 EUR`',
      },
    ]);
  });

  test('groups where a directive says that the other one is the decimal mark', () => {
    expect(amount('1,000 EUR', 'decimal-mark .')).toBe('1000 EUR');
    expect(amount('1,000 EUR', 'commodity 1000.00 EUR')).toBe('1000 EUR');
    expect(amount('1,000 EUR', 'commodity EUR\n  format EUR 1,000.00')).toBe('1000 EUR');
    expect(amount('1,000 EUR', 'D $1,000.00')).toBe('1000 EUR');
    expect(amount('1,000', 'D $1,000.00')).toBe('1000 $');
    expect(amount('1.000 EUR', 'decimal-mark ,')).toBe('1000 EUR');
    expect(amount('1.50 EUR', 'decimal-mark ,')).toBe('150 EUR');
    expect(amount('1,000 EUR', 'commodity 1000.00 USD')).toBe('1.000 EUR');
  });

  test('is no doubt where other amounts of the commodity show what it means, or no group could be meant', () => {
    expect(warned(txn('1.000 BTC', '0.25 BTC'))).toEqual([]);
    expect(warned(txn('1.0000 BTC', '1.00 EUR', '1000.000 X', '1,000,000 Y'))).toEqual([]);
    expect(warned(txn('1.000 BTC', '0.25 ETH'))).toEqual(['2:6 amount-ambiguous']);
    expect(warned(`decimal-mark .\n${txn('1.000 BTC')}`)).toEqual([]);
  });

  test('of a commodity directive is a doubt about all amounts below it', () => {
    const [problem, ...more] = journalOf(Buffer.from(`commodity 1,000 A\n${txn('13,456 A')}`)).problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      code: 'amount-ambiguous',
      at: { file: 'main.journal', line: 1, column: 11 },
      message: '"1,000 A" declares "," to be the decimal mark, as hledger reads it',
      mend: 'write 1,000.00 or 1,000. if it groups thousands, 1000,000 if it does not',
    });
    expect(warned(`commodity 1,000. A\n${txn('13,456 A')}`)).toEqual([]);
    expect(warned(`commodity 1000,000 A\n${txn('13,456 A')}`)).toEqual([]);
  });

  test('is all the more one where other amounts show the contrary', () => {
    const [problem] = journalOf(Buffer.from(txn('1,000 EUR', '12.50 EUR'))).problems;
    expect(problem?.message).toContain('though other amounts of it have "." for their decimal mark');
  });
});

describe('how a commodity is written', () => {
  const commodity = (text: string): unknown => journalOf(Buffer.from(text)).commodities[0];

  test('follows its first amount, the first groups, and the most digits', () => {
    expect(commodity('2026-04-30 x\n  a  $5\n  a  1,000.125 $\n  b\n')).toEqual({
      symbol: '$',
      currency: 'USD',
      scale: 3,
      digits: 3,
      style: { side: 'left', spaced: false, mark: '.', group: ',' },
    });
  });

  test('or its directive', () => {
    expect(commodity('commodity 1.000,00 EUR\n2026-04-30 x\n  a  EUR 5,125\n  b\n')).toEqual({
      symbol: 'EUR',
      currency: 'EUR',
      scale: 3,
      digits: 2,
      style: { side: 'right', spaced: true, mark: ',', group: '.' },
    });
  });

  test.each(['commodity 1000 EUR', 'commodity EUR\n  format 1000.00 USD', 'D 1000 EUR'])('%j is refused', (line) => {
    expect(problemsOf(journalOf(Buffer.from(`${line}\n`)))[0]).toMatch(/ commodity-format$/);
  });
});
