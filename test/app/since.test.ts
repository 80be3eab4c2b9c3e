import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFindings, noteFindings } from '../../src/app/findings.ts';
import { preview } from '../../src/app/preview.ts';
import { openRun, type Run } from '../../src/app/run.ts';
import { sendReports, type Sent } from '../../src/app/send.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { temporary } from '../cli/_quarterdeck.ts';

const portfolio = (more = '', source = ''): string => `name: Shop
base_currency: USD
time_zone: UTC
${more}
recipients: [{ email: ann@example.com }]
senders: [{ email: reports@example.com }]
rules:
  - { id: reserve, rule: Two thousand stay in the bank., figure: group.cash, at_least: 2000.00 USD }
entities:
  - id: shop
    name: Corner Shop
    kind: other
    people: [{ name: Ann, roles: [{ role: manager, critical: true }] }]
    sources: [{ file: bank.csv, account: Assets:Bank, opening: { date: 2025-10-01, balance: 1000.00 }${source} }]
    categories:
      - { match: { payee: Rent }, account: Expenses:Rent }
      - { match: { payee: Sale }, account: Income:Sales }
`;
const MONTHS = ['2025-10', '2025-11', '2025-12', '2026-01'];
const BANK = `${[
  'Date,Description,Amount',
  ...MONTHS.flatMap((month) => [`${month}-02,Rent,-100.00`, `${month}-25,Sale,150.00`]),
].join('\n')}\n`;

const effects: Effects = { ...systemEffects, env: {} };

function shop(declared = portfolio()): string {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), declared);
  writeFileSync(join(folder, 'bank.csv'), BANK);
  return folder;
}

async function within<T>(folder: string, asOf: string, work: (run: Run) => Promise<T>): Promise<T> {
  const run = await openRun({ from: folder, asOf, report: 'cfo', effects });
  try {
    return await work(run);
  } finally {
    await run.close();
  }
}

const send = (folder: string, asOf: string): Promise<Sent> =>
  within(folder, asOf, (run) => sendReports(run, { type: 'cfo', effects }));

interface ReportJson {
  readonly banner?: readonly { readonly text: string }[];
  readonly blocks: readonly {
    readonly id: string;
    readonly sentences?: readonly { readonly text: string }[];
    readonly rows?: readonly { readonly cells: readonly { readonly text: string }[] }[];
    readonly findings?: readonly { readonly check: string; readonly owner?: string; readonly life?: object }[];
  }[];
}

const report = (folder: string, asOf: string, reader?: string): Promise<ReportJson> =>
  within(folder, asOf, async (run) => {
    const options = { effects, colour: false, width: 80, reader };
    return JSON.parse(Buffer.from(await preview(run, 'cfo', 'json', options)).toString()) as ReportJson;
  });

const rows = ({ blocks }: ReportJson, id: string): string[] =>
  (blocks.find((block) => block.id === id)?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text).join(' | '));
const prose = ({ blocks }: ReportJson): string =>
  (blocks.find(({ id }) => id === 'since')?.sentences ?? []).map(({ text }) => text).join(' ');

describe('since the last report', () => {
  it('says nothing in the first one, and that nothing changed when nothing did', async () => {
    const folder = shop();
    expect((await report(folder, '2026-01-31')).blocks.map(({ id }) => id)).not.toContain('since');
    await send(folder, '2026-01-31');
    // The very same report again compares itself with nothing: it is the one that was sent.
    expect((await report(folder, '2026-01-31')).blocks.map(({ id }) => id)).not.toContain('since');
    expect((await report(folder, '2026-01-31', 'ben@example.com')).blocks.map(({ id }) => id)).not.toContain('since');
    await send(folder, '2026-01-31');
    expect(
      await within(folder, '2026-01-31', (run) => run.records.reports.all('cfo', 'ann@example.com')),
    ).toMatchObject({
      reports: [{ record: { asOf: '2026-01-31' } }],
      problems: [],
    });
  });

  it('says exactly what one changed row changed', async () => {
    const folder = shop();
    await send(folder, '2026-01-31');
    writeFileSync(join(folder, 'bank.csv'), BANK.replace('2025-12-25,Sale,150.00', '2025-12-25,Sale,250.00'));
    const changed = await report(folder, '2026-01-31');
    expect(rows(changed, 'since-rows')).toEqual([
      'bank.csv:7 | says something else | 2025-12-25 · 250.00 USD · Sale; amount was 150.00 USD | restated history',
    ]);
    expect(rows(changed, 'since-figures')).toContain('Unrestricted cash | $1,200 | $100 | $0 | $1,300 | 8.3 %');
    expect(prose(changed)).toContain('History was restated');
  });

  it('holds new activity apart from restated history', async () => {
    const folder = shop();
    await send(folder, '2026-01-31');
    writeFileSync(join(folder, 'bank.csv'), BANK.replace('2025-12-25,Sale,150.00', '2025-12-25,Sale,250.00'));
    appendFileSync(join(folder, 'bank.csv'), '2026-02-02,Rent,-100.00\n2026-02-25,Sale,130.00\n');
    const next = await report(folder, '2026-02-28');
    expect(rows(next, 'since-figures')).toContain('Unrestricted cash | $1,200 | $100 | $30 | $1,330 | 10.8 %');
    expect(rows(next, 'since-rows').map((row) => row.split(' | ').at(-1))).toEqual([
      'restated history',
      'new activity',
      'new activity',
    ]);
    // Every part of it agrees with its receipt: the gate lets it through.
    expect((await send(folder, '2026-02-28')).deliveries).toMatchObject([{ state: 'sent' }]);
  });

  it('does not compare what the owner defines differently', async () => {
    const folder = shop();
    await send(folder, '2026-01-31');
    writeFileSync(join(folder, 'portfolio.yaml'), portfolio('burn: { owner_draws: [Expenses:Rent] }'));
    const changed = await report(folder, '2026-01-31');
    expect(prose(changed)).toContain('The portfolio itself says something else');
  });

  it('is each reader’s own', async () => {
    const two = portfolio().replace(
      '[{ email: ann@example.com }]',
      '[{ email: ann@example.com }, { email: ben@example.com }]',
    );
    const folder = shop();
    await send(folder, '2026-01-31');
    writeFileSync(join(folder, 'portfolio.yaml'), two);
    appendFileSync(join(folder, 'bank.csv'), '2026-02-02,Rent,-100.00\n');
    const { deliveries } = await send(folder, '2026-02-28');
    const mails = deliveries.map(({ receipt = '', recipients }) => [
      recipients[0],
      readFileSync(receipt, 'utf8').includes('Since your last report'),
    ]);
    expect(mails).toEqual([
      ['ann@example.com', true],
      ['ben@example.com', false],
    ]);
  });
});

