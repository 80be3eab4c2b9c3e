import { beforeAll, describe, expect, it } from 'vitest';

import { composeReport } from '../../src/app/compose.ts';
import { checks } from '../../src/checks/index.ts';
import type { Report } from '../../src/model/report.ts';
import { EXAMPLES } from '../examples/_examples.ts';
import { analysedExample } from '../examples/_runs.ts';
import { pageOf, tableBelow } from './_pages.ts';

const page = pageOf('accounting-report.md');

/** Every id of the first column of a table; a cell that is one id comes without its backticks. */
const codesOf = (rows: readonly (readonly string[])[]): string[] =>
  rows.flatMap(([first = '']) =>
    first.includes('`') ? [...first.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code) : [first],
  );

/** `<entity>.chart.…` as a pattern; the rest of an id may be left out. */
function patternOf(family: string): RegExp {
  const plain = family.replaceAll('.', '\\.').replaceAll(/<\w+>/g, '[a-z0-9-]+');
  return new RegExp(`^${plain.replace('\\.…', '(?:\\..+)?')}$`);
}

describe('The Accounting report as accounting-report.md describes it', () => {
  const reports: Report[] = [];

  beforeAll(async () => {
    for (const example of EXAMPLES) reports.push(composeReport(await analysedExample(example), 'accounting'));
  });

  it('shows no block that the page does not list', () => {
    const listed = codesOf(tableBelow(page, 'What it shows')).map(patternOf);
    const ids = reports.flatMap(({ blocks }) => blocks.map(({ id }) => id));
    expect(ids.filter((id) => !listed.some((pattern) => pattern.test(id)))).toEqual([]);
  });

  it('has every family of figures', () => {
    const families = codesOf(tableBelow(page, 'Figures')).map(patternOf);
    const ids = reports.flatMap(({ figures }) => Object.keys(figures));
    expect(ids.length).toBeGreaterThan(5000);
    expect(ids.filter((id) => !families.some((family) => family.test(id)))).toEqual([]);
  });

  it('lists every check with its title, and the severity that its findings have', () => {
    const shown = tableBelow(page, 'Checks');
    const own = checks.filter(({ id }) => id.startsWith('ACC-'));
    expect(shown.map(([id, title]) => [id, title])).toEqual(own.map(({ id, title }) => [id, title]));
    const severities = new Map(shown.map(([id, , severity]) => [id, severity]));
    const findings = reports.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'findings' ? block.findings : [])),
    );
    expect(findings.length).toBeGreaterThan(10);
    for (const { check, severity } of findings) expect([check, severity]).toEqual([check, severities.get(check)]);
  });
});
