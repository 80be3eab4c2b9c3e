import { describe, expect, test } from 'vitest';
import { journalOf, problemsOf, understood } from './_journal.ts';

describe('entries', () => {
  test('date, status, code and description; a posting may have a status of its own', () => {
    const journal = journalOf(`
      2026-04-29=2026-05-02 * (107) Chandlery | rope
        expenses:supplies  40.00 USD
        ! assets:checking

      2026/4/30 ! Fuel dock
        expenses:fuel  61.20 USD
        assets:checking
    `);
    expect(journal.problems).toEqual([]);
    expect(understood(journal)).toEqual([
      '2026-04-29=2026-05-02 * (107) Chandlery | rope',
      '  expenses:supplies  40.00 USD',
      '  ! assets:checking  -40.00 USD',
      '2026-04-30 ! Fuel dock',
      '  expenses:fuel  61.20 USD',
      '  assets:checking  -61.20 USD',
    ]);
    expect(journal.transactionText(0)).toMatchObject({ payee: 'Chandlery', note: 'rope', code: '107' });
    expect(journal.transactionText(1)).toMatchObject({ payee: 'Fuel dock', note: 'Fuel dock' });
  });

  test('comments and their tags belong to what they stand behind or below', () => {
    const journal = journalOf(`
      ; a line of its own
      # another
      * an outline's heading
      2026-04-30 Coffee  ; reviewed: yes, by: Anna
        ; one-off:
        expenses:coffee  4.50 USD  ; unit: sloop
          ; receipt: scan 12.pdf, and more
        assets:cash  ; plain words
    `);
    expect(journal.transactionText(0).tags).toEqual([
      ['reviewed', 'yes'],
      ['by', 'Anna'],
      ['one-off', ''],
    ]);
    expect(journal.postingText(0)).toEqual({
      comment: 'unit: sloop\nreceipt: scan 12.pdf, and more',
      tags: [
        ['unit', 'sloop'],
        ['receipt', 'scan 12.pdf'],
      ],
    });
    expect(journal.postingText(1)).toEqual({ comment: 'plain words', tags: [] });
  });

  test('a posting has a day of its own by a tag or in brackets', () => {
    const journal = journalOf(`
      2026-04-30 Cheque
        expenses:rent  900.00 USD
        assets:bank  -300.00 USD  ; date: 5/4
        assets:bank  -300.00 USD  ; [2026-05-05=2026-05-07]
        assets:bank  -300.00 USD
          ; see [1], date:2026-05-06
    `);
    expect(understood(journal).slice(1)).toEqual([
      '  expenses:rent  900.00 USD',
      '  assets:bank  -300.00 USD  2026-05-04',
      '  assets:bank  -300.00 USD  2026-05-05',
      '  assets:bank  -300.00 USD  2026-05-06',
    ]);
  });

  test.each(['date: 2026-02-30', '[2026-13-01]', '[2026-04-30=]', 'date: soon'])(
    'a day in a comment that is none is refused: %s',
    (comment) => {
      const journal = journalOf(`2026-04-30 x\n  a  1\n  b  -1  ; ${comment}\n`);
      expect(problemsOf(journal)).toEqual(['3:10 date-invalid']);
      expect(journal.transactions.count).toBe(0);
    },
  );

  test('accounts have single blanks, semicolons and signs in them; two blanks end the name', () => {
    const journal = journalOf(`
      2026-04-30 x
        expenses:food & drink; (mine)  4.50 USD
        assets:#2 cash ;not a comment
    `);
    expect(understood(journal).slice(1)).toEqual([
      '  expenses:food & drink; (mine)  4.50 USD',
      '  assets:#2 cash ;not a comment  -4.50 USD',
    ]);
  });

  test('line ends of Windows, a byte order mark, no line end at the end', () => {
    const text =
      '\ufeff2026-04-30 Bäckerei ; a:b\r\n  a:ü  1,50 €\r\n  b  ; c\r\n\r\n2026-05-01 y\r\n  a  1,50 €\r\n  b';
    const journal = journalOf(Buffer.from(text));
    expect(journal.problems).toEqual([]);
    expect(understood(journal)).toEqual([
      '2026-04-30 Bäckerei',
      '  a:ü  1.50 €',
      '  b  -1.50 €',
      '2026-05-01 y',
      '  a  1.50 €',
      '  b  -1.50 €',
    ]);
    expect(journal.transactionText(0).tags).toEqual([['a', 'b']]);
  });

  test('columns tell file, line, day and postings of each transaction', () => {
    const journal = journalOf('; \n2026-04-30 x\n  a  1\n  b\n\n2026-05-01=5-2 y\n  a  2\n  b\n  c  0\n');
    const { transactions, postings } = journal;
    expect([...transactions.line]).toEqual([2, 6]);
    expect([...transactions.first]).toEqual([0, 2, 5]);
    expect([...transactions.day]).toEqual([20_573, 20_574]);
    expect([...transactions.day2]).toEqual([20_573, 20_575]);
    expect([...postings.line]).toEqual([3, 4, 7, 8, 9]);
    expect([...postings.transaction]).toEqual([0, 0, 1, 1, 1]);
    expect(journal.files).toEqual([{ name: 'main.journal', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

describe('what cannot be read', () => {
  const good = '\n2026-04-30 Coffee\n  expenses:coffee  4.50 USD\n  assets:cash\n';

  test.each([
    ['2026-02-30 x\n  a  1\n  b\n', '1:1 date-invalid'],
    ['2026-04/30 x\n  a  1\n  b\n', '1:1 date-invalid'],
    ['12026-04-30 x\n  a  1\n  b\n', '1:1 date-invalid'],
    ['1066-04-30 x\n  a  1\n  b\n', '1:1 date-invalid'],
    ['04-30 x\n  a  1\n  b\n', '1:1 date-year-missing'],
    ['2026-04-30=2026-04-31 x\n  a  1\n  b\n', '1:12 date-invalid'],
    ['2026-04-30* x\n  a  1\n  b\n', '1:11 journal-syntax'],
    ['2026-04-30 (7 x\n  a  1\n  b\n', '1:12 journal-syntax'],
    ['2026-04-30 x\n  a  1 USD EUR\n  b\n', '2:12 journal-syntax'],
    ['2026-04-30 x\n  a  1 USD\n  é  (1 USD)\n', '3:6 journal-unsupported'],
    ['2026-04-30 x\n  ()  1 USD\n  b\n', '2:3 account-invalid'],
    ['2026-04-30 x\n  a\u00a0b  1 USD\n  b\n', '2:3 account-invalid'],
    ['2026-04-30 x\n  a\t1 USD\n  b\n', '2:3 account-invalid'],
    ['2026-04-30 x\n  a 1 USD\n  b\n', '3:1 transaction-two-elided'],
    ['2026-04-30 x\n  [a]\n  [b]\n', '3:1 transaction-two-elided'],
    ['2026-04-30 x\n  a  1 USD\n  b  -1.01 USD\n', '1:1 transaction-unbalanced'],
    ['2026-04-30 x\n  [a]  1 USD\n  b  -1 USD\n  c  1 USD\n', '1:1 transaction-unbalanced'],
    ['  a  1 USD\n', '1:3 journal-syntax'],
    ['expenses:fuel  1 USD\n', '1:1 journal-syntax'],
  ])('%j', (text, problem) => {
    const journal = journalOf(Buffer.from(text + good));
    expect(problemsOf(journal)[0]).toBe(problem);
    expect(understood(journal).slice(-3)).toEqual([
      '2026-04-30 Coffee',
      '  expenses:coffee  4.50 USD',
      '  assets:cash  -4.50 USD',
    ]);
    expect(journal.transactions.count).toBe(1);
  });

  test('an unbalanced transaction is named with what is left, by commodity', () => {
    const journal = journalOf('2026-04-30 x\n  a  $10.00\n  b  -9.5 EUR @ $1\n  c  3 "red apples"\n');
    expect(journal.problems[0]?.message).toBe('the postings of the transaction sum to $0.50, 3 "red apples"');
  });

  test('bytes that UTF-8 does not have are named where the first of them is, and reading goes on', () => {
    const bytes = Buffer.from(`${good}; ${'x'.repeat(100)}\n; caf\u00e9\n${good}`, 'latin1');
    const journal = journalOf(bytes);
    expect(problemsOf(journal)).toEqual(['6:6 bytes-unreadable']);
    expect(journal.transactions.count).toBe(2);
  });

  test('a file of nothing but errors is given up after ten thousand', () => {
    const journal = journalOf(Buffer.from('nonsense\n'.repeat(50_000)));
    expect(journal.problems.length).toBe(102);
    expect(problemsOf(journal).slice(-2)).toEqual(['10002:1 journal-given-up', '101:1 journal-more-problems']);
  });
});
