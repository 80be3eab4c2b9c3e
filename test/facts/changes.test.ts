import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspace } from '../../src/app/workspace.ts';
import { systemEffects } from '../../src/core/effects.ts';
import type { SnapshotSource, SourceChange, SourceRow } from '../../src/model/changes.ts';
import { temporary } from '../cli/_quarterdeck.ts';

const PORTFOLIO = `name: Shop
base_currency: USD
time_zone: UTC
entities:
  - id: shop
    name: Corner Shop
    kind: rental-property
    sources: [{ file: bank/*.csv, account: Assets:Bank }]
    sheets: [{ file: leases.csv, kind: leases }]
`;
const HEAD = 'Date,Description,Amount,Balance';
const BANK = ['2026-01-02,Rent,-100.00,900.00', '2026-01-05,Sale,50.00,950.00', '2026-01-05,Sale,50.00,1000.00'];
const LEASES = ['Unit,Tenant,Start,End,Rent', 'A,Nadia,2025-06-01,2026-05-31,2050.00'];

function folderOf(): string {
  const folder = temporary();
  mkdirSync(join(folder, 'bank'));
  write(folder, 'portfolio.yaml', PORTFOLIO);
  write(folder, 'bank/a.csv', [HEAD, ...BANK]);
  write(folder, 'leases.csv', LEASES);
  return folder;
}

function write(folder: string, file: string, text: string | readonly string[]): void {
  writeFileSync(join(folder, file), typeof text === 'string' ? text : `${text.join('\n')}\n`);
}

async function opened(folder: string) {
  const workspace = await openWorkspace({ from: folder, effects: { ...systemEffects, env: {} } });
  onTestFinished(() => workspace.close());
  return workspace;
}

async function changed(change: (folder: string) => void): Promise<readonly SourceChange[]> {
  const folder = folderOf();
  const before: readonly SnapshotSource[] = (await opened(folder)).facts.listed;
  change(folder);
  return (await opened(folder)).changes(before);
}

const text = ({ cells }: SourceRow): string => Object.values(cells).join(' · ');

const told = ({ state, changed: others, added, removed, counts }: SourceChange): string[] => [
  `${state}: ${counts.changed} changed, ${counts.added} added, ${counts.removed} removed`,
  ...others.map(({ before, now }) => `${now.line} ~ ${text(before)} > ${text(now)}`),
  ...added.map((row) => `${row.line} + ${text(row)}`),
  ...removed.map((row) => `${row.line} - ${text(row)}`),
];

describe('what changed in the sources since a snapshot', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a row that says something else, whatever that does to the running balances below it',
      [HEAD, '2026-01-02,Rent,-110.00,890.00', '2026-01-05,Sale,50.00,940.00', '2026-01-05,Sale,50.00,990.00'],
      [
        'changed: 1 changed, 0 added, 0 removed',
        '2 ~ 2026-01-02 · -100.00 USD · Rent > 2026-01-02 · -110.00 USD · Rent',
      ],
    ],
    [
      'a new row above the others, which only move',
      [HEAD, '2026-01-01,Gift,5.00,1000.00', ...BANK],
      ['changed: 0 changed, 1 added, 0 removed', '2 + 2026-01-01 · 5.00 USD · Gift'],
    ],
    [
      'one of two equal rows taken out',
      [HEAD, ...BANK.slice(0, 2)],
      ['changed: 0 changed, 0 added, 1 removed', '4 - 2026-01-05 · 50.00 USD · Sale'],
    ],
  ])('is %s', async (_, bank, expected) => {
    const changes = await changed((folder) => write(folder, 'bank/a.csv', bank));
    expect(changes.map(({ file }) => file)).toEqual(['bank/a.csv']);
    expect(changes.flatMap(told)).toEqual(expected);
  });

  it('is a cell of a sheet, a file more, a file less', async () => {
    const changes = await changed((folder) => {
      write(folder, 'leases.csv', [LEASES[0] ?? '', 'A,Nadia,2025-06-01,2027-05-31,2150.00']);
      write(folder, 'bank/b.csv', [HEAD, '2026-02-01,Sale,7.00,1007.00']);
      rmSync(join(folder, 'bank/a.csv'));
    });
    expect(changes.map(({ file, state }) => [file, state])).toEqual([
      ['bank/a.csv', 'removed'],
      ['bank/b.csv', 'added'],
      ['leases.csv', 'changed'],
    ]);
    expect(told(changes[2] as SourceChange)[1]).toContain(
      '2026-05-31 · 2050.00 USD > A · Nadia · 2025-06-01 · 2027-05-31 · 2150.00 USD',
    );
  });

  it('is nothing when nothing did, also after the facts were made anew', async () => {
    expect(await changed((folder) => rmSync(join(folder, '.quarterdeck'), { recursive: true }))).toEqual([]);
  });

  it('is known, but not how, when the earlier rows are no longer stored', async () => {
    const [change] = await changed((folder) => {
      rmSync(join(folder, '.quarterdeck'), { recursive: true });
      write(folder, 'bank/a.csv', [HEAD, ...BANK.slice(0, 1)]);
    });
    expect(change).toMatchObject({ file: 'bank/a.csv', state: 'changed', unknown: true });
  });
});
