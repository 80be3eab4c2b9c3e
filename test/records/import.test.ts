import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Effects } from '../../src/core/effects.ts';
import type { Store } from '../../src/model/store.ts';
import { findingNotes, forecastRecords, importLines, reportHistory } from '../../src/records/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { clock, hashes, opened } from './_opened.ts';

/*
 * What earlier versions wrote for a small shop: a report to Ann and Ben at the end of January and one at the end of February,
 * each with its forecast; then Ann acknowledged a finding and gave it to Ines.
 */
const WRITTEN = fileURLToPath(new URL('lines', import.meta.url));
const KEYS = hashes('k1');
const LATER = '2026-12-31';

function shop(): string {
  const folder = temporary();
  cpSync(WRITTEN, join(folder, 'records'), { recursive: true });
  return folder;
}

const path = (folder: string, name: string): string => join(folder, 'records', `${name}.jsonl`);
const linesOf = (folder: string, name: string): string[] =>
  readFileSync(path(folder, name), 'utf8').trimEnd().split('\n');

function spoilLine(folder: string, name: string, change: (line: string) => string): void {
  const [first = '', ...rest] = linesOf(folder, name);
  writeFileSync(path(folder, name), `${[change(first), ...rest].join('\n')}\n`);
}

const over = (store: Store, effects: Effects = clock()) => ({
  forecasts: forecastRecords(store, effects),
  reports: reportHistory(store, KEYS, effects),
  findings: findingNotes(store, effects),
});

/** Everything that is on record. */
async function all(store: Store) {
  const { forecasts, reports, findings } = over(store);
  const [told, anybody, ann, ben, noted] = await Promise.all([
    forecasts.all(LATER),
    reports.all('cfo'),
    reports.all('cfo', 'ann@example.com'),
    reports.all('cfo', 'ben@example.com'),
    findings.all(),
  ]);
  return {
    forecasts: told.forecasts.map(({ forecast }) => forecast),
    reports: anybody.reports.map(({ record }) => record),
    readers: [ann, ben].map((one) => one.reports.map(({ record }) => record.asOf)),
    notes: noted.notes,
    problems: [told, anybody, ann, ben, noted].flatMap(({ problems }) => problems),
  };
}

