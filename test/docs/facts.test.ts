import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openWorkspace } from '../../src/app/workspace.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { HANDOFFS, PAGES, SHEETS } from '../../src/model/sheets.ts';
import { folderOf } from '../portfolio/_folder.ts';
import { blocks, home, pageOf, tableBelow } from './_pages.ts';

const page = pageOf('receipts.md');

/** The portfolio and the statement that the page shows. */
function example(): string {
  const files = blocks(page).filter(({ words }) => /\.\w+$/.test(words[1] ?? ''));
  return folderOf(Object.fromEntries(files.map(({ words, text }) => [words[1] ?? '', text])));
}

async function collected(folder: string): Promise<Awaited<ReturnType<typeof openWorkspace>>> {
  const workspace = await openWorkspace({ from: folder, effects: { ...systemEffects, env: {} } });
  onTestFinished(() => workspace.close());
  return workspace;
}

/** Tables with their columns as the page lists them. */
const tables = tableBelow(page, 'Tables')
  .filter((row) => row.length === 3)
  .map(
    ([table = '', columns = '']) =>
      [table, [...columns.matchAll(/`?(\w+)`?(?:, |$)/g)].map(([, column = '']) => column)] as const,
  );

const sheets = tableBelow(page, 'Tables of sheets, documents and pages')
  .filter((row) => row.length === 3)
  .map(([table = '', columns = '']) => [table, [...columns.matchAll(/`?(\w+)`?(?:, |$)/g)].map(([, one = '']) => one)]);

describe('Facts as receipts.md describes them', () => {
  it('lists the tables and columns of sheets, documents and pages', () => {
    const made = Object.entries({ ...SHEETS, ...HANDOFFS, ...PAGES }).map(([table, columns]) => [
      table,
      Object.keys(columns).filter((column) => column !== 'line'),
    ]);
    expect(sheets).toEqual(made);
  });

  it('lists the tables and columns that the model promises', () => {
    const model = readFileSync(join(home, 'src/model/facts.ts'), 'utf8').replaceAll(/\n \* {2}/g, '');
    const promised = [...model.matchAll(/^ \* - `(\w+)\(([^)]+)\)`/gm)].map(
      ([, table = '', columns = '']) => [table, columns] as const,
    );
    const shown = tables.map(([table, columns]) => [
      table,
      table === 'duplicates' ? '…the columns of rows, kept_file' : columns.join(', '),
    ]);
    expect(shown).toEqual(promised);
  });

  it.each(tables.filter(([table]) => table !== 'duplicates'))(
    'has the table %s with these columns',
    async (table, columns) => {
      const { facts } = await collected(example());
      const rows = await facts.query(`SELECT ${columns.join(', ')} FROM ${table}`);
      if (rows[0]) expect(Object.keys(rows[0])).toEqual(columns);
      await expect(facts.query(`SELECT nothing_like_it FROM ${table}`)).rejects.toThrow('nothing_like_it');
    },
  );

  it('leaves Parquet that another program reads', async () => {
    const folder = example();
    const { facts } = await collected(folder);
    const own = await facts.query(`SELECT file, kept_file FROM duplicates`);
    expect(own).toEqual([]);
    const [query, result] = blocks(page).filter(({ words }) => words[0] === 'sql' || words[1] === 'result');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const answer = await connection.runAndReadAll(
      (query?.text ?? '').replaceAll('.quarterdeck', join(folder, '.quarterdeck')),
    );
    connection.closeSync();
    instance.closeSync();
    expect(answer.getRows().map((row) => row.map(String).join(' | '))).toEqual(result?.text.trimEnd().split('\n'));
  });
});
