import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../src/sources/_table/dates.ts';
import { problemsOf, readCsv } from '../_shown.ts';

const datesOf = (
  ...cells: readonly string[]
): { dates: string[]; order: string | undefined; problems: readonly string[] } => {
  const result = readCsv(`Date,Amount\n${cells.map((cell) => `"${cell}",1.00`).join('\n')}\n`);
  return {
    dates: result.rows.map(({ date }) => date),
    order: result.layout['date_order'],
    problems: problemsOf(result),
  };
};

describe('date order', () => {
  test('one day over 12, in the last row, settles the whole file', () => {
    expect(datesOf('03/04/2026', '05/04/2026', '30/04/2026').dates).toEqual(['2026-04-03', '2026-04-05', '2026-04-30']);
    expect(datesOf('03/04/2026', '05/04/2026', '04/30/2026').dates).toEqual(['2026-03-04', '2026-05-04', '2026-04-30']);
  });

  test('else the order in which the rows run in time', () => {
    const { dates, order, problems } = datesOf(
      '28/03/2026'.replace('28', '08'),
      '09/03/2026',
      '01/04/2026',
      '02/04/2026',
    );
    expect(dates).toEqual(['2026-03-08', '2026-03-09', '2026-04-01', '2026-04-02']);
    expect(order).toBe('dmy (the only order in which the rows run in time)');
    expect(problems).toEqual([]);
  });

  test('else another date column of the same file', () => {
    const result = readCsv('Date,Value Date,Amount\n03/04/2026,03/04/2026,1.00\n03/04/2026,30/03/2026,1.00\n');
    expect(result.rows.map(({ date }) => date)).toEqual(['2026-04-03', '2026-04-03']);
    expect(problemsOf(result)).toEqual([]);
  });

  test('dots are day first', () =>
    expect(datesOf('03.04.2026')).toEqual({
      dates: ['2026-04-03'],
      order: 'dmy (dates with dots are day first)',
      problems: [],
    }));

  test('slashes with a decimal comma are day first', () => {
    const result = readCsv('Date;Amount\n03/04/2026;1,50\n');
    expect(result.rows[0]?.date).toBe('2026-04-03');
    expect(problemsOf(result)).toEqual([]);
  });

  test('with nothing to go by, month first, and a warning says how to mend it', () => {
    const result = readCsv('Date,Amount\n03/04/2026,1.00\n03/04/2026,2.00\n');
    expect(result.rows.map(({ date }) => date)).toEqual(['2026-03-04', '2026-03-04']);
    expect(result.problems).toMatchObject([
      {
        code: 'date-order-ambiguous',
        severity: 'warning',
        at: { line: 2, column: 1 },
        mend: 'declare `date_order: mdy` or `date_order: dmy`',
      },
    ]);
  });

  test('a declared order is taken at its word', () => {
    const result = readCsv('Date,Amount\n03/04/2026,1.00\n04/30/2026,2.00\n', { currency: 'USD', date_order: 'dmy' });
    expect(result.rows.map(({ date }) => date)).toEqual(['2026-04-03']);
    expect(result.problems).toMatchObject([
      { code: 'date-invalid', at: { line: 3, column: 1 }, mend: 'mend the cell, or declare `date_order: mdy`' },
    ]);
  });

  test('dates that are the same either way need no warning', () =>
    expect(datesOf('04/04/2026', '05/05/2026').problems).toEqual([]));

  test('one mistyped date does not turn the file around', () => {
    const { dates, problems } = datesOf('03/04/2026', '04/30/2026', '04/29/2026', '30/04/2026');
    expect(dates).toEqual(['2026-03-04', '2026-04-30', '2026-04-29']);
    expect(problems).toEqual(['5:1 date-invalid']);
  });
});

