import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { composeReport } from '../../src/app/compose.ts';
import { openRun } from '../../src/app/run.ts';
import { systemEffects } from '../../src/core/effects.ts';

const PORTFOLIO = `name: Shop
base_currency: USD
time_zone: UTC
as_of: 2026-04-30
entities:
  - id: shop
    name: Corner Shop
    kind: other
    sources:
      - { file: bank.csv, account: Assets:Bank, opening: { date: 2026-02-01, balance: 1000.00 } }
      - { file: till.bin, account: Assets:Till }
      - { file: huge.csv, account: Assets:Huge }
`;
const BANK = `Date,Description,Amount
2026-02-02,Rent,-100.00
2026-03-02,Rent,
2026-03-03,Sale,soon
2026-04-02,Rent,-100.00
`;

it('a report says which records and which files it could not read; nothing of them is taken for zero', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  writeFileSync(join(folder, 'bank.csv'), BANK);
  writeFileSync(join(folder, 'till.bin'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]));
  writeFileSync(join(folder, 'huge.csv'), '');
  truncateSync(join(folder, 'huge.csv'), 2 ** 28 + 1);
  const run = await openRun({ from: folder, effects: systemEffects });
  const report = composeReport(run, 'cfo');
  await run.close();
  const gaps = report.blocks.flatMap((block) => (block.kind === 'gaps' ? block.gaps : []));
  expect(gaps.filter(({ id }) => id.includes('.unread.'))).toMatchObject([
    { entityName: 'Corner Shop', source: 'bank.csv: 2 records that could not be read, the first on line 3' },
    { entityName: 'Corner Shop', source: 'no reader recognises till.bin' },
    { entityName: 'Corner Shop', source: 'huge.csv has 268435457 bytes; the limit is 268435456' },
  ]);
  expect(run.problems.map(({ code, at }) => `${at.file}:${at.line} ${code}`)).toEqual([
    'bank.csv:3 amount-missing',
    'bank.csv:4 amount-invalid',
    'portfolio.yaml:11 source-unknown',
    'portfolio.yaml:12 source-too-large',
  ]);
});
