import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import type { Block } from '../../src/model/report.ts';
import { rental } from '../../src/reports/rental.ts';
import { runOf, type TestRun } from '../analysis/_run.ts';
import { AS_OF, house, inOrder, leases, ledger, nadia } from '../analysis/rental/_house.ts';

let fine: TestRun;
let two: TestRun;
let none: TestRun;
beforeAll(async () => {
  const looks = ['business'] as const;
  fine = await runOf(AS_OF, { entities: [house] }, ledger(), [], { looks, tables: inOrder });
  const flat = { ...house, id: 'flat', name: 'Flat' };
  const tables = { leases: leases({ ...nadia, rent: 2100 }) };
  two = await runOf(AS_OF, { entities: [house, flat] }, ledger(), [], { looks, tables });
  none = await runOf(AS_OF, { entities: [{ id: 'shop', name: 'Shop', kind: 'bakery' }] }, '', [], { looks });
});
afterAll(() => [fine, two, none].forEach(({ facts }) => facts.close()));

const idsOf = (blocks: readonly Block[]): string[] => blocks.map(({ id }) => id);

describe('The rental report', () => {
  test('has its blocks, by ids that stay, and answers in one sentence', () => {
    const report = rental.compose(fine);
    expect(idsOf(report.blocks)).toEqual([
      'kpis',
      'findings',
      'rent-roll',
      'occupancy',
      'rent',
      'lease-calendar',
      'income-house',
      'maintenance',
      'repairs',
      'deposits',
      'checks',
      'coverage',
      'sources',
    ]);
    expect(fine.words(report.answer)).toBe(
      'House: 100.0 let; no rent overdue; net operating income of 18000.00 over twelve months, 1.67 times the debt service of 10800.00.',
    );
  });

  test('with two properties shows each and all, by age what is overdue, and what is missing of the other', async () => {
    const report = rental.compose(two);
    expect(idsOf(report.blocks)).toEqual(
      expect.arrayContaining(['properties', 'overdue', 'income-house', 'income-flat']),
    );
    // A hundred a month is short: 1,200 in twelve months, all on the latest rent.
    expect(two.words(report.answer)).toMatch(/^All properties: what is let is not known; 1200.00 of rent overdue/);
    expect(two.analysis.gaps.map(({ id }) => id)).toEqual(expect.arrayContaining(['house.rent-roll', 'flat.leases']));
    expect(await verifyFigures(Object.values(report.figures), two.facts)).toEqual([]);
  });

  test('of a portfolio that lets nothing says so, and what would change it', () => {
    const report = rental.compose(none);
    expect(none.words(report.answer)).toMatch(/^Nothing is let/);
    expect(report.blocks[0]).toMatchObject({ kind: 'prose', id: 'kpis' });
    const gaps = report.blocks.flatMap((block) => (block.kind === 'gaps' ? block.gaps : []));
    expect(gaps.map(({ id }) => id)).toContain('group.rental');
  });

  test('defines every figure of a property in its guide', () => {
    const guide = readFileSync(new URL('../../docs/rental-report.md', import.meta.url), 'utf8');
    const cells = guide.split('\n').flatMap((line) => (line.startsWith('| `.') ? [line.split(' | ')[0] ?? ''] : []));
    const ids = cells.flatMap((cell) => [...cell.matchAll(/`\.([^`]+)`/g)].map(([, id = '']) => id));
    const patterns = ids.map((id) => new RegExp(`^${id.replaceAll('.', '\\.').replaceAll(/<\w+>/g, '[a-z0-9.-]+')}$`));
    const made = [fine, two].flatMap(({ book }) =>
      book.all().flatMap(({ id }) => /^(?:house|flat)\.rental\.(.+)$/.exec(id)?.[1] ?? []),
    );
    expect(made.length).toBeGreaterThan(80);
    expect(made.filter((id) => !patterns.some((pattern) => pattern.test(id)))).toEqual([]);
  });

  test('no table is wider than a phone bears', () => {
    const tables = rental.compose(two).blocks.filter((block) => block.kind === 'table');
    expect(tables.filter(({ columns }) => columns.length > 7)).toEqual([]);
  });
});
