import { describe, expect, it } from 'vitest';
import { csvCell, statementCsv } from '../../src/render/statement-csv.ts';
import { statementJson } from '../../src/render/statement-json.ts';
import { statementText } from '../../src/render/statement-text.ts';
import { displayWidth } from '../../src/render/text/width.ts';
import { statementOf } from '../analysis/statement/_statement.ts';

const NAMES = [
  'Expenses:Professional Services and Consulting:Accounting, Bookkeeping and Tax Advice',
  'Expenses:Unbrechbar:Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen',
  'Expenses:日本支店:賃料',
  'Expenses:Rent',
];
const UNITS = ['USD', 'EUR', '円', 'h'];

/** Two years of four accounts in four commodities. */
const BOOKS = Array.from({ length: 24 }, (_, month) =>
  NAMES.map((name, at) => {
    const day = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`;
    const amount = `${(at + 1) * 1000 + month}.25 ${UNITS[(at + month) % 4]}`;
    return `${day} Words\n  ${name}  ${amount}\n  Assets:Bank  -${amount}\n`;
  }).join(''),
).join('');

describe('A statement on a terminal', () => {
  const months = statementOf(BOOKS, { kind: 'income', interval: 'month' });

  it.each([80, 120, 40])('of %i columns has no longer line, and every amount', (width) => {
    const text = statementText(months, { width, colour: false });
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const amounts = [...BOOKS.matchAll(/ {2}(\d+)\.25 (\S+)\n {2}Assets/g)];
    expect(amounts).toHaveLength(96);
    for (const [, whole = '', unit = ''] of amounts)
      expect(text).toContain(`${whole.replace(/(\d{3})$/, ',$1')}.25 ${unit}`);
  });

  it('names every account on every page', () => {
    const text = statementText(months, { width: 80, colour: false });
    const pages = text.split('\nIncome\n').length - 1;
    expect(pages).toBeGreaterThan(4);
    expect(text.match(/^ +Rent /gm)).toHaveLength(pages);
  });

  it('aligns amounts at their decimal mark', () => {
    const text = statementText(statementOf(BOOKS, { kind: 'balance' }), { width: 80, colour: false });
    const marks = text
      .split('\n')
      .flatMap((line) => (/\.\d\d /.test(line) ? [displayWidth(line.slice(0, line.lastIndexOf('.')))] : []));
    expect(new Set(marks).size).toBe(1);
  });

  it('shows what stands in names and is no letter, and obeys none of it', () => {
    const text = statementText(
      statementOf('2026-01-01 x\n  Expenses:a\u001bb\u202ec  1 USD\n  Assets:Bank  -1 USD\n', {}),
      {
        width: 80,
        colour: false,
      },
    );
    expect(text).toContain('a\\x1bb\\u202ec');
    // eslint-disable-next-line no-control-regex -- control characters are what this line is about
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('has colour only where it is asked for', () => {
    expect(statementText(months, { width: 80, colour: true })).toContain('\u001b[');
    expect(statementText(months, { width: 80, colour: false })).not.toContain('\u001b[');
  });

  it('says that a journal has errors', () => {
    const at = { file: 'books.journal', line: 1, column: 1 };
    const problems = [{ code: 'x', at, severity: 'error', message: 'm' }] as const;
    expect(statementText({ ...months, problems }, { width: 80, colour: false })).toContain('The journal has 1 error:');
    expect(statementJson({ ...months, problems })).toMatchObject({
      trusted: false,
      errors: 1,
      problems: [{ line: 1 }],
    });
  });

  it('of a journal without postings says so', () => {
    expect(statementText(statementOf('', {}), { width: 80, colour: false })).toBe(
      'Income statement\nbooks.journal · at cost · 0 transactions\n\nThere are no postings to report.\n',
    );
  });
});

describe('A statement as CSV', () => {
  it('has a record for each row and commodity, plain numbers, and CRLF', () => {
    const csv = statementCsv(
      statementOf('2026-01-05 x\n  Expenses:Rent, old  1200.50 USD\n  Assets:Bank  -1200.50 USD\n', {
        interval: 'month',
      }),
    );
    expect(csv).toBe(
      [
        'section,id,account,commodity,2026-01,postings',
        'income,income.total,Total income,,0,0',
        'expenses,"expenses.Expenses:Rent, old","Expenses:Rent, old",USD,1200.50,1',
        'expenses,expenses.total,Total expenses,USD,1200.50,1',
        ',net,Net income,USD,-1200.50,0',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@x', "'@x"],
    ['+x', "'+x"],
    ['-x', "'-x"],
    ['\tx', "'\tx"],
    ['-12.50', '-12.50'],
    ['say "no"', '"say ""no"""'],
    ['=a,b', '"\'=a,b"'],
  ])('%j is the cell %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe('A statement as JSON', () => {
  it('has stable ids, exact amounts as text and the count of postings', () => {
    const json = statementJson(statementOf(BOOKS, { kind: 'balance' }));
    expect(json).toMatchObject({ statement: 'balance', basis: 'cost', trusted: true, transactions: 96 });
    expect(json['parts']).toMatchObject([
      { id: 'assets', rows: [{ id: 'assets.Assets:Bank', postings: 96, amounts: [{ USD: '-60282.00' }] }] },
      {},
      {},
      { id: 'claims' },
      { kind: 'proof', id: 'difference', amounts: [{}] },
    ]);
  });
});
