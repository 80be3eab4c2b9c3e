import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { composeReport, definitionOf } from '../../src/app/compose.ts';
import { checkPortfolio } from '../../src/app/check.ts';
import { explain } from '../../src/app/explain.ts';
import { gate } from '../../src/app/gate.ts';
import { openRun, type Run } from '../../src/app/run.ts';
import { sendReports } from '../../src/app/send.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { problemText, UserError } from '../../src/core/problem.ts';
import type { Block, Report } from '../../src/model/report.ts';
import { folderOf, linesOf, type Files } from '../portfolio/_folder.ts';

const effects = { ...systemEffects, env: {} };

const PORTFOLIO = `name: Harbour Group
base_currency: USD
time_zone: UTC
as_of: 2026-04-30
reports: [reports/*.md]
entities:
  - id: jada
    name: JADA
    kind: yacht-charter
    sources: [{ file: bank.csv, account: Assets:Checking }]
lists:
  - { name: crew, reports: [cfo, boat, burnt], to: [crew@example.com] }
senders: [{ email: reports@example.com }]
`;

/** 205 payees, of whom the first is paid twice. */
const PAYEES = Array.from({ length: 205 }, (_, at) => `Payee ${String(at).padStart(3, '0')}`);
const BANK = [
  'Date,Description,Amount',
  ...[...PAYEES, 'Payee 000'].map(
    (payee, at) => `2026-04-${String((at % 28) + 1).padStart(2, '0')},${payee},-${at + 1}.00`,
  ),
  '',
].join('\n');

const head = (type: string, more = ''): string =>
  `---\ntype: ${type}\ntitle: ${type}\naudience: the crew\n${more}---\n\n`;
const fence = (words: string, sql: string): string => `\`\`\`sql ${words}\n${sql}\n\`\`\`\n\n`;
const SPENT = 'FROM rows WHERE date <= $as_of';

const BOAT = [
  head('boat', 'entity: jada\n'),
  'What was spent is {spent}, of {group.cash} at hand, and {lent} is out.\n\n',
  fence('figure id=spent label="Spent"', `SELECT payee, -amount AS amount, file, line, source ${SPENT}`),
  fence('figure id=due label="Due"', 'SELECT outstanding AS amount, file, line, source FROM invoices'),
  fence('table title="By payee" group=payee total', `SELECT payee, -amount AS amount, file, line, source ${SPENT}`),
  fence('table title="All rows" unit=count', `SELECT date, payee, file, line, source ${SPENT} ORDER BY date, line`),
  fence(
    'table title="First days" total',
    `SELECT date, payee, amount, file, line, source ${SPENT} AND amount > -600 ORDER BY date DESC`,
  ),
  fence('table title="Times a day" group=date unit=count of=payment', `SELECT date, file, line, source ${SPENT}`),
  fence(
    'check id=twice title="Paid twice" fix="Ask {spent} why." unit=count',
    `SELECT payee AS subject, file, line, source ${SPENT} AND payee IN (SELECT payee FROM rows GROUP BY payee HAVING COUNT(*) > 1)`,
  ),
  fence(
    'check id=none title="Nobody" fix="Nothing."',
    `SELECT payee AS subject, amount, file, line, source ${SPENT} AND amount > 0`,
  ),
].join('');

const FILES: Files = {
  'portfolio.yaml': PORTFOLIO,
  'bank.csv': BANK,
  'reports/boat.md': BOAT,
  'reports/burnt.md': `${head('burnt')}It took 5 days.\n`,
  'reports/crash.md':
    head('crash') + fence('figure id=x label="X"', 'SELECT amount, file, line, source\nFROM rows\nWHERE payer = 1'),
};

async function runOf(files: Files, report?: string): Promise<Run> {
  const run = await openRun({ from: folderOf(files), effects, report });
  onTestFinished(() => run.close());
  return run;
}

function block<K extends Block['kind']>(report: Report, kind: K, title: string): Extract<Block, { kind: K }> {
  const found = report.blocks.find((one) => one.kind === kind && one.title === title);
  if (!found) throw new Error(`no ${kind} "${title}"`);
  return found as Extract<Block, { kind: K }>;
}

