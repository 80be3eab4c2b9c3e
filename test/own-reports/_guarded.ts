import { tmpdir } from 'node:os';
import { Engine, type EngineLimits } from '../../src/facts/engine.ts';
import { Guard } from '../../src/facts/guard/guard.ts';
import type { GuardedFacts } from '../../src/model/guarded.ts';
import type { Row } from '../../src/model/row.ts';

export interface OpenGuarded {
  readonly guarded: GuardedFacts;
  close(): void;
}

const POSTINGS = [
  ["DATE '2026-02-05'", 'MARINA FUEL', 24010, 'USD', 3],
  ["DATE '2026-03-05'", 'MARINA FUEL', 31040, 'USD', 4],
  ["DATE '2026-04-02'", 'CHANDLERY', 9500, 'EUR', 5],
] as const;

/** A few postings of one bank file, and no invoices, behind a guard. */
export async function openGuarded(limits: EngineLimits): Promise<OpenGuarded> {
  const engine = await Engine.open({ spill: '', ordered: true, limits });
  const rows = POSTINGS.map(
    ([date, payee, amount, currency, line]) =>
      `(${date}, 'jada', 'Expenses:Fuel', '${payee}', CAST(${amount} AS BIGINT), '${currency}', 'bank.csv', CAST(${line} AS BIGINT), 'hash')`,
  );
  const names = 'date, entity, account, payee, amount, currency, file, line, source';
  await engine.run(`CREATE TABLE postings AS SELECT * FROM (VALUES ${rows.join(', ')}) v(${names})`);
  await engine.run("CREATE TABLE files AS SELECT 'hash' AS source, 'bank.csv' AS file");
  for (const table of ['source_parts', 'declared_openings'])
    await engine.run(`CREATE TABLE ${table} AS SELECT source, file FROM files WHERE FALSE`);
  await engine.run(
    'CREATE TABLE invoices AS SELECT amount AS outstanding, payee AS client, * FROM postings WHERE FALSE',
  );
  await engine.lockDown(tmpdir());
  const nothingKept = { find: async () => undefined, kept: async (_sql: string, found: readonly Row[]) => found };
  return { guarded: new Guard(async () => engine, nothingKept), close: () => engine.close() };
}
