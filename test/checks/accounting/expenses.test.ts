import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { monthly } from '../../analysis/_facts.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'other' };
const one = { entities: [jada] };
const TRADE = monthly('2025-05', 12, (month) =>
  [
    `${month}-02 | jada | Checking | 1000.00 | Income:Sales | Guests`,
    `${month}-03 | jada | Checking | -500.00 | Expenses:Dock | Marina`,
  ].join('\n'),
);
const with_ = (...lines: string[]): string => [TRADE, ...lines].join('\n');

describe('ACC-05 uncategorised postings', () => {
  test('above two per cent by number', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      one,
      with_('2026-02-07 | jada | Checking | -5.00 | uncategorised | Shop'),
    );
    const finding = only(outcome('ACC-05'));
    expect(finding.severity).toBe('medium');
    expect(value(finding.size ?? '')).toBe('4.0');
    expect(words(finding.claim)).toBe(
      "No rule names 1 of JADA, worth 5.00: 4.0 of the year's postings and 0.0 of their value, where 2 is the limit.",
    );
  });

  test('above two per cent by value, though few', async () => {
    const many = monthly('2025-05', 12, (month) =>
      Array.from({ length: 9 }, (_, n) => `${month}-1${n} | jada | Checking | 1.00 | Income:Tips | Guest`).join('\n'),
    );
    const { outcome, words } = await run(
      '2026-04-30',
      one,
      with_(many, '2026-02-07 | jada | Checking | -900.00 | uncategorised | Shop'),
    );
    expect(words(only(outcome('ACC-05')).claim)).toContain('0.8 of the year');
  });

  test('passes at two per cent', async () => {
    const more = monthly('2025-05', 12, (month) =>
      [
        `${month}-04 | jada | Checking | -500.00 | Expenses:Fuel | Dock`,
        `${month}-05 | jada | Checking | 1.00 | Income:Tips`,
      ].join('\n'),
    );
    const last = '2026-02-08 | jada | Checking | 2.00 | Income:Tips | Guest';
    const { outcome } = await run(
      '2026-04-30',
      one,
      with_(more, last, '2026-02-07 | jada | Checking | -5.00 | uncategorised | Shop'),
    );
    expect(outcome('ACC-05').state).toBe('passed');
  });
});

describe('ACC-08 possible duplicates', () => {
  const paid = (date: string, amount = '-238.15', payee = 'Marine Supply 4411') =>
    `${date} | jada | Checking | ${amount} | Expenses:Supplies | ${payee}`;

  test('one payee, one amount, at most three days apart', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      one,
      with_(paid('2026-02-10'), paid('2026-02-13', '-238.15', 'Marine Supply 4419')),
    );
    const finding = only(outcome('ACC-08'));
    expect(finding).toMatchObject({ severity: 'medium', entity: 'jada' });
    expect([value(finding.size ?? ''), finding.stake?.mid]).toEqual(['238.15', finding.size]);
    expect(words(finding.claim)).toBe(
      'Marine Supply 4419 was paid 238.15 in each of 2 between 2026-02-10 and 2026-02-13 from Assets:Checking of JADA, 476.30 together.',
    );
  });

  test.each([
    ['two of one day and one of the next', ['2026-02-10', '2026-02-10', '2026-02-11']],
    ['three of one day', ['2026-02-10', '2026-02-10', '2026-02-10']],
    ['three in a row, the ends further apart', ['2026-02-10', '2026-02-12', '2026-02-14']],
  ])('%s are one finding', async (_, days) => {
    const { outcome, value, book, facts } = await run('2026-04-30', one, days.map((day) => paid(day)).join('\n'));
    expect(value(only(outcome('ACC-08')).stake?.mid ?? '')).toBe('476.30');
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });

  test('not four days apart, not another amount, not money that comes in', async () => {
    const lines = [paid('2026-02-10'), paid('2026-02-14'), paid('2026-03-01', '-10.00'), paid('2026-03-01', '-10.01')];
    const sold = ['01', '02'].map((day) => `2026-04-${day} | jada | Checking | 70.00 | Income:Sales | Avery`);
    const { outcome } = await run('2026-04-30', one, with_(...lines, ...sold));
    expect(outcome('ACC-08').state).toBe('passed');
  });

  test('not a payee that is paid so as a habit', async () => {
    const wages = monthly('2025-05', 12, (month) =>
      [paid(`${month}-20`, '-140.00', 'Day Labor'), paid(`${month}-21`, '-140.00', 'Day Labor')].join('\n'),
    );
    const { outcome } = await run('2026-04-30', one, with_(wages));
    expect(outcome('ACC-08').state).toBe('passed');
  });
});

