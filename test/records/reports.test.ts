import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingNote, ReportRecord } from '../../src/model/report-record.ts';
import { FINDINGS_FILE, openFindingNotes, openReports, REPORTS_FILE } from '../../src/records/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';

const HASH = '0123456789ab';

const record = (report: string, asOf: string): ReportRecord => ({
  report,
  readers: ['ann@example.com'],
  asOf,
  sent: `${asOf}T10:00:00.000Z`,
  snapshot: HASH,
  portfolio: HASH,
  sources: [{ file: 'bank.csv', hash: HASH, facts: HASH }],
  figures: [
    { id: 'group.cash', value: '1200.00', definition: HASH },
    { id: 'group.runway.months', definition: HASH },
  ],
  findings: [
    { id: HASH, check: 'FIN-02', title: 'Short runway', entity: 'group', subject: 'runway', severity: 'high' },
  ],
  unseen: ['FIN-06'],
});

const note: FindingNote = {
  finding: HASH,
  action: 'snooze',
  at: '2026-01-31T10:00:00.000Z',
  by: 'Ann',
  note: 'until spring; “known”',
  until: '2026-04-30',
  severity: 'high',
  size: '5.4',
};

describe('reports on record', () => {
  it('are read back in their order, of one type, each with its line', async () => {
    const records = openReports(temporary());
    expect(await records.all('cfo')).toEqual({ reports: [], problems: [] });
    for (const one of [record('cfo', '2026-01-31'), record('ceo', '2026-01-31'), record('cfo', '2026-02-28')])
      await records.add(one);
    const { reports } = await records.all('cfo');
    expect(reports.map(({ record: { asOf }, at }) => [asOf, at.file, at.line])).toEqual([
      ['2026-01-31', REPORTS_FILE, 1],
      ['2026-02-28', REPORTS_FILE, 3],
    ]);
    expect(reports[0]?.record).toMatchObject(record('cfo', '2026-01-31'));
  });

  it.each([
    ['was changed after it was written', (line: string) => line.replace('1200.00', '2200.00')],
    ['was cut off', (line: string) => line.slice(0, 120)],
    ['is no record', () => '{"report":"cfo"}'],
    ['is no JSON', () => 'cfo, 2026-01-31'],
  ])('a line that %s is passed over and named', async (_, spoilt) => {
    const folder = temporary();
    const records = openReports(folder);
    await records.add(record('cfo', '2026-01-31'));
    await records.add(record('cfo', '2026-02-28'));
    const [first = '', second = ''] = readFileSync(join(folder, REPORTS_FILE), 'utf8').split('\n');
    writeFileSync(join(folder, REPORTS_FILE), `${spoilt(first)}\n${second}\n`);
    const { reports, problems } = await records.all('cfo');
    expect(reports.map(({ at }) => at.line)).toEqual([2]);
    expect(problems).toMatchObject([{ code: 'record-unreadable', at: { file: REPORTS_FILE, line: 1 } }]);
  });
});

describe('what was done about findings', () => {
  it('is read back in its order, and begins a line of its own after one that was cut off', async () => {
    const folder = temporary();
    const notes = openFindingNotes(folder);
    await notes.add(note);
    appendFileSync(join(folder, FINDINGS_FILE), '{"finding":"01');
    await notes.add({ ...note, action: 'reopen' });
    const { notes: read, problems } = await notes.all();
    expect(read.map(({ action }) => action)).toEqual(['snooze', 'reopen']);
    expect(read[0]).toMatchObject(note);
    expect(problems).toHaveLength(1);
  });
});
