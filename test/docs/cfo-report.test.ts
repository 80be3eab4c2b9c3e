import { beforeAll, describe, expect, it } from 'vitest';

import { forecastsMade } from '../../src/analysis/index.ts';
import { composeReport } from '../../src/app/compose.ts';
import { openRun } from '../../src/app/run.ts';
import { checks } from '../../src/checks/index.ts';
import { compare, parseDecimal } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import type { Figure } from '../../src/model/figure.ts';
import type { Report } from '../../src/model/report.ts';
import { copyOf } from '../cli/_quarterdeck.ts';
import { pageOf, tableBelow } from './_pages.ts';

const page = pageOf('cfo-report.md');

const PARTS: Readonly<Record<string, string>> = {
  month: '\\d{4}-\\d{2}',
  day: '\\d{4}-\\d{2}-\\d{2}',
  mm: '\\d{2}',
  n: '\\d+(?:-\\d+)*',
  account: '[a-z0-9-]+(?:\\.[a-z0-9-]+)*',
  record: '[0-9a-f]{12}',
  period: '\\d{4}-\\d{2}(?:-\\d{2})?',
};

/** `<entity>.burn.<month>` as a pattern of ids; an amount that was converted, or is a part of a sum, may follow. */
function patternOf(id: string): RegExp {
  const parts = id
    .split(/<(\w+)>/)
    .map((part, at) => (at % 2 === 0 ? part.replaceAll('.', '\\.') : (PARTS[part] ?? '[a-z0-9-]+')));
  return new RegExp(`^${parts.join('')}(?:\\.[a-z]{3})?(?:\\.in-[a-z]{3})?$`);
}

/** Every id that the page defines: the code in the first column of its tables of figures, and in the last of the constants. */
function idsDefined(): string[] {
  const tables = page.text.split(/\n(?=\n?\| figure \|)/).slice(1);
  const rows = tables.flatMap((table) => (/^\n?((?:\|.*\n)+)/.exec(table)?.[1] ?? '').split('\n').slice(2));
  const cells = rows.map((row) => row.split(' | ')[0] ?? '');
  const constants = tableBelow(page, 'Constants').map(([, , id = '']) => `\`${id}\``);
  return [...cells, ...constants].flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id));
}

describe('The CFO report as cfo-report.md describes it', () => {
  const found: { readonly report: Report; readonly figures: readonly Figure[] }[] = [];

  // Three runs of the whole analysis: on a busy machine that is more than the usual half minute.
  beforeAll(async () => {
    for (const example of ['san-diego', 'bakery-group']) {
      const from = copyOf(example);
      const effects = { ...systemEffects, env: {} };
      // An earlier report's forecasts are on record, so that they are graded.
      if (example === 'san-diego') {
        const earlier = await openRun({ from, asOf: '2025-12-31', report: 'cfo', effects });
        await earlier.records.forecasts.record(
          forecastsMade(earlier.analysis.facts, earlier.asOf, earlier.facts.snapshot),
        );
        await earlier.close();
      }
      const run = await openRun({ from, report: 'cfo', effects });
      found.push({ report: composeReport(run, 'cfo'), figures: run.book.all() });
      await run.close();
    }
  }, 120_000);

  it('lists its blocks, in their order, with their titles', () => {
    const shown = tableBelow(page, 'What it shows').map(([id, title = '']) => [id, title.replaceAll("'", '’')]);
    const blocks = found[0]?.report.blocks.map(({ id, title }) => [id, title]);
    expect(shown).toEqual(blocks);
  });

  it('defines every figure of the reports', () => {
    const patterns = idsDefined().map(patternOf);
    const ids = found.flatMap(({ report }) => Object.keys(report.figures));
    expect(ids.length).toBeGreaterThan(1000);
    expect(ids.filter((id) => !patterns.some((pattern) => pattern.test(id)))).toEqual([]);
  });

  it('defines no figure that neither example has, but for those of rows and targets that they do not have', () => {
    const rare = [
      '<entity>.variance.<month>',
      '<entity>.variance.<month>.percent',
      'group.revenue.12-months.unnamed',
      'method.times-a-year.two-weeks',
      'forecast.<record>.<period>.actual-size',
      'group.rate.<from>-<to>.<day>',
      '<entity>.deposits.deferred',
      '<entity>.deposits.deferred.<day>',
      // Nobody owes the entities of the examples anything for so long.
      '<entity>.receivables.oldest',
      '<entity>.receivables.oldest.days',
      'method.receivables.old',
    ];
    const ids = found.flatMap(({ figures }) => figures.map(({ id }) => id));
    const without = idsDefined().filter((id) => !ids.some((one) => patternOf(id).test(one)));
    // No entity of the examples sells several products by the unit; test/analysis/composite.test.ts has one that does.
    const composite = /\.composite\.|\.units\.product$/;
    expect(without.filter((id) => !rare.includes(id) && !composite.test(id))).toEqual([]);
  });

  it('lists every check with its title', () => {
    expect(tableBelow(page, 'Checks').map(([id, title]) => [id, title])).toEqual(
      checks.filter(({ id }) => id.startsWith('FIN-')).map(({ id, title }) => [id, title]),
    );
  });

  it('states the severity of each finding as the check gives it', () => {
    const severities = new Map(tableBelow(page, 'Checks').map(([id, , , severity = '']) => [id, severity]));
    const findings = found.flatMap(({ report }) =>
      report.blocks.flatMap((block) => (block.kind === 'findings' ? block.findings : [])),
    );
    expect(findings.length).toBeGreaterThan(10);
    for (const { check, severity } of findings) expect(severities.get(check)).toContain(severity);
  });

  it('lists every constant of the method with its value', () => {
    const shown = new Map(
      tableBelow(page, 'Constants').map(([, value = '', id]) => [id, parseDecimal(value.split(' ')[0] ?? '')]),
    );
    const constants = found.flatMap(({ report }) =>
      Object.values(report.figures).filter(({ receipt, id }) => receipt.kind === 'method' && id.startsWith('method.')),
    );
    expect(constants.length).toBeGreaterThan(4);
    for (const { id, value } of constants) {
      const stated = shown.get(id);
      expect(stated && value && compare(stated, value)).toBe(0);
    }
  });
});