describe('findings that live', () => {
  it('are new in one report, persist in the next, and are gone when mended', async () => {
    const folder = shop();
    await send(folder, '2026-01-31');
    appendFileSync(join(folder, 'bank.csv'), '2026-02-02,Rent,-100.00\n2026-02-25,Sale,130.00\n');
    const next = await report(folder, '2026-02-28');
    const rule = next.blocks.flatMap(({ findings = [] }) => findings).find(({ check }) => check === 'FIN-07');
    expect(rule).toMatchObject({ owner: 'Ann', life: { state: 'persisting', reports: 2, since: '2026-01-31' } });
    appendFileSync(join(folder, 'bank.csv'), '2026-02-26,Sale,9000.00\n');
    expect(rows(await report(folder, '2026-02-28'), 'since-findings')).toContainEqual(
      'Resolved | Owner’s rule broken: reserve | Group',
    );
  });

  it('are quiet once acknowledged, and named as known', async () => {
    const folder = shop();
    const which = await within(folder, '2026-01-31', async (run) => {
      const [rule] = (await listFindings(run)).filter(({ finding }) => finding.check === 'FIN-07');
      const request = { action: 'acknowledge', which: 'fin-07', by: 'Ann', note: 'until spring' } as const;
      expect((await noteFindings(run, request, effects)).map(({ id }) => id)).toEqual([rule?.finding.id]);
      return rule?.finding.id ?? '';
    });
    const quiet = await report(folder, '2026-01-31');
    const loud = quiet.blocks.filter(({ id }) => id === 'findings').flatMap(({ findings = [] }) => findings);
    expect(loud.map(({ check }) => check)).not.toContain('FIN-07');
    expect(rows(quiet, 'quiet')).toMatchObject([expect.stringMatching(/acknowledged \| until spring$/)]);
    const { notes } = await within(folder, '2026-01-31', (run) => run.records.findings.all());
    expect(notes).toMatchObject([{ finding: which, action: 'acknowledge', by: 'Ann', note: 'until spring' }]);
  });

  it('refuse what cannot be done about them', async () => {
    const requests = [
      [{ action: 'acknowledge', which: 'ffff', by: 'Ann' }, 'no-such-finding'],
      [{ action: 'snooze', which: 'FIN-07', by: 'Ann' }, 'usage'],
      [{ action: 'snooze', which: 'FIN-07', by: 'Ann', until: '2026-01-31' }, 'usage'],
      [{ action: 'assign', which: 'FIN-07', by: 'Ann', to: ' ' }, 'usage'],
    ] as const;
    const folder = shop();
    await within(folder, '2026-01-31', async (run) => {
      for (const [request, code] of requests)
        await expect(noteFindings(run, request, effects)).rejects.toMatchObject({ code });
    });
    expect(readdirSync(folder)).not.toContain('records');
  });
});

describe('a source that is older than its owner allows', () => {
  const stale = ', fresh_within_days: 10';

  it('keeps the report back', async () => {
    const folder = shop(portfolio('', stale));
    await expect(send(folder, '2026-02-20')).rejects.toMatchObject({
      code: 'sources-stale',
      message: expect.stringContaining('bank.csv ends on 2026-01-25, and 10 days are allowed') as string,
    });
    expect((await send(folder, '2026-01-31')).deliveries).toMatchObject([{ state: 'sent' }]);
  });

  it('is said on top of it where the portfolio says so', async () => {
    const folder = shop(portfolio('stale_sources: banner', stale));
    expect((await send(folder, '2026-02-20')).deliveries).toMatchObject([{ state: 'sent' }]);
    expect((await report(folder, '2026-02-20')).banner?.map(({ text }) => text)).toEqual([
      'bank.csv ends on 25 Jan 2026, longer ago than the 10 days that its owner allows: what came after is not in this report.',
    ]);
    expect((await report(folder, '2026-01-31')).banner).toBeUndefined();
  });
});
