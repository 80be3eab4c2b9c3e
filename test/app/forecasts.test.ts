import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeReport } from '../../src/app/compose.ts';
import { preview } from '../../src/app/preview.ts';
import { openRun } from '../../src/app/run.ts';
import { sendReports, type Sent } from '../../src/app/send.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import type { Forecast } from '../../src/model/forecast.ts';
import { temporary } from '../cli/_quarterdeck.ts';

const PORTFOLIO = `name: Shop
base_currency: USD
time_zone: UTC
recipients: [{ email: ann@example.com }]
senders: [{ email: reports@example.com }]
entities:
  - id: shop
    name: Corner Shop
    kind: other
    sources: [{ file: bank.csv, account: Assets:Bank, opening: { date: 2025-10-01, balance: 1000.00 } }]
    categories:
      - { match: { payee: Rent }, account: Expenses:Rent }
      - { match: { payee: Sale }, account: Income:Sales }
`;
const MONTHS = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];
const BANK = [
  'Date,Description,Amount',
  ...MONTHS.flatMap((month) => [`${month}-02,Rent,-100.00`, `${month}-25,Sale,150.00`]),
].join('\n');

const effects: Effects = { ...systemEffects, env: {} };

function shop(): string {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  writeFileSync(join(folder, 'bank.csv'), `${BANK}\n`);
  return folder;
}

async function send(folder: string, asOf: string): Promise<Sent> {
  const run = await openRun({ from: folder, asOf, effects });
  try {
    return await sendReports(run, { type: 'cfo', effects });
  } finally {
    await run.close();
  }
}

/** What is on record, as a year later sees it. */
async function recorded(folder: string): Promise<readonly Forecast[]> {
  const run = await openRun({ from: folder, asOf: '2026-12-31', effects });
  try {
    const { forecasts } = await run.records.forecasts.all('2026-12-31');
    return forecasts.map(({ forecast }) => forecast);
  } finally {
    await run.close();
  }
}

describe('sending a report', () => {
  it('puts what it forecasts on record, below the portfolio and not in the state folder', async () => {
    const folder = shop();
    expect(await send(folder, '2026-01-31')).toMatchObject({ deliveries: [{ state: 'sent' }] });
    expect(await recorded(folder)).toMatchObject([{ made: '2026-01-31', kind: 'closing-cash' }]);
    rmSync(join(folder, '.quarterdeck'), { recursive: true });
    const run = await openRun({ from: folder, asOf: '2026-04-30', effects });
    const { blocks } = composeReport(run, 'cfo');
    await run.close();
    expect(blocks.map(({ id }) => id)).toContain('forecast-errors');
  });

  it('puts it on record once, however often it is sent; a preview does not', async () => {
    const folder = shop();
    const run = await openRun({ from: folder, asOf: '2026-01-31', effects });
    await preview(run, 'cfo', 'json', { effects, colour: false, width: 80 });
    await run.close();
    expect(readdirSync(folder)).not.toContain('records');
    for (let times = 0; times < 2; times += 1)
      expect(await send(folder, '2026-01-31')).toMatchObject({ deliveries: [{ state: 'sent' }] });
    expect(await recorded(folder)).toHaveLength(1);
  });

  it('records nothing that did not go out', async () => {
    const folder = shop();
    writeFileSync(join(folder, 'outbox'), 'a file, where the outbox should be');
    const { deliveries } = await send(folder, '2026-01-31');
    expect(deliveries.map(({ state }) => state)).not.toContain('sent');
    expect(await recorded(folder)).toEqual([]);
  });

  it('sends nothing where nothing can be put on record, and says so', async () => {
    const folder = shop();
    mkdirSync(join(folder, 'records/records.sqlite'), { recursive: true });
    await expect(send(folder, '2026-01-31')).rejects.toMatchObject({
      code: 'records-unwritable',
      message: expect.stringContaining('records/records.sqlite') as string,
    });
    expect(existsSync(join(folder, 'outbox'))).toBe(false);
  });

  it('composes a report though the records cannot be read, and says so', async () => {
    const folder = shop();
    mkdirSync(join(folder, 'records/records.sqlite'), { recursive: true });
    const run = await openRun({ from: folder, asOf: '2026-01-31', effects });
    await preview(run, 'cfo', 'json', { effects, colour: false, width: 80 });
    await run.close();
    expect(run.problems).toMatchObject([{ code: 'records-unreadable', severity: 'error' }]);
  });
});

it('a report names the records that it cannot read', async () => {
  const folder = shop();
  mkdirSync(join(folder, 'records'));
  writeFileSync(join(folder, 'records/forecasts.jsonl'), '{"made":"2026-01-31"');
  const run = await openRun({ from: folder, asOf: '2026-04-30', effects });
  const gaps = composeReport(run, 'cfo').blocks.flatMap((block) => (block.kind === 'gaps' ? block.gaps : []));
  await run.close();
  expect(run.problems.map(({ code }) => code)).toEqual(['record-unreadable']);
  expect(gaps).toContainEqual(
    expect.objectContaining({
      source: 'records/imported/forecasts.jsonl:1: the last record was cut off while it was written',
    }),
  );
});