describe('ACC-09 private spending', () => {
  test('what a rule calls personal, or books to the owner', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      one,
      with_(
        '2026-02-07 | jada | Checking | -60.00 | Expenses:Fun | Cinema | personal',
        '2026-02-08 | jada | Checking | -15.50 | Equity:Owner:Personal | Netflix',
      ),
    );
    const { claim, stake, size } = only(outcome('ACC-09'));
    expect([value(size ?? ''), stake?.mid]).toEqual(['75.50', size]);
    expect(words(claim)).toBe('JADA paid 75.50 of private spending in twelve months: Cinema, Netflix.');
  });

  test('passes without any', async () => {
    expect((await run('2026-04-30', one, TRADE)).outcome('ACC-09').state).toBe('passed');
  });
});

describe('ACC-10 expenses without a document', () => {
  const filed = { entities: [{ ...jada, receipts: ['receipts/*'] }] };
  const documents = (...names: string[]) => ({ documents: { jada: names.map((name) => `receipts/${name}`) } });
  const spent = with_(
    '2026-03-14 | jada | Checking | -96.10 | Expenses:Fuel | Fuel Dock',
    '2026-03-15 | jada | Checking | -74.99 | Expenses:Fuel | Fuel Dock',
  );
  const rent = Array.from(
    { length: 12 },
    (_, n) => `${n < 8 ? 2025 : 2026}-${String(((n + 4) % 12) + 1).padStart(2, '0')}-03 marina 500.pdf`,
  );

  test('from seventy-five up, by day and amount in the name', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      filed,
      spent,
      [],
      documents(...rent, '2026-03-14 fuel 96.11.pdf'),
    );
    const finding = only(outcome('ACC-10'));
    expect(finding.severity).toBe('low');
    expect([value(finding.size ?? ''), finding.stake]).toEqual(['1', undefined]);
    expect(words(finding.claim)).toBe(
      'JADA has no document for 1 of 13 from 75 up in twelve months, 96.10 in all, such as Fuel Dock.',
    );
  });

  test('passes where each has one', async () => {
    const { outcome } = await run('2026-04-30', filed, spent, [], documents(...rent, '2026-03-14 fuel 96,10.pdf'));
    expect(outcome('ACC-10').state).toBe('passed');
  });

  test('is not seen where nobody says where documents lie', async () => {
    const { outcome } = await run('2026-04-30', one, spent);
    expect(outcome('ACC-10')).toMatchObject({ state: 'not-seen', gaps: ['jada.documents'] });
  });
});

describe('ACC-11 contractors without a tax form', () => {
  const tomas = { name: 'Tomas', payee: 'ZELLE TO TOMAS' };
  const american = (contractor: object, country = 'US') => ({
    country,
    entities: [{ ...jada, contractors: [contractor] }],
  });
  const pay = (date: string, amount: string) =>
    `${date} | jada | Checking | -${amount} | Expenses:Contractors | Zelle to Tomas 12`;

  test('at the threshold of the year: 600 dollars to 2025, 2,000 from 2026', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      american(tomas),
      [pay('2025-07-01', '600.00'), pay('2026-02-01', '1999.99')].join('\n'),
    );
    const finding = only(outcome('ACC-11'));
    expect(finding.severity).toBe('high');
    expect(value(finding.size ?? '')).toBe('600.00');
    expect(words(finding.claim)).toBe(
      'JADA paid Tomas 600.00 in 2025, where 600 must be reported, and no tax form is on file.',
    );
  });

  test.each([
    ['below the threshold', american(tomas), [pay('2025-07-01', '599.99')]],
    ['with the form on file', american({ ...tomas, form: 'w9/tomas.pdf' }), [pay('2025-07-01', '900.00')]],
    ['a corporation', american({ ...tomas, corporation: true }), [pay('2025-07-01', '900.00')]],
  ])('passes %s', async (_, portfolio, lines) => {
    expect((await run('2026-04-30', portfolio, lines.join('\n'))).outcome('ACC-11').state).toBe('passed');
  });

  test('does not count what went by card', async () => {
    const card = '2025-07-01 | jada | Liabilities:Card | -900.00 | Expenses:Contractors | Zelle to Tomas';
    const { outcome } = await run('2026-04-30', american(tomas), with_(card));
    expect(outcome('ACC-11').state).toBe('passed');
  });

  test('passes outside the United States, where there is no such form', async () => {
    const abroad = await run('2026-04-30', american(tomas, 'DE'), pay('2025-07-01', '900.00'));
    expect(abroad.outcome('ACC-11')).toMatchObject({ state: 'passed', gaps: [] });
  });

  test('is not seen where no country is declared, and where people are paid whom nobody named', async () => {
    const nowhere = await run('2026-04-30', one, pay('2025-07-01', '900.00'));
    expect(nowhere.outcome('ACC-11')).toMatchObject({ state: 'not-seen', gaps: ['jada.country'] });
    const unnamed = await run('2026-04-30', { country: 'US', ...one }, pay('2025-07-01', '900.00'));
    expect(unnamed.outcome('ACC-11')).toMatchObject({ state: 'not-seen', gaps: ['jada.contractors'] });
  });
});