describe('Reports of the owner', () => {
  it('are figures with receipts; a broken one keeps no other from being made or sent', async () => {
    const run = await runOf(FILES);
    const report = composeReport(run, 'boat', run.own);
    await gate([report], run.facts.afresh);
    const value = (id: string): string => {
      const { value: known, unknown } = run.book.get(id);
      return known ? decimalText(known) : `not known: ${unknown ?? ''}`;
    };

    expect(value('own.boat.spent')).toBe('21321.00');
    expect(value('own.boat.spent.rows')).toBe('206');
    expect(value('own.boat.due')).toBe('not known: nothing is on file in invoices');
    const explained = await explain('own.boat.spent', run.book, run.facts, 1);
    expect(explained).toMatchObject({ holds: true, rowCount: 206, rows: [{ file: 'bank.csv' }] });

    // The 200 largest are shown; the rows of the five others are summed, and counted.
    const byPayee = block(report, 'table', 'By payee');
    expect(byPayee.rows).toHaveLength(202);
    expect(value('own.boat.by-payee.others')).toBe('20.00');
    expect(value('own.boat.by-payee.others-rows')).toBe('5');
    expect(value('own.boat.by-payee.total')).toBe('21321.00');
    expect(block(report, 'table', 'All rows').rows).toHaveLength(200);
    expect(value('own.boat.all-rows.rows')).toBe('206');
    expect(block(report, 'table', 'First days').rows.map(({ cells: [first] }) => first)).toMatchObject([
      { date: '2026-04-05' },
      { date: '2026-04-04' },
      { date: '2026-04-03' },
      { date: '2026-04-02' },
      { date: '2026-04-01' },
      { text: 'Total' },
    ]);
    expect(block(report, 'table', 'Times a day').rows).toHaveLength(28);

    const own = run.outcomes.filter(({ check }) => check.startsWith('OWN-'));
    expect(own).toMatchObject([
      { check: 'OWN-twice', state: 'found', findings: [{ entity: 'jada', subject: 'Payee 000', severity: 'medium' }] },
      { check: 'OWN-none', state: 'passed', findings: [] },
    ]);

    expect(run.problems.map(problemText)).toEqual([
      expect.stringContaining('reports/burnt.md:7:9  number-in-prose'),
      expect.stringContaining('reports/crash.md:10:7  sql-column'),
      expect.stringContaining('reports/boat.md:8:57  name-unknown  no figure is called "own.boat.lent"'),
    ]);
    expect(JSON.stringify(report.blocks[0])).toContain('no figure is called');
    expect(() => definitionOf('crash', run.own)).toThrow(UserError);
    expect(run.analysis.gaps.map(({ id }) => id)).toContain('own.reports/crash.md');
    expect(JSON.stringify(composeReport(run, 'cfo').blocks)).toContain('reports/burnt.md:7');

    const { deliveries } = await sendReports(run, { type: 'all', effects });
    const states = deliveries.map(({ report: type, state, recipients }) => [type, state, ...recipients].join(' '));
    expect(states).toEqual(
      expect.arrayContaining([
        'burnt failed',
        'crash failed',
        'cfo sent crew@example.com',
        'boat sent crew@example.com',
      ]),
    );
    expect(readdirSync(join(run.declared.folder, 'outbox')).filter((name) => name.includes('-boat-'))).toHaveLength(1);
  });

  it('are answered from what earlier runs asked, and checked with the portfolio', async () => {
    const folder = folderOf({ ...FILES, 'reports/crash.md': head('crash') });
    const first = await openRun({ from: folder, effects, report: 'boat' });
    await first.close();
    const again = await openRun({ from: folder, effects, report: 'boat' });
    onTestFinished(() => again.close());
    expect(again.book.get('own.boat.spent').value).toEqual(first.book.get('own.boat.spent').value);
    const { problems, configured } = await checkPortfolio({ from: folder, analyse: false, effects });
    expect(configured).toBe(true);
    expect(problems.map(({ code }) => code)).toEqual(['number-in-prose', 'name-unknown']);
  });
});

describe('Types of reports in lists', () => {
  const reports = { reports: ['cfo'] };

  it('may be the owner’s own', async () => {
    expect(await linesOf(FILES, reports)).toEqual([]);
    expect(await linesOf({ ...FILES, 'reports/burnt.md': head('other') }, reports)).toEqual([
      expect.stringContaining('portfolio.yaml:12:40  unknown-report  there is no report "burnt"'),
    ]);
  });

  it('are not judged where a file does not say its type', async () => {
    expect(await linesOf({ ...FILES, 'reports/burnt.md': '# Burnt' }, reports)).toEqual([]);
  });
});
