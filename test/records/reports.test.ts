import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { findingNotes, forecastRecords, reportHistory } from '../../src/records/index.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { clock, hashes, opened, rowsIn, spoil, STORE } from './_opened.ts';
import { made, note, said } from './_said.ts';

const NO_JSON = sha256('no JSON');
const KEYS = hashes('k1');
const ANN = 'ann@example.com';
const BEN = 'ben@example.com';
const at = (day: string, time = '10:00'): number => Date.parse(`${day}T${time}:00Z`);

const days = (found: { reports: readonly { record: { asOf: string } }[] }): string[] =>
  found.reports.map(({ record }) => record.asOf);

describe('reports on record', () => {
  it('are read back in the order in which they were sent, of one type, each with its place', async () => {
    const records = reportHistory(await opened(), KEYS, clock());
    expect(await records.all('cfo')).toEqual({ reports: [], problems: [] });
    const kept: string[] = [];
    for (const one of [said('cfo', '2026-02-28'), said('ceo', '2026-01-31'), said('cfo', '2026-01-31')]) {
      const edition = await records.keep(one, []);
      await records.reached(edition, [ANN], at('2026-04-01') + kept.length);
      kept.push(edition);
    }
    const { reports, problems } = await records.all('cfo');
    expect(reports.map(({ record, edition, at: { file, line } }) => [record.asOf, edition, file, line])).toEqual([
      ['2026-02-28', kept[0], `${STORE}#reports/${kept[0]?.slice(0, 12)}`, 1],
      ['2026-01-31', kept[2], `${STORE}#reports/${kept[2]?.slice(0, 12)}`, 1],
    ]);
    expect(reports[0]?.record).toEqual({ ...said('cfo', '2026-02-28'), sent: '2026-04-01T10:00:00.000Z' });
    expect(problems).toEqual([]);
  });

  it('are kept by what they say, and on record only once they reached someone', async () => {
    const records = reportHistory(await opened(), KEYS, clock());
    const edition = await records.keep(said('cfo', '2026-01-31'), []);
    expect(await records.keep(said('cfo', '2026-01-31'), [])).toBe(edition);
    expect(await records.keep(said('cfo', '2026-01-31', '1200.01'), [])).not.toBe(edition);
    expect(days(await records.all('cfo'))).toEqual([]);
    await records.reached(edition, [ANN], at('2026-02-01'));
    expect(days(await records.all('cfo'))).toEqual(['2026-01-31']);
  });

  it('are each reader’s own, however the address is written; nowhere is an address on record', async () => {
    const store = await opened();
    const records = reportHistory(store, KEYS, clock());
    const edition = await records.keep(said('cfo', '2026-01-31'), []);
    await records.reached(edition, ['Ann@Example.com', BEN], at('2026-02-01'));
    await records.reached(await records.keep(said('cfo', '2026-02-28'), []), [BEN], at('2026-03-01'));
    expect(days(await records.all('cfo', ANN))).toEqual(['2026-01-31']);
    expect(days(await records.all('cfo', BEN))).toEqual(['2026-01-31', '2026-02-28']);
    expect(days(await records.all('cfo', 'cy@example.com'))).toEqual([]);
    expect(days(await records.all('cfo'))).toEqual(['2026-01-31', '2026-02-28']);
    expect(JSON.stringify(await store.audit.scan())).not.toMatch(/example\.com/i);
  });

  it('are found under the key before the one in use', async () => {
    const store = await opened();
    const before = reportHistory(store, hashes('k1'), clock());
    await before.reached(await before.keep(said('cfo', '2026-01-31'), []), [ANN], at('2026-02-01'));
    const after = reportHistory(store, hashes('k2', 'k1'), clock());
    const again = await after.keep(said('cfo', '2026-01-31'), []);
    await after.reached(again, [ANN], at('2026-02-02'));
    await after.reached(await after.keep(said('cfo', '2026-02-28'), []), [ANN], at('2026-03-01'));
    expect(days(await after.all('cfo', ANN))).toEqual(['2026-01-31', '2026-02-28']);
    expect(days(await reportHistory(store, hashes('k3'), clock()).all('cfo', ANN))).toEqual([]);
  });

  it.each([
    ['the very same again', ['a', 'a'], ['a']],
    ['the same from another program', ['a', 'a2'], ['a']],
    ['another, and then the first again', ['a', 'b', 'a'], ['a', 'b', 'a']],
  ])('%s adds what is new to the reader', async (_, sent, expected) => {
    const store = await opened();
    const records = reportHistory(store, KEYS, clock());
    const editions: Record<string, string> = {
      a: await records.keep(said('cfo', '2026-01-31'), []),
      a2: await records.keep(said('cfo', '2026-01-31', '1200.1'), []),
      b: await records.keep(said('cfo', '2026-02-28'), []),
    };
    for (const [number, name] of sent.entries())
      await records.reached(editions[name] ?? '', [ANN], at('2026-03-01', `10:0${number}`));
    for (const reader of [ANN, undefined]) {
      const { reports } = await records.all('cfo', reader);
      expect(reports.map(({ edition }) => edition)).toEqual(expected.map((name) => editions[name]));
    }
  });

  it('are on record once when two workers say the same, or one says it twice', async () => {
    const folder = temporary();
    const one = reportHistory(await opened(folder), KEYS, clock());
    const other = reportHistory(await opened(folder), KEYS, clock());
    const edition = await one.keep(said('cfo', '2026-01-31'), []);
    const next = await one.keep(said('cfo', '2026-02-28'), []);
    const first = at('2026-02-01');
    await Promise.all([
      one.reached(edition, [ANN], first),
      other.reached(edition, [ANN], first + 1),
      one.reached(edition, [ANN], first),
    ]);
    await other.reached(next, [ANN], at('2026-03-01'));
    // A drain that a crash stopped says it again, later.
    await one.reached(edition, [ANN], first);
    for (const reader of [ANN, undefined])
      expect(days(await other.all('cfo', reader))).toEqual(['2026-01-31', '2026-02-28']);
  });

  it('put their forecasts on record when they reach someone, and not before', async () => {
    const store = await opened();
    const records = reportHistory(store, KEYS, clock());
    const forecasts = forecastRecords(store, clock());
    const shown = [made('2026-01-31'), made('2026-01-31', '1.00')];
    const edition = await records.keep(said('cfo', '2026-01-31'), shown);
    expect((await forecasts.all('2026-12-31')).forecasts).toEqual([]);
    await records.reached(edition, [ANN], at('2026-02-01'));
    await records.reached(edition, [BEN], at('2026-02-01', '10:01'));
    const { forecasts: found, problems } = await forecasts.all('2026-12-31');
    expect(found.map(({ forecast }) => forecast).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      shown.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(problems).toEqual([]);
    expect(await forecasts.record(shown)).toBe(0);
  });

  it('what reached someone after a crash is told whole the next time', async () => {
    const store = await opened();
    const records = reportHistory(store, KEYS, clock());
    const edition = await records.keep(said('cfo', '2026-01-31'), [made('2026-01-31')]);
    for (const where of ['forecasts-recorded', 'reached-readers']) {
      const step = (name: string): void => {
        if (name === where) throw new Error('crash');
      };
      const crashing = reportHistory(store, KEYS, { ...clock(), step });
      await expect(crashing.reached(edition, [ANN], at('2026-02-01'))).rejects.toThrow('crash');
    }
    await records.reached(edition, [ANN], at('2026-02-01'));
    expect([days(await records.all('cfo', ANN)), days(await records.all('cfo'))]).toEqual([
      ['2026-01-31'],
      ['2026-01-31'],
    ]);
    expect(await rowsIn(store, 'reports#cfo')).toBe(1);
  });

  it.each(['f'.repeat(64), NO_JSON])('an edition that is not there, or is none, reached nobody: %s', async (hash) => {
    const store = await opened();
    await store.blobs.put(NO_JSON, Buffer.from('no JSON'));
    const records = reportHistory(store, KEYS, clock());
    await expect(records.reached(hash, [ANN], at('2026-02-01'))).rejects.toMatchObject({ code: 'records-unreadable' });
  });
});

describe('a report on record that', () => {
  it.each([
    ['is no record', () => '{"edition":"x"}'],
    ['was sent at another time', (row: string) => row.replace('2026-02-01', '2026-02-02')],
    ['says what is not there', (row: string) => row.replace(/"edition":"[0-9a-f]+"/, `"edition":"${'f'.repeat(64)}"`)],
  ])('%s is passed over and named', async (_, change) => {
    const store = await opened();
    const records = reportHistory(store, KEYS, clock());
    for (const day of ['2026-01-31', '2026-02-28'])
      await records.reached(
        await records.keep(said('cfo', day), []),
        [ANN],
        at(day === '2026-01-31' ? '2026-02-01' : '2026-03-01'),
      );
    await spoil(store, 'reports#cfo', 0, change);
    const { reports, problems } = await records.all('cfo');
    expect(reports.map(({ record }) => record.asOf)).toEqual(['2026-02-28']);
    expect(problems).toMatchObject([
      { code: 'record-unreadable', message: 'what is kept there is not a report, or was changed' },
    ]);
  });

  it('was changed after it was kept is passed over and named, and the next one goes on record', async () => {
    const folder = temporary();
    const records = reportHistory(await opened(folder), KEYS, clock());
    await records.reached(await records.keep(said('cfo', '2026-01-31'), []), [ANN], at('2026-02-01'));
    const raw = await openDriver(join(folder, STORE));
    raw.prepare("UPDATE blobs SET bytes = CAST(replace(CAST(bytes AS TEXT), '1200.00', '2200.00') AS BLOB)").run([]);
    raw.close();
    const later = reportHistory(await opened(folder), KEYS, clock());
    await later.reached(await later.keep(said('cfo', '2026-02-28'), []), [ANN], at('2026-03-01'));
    const { reports, problems } = await later.all('cfo', ANN);
    expect(reports.map(({ record }) => record.asOf)).toEqual(['2026-02-28']);
    expect(problems).toMatchObject([
      { code: 'record-unreadable', message: expect.stringContaining('was changed') as string },
    ]);
  });
});

describe('what was done about findings', () => {
  it('is read back in its order, also of one instant', async () => {
    const notes = findingNotes(await opened(), clock());
    const words = Array.from({ length: 12 }, (_, number) => `note ${number}`);
    for (const one of words) await notes.add({ ...note, note: one });
    await notes.add({ ...note, at: '2026-01-30T10:00:00Z', action: 'assign', to: 'Ines' });
    const { notes: read, problems } = await notes.all();
    expect(read.map((one) => one.to ?? one.note)).toEqual(['Ines', ...words]);
    expect(read[1]).toEqual({ ...note, note: 'note 0' });
    expect(problems).toEqual([]);
  });

  it('is all there when many do something at once', async () => {
    const folder = temporary();
    const stores = await Promise.all(Array.from({ length: 3 }, () => opened(folder)));
    const people = Array.from({ length: 30 }, (_, number) => `Ann ${number}`);
    await Promise.all(
      people.flatMap((by, number) =>
        stores.slice(number % 3, (number % 3) + 1).map((store) => findingNotes(store, clock()).add({ ...note, by })),
      ),
    );
    const { notes: read } = await findingNotes(await opened(folder), clock()).all();
    expect(read.map(({ by }) => by).toSorted()).toEqual(people.toSorted());
  });

  it('is passed over and named when it was changed after it was written', async () => {
    const store = await opened();
    const notes = findingNotes(store, clock());
    await notes.add(note);
    await notes.add({ ...note, action: 'reopen' });
    await spoil(store, 'findings', 0, (row) => row.replace('Ann', 'Ben'));
    const { notes: read, problems } = await notes.all();
    expect(read.map(({ action }) => action)).toEqual(['reopen']);
    expect(problems).toMatchObject([
      { code: 'record-unreadable', at: { file: `${STORE}#findings/2026-01-31T10:00:00.000Z#000001` } },
    ]);
  });
});
