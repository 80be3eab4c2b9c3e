import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Warehouse } from '../../src/facts/index.ts';
import type { Derivation } from '../../src/model/facts.ts';
import { ask, lines, NO_TABLES, statement, stored, temporaryWarehouse } from './_statements.ts';

let warehouse: Warehouse;
let folder: string;
let remove: () => Promise<void>;

beforeEach(() => {
  ({ warehouse, folder, remove } = temporaryWarehouse());
});
afterEach(() => remove());

const account = 'Assets:Bank';
const JANUARY = statement(`
  2026-01-05  -12.50  Fuel dock
  2026-01-06  950.00  Sergio  ref=A2`);

describe('a snapshot', () => {
  it('gives every statement row with its place', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    const rows = await ask(warehouse, uses, NO_TABLES, (facts) => facts.query('SELECT * FROM rows WHERE line = 3'));
    expect(rows).toEqual([
      {
        source: uses[0]?.source,
        file: 'bank.csv',
        line: 3n,
        entity: 'jada',
        ledger_account: 'Assets:Bank',
        date: '2026-01-06',
        amount: 95000n,
        fee: 0n,
        currency: 'USD',
        payee: 'Sergio',
        memo: '',
        reference: 'A2',
        type: '',
        balance: null,
      },
    ]);
  });

  it('has its tables when there is no source at all', async () => {
    const counts = await ask(warehouse, [], NO_TABLES, (facts) =>
      facts.query(
        'SELECT (SELECT count(*) FROM rows) + (SELECT count(*) FROM balances) + (SELECT count(*) FROM duplicates) AS n',
      ),
    );
    expect(counts).toEqual([{ n: 0n }]);
  });

  it('is named by its sources and rules, not by the order in which they are listed', async () => {
    const uses = await stored(warehouse, [
      { account, file: 'a.csv', rows: JANUARY },
      { account: 'Assets:Savings', file: 'b.csv', rows: JANUARY.slice(1) },
    ]);
    const id = (list: typeof uses, derivation = NO_TABLES): Promise<string> =>
      ask(warehouse, list, derivation, async (facts) => facts.snapshot);
    const first = await id(uses);
    expect(await id(uses.toReversed())).toBe(first);
    expect(await id(uses.slice(1))).not.toBe(first);
    expect(await id(uses, { ...NO_TABLES, hash: 'other rules' })).not.toBe(first);
    const saved = JSON.parse(
      readFileSync(join(folder, '.quarterdeck', 'snapshots', `${first}.json`), 'utf8'),
    ) as object;
    expect(saved).toMatchObject({
      snapshot: first,
      sources: [{ file: 'a.csv', sha256: uses[0]?.source }, { file: 'b.csv' }],
    });
  });

  it('answers sums that no 64 bits would hold', async () => {
    const rows = statement('2026-01-05  99999999999999.00  Whale').flatMap((row) =>
      Array.from({ length: 1000 }, () => row),
    );
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows }]);
    const sum = await ask(warehouse, uses, NO_TABLES, (facts) => facts.query('SELECT sum(amount) AS sum FROM rows'));
    expect(sum).toEqual([{ sum: 9999999999999900000n }]);
  });

  it('streams what is too much to hold', async () => {
    const rows = statement('2026-01-05  1.00  Shop').flatMap((row) => Array.from({ length: 5000 }, () => row));
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows }]);
    const chunks = await ask(warehouse, uses, NO_TABLES, async (facts) => {
      const sizes: number[] = [];
      for await (const chunk of facts.stream('SELECT amount FROM rows')) sizes.push(chunk.length);
      return sizes;
    });
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.reduce((sum, size) => sum + size, 0)).toBe(5000);
  });

  it.each([
    ['a file outside', "SELECT * FROM read_text('/etc/hostname')"],
    ['a table from outside', "SELECT * FROM read_csv('/etc/passwd')"],
    ['a write', "COPY (SELECT 1) TO '/tmp/quarterdeck-escape.csv'"],
    ['a change', 'DROP VIEW rows'],
    ['a setting', 'SET enable_external_access = true'],
    ['two statements', 'SELECT 1; SELECT 2'],
    ['another database', "ATTACH '/tmp/quarterdeck-escape.db'"],
    ['nothing', ''],
  ])('refuses a query for %s', async (_, sql) => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    await ask(warehouse, uses, NO_TABLES, async (facts) => {
      await expect(facts.query(sql)).rejects.toThrow(/expected|disabled|configuration|Cannot|native/);
      expect(await facts.query('SELECT count(*) AS n FROM rows')).toEqual([{ n: 2n }]);
    });
  });
});

