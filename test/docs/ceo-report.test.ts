import { describe, expect, it } from 'vitest';

import { KPIS } from '../../src/analysis/executive/kpis/catalogue.ts';
import { REQUIRED_PAPERS } from '../../src/analysis/executive/required-papers.ts';
import { checks } from '../../src/checks/index.ts';
import { pageOf, tableBelow } from './_pages.ts';

const page = pageOf('ceo-report.md');

describe('The CEO report as ceo-report.md describes it', () => {
  it('lists every KPI of each kind, with its formula and what it takes', () => {
    const listed = tableBelow(page, 'KPIs').map((row) => row.map((cell) => cell.replaceAll('`', '')));
    const kpis = Object.entries(KPIS).flatMap(([kind, all]) =>
      all.map(({ id, name, formula, source, measure }) => [
        kind,
        `${id} ${name}`,
        formula,
        measure ? source : `no source yet: ${source}`,
      ]),
    );
    expect(listed).toEqual(kpis);
  });

  it('lists the papers that each kind must have', () => {
    const rows = tableBelow(page, 'Papers').flatMap(([kinds = '', papers = '']) =>
      kinds.split(', ').map((kind) => [kind.replaceAll('`', ''), papers] as const),
    );
    const papers = Object.entries(REQUIRED_PAPERS).map(([kind, all]) => [kind, all.join(', ') || 'nothing']);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(papers));
  });

  it('lists the checks with their titles', () => {
    const own = new Map<string, string>(checks.map(({ id, title }) => [id, title]));
    const shown = tableBelow(page, 'Checks');
    expect(shown.map(([id, title]) => [id, title])).toEqual(shown.map(([id = '']) => [id, own.get(id)]));
  });
});
