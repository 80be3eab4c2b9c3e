import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import type { Row } from '../../../src/model/facts.ts';
import { agencies, ASOF, invoices, studio, together } from '../../analysis/clients/_agency.ts';
import { closedRuns, only, type TestRun } from '../../analysis/_run.ts';

const run = closedRuns();

const kiosk = { id: 'kiosk', name: 'Kiosk', kind: 'other' };

const made = (rows: readonly Row[], entities: readonly object[] = [studio]): Promise<TestRun> =>
  run(ASOF, { entities }, '', [], { tables: { invoices: rows } });

describe('FIN-06 old receivables', () => {
  test('names what is owed for more than 60 days, and how long sales take', async () => {
    const { outcome, words, value, book, facts } = await made(
      invoices(`
        A-1 | Acme  | 2025-12-01 | 2026-01-10 | 1000.00 | open | 400.00 |
        A-2 | Acme  | 2026-02-01 | 2026-03-01 |  500.00 | open |        |
        A-3 | Birch | 2026-03-15 | 2026-05-15 | 2500.00 | open |        |
        A-4 | Birch | 2026-01-02 | 2026-02-01 | 9000.00 | paid | 0.00   | 2026-02-01
        A-5 | Birch | 2026-01-02 | 2026-02-01 | 7000.00 | void |        |`),
    );
    const finding = only(outcome('FIN-06'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'studio', size: 'studio.receivables.over-60' });
    expect(words(finding.claim)).toBe(
      'Customers of Studio owe 400.00 for more than 60 past due, of 3400.00 in all. The oldest is invoice A-1 of Acme: 400.00, 110 past due. Sales take 102 to become cash.',
    );
    expect(finding.stake).toMatchObject({ low: 'studio.receivables.over-60', high: 'studio.receivables.over-60' });
    const ages = ['current', 'to-30', 'to-60', 'to-90', 'over-90'].map((age) => value(`studio.receivables.${age}`));
    expect(ages).toEqual(['2500.00', '0.00', '500.00', '0.00', '400.00']);
    expect([value('group.receivables.open'), value('group.receivables.dso')]).toEqual(['3400.00', '102']);
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });

  test('passes where what is owed is not so old: what was paid later was owed, two exports of one invoice are one', async () => {
    const row = 'D-1 | Acme | 2026-03-01 | 2026-03-20 | 90.00 | open';
    const again = invoices(`${row} | 30.00`, { file: 'later.csv', source: 'c2', client: 'ACME, Inc.' });
    const tables = together({
      settled: {
        invoices: invoices(`
          B-1 | Acme | 2025-12-01 | 2026-01-10 | 1000.00 | open          |        | 2026-04-02
          B-2 | Acme | 2025-12-01 | 2026-01-10 | -300.00 | open          |        |
          B-3 | Acme | 2025-12-01 | 2026-01-10 |  800.00 | draft         |        |
          B-4 | Acme | 2025-12-01 | 2026-01-10 |  700.00 | uncollectible | 700.00 |
          B-5 | Acme | 2026-04-01 |            |  200.00 | open          |        |`),
      },
      later: { invoices: invoices('C-1 | Acme | 2026-03-01 | 2026-03-20 | 90.00 | paid | 0.00 | 2026-05-04') },
      twice: { invoices: [...invoices(`${row} | 90.00`), ...again] },
    });
    const { outcome, value } = await run(ASOF, { entities: agencies('settled', 'later', 'twice') }, '', [], { tables });
    expect(outcome('FIN-06')).toMatchObject({ state: 'passed', findings: [] });
    expect([value('settled.receivables.open'), value('settled.receivables.current')]).toEqual(['-100.00', '-100.00']);
    expect(value('later.receivables.to-60')).toBe('90.00');
    expect(value('twice.receivables.open')).toBe('30.00');
  });

  test('is not seen without invoices; who sells on account is named', async () => {
    const { outcome, analysis } = await made([], [studio, kiosk]);
    expect(outcome('FIN-06')).toMatchObject({ state: 'not-seen', gaps: ['group.invoices'] });
    expect(analysis.facts.receivables.gaps.map(({ source }) => source)).toEqual(['invoices export of Studio']);
  });

  test('one entity with invoices leaves the gap of another that sells on account, and other currencies apart', async () => {
    const rows = [
      ...invoices('E-1 | Acme | 2026-03-01 | 2026-03-20 | 90.00 | open', { entity: 'kiosk', currency: 'EUR' }),
      ...invoices('E-2 | Acme | 2026-03-01 | 2026-03-20 | 50.00 | open', { entity: 'kiosk', file: 'more.csv' }),
    ];
    const { outcome, book, analysis, value } = await made(rows, [studio, { ...kiosk, currency: 'EUR' }]);
    expect(outcome('FIN-06')).toMatchObject({ state: 'passed', gaps: ['studio.invoices', 'kiosk.invoices.usd'] });
    expect(value('kiosk.receivables.open')).toBe('90.00');
    expect([book.find('group.receivables.open'), analysis.facts.receivables.value?.group]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
