import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Effects } from '../../src/core/effects.ts';
import type { Records } from '../../src/model/records.ts';
import { openRecords, openStore } from '../../src/records/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { dispatchOf, MESSAGE } from './_dispatch.ts';

const NOW = Date.UTC(2026, 10, 22, 9);

const effects: Effects = {
  now: () => NOW,
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  env: {},
  step: () => undefined,
  progress: () => undefined,
};

const FILE = 'records/records.sqlite';

async function recordsIn(folder: string): Promise<Records> {
  const settings = { store: 'sqlite', file: FILE, tables: 'quarterdeck' } as const;
  const records = await openRecords({ folder, settings, effects, dashboard: 'shop' });
  onTestFinished(() => records.close());
  return records;
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();

describe('the records of a portfolio', () => {
  it('are empty where nothing was written yet, and reading them makes no file', async () => {
    const folder = temporary();
    const records = await recordsIn(folder);
    expect(records.name).toBe(FILE);
    expect(await records.dispatches.list({ limit: 10 })).toEqual({ records: [] });
    expect(await records.dispatches.get('20261122T090000Z-cfo-00000001')).toBeUndefined();
    expect(await records.dispatches.due(NOW, 10)).toEqual([]);
    expect(await records.dispatches.nextDue()).toBeUndefined();
    expect(await records.dispatches.bytes(dispatchOf())).toBeUndefined();
    expect(await records.reports.all('cfo', 'ann@example.com')).toEqual({ reports: [], problems: [] });
    expect(await records.forecasts.all('2027-01-01')).toEqual({ forecasts: [], problems: [] });
    expect(await records.findings.all()).toEqual({ notes: [], problems: [] });
    expect(await records.suppression.find('ann@example.com')).toBeUndefined();
    expect(await records.suppression.remove('ann@example.com')).toBe(false);
    expect(await records.limits.paused('ses')).toBeUndefined();
    expect(await records.chain.latest()).toBeUndefined();
    expect(await records.verify()).toEqual({ entries: 0, faults: [] });
    await records.close();
    expect(filesIn(folder)).toEqual([]);
  });

  it('are made by the first write, and there the next time', async () => {
    const folder = temporary();
    const first = await recordsIn(folder);
    await first.dispatches.add(dispatchOf(), MESSAGE);
    await first.close();
    expect(existsSync(join(folder, FILE))).toBe(true);
    const second = await recordsIn(folder);
    expect((await second.dispatches.list({ limit: 10 })).records).toEqual([dispatchOf()]);
  });

  it('hold still for a backup, where there are any', async () => {
    const settings = { store: 'sqlite', file: FILE, tables: 'quarterdeck' } as const;
    const store = openStore({ folder: temporary(), settings, effects });
    onTestFinished(() => store.close());
    expect(await store.snapshot?.()).toBeUndefined();
    await store.audit.put({ partition: 'a', sort: 'b', body: 1 }, 0, NOW);
    const snapshot = await store.snapshot?.();
    await store.audit.put({ partition: 'a', sort: 'c', body: 2 }, 0, NOW);
    expect((await snapshot?.audit.scan())?.rows.map(({ body }) => body)).toEqual([1]);
    await snapshot?.close();
  });

  it('hold what version 0.1 kept, from the first look on', async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'records'));
    writeFileSync(join(folder, 'records/findings.jsonl'), 'no record\n');
    const { problems } = await (await recordsIn(folder)).findings.all();
    expect(problems).toMatchObject([{ code: 'record-unreadable' }]);
    expect(filesIn(folder)).toContain('records/imported/findings.jsonl');
  });

  it('are tried again after they could not be opened', async () => {
    const folder = temporary();
    mkdirSync(join(folder, FILE), { recursive: true });
    const records = await recordsIn(folder);
    const pause = (): Promise<void> => records.limits.pause('ses', 'the account is suspended', NOW);
    await expect(records.limits.paused('ses')).rejects.toMatchObject({ code: 'records-unwritable' });
    await expect(pause()).rejects.toMatchObject({ code: 'records-unwritable' });
    rmdirSync(join(folder, FILE));
    await pause();
    expect(await records.limits.paused('ses')).toEqual({ reason: 'the account is suspended', at: NOW });
  });

  it('are not taken for empty where they cannot be looked at', async () => {
    const folder = temporary();
    writeFileSync(join(folder, 'kept'), 'in the way');
    const settings = { store: 'sqlite', file: 'kept/records.sqlite', tables: 'quarterdeck' } as const;
    const records = await openRecords({ folder, settings, effects, dashboard: 'shop' });
    await expect(records.suppression.find('ann@example.com')).rejects.toMatchObject({ code: 'records-unwritable' });
    await records.close();
  });

  it('refuse keys that cannot be used, before anything is opened', async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'records'));
    writeFileSync(join(folder, 'records/keys.json'), '{}', { mode: 0o600 });
    await expect(recordsIn(folder)).rejects.toMatchObject({ code: 'bad-keys' });
  });
});