describe('overlapping exports of one account', () => {
  it('count a movement once, and as often as the file with the most copies of it says', async () => {
    const coffee = '2026-01-07  -3.00  Kiosk\n';
    const uses = await stored(warehouse, [
      {
        account,
        file: 'a.csv',
        rows: statement(`2026-01-05  -12.50  Fuel dock\n${coffee}${coffee}2026-01-08  5.00  Refund  ref=R1`),
      },
      {
        account,
        file: 'b.csv',
        rows: statement(
          `${coffee}2026-01-08  5.00  Refund  ref=R1\n2026-01-08  5.00  Refund  ref=R2\n2026-01-09  7.00  Sergio`,
        ),
      },
    ]);
    await ask(warehouse, uses, NO_TABLES, async (facts) => {
      expect(
        lines(
          await facts.query(
            `SELECT file, CAST(line AS INTEGER) AS line, date, amount, payee FROM rows ORDER BY file, line`,
          ),
        ),
      ).toEqual([
        'a.csv  2  2026-01-05  -12.50  Fuel dock',
        'a.csv  3  2026-01-07  -3.00  Kiosk',
        'a.csv  4  2026-01-07  -3.00  Kiosk',
        'a.csv  5  2026-01-08  5.00  Refund',
        'b.csv  4  2026-01-08  5.00  Refund',
        'b.csv  5  2026-01-09  7.00  Sergio',
      ]);
      expect(
        lines(
          await facts.query(
            'SELECT file, CAST(line AS INTEGER) AS line, amount, kept_file FROM duplicates ORDER BY line',
          ),
        ),
      ).toEqual(['b.csv  2  -3.00  a.csv', 'b.csv  3  5.00  a.csv']);
    });
  });

  it('show the same content under two names', async () => {
    const uses = await stored(warehouse, [
      { account, file: 'january.csv', rows: JANUARY },
      { account, file: 'january (1).csv', rows: JANUARY },
    ]);
    await ask(warehouse, uses, NO_TABLES, async (facts) => {
      expect(await facts.query('SELECT file, kept_file FROM duplicates ORDER BY line')).toEqual([
        { file: 'january.csv', kept_file: 'january (1).csv' },
        { file: 'january.csv', kept_file: 'january (1).csv' },
      ]);
      expect(await facts.query('SELECT count(*) AS n FROM rows')).toEqual([{ n: 2n }]);
    });
  });

  it('leave equal rows alone that are of another account, entity or file’s own', async () => {
    const twice = [...JANUARY, ...JANUARY];
    const uses = await stored(warehouse, [
      { account, file: 'a.csv', rows: twice },
      { account: 'Assets:Savings', file: 'b.csv', rows: JANUARY },
      { account, entity: 'agency', file: 'c.csv', rows: JANUARY },
    ]);
    const counts = await ask(warehouse, uses, NO_TABLES, (facts) => facts.query('SELECT count(*) AS n FROM rows'));
    expect(counts).toEqual([{ n: 8n }]);
  });
});

