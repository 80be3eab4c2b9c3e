import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { forecastRecords } from '../../src/records/index.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { copyOf, quarterdeck } from './_quarterdeck.ts';

const folder = copyOf('san-diego');
const outbox = join(folder, 'outbox');
const database = join(folder, 'records', 'records.sqlite');

const send = async (asOf: string): Promise<Record<string, unknown>> =>
  JSON.parse((await quarterdeck(['-C', folder, 'send', 'cfo', '--as-of', asOf, '--json'])).out);

interface ReportJson {
  readonly blocks: readonly { readonly id: string; readonly rows?: readonly unknown[] }[];
  readonly figures: Readonly<Record<string, { readonly value: string | null }>>;
}

async function report(asOf: string): Promise<ReportJson> {
  return JSON.parse((await quarterdeck(['-C', folder, 'report', 'cfo', '--as-of', asOf, '--json'])).out);
}

// The tests tell one story, in order: reports are sent in January and February, and the one of April says how they did.
describe('a forecast that was sent', { timeout: 120_000 }, () => {
  it('goes on record, whole, also when two processes send at once', async () => {
    const sent = await Promise.all([send('2026-01-31'), send('2026-02-28')]);
    expect(sent).toMatchObject([{ sent: 2 }, { sent: 2 }]);
    const store = await openSqlite(database);
    const { forecasts } = await forecastRecords(store, systemEffects).all('2026-12-31');
    await store.close();
    const days = forecasts.map(({ forecast }) => forecast.made);
    expect(days.filter((day) => day === '2026-01-31')).toHaveLength(7);
    expect(days.filter((day) => day === '2026-02-28')).toHaveLength(7);
    expect(days).toHaveLength(14);
  });

  it('is graded by a later report', async () => {
    const before = existsSync(outbox) ? readdirSync(outbox) : [];
    expect(await send('2026-04-30')).toMatchObject({ sent: 2 });
    const [message] = readdirSync(outbox).filter((file) => !before.includes(file));
    const { text = '' } = await PostalMime.parse(readFileSync(join(outbox, message ?? '')));
    expect(text).toContain('How the last forecasts did');
    expect(text).toContain('25 Apr 2026');
    expect(text).toContain('MAPE is the mean of the errors');
  });

  it('is shown apart from history that was restated; a record that was changed is named', async () => {
    correctRow('2025-10-06', '40.00');
    const store = await openSqlite(database);
    await store.audit.put({ partition: 'forecasts', sort: '2026-03-31#1f3a90c2', body: { id: '1f3a90c2' } }, 0, 0);
    await store.close();
    const { blocks, figures } = await report('2026-04-30');
    expect(JSON.stringify(blocks)).toContain('what is kept there is not a forecast, or was changed');
    expect(blocks.find(({ id }) => id === 'forecast-errors')?.rows).toHaveLength(14);
    const restated = Object.entries(figures).filter(([id]) => /^forecast\.[0-9a-f]{12}\.restated$/.test(id));
    expect(restated.map(([, { value }]) => value)).toEqual(['-40.00', '-40.00']);
  });
});

/** The bank corrects a payment of an earlier month: it was so much more. */
function correctRow(date: string, by: string): void {
  const file = join(folder, 'finance', 'rental-3028-51st', 'checking.ofx');
  const text = readFileSync(file, 'utf8');
  const row = new RegExp(`(<DTPOSTED>${date.replaceAll('-', '')}</DTPOSTED>\\s*<TRNAMT>-)(\\d+)\\.(\\d\\d)`);
  expect(text).toMatch(row);
  const more = BigInt(by.replace('.', ''));
  writeFileSync(
    file,
    text.replace(row, (_, head: string, whole: string, cents: string) => {
      const minor = String(BigInt(whole + cents) + more);
      return `${head}${minor.slice(0, -2)}.${minor.slice(-2)}`;
    }),
  );
}