describe('the records of earlier versions, lines of JSON,', () => {
  it('are all in the store, in their order, and the files lie aside', async () => {
    const folder = shop();
    const store = await opened();
    const parsed = (name: string): unknown[] => linesOf(folder, name).map((line) => JSON.parse(line) as unknown);
    const [forecasts, reports, notes] = [parsed('forecasts'), parsed('reports'), parsed('findings')];
    await importLines(folder, store, KEYS, clock());
    const there = await all(store);
    expect(there.forecasts).toEqual(forecasts);
    expect(reports).toMatchObject(there.reports);
    expect(there.readers).toEqual([
      ['2026-01-31', '2026-02-28'],
      ['2026-01-31', '2026-02-28'],
    ]);
    expect(notes).toMatchObject(there.notes);
    expect(there.notes.map(({ action }) => action)).toEqual(['acknowledge', 'assign']);
    expect(there.problems).toEqual([]);
    expect(readdirSync(join(folder, 'records')).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
    expect(readFileSync(join(folder, 'records/imported/reports.jsonl'), 'utf8')).toBe(
      readFileSync(join(WRITTEN, 'reports.jsonl'), 'utf8'),
    );
  });

  it('know their readers by keyed hashes alone', async () => {
    const folder = shop();
    const store = await opened();
    await importLines(folder, store, KEYS, clock());
    const { rows } = await store.audit.scan();
    const { hashes: blobs } = await store.blobs.scan();
    const texts = await Promise.all(
      blobs.map(async (hash) => Buffer.from((await store.blobs.get(hash)) ?? []).toString()),
    );
    expect(`${JSON.stringify(rows)} ${texts.join(' ')}`).not.toMatch(/example\.com/i);
  });

  it('are nothing where there were none', async () => {
    const folder = temporary();
    await importLines(folder, await opened(), KEYS, clock());
    expect(existsSync(join(folder, 'records'))).toBe(false);
  });

  it('come before what is recorded later, and are not recorded again', async () => {
    const folder = shop();
    const store = await opened();
    await importLines(folder, store, KEYS, clock());
    const before = await all(store);
    const { forecasts, reports } = over(store, clock('2020-01-01T00:00:00Z'));
    expect(await forecasts.record(before.forecasts)).toBe(0);
    const [, last] = before.reports;
    if (!last) throw new Error('the second report is not there');
    const { sent, ...content } = last;
    await reports.reached(await reports.keep(content, []), ['ann@example.com'], Date.parse(sent) + 1000);
    expect((await all(store)).readers[0]).toEqual(['2026-01-31', '2026-02-28']);
  });

  it.each([1, 2, 3])('are taken over once, though a crash came at step %i', async (crash) => {
    const folder = shop();
    const store = await opened();
    let steps = 0;
    const step = (): void => {
      steps += 1;
      if (steps === crash) throw new Error('crash');
    };
    await expect(importLines(folder, store, KEYS, { ...clock(), step })).rejects.toThrow('crash');
    await importLines(folder, store, KEYS, clock());
    const there = await all(store);
    expect([there.forecasts, there.reports, there.notes].map((list) => list.length)).toEqual([2, 2, 2]);
    expect(readdirSync(join(folder, 'records/imported')).toSorted()).toEqual(
      ['findings', 'forecasts', 'reports'].map((name) => `${name}.jsonl`),
    );
  });

  it('are taken over once by two processes at once', async () => {
    const folder = shop();
    const stores = [await opened(folder), await opened(folder)];
    await Promise.all(stores.map((store) => importLines(folder, store, KEYS, clock())));
    const there = await all(await opened(folder));
    expect([there.forecasts, there.reports, there.notes].map((list) => list.length)).toEqual([2, 2, 2]);
  });

  it('that an older program wrote later are taken over, too; what lies aside is not written over', async () => {
    const folder = shop();
    const store = await opened();
    await importLines(folder, store, KEYS, clock());
    cpSync(join(WRITTEN, 'reports.jsonl'), path(folder, 'reports'));
    appendFileSync(path(folder, 'reports'), '{"report":"cfo"}\n');
    await importLines(folder, store, KEYS, clock());
    const there = await all(store);
    expect(there.reports).toHaveLength(2);
    expect(there.problems).toMatchObject([{ at: { file: 'records/imported/reports-2.jsonl', line: 3 } }]);
    expect(readdirSync(join(folder, 'records/imported'))).toContain('reports-2.jsonl');
  });
});

describe('a line that', () => {
  const spoilt: [string, (line: string) => string][] = [
    ['is no JSON', () => 'cfo, 2026-01-31'],
    ['is no record', () => '{"report":"cfo","id":"x"}'],
    ['was cut off, with another below it', (line) => line.slice(0, 120)],
    ['was changed after it was written', (line) => line.replace(/:"(critical|\d+\.\d\d)"/, ':"9.99"')],
  ];
  const kinds = [
    ['forecasts', 'a forecast'],
    ['reports', 'a report'],
    ['findings', 'what was done about a finding'],
  ] as const;
  it.each(spoilt.flatMap(([how, change]) => kinds.map(([name, what]) => ({ how, change, name, what }))))(
    '$how is passed over in $name, and named each time',
    async ({ change, name, what }) => {
      const folder = shop();
      spoilLine(folder, name, change);
      const store = await opened();
      await importLines(folder, store, KEYS, clock());
      const there = await all(store);
      expect({ forecasts: there.forecasts, reports: there.reports, findings: there.notes }[name]).toHaveLength(1);
      for (const { problems } of [there, await all(store)])
        expect(problems).toMatchObject([
          {
            code: 'record-unreadable',
            severity: 'warning',
            at: { file: `records/imported/${name}.jsonl`, line: 1 },
            message: `the line is no record of ${what}`,
          },
        ]);
    },
  );

  it('was cut off at the end is passed over and named', async () => {
    const folder = shop();
    truncateSync(path(folder, 'forecasts'), readFileSync(path(folder, 'forecasts')).length - 40);
    const store = await opened();
    await importLines(folder, store, KEYS, clock());
    const { forecasts, problems } = await all(store);
    expect(forecasts).toHaveLength(1);
    expect(problems).toMatchObject([{ at: { line: 2 }, message: 'the last record was cut off while it was written' }]);
  });
});

describe('a file that', () => {
  it.each([
    ['cannot be read', 'cannot be read', (file: string) => mkdirSync(file)],
    [
      'is beyond all bounds',
      'larger',
      (file: string) => (writeFileSync(file, ''), truncateSync(file, 64 * 1024 * 1024 + 1)),
    ],
  ])('%s is said, and stays where it is', async (_, message, make) => {
    const folder = temporary();
    mkdirSync(join(folder, 'records'));
    make(path(folder, 'forecasts'));
    await expect(importLines(folder, await opened(), KEYS, clock())).rejects.toMatchObject({
      code: 'records-unreadable',
      message: expect.stringContaining(message) as string,
    });
    expect(existsSync(path(folder, 'forecasts'))).toBe(true);
  });

  it('cannot be put aside is said; nothing is taken over twice once it can', async () => {
    const folder = shop();
    writeFileSync(join(folder, 'records/imported'), 'a file, where the folder should be');
    const store = await opened();
    await expect(importLines(folder, store, KEYS, clock())).rejects.toMatchObject({ code: 'records-unwritable' });
    const there = await all(store);
    expect([there.forecasts, there.reports, there.notes].map((list) => list.length)).toEqual([2, 2, 2]);
  });
});