describe('a query', () => {
  it('that was asked before is answered by what was kept; asked afresh it is not, nor under other views', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    const sql = 'SELECT sum(amount) AS sum FROM rows';
    const first = await ask(warehouse, uses, NO_TABLES, (facts) => facts.query(sql));
    // Sealed again, so that it is taken for ours: what tells where an answer came from.
    const kept = join(warehouse.folder, 'answers');
    const [file = ''] = readdirSync(kept, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    const forged = (readFileSync(join(kept, file), 'utf8').split('\n')[1] ?? '').replace(/"n-?\d+"/, '"n1"');
    writeFileSync(join(kept, file), `${sha256(forged)}\n${forged}`);
    expect(await ask(warehouse, uses, NO_TABLES, (facts) => facts.query(sql))).toEqual([{ sum: 1n }]);
    expect(await ask(warehouse, uses, NO_TABLES, (facts) => facts.afresh.query(sql))).toEqual(first);
    const views: Derivation = { ...NO_TABLES, views: { one: 'SELECT 1 AS one' } };
    expect(await ask(warehouse, uses, views, (facts) => facts.query(sql))).toEqual(first);
  });
});

describe('tables that are derived', () => {
  const derivation: Derivation = {
    hash: 'h1',
    probes: [],
    steps: [
      { table: 'big', kept: false, sql: 'SELECT file_no, record, amount FROM counted_rows WHERE abs(amount) > 10000' },
      {
        table: 'named',
        columns: { record: 'BIGINT', name: 'VARCHAR' },
        query: 'SELECT record FROM big',
        compute: (rows) => rows.map(({ record }) => ({ record: record ?? null, name: `row ${String(record)}` })),
      },
      { table: 'kept', kept: true, sql: 'SELECT n.name, b.amount FROM big b JOIN named n ON n.record = b.record' },
    ],
    views: { shown: 'SELECT name, amount FROM kept' },
  };
  let asked = 0;
  /** Asked in other words each time, so that no earlier answer serves. */
  const shown = (uses: Awaited<ReturnType<typeof stored>>, of = derivation) => {
    asked += 1;
    return ask(warehouse, uses, of, (facts) => facts.query(`SELECT name, amount FROM shown WHERE amount <> ${asked}`));
  };

  it('are made once and opened after that', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    expect(await shown(uses)).toEqual([{ name: 'row 1', amount: 95000n }]);
    const never: Derivation = {
      ...derivation,
      steps: derivation.steps.map((step) => ('compute' in step ? { ...step, query: 'SELECT no' } : step)),
    };
    expect(await shown(uses, never)).toEqual([{ name: 'row 1', amount: 95000n }]);
  });

  it('are made again when they are damaged', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    await shown(uses);
    const [id = ''] = readdirSync(join(folder, '.quarterdeck', 'journal'));
    const path = join(folder, '.quarterdeck', 'journal', id, 'kept.parquet');
    truncateSync(path, statSync(path).size - 3);
    expect(await shown(uses)).toEqual([{ name: 'row 1', amount: 95000n }]);
    expect(await shown(uses)).toEqual([{ name: 'row 1', amount: 95000n }]);
  });

  it('leave nothing behind when a step fails', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    const broken: Derivation = {
      ...derivation,
      steps: [{ table: 'kept', kept: true, sql: 'SELECT nothing FROM nowhere' }],
    };
    await expect(shown(uses, broken)).rejects.toThrow('nowhere');
    expect(readdirSync(join(folder, '.quarterdeck', 'journal'))).toEqual([]);
  });

  it('are not made when the engine refuses a text of the owner’s; every such text is named', async () => {
    const uses = await stored(warehouse, [{ account, file: 'bank.csv', rows: JANUARY }]);
    const problem = {
      code: 'rule-regex',
      at: { file: 'portfolio.yaml', line: 3, column: 1 },
      severity: 'error',
      message: '/(/ is not a regular expression',
    } as const;
    const probes = [1, 2].map(() => ({ sql: "SELECT regexp_matches('', '(')", problem }));
    await expect(shown(uses, { ...derivation, probes })).rejects.toMatchObject({
      name: 'UserError',
      problems: [{ message: expect.stringContaining('missing )') as string }, { code: 'rule-regex' }],
    });
  });
});