describe('ways of writing a day', () => {
  test.each([
    ['2026-04-30', '2026-04-30'],
    ['2026/4/5', '2026-04-05'],
    ['2026.04.30', '2026-04-30'],
    ['20260430', '2026-04-30'],
    ['20260430120000', '2026-04-30'],
    ['4/30/26', '2026-04-30'],
    ['4/30/69', '2069-04-30'],
    ['4/30/70', '1970-04-30'],
    ['30 Apr 2026', '2026-04-30'],
    ['30-Apr-26', '2026-04-30'],
    ['30APR2026', '2026-04-30'],
    ['Apr 30, 2026', '2026-04-30'],
    ['April 30th, 2026', '2026-04-30'],
    ['Thu, 30 Apr 2026', '2026-04-30'],
    ['2026-Apr-30', '2026-04-30'],
    ['30. März 2026', '2026-03-30'],
    ['1 août 2026', '2026-08-01'],
    ['1 de mayo de 2026', '2026-05-01'],
    ['30 dic. 2026', '2026-12-30'],
    ['3 mei 2026', '2026-05-03'],
    ['1 Jänner 2026', '2026-01-01'],
  ])('%s', (cell, day) => expect(parseDate(cell, 'mdy')).toBe(day));

  test.each([
    '2026-04-30T23:59:59Z',
    '2026-04-30T23:59:59.123+09:00',
    '2026-04-30 23:59 PDT',
    '04/30/2026 11:59:59 PM',
    '04/30/2026, 11:59 pm',
    '2026-04-30 00:30 -0800',
    '2026-04-30 23:59:59 UTC',
  ])('%s is that day, wherever it is read', (cell) => expect(parseDate(cell, 'mdy')).toBe('2026-04-30'));

  test.each([
    '31 Feb 2026',
    '2026-02-31',
    '02/31/2026',
    '13/13/2026',
    '2026-00-10',
    '30 Foo 2026',
    '4/30',
    '4/30/226',
    '1/2/3',
    '2026',
    'n/a',
    '',
    '04/30-2026',
    '2026-04-30 25',
    '2026-04-30x',
  ])('%s is none', (cell) => expect(parseDate(cell, 'mdy')).toBeUndefined());
});

describe('decimal mark', () => {
  const marks = (...cells: readonly string[]): readonly [bigint[], readonly string[]] => {
    const result = readCsv(`Date\tAmount\n${cells.map((cell) => `2026-04-30\t${cell}`).join('\n')}\n`);
    return [result.rows.map(({ amount }) => amount), problemsOf(result)];
  };

  test('one amount with cents settles the whole file', () => {
    expect(marks('1,234', '5.00')).toEqual([[123_400n, 500n], []]);
    expect(marks('1.234', '5,00')).toEqual([[123_400n, 500n], []]);
    expect(marks('1.234', '1.234.567')).toEqual([[123_400n, 123_456_700n], []]);
    expect(marks('1.234', '1.000,50')).toEqual([[123_400n, 100_050n], []]);
  });

  test('1,234 alone is ambiguous, and said to be', () => {
    expect(marks('1,234', '2,500')).toEqual([[123_400n, 250_000n], ['2:12 decimal-mark-ambiguous']]);
  });

  test('whole numbers are not', () => expect(marks('1234', '2')).toEqual([[123_400n, 200n], []]));

  test('declared, it is taken at its word', () => {
    const result = readCsv('Date,Amount\n2026-04-30,"1,234"\n', { currency: 'KWD', decimal: ',' });
    expect(result.rows[0]?.amount).toBe(1234n);
    expect(result.problems).toEqual([]);
  });
});

describe('encoding and delimiter', () => {
  const table = 'Date;Payee;Amount\n2026-04-30;Café Zürich € “x”;1,00\n';
  const utf16be = Buffer.from(`\ufeff${table}`, 'utf16le').swap16();
  const latin = Buffer.from(table.replace('€', '\u0080').replace('“', '\u0093').replace('”', '\u0094'), 'latin1');

  test.each([
    ['utf-8 (found)', Buffer.from(table)],
    ['utf-8 (byte order mark)', Buffer.from(`\ufeff${table}`)],
    ['utf-16le (byte order mark)', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['utf-16le (found)', Buffer.from(table, 'utf16le')],
    ['utf-16be (byte order mark)', utf16be],
    ['utf-16be (found)', utf16be.subarray(2)],
    ['windows-1252 (found)', latin],
  ])('%s', (encoding, bytes) => {
    const result = readCsv(bytes);
    expect(result.layout['encoding']).toBe(encoding);
    expect(result.layout['delimiter']).toBe('semicolon');
    expect(result.rows[0]?.payee).toBe('Café Zürich € “x”');
    expect(result.problems).toEqual([]);
  });

  test('declared: iso-8859-15', () => {
    const bytes = Buffer.from('Date,Payee,Amount\n2026-04-30,\u00a4\u00bd,1.00\n', 'latin1');
    expect(readCsv(bytes, { currency: 'USD', encoding: 'iso-8859-15' }).rows[0]?.payee).toBe('€œ');
  });

  test('declared wrongly: characters are lost, said so once, and the rows are there', () => {
    const result = readCsv(latin, { currency: 'USD', encoding: 'utf-8' });
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual(['2:15 bytes-unreadable']);
  });
});
