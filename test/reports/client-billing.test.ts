import { expect, test } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import { checks } from '../../src/checks/index.ts';
import type { Report } from '../../src/model/report.ts';
import { renderText } from '../../src/render/text.ts';
import { cfo } from '../../src/reports/cfo.ts';
import { clientBilling } from '../../src/reports/client-billing.ts';
import {
  agencies,
  agreements,
  ASOF,
  CHARGES,
  HEALTHY,
  invoices,
  studio,
  time,
  together,
} from '../analysis/clients/_agency.ts';
import { pageOf } from '../docs/_pages.ts';
import { closedRuns, type TestMore, type TestRun } from '../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const made = (tables: NonNullable<TestMore['tables']>, entities: readonly object[] = [studio]): Promise<TestRun> =>
  run(ASOF, { entities }, CHARGES, [], { tables });

const at = (file: string): { file: string; source: string } => ({ file: `${file}.csv`, source: file });
/** The healthy client, and one that nothing was agreed with, whose name is nearly that of a third. */
const MIXED = {
  ...HEALTHY,
  agreements: [...HEALTHY.agreements, ...agreements('Birch Labs | b.pdf | hourly | 80.00', at('more'))],
  time_entries: [...HEALTHY.time_entries, ...time('Birch Lab | 2026-03-02 | 6 | yes | no', at('harvest'))],
  invoices: [...HEALTHY.invoices, ...invoices('X-1 | Birch Lab | 2026-01-02 | 2026-02-01 | 900.00 | open', at('xero'))],
};

const blockIds = (report: Report): string[] => report.blocks.map(({ id }) => id);

test('answers first, then shows each client with receipts that hold', async () => {
  const given = await made(MIXED);
  const report = clientBilling.compose(given);
  expect(given.words(report.answer)).toBe(
    'Studio: all old work is billed, 900.00 of invoices are past due, terms are missing for 1, an hour brings 105.24, at a realisation of 103.0.',
  );
  expect(blockIds(report).join(' ')).toBe(
    'kpis findings terms-studio hours-studio billing-studio ageing-studio costs-studio names-studio records checks coverage sources',
  );
  const text = renderText(report);
  expect(text).toContain('Birch Labs · Birch Lab');
  expect(text).toContain('6 hours are of clients without an agreed rate');
  expect(await verifyFigures(Object.values(report.figures), given.facts)).toEqual([]);
});

test('its page defines every figure and every check', async () => {
  const { text } = pageOf('client-billing-report.md');
  const ids = [...text.matchAll(/`((?:<entity>|method)?\.[^`]+|method\.[^`]+)`/g)].map(([, id = '']) => id);
  const patterns = ids.map((id) => {
    const whole = id.startsWith('.') ? `<entity>.client.<client>${id}` : id;
    return new RegExp(
      `^${whole.replaceAll('.', '\\.').replace(/<\w+>/g, '[a-z0-9-]+').replace('…', '.+')}(\\.seconds)?$`,
    );
  });
  const { figures } = clientBilling.compose(await made(MIXED));
  expect(Object.keys(figures).filter((id) => !patterns.some((pattern) => pattern.test(id)))).toEqual([]);
  for (const { id, title } of checks.filter((check) => check.id.startsWith('CLI-')))
    expect(text).toContain(`| ${id} | ${title} |`);
});

test('a record of any sheet that goes missing shows', async () => {
  const sheets = Object.keys(HEALTHY) as (keyof typeof HEALTHY)[];
  const without = sheets.map((sheet, n) => [`less-${n}`, { ...HEALTHY, [sheet]: HEALTHY[sheet].slice(1) }] as const);
  const sets = { whole: HEALTHY, ...Object.fromEntries(without) };
  const ids = Object.keys(sets);
  const ledger = ids.flatMap((entity) => CHARGES.map((row) => ({ ...row, entity })));
  const { book } = await run(ASOF, { entities: agencies(...ids) }, ledger, [], { tables: together(sets) });
  const figures = (entity: string): string[] =>
    book
      .all()
      .filter(({ id }) => /\.(?:clients?|invoice|receivables)\./.test(id) && id.startsWith(`${entity}.`))
      .map(({ id, value }) => `${id.slice(entity.length)} ${String(value?.mantissa)}`);
  expect(figures('whole').length).toBeGreaterThan(40);
  for (const id of ids.slice(1)) expect([id, figures(id)]).not.toEqual([id, figures('whole')]);
});

test('without clients it says so, and what would tell', async () => {
  const given = await made({}, [
    { ...studio, kind: 'bakery' },
    { id: 'labs', name: 'Labs', kind: 'client-billing' },
  ]);
  const report = clientBilling.compose(given);
  expect(given.words(report.answer)).toContain('is not known: nothing is on file about clients');
  expect(report.blocks[0]).toMatchObject({ id: 'kpis', kind: 'prose' });
  const coverage = report.blocks.flatMap((block) => (block.kind === 'gaps' ? block.gaps : []));
  expect(coverage.map(({ id }) => id)).toContain('labs.clients');
});

test('the CFO report has receivables by age where invoices are on file', async () => {
  const given = await made(MIXED);
  const table = cfo.compose(given).blocks.find(({ id }) => id === 'receivables');
  const cells = table?.kind === 'table' ? table.rows[0]?.cells : [];
  expect(cells?.flatMap((cell) => (cell.kind === 'figure' ? [given.value(cell.id)] : []))).toEqual([
    '0.00',
    '0.00',
    '0.00',
    '900.00',
    '0.00',
    '900.00',
  ]);
  expect(given.words((table?.kind === 'table' && table.note) || [])).toContain('Studio 26');
});
