import { beforeAll, describe, expect, it } from 'vitest';
import { composeReport, definitionOf } from '../../src/app/compose.ts';
import type { Run } from '../../src/app/run.ts';
import { viewFor } from '../../src/app/view.ts';
import type { CheckOutcome, Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { reportTypes } from '../../src/reports/index.ts';
import { EXAMPLES, type ExampleName } from './_examples.ts';
import { analysedExample } from './_runs.ts';
import { FIGURE_TYPES, figureType } from '../../src/model/figure-types.ts';

/*
 * What the reports must conclude from the demo's raw inputs by themselves: nothing of it stands in an input or in the
 * code. The second portfolio keeps the rules honest: it is healthy, and must stay so.
 */

async function reportOf(run: Run, type: string): Promise<Report> {
  return composeReport(await viewFor(run, definitionOf(type)), type);
}

function findingsIn(report: Report, id: string): readonly Finding[] {
  const block = report.blocks.find((one) => one.id === id);
  if (block?.kind !== 'findings') throw new Error(`${report.type} has no block of findings "${id}"`);
  return block.findings;
}

describe('the demo portfolio', () => {
  let run: Run;
  beforeAll(async () => {
    run = await analysedExample('san-diego');
  });

  const outcome = (check: string): CheckOutcome => {
    const found = run.outcomes.find((one) => one.check === check);
    if (!found) throw new Error(`no check ${check}`);
    return found;
  };
  const subjects = (check: string): string[] => outcome(check).findings.map(({ subject }) => subject);

  it('has exactly eight critical shortfalls', async () => {
    const shortfalls = findingsIn(await reportOf(run, 'ceo'), 'shortfalls');
    expect(shortfalls.map(({ check }) => check).toSorted()).toEqual([
      'CEO-01', // an empty sales pipeline
      'CEO-02', // untracked revenue
      'CEO-03', // equity papers missing
      'CEO-04', // one key person without a deputy
      'CEO-07', // no insurance certificate on file
      'CH-02', // no OTA listing
      'CLI-01', // no billing model
      'WEB-05', // a broken funnel
    ]);
    expect(shortfalls.every(({ severity }) => severity === 'critical' || severity === 'high')).toBe(true);
  });

  it('measures all KPIs but exactly nine, and names the source that each of these needs', async () => {
    const unmeasured = findingsIn(await reportOf(run, 'ceo'), 'unmeasured-kpis');
    expect(unmeasured).toHaveLength(9);
    expect(new Set(unmeasured.map(({ id }) => id)).size).toBe(9);
    expect(unmeasured.every(({ check }) => check === 'CEO-05')).toBe(true);
  });

  it('hangs on one person, in all of six operations', () => {
    expect(outcome('CEO-04').findings.map(({ subject, owner }) => [subject, owner])).toMatchObject([
      ['person: sergio', 'Sergio'],
    ]);
  });

  it('lacks insurance certificates, and no other paper', () => {
    expect(subjects('CEO-07').filter((subject) => !subject.includes('insurance'))).toEqual([]);
  });

  it('has a broken funnel at QuickDumpNow, and at no other site', () => {
    const critical = outcome('WEB-05').findings.filter(({ severity }) => severity === 'critical');
    expect(new Set(critical.map(({ entity }) => entity))).toEqual(new Set(['quick-dump-now']));
  });

  it('has an agenda of thirty days, each item with an owner and a day', async () => {
    const agenda = (await reportOf(run, 'ceo')).blocks.find(({ id }) => id === 'agenda');
    if (agenda?.kind !== 'plan') throw new Error('no agenda');
    expect(agenda.items.length).toBeGreaterThanOrEqual(5);
    for (const { who, by } of agenda.items) {
      expect(who).toBeTruthy();
      expect(by && by > '2026-04-30' && by <= '2026-05-30').toBe(true);
    }
  });

  it('says which findings of the domain reports press', () => {
    const pressing = run.outcomes
      .flatMap(({ findings }) => findings)
      .filter(
        ({ severity, check }) => /^(?:RENT|YDEL|CLI)-/.test(check) && (severity === 'critical' || severity === 'high'),
      );
    expect(pressing.map(({ check, severity, subject }) => `${check} ${severity} ${subject}`)).toMatchInlineSnapshot(`
      [
        "CLI-01 critical client: jadacharters",
        "CLI-01 critical client: littleitalygrocers",
        "CLI-01 critical client: studioazul",
        "CLI-01 critical client: tacolocotruck",
        "CLI-01 critical client: sunsetcliffssurfschool",
        "CLI-02 high client: balboaphysio",
        "CLI-04 high invoice: DC-0031",
        "RENT-01 high unit: Garage studio",
        "RENT-03 high rent: RV pad, Gil",
        "RENT-04 high debt service coverage",
        "RENT-06 high security deposits",
        "YDEL-02 high job: eyd-2510-32",
        "YDEL-02 high job: eyd-2512-34",
        "YDEL-02 high job: eyd-2602-36",
        "YDEL-03 critical paper: medical-sergio",
        "YDEL-04 high job: eyd-2605-40",
      ]
    `);
  });

  const TRUE_AND_FALSE = [
    'RENT-01',
    'RENT-02',
    'RENT-03',
    'RENT-04',
    'RENT-05',
    'RENT-06',
    'YDEL-01',
    'YDEL-02',
    'YDEL-03',
    'YDEL-04',
    'CLI-01',
    'CLI-02',
    'CLI-03',
    'CLI-04',
    'CLI-05',
  ];

  it.each(TRUE_AND_FALSE)('%s looked', (check) => {
    expect(outcome(check).state).not.toBe('not-seen');
  });
});

describe.each<ExampleName>(['san-diego', 'bakery-group'])('%s', (name) => {
  it('is told by every report, and none is without an answer', async () => {
    const run = await analysedExample(name);
    for (const type of reportTypes) {
      const report = await reportOf(run, type);
      expect([type, report.answer.length > 0]).toEqual([type, true]);
      const ids = report.blocks.map(({ id }) => id);
      expect([type, ...new Set(ids)]).toEqual([type, ...ids]);
    }
  });
});

describe('the healthy portfolio', () => {
  it('brings no finding of severity critical or high, in any report', async () => {
    const { outcomes } = await analysedExample('bakery-group');
    const grave = outcomes
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity === 'critical' || severity === 'high');
    expect(grave.map(({ check, entity, subject }) => [check, entity, subject])).toEqual([]);
  });
});

it('every figure counts what its id promises, and each pattern stands for some figure', async () => {
  const runs = await Promise.all(EXAMPLES.map((name) => analysedExample(name)));
  const figures = runs.flatMap(({ book }) => book.all());
  const known = figures.flatMap((figure) => {
    const type = figureType(figure.id);
    return type === undefined ? [] : [{ ...figure, type }];
  });
  const wrong = known.filter(({ type, unit }) => type !== unit.kind).map(({ id, type }) => `${id} is no ${type}`);
  expect(wrong).toEqual([]);
  const matches = (pattern: string): boolean => {
    const shape = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);
    return known.some(({ id }) => shape.test(id));
  };
  expect(Object.keys(FIGURE_TYPES).filter((pattern) => !matches(pattern))).toEqual([]);
});
