import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Engine } from '../../src/facts/engine.ts';
import { GUARDED_FUNCTIONS } from '../../src/facts/guard/allowed.ts';
import { Guard } from '../../src/facts/guard/guard.ts';
import type { Guarded } from '../../src/model/guarded.ts';
import type { Row } from '../../src/model/row.ts';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
const secret = join(folder, '..', `${folder.split('/').at(-1) ?? ''}-secret.csv`);
const nothingKept = { find: async () => undefined, kept: async (_sql: string, rows: readonly Row[]) => rows };
/** One engine has little memory, the other little time. */
let engine: Engine;
let hasty: Engine;
let guard: Guard;

beforeAll(async () => {
  writeFileSync(secret, 'a\n1\n');
  engine = await Engine.open({ spill: '', ordered: true, limits: { memory: '100MB', threads: 1, timeMs: 30_000 } });
  hasty = await Engine.open({ spill: '', ordered: true, limits: { memory: '100MB', threads: 1, timeMs: 150 } });
  await engine.run(`CREATE TABLE postings AS SELECT n AS amount, 'bank.csv' AS file, n AS line, 'hash' AS source,
    'Marina ' || (n % 7) AS payee, DATE '2026-01-01' + CAST(n % 100 AS INTEGER) AS date FROM range(3000) r(n)`);
  await engine.run('CREATE TABLE files AS SELECT 1 AS file_no');
  await engine.lockDown(folder);
  guard = new Guard(async () => engine, nothingKept);
});
afterAll(() => {
  engine.close();
  hasty.close();
  rmSync(folder, { recursive: true });
  rmSync(secret);
});

/** What becomes of a text: refused by the judge, or by the engine when the judge lets it pass. */
async function fate(sql: string): Promise<Guarded<unknown>> {
  const judged = await guard.judge(sql);
  return judged.ok ? guard.query(sql) : judged;
}

const code = (fated: Guarded<unknown>): string => (fated.ok ? 'answered' : fated.refusal.code);

describe('SQL that reports may hold', () => {
  it.each([
    ['SELECT amount, file, line, source FROM postings', ['postings']],
    [
      'WITH big AS (SELECT * FROM postings WHERE amount > 10), few AS (SELECT * FROM big) SELECT * FROM few',
      ['postings'],
    ],
    [
      "SELECT SUM(amount) FILTER (WHERE payee LIKE 'M%') AS s FROM Postings p JOIN files f ON f.file_no = 1 GROUP BY payee HAVING COUNT(*) > 1",
      ['files', 'postings'],
    ],
    ['SELECT * FROM postings ORDER BY amount, line LIMIT 5', ['postings']],
    ['SELECT a FROM (VALUES (1), (2)) v(a) UNION ALL SELECT n FROM range(3) r(n)', []],
    [
      "SELECT CASE WHEN amount BETWEEN 1 AND 3 THEN 'few' ELSE CAST(year(date) AS VARCHAR) END AS x, ROW_NUMBER() OVER (PARTITION BY payee ORDER BY line) AS n FROM postings",
      ['postings'],
    ],
    [
      "SELECT DISTINCT date_trunc('month', date) + INTERVAL 1 MONTH AS m, COALESCE(NULLIF(payee, ''), 'x') AS p FROM postings WHERE NOT EXISTS (SELECT 1 FROM files WHERE file_no > 1) AND payee IN ('Marina 1') AND amount IS NOT NULL",
      ['postings', 'files'],
    ],
    ['SELECT unnest([1, 2])::DECIMAL(10, 2) AS n -- a comment', []],
    ['SELECT \'; DROP TABLE postings\' AS text, 1 AS "read_csv" FROM postings', ['postings']],
  ])('%s', async (sql, tables) => {
    expect(await guard.judge(sql)).toEqual({ ok: true, value: { tables: tables.toSorted() } });
    expect(code(await guard.query(sql))).toBe('answered');
  });

  it('calls functions that there are and whose answer is the same in every run', async () => {
    const known = await engine.rows(
      `SELECT DISTINCT lower(function_name) AS name FROM duckdb_functions()
        WHERE function_type <> 'table' AND function_type <> 'pragma' AND COALESCE(stability, 'CONSISTENT') = 'CONSISTENT'`,
    );
    const names = new Set(known.map(({ name }) => String(name)));
    // What the parser makes other parts of the tree of, or writes as an operator.
    const parts = ['if', 'ifnull', 'nullif', 'coalesce', 'unnest', '!~~', '!~~*', '//'];
    expect([...GUARDED_FUNCTIONS].filter((name) => !names.has(name) && !parts.includes(name))).toEqual([]);
  });
});

describe('SQL that is refused before it runs', () => {
  it.each([
    [`SELECT * FROM read_csv('${secret}')`, 'sql-function'],
    [`SELECT * FROM read_text('${secret}')`, 'sql-function'],
    [`SELECT * FROM read_parquet('.quarterdeck/facts/x.parquet')`, 'sql-function'],
    [`SELECT * FROM glob('*')`, 'sql-function'],
    [`SELECT * FROM sniff_csv('x.csv')`, 'sql-function'],
    [`SELECT * FROM '${secret}'`, 'sql-unknown-table'],
    [`SELECT * FROM "${secret}"`, 'sql-unknown-table'],
    [
      'WITH "/etc/passwd" AS (SELECT 1) SELECT * FROM (SELECT 1) a, (WITH b AS (SELECT 1) SELECT * FROM b) c, b',
      'sql-unknown-table',
    ],
    ['WITH a AS (SELECT * FROM "/etc/passwd") SELECT * FROM a', 'sql-unknown-table'],
    ['WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a', 'sql-unknown-table'],
    ['WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r', 'sql-form'],
    ["COPY postings TO 'x.csv'", 'sql-no-select'],
    ["COPY (SELECT 1) TO 'x.csv'", 'sql-no-select'],
    ["ATTACH 'x.db'", 'sql-no-select'],
    ['INSTALL httpfs', 'sql-no-select'],
    ['LOAD httpfs', 'sql-no-select'],
    ["SET memory_limit = '64GB'", 'sql-no-select'],
    ['RESET lock_configuration', 'sql-no-select'],
    ['PRAGMA database_list', 'sql-no-select'],
    ['CALL pragma_version()', 'sql-no-select'],
    ['EXPLAIN ANALYZE SELECT 1', 'sql-no-select'],
    ['CREATE TABLE x AS SELECT 1', 'sql-no-select'],
    ['DELETE FROM postings', 'sql-no-select'],
    ['SELECT 1; DROP TABLE postings', 'sql-no-select'],
    ['SELECT 1; SELECT 2', 'sql-no-select'],
    ['SELECT 1 /* ; */; -- \nSELECT 2', 'sql-no-select'],
    ['-- nothing', 'sql-no-select'],
    ['SELECT 1) own; DROP TABLE postings; --', 'sql-syntax'],
    ['SELECT 1 FROM postings /*', 'sql-syntax'],
    ["SELECT * FROM query('SELECT 1')", 'sql-function'],
    ["SELECT * FROM query_table('files')", 'sql-function'],
    ["SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))", 'sql-function'],
    ['SELECT * FROM duckdb_settings()', 'sql-function'],
    ['SELECT * FROM duckdb_secrets()', 'sql-function'],
    ['SELECT * FROM duckdb_settings', 'sql-unknown-table'],
    ['SELECT * FROM information_schema.tables', 'sql-unknown-table'],
    ['SELECT * FROM sqlite_master', 'sql-unknown-table'],
    ['SELECT * FROM main.postings', 'sql-unknown-table'],
    ['SELECT * FROM statement_rows', 'sql-unknown-table'],
    ["SELECT getenv('HOME')", 'sql-function'],
    ["SELECT current_setting('memory_limit')", 'sql-function'],
    ["SELECT getvariable('x')", 'sql-function'],
    ["SELECT main.getenv('HOME')", 'sql-function'],
    ["SELECT other.upper('x')", 'sql-function'],
    ['SELECT * FROM postings WHERE date < current_date', 'sql-function'],
    ['SELECT now()', 'sql-function'],
    ['SELECT session_user', 'sql-function'],
    ['SELECT random() FROM postings', 'sql-function'],
    ['SELECT amount FROM postings ORDER BY uuid()', 'sql-function'],
    ["SELECT nextval('x')", 'sql-function'],
    ['SELECT sum(amount) OVER (ORDER BY random()) FROM postings', 'sql-function'],
    ["SELECT CASE WHEN 1 = 1 THEN (SELECT getenv('HOME')) END", 'sql-function'],
    ["SELECT list_transform([1], lambda x: getenv('HOME'))", 'sql-function'],
    ["SELECT repeat('x', 1000000000)", 'sql-function'],
    ["SELECT lpad('x', 1000000000, 'y')", 'sql-function'],
    ['SELECT range(1000000000)', 'sql-function'],
    ['SELECT any_value(amount) FROM postings', 'sql-function'],
    ['SELECT * FROM postings LIMIT 5', 'sql-form'],
    ['SELECT DISTINCT ON (payee) * FROM postings', 'sql-form'],
    ['SELECT * FROM postings USING SAMPLE 10', 'sql-form'],
    ['SELECT * FROM postings TABLESAMPLE 10%', 'sql-form'],
    ['SELECT * FROM postings POSITIONAL JOIN files', 'sql-form'],
    ['SELECT * FROM (DESCRIBE postings)', 'sql-form'],
    ['SHOW TABLES', 'sql-form'],
    ['SUMMARIZE postings', 'sql-form'],
    ['SELECT ? + 1', 'sql-form'],
    ['SELECT $other', 'sql-form'],
    ['SELECT #1 FROM postings', 'sql-form'],
    ['SELECT CAST(1 AS JSON)', 'sql-form'],
    [`SELECT ${'1 + '.repeat(10_000)} 1`, 'sql-too-long'],
  ])('%s', async (sql, expected) => {
    expect(code(await guard.judge(sql))).toBe(expected);
  });

  it('says where: line and column in letters, not bytes', async () => {
    const judged = await guard.judge("SELECT 'Größe' AS x,\n  'é', getenv('HOME')\nFROM postings");
    expect(judged).toMatchObject({ refusal: { line: 2, column: 8, message: expect.stringContaining('getenv()') } });
  });
});

describe('SQL that the engine breaks off', () => {
  it('after its time: a join that never ends', async () => {
    const sql =
      'SELECT COUNT(*) AS n FROM range(100000) a(x), range(100000) b(y), range(100000) c(z) WHERE x + y + z < 0';
    expect((await guard.judge(sql)).ok).toBe(true);
    const limited = new Guard(async () => hasty, nothingKept);
    expect(code(await limited.query(sql))).toBe('sql-time');
    expect(code(await limited.query('SELECT 1 AS n'))).toBe('answered');
  });

  it('after its memory: texts that double, and what would not fit', async () => {
    const doubled = Array.from({ length: 20 }, (_, n) => `, t${n + 1} AS (SELECT s || s AS s FROM t${n})`).join('');
    const sql = `WITH t0 AS (SELECT payee AS s FROM postings WHERE line < 50)${doubled} SELECT SUM(length(s)) AS n FROM t20`;
    expect(code(await fate(sql))).toBe('sql-memory');
    expect(['sql-memory', 'sql-time']).toContain(
      code(await fate("SELECT length(string_agg(a.payee, ',')) AS n FROM postings a, postings b, range(9)")),
    );
    expect(code(await fate('SELECT COUNT(*) AS n FROM postings'))).toBe('answered');
  });

  it.each([
    ['SELECT amount,\n  nothing FROM postings', 'sql-column', 2, 3],
    ['SELECT amount\nFROM postings\nWHERE CAST(payee AS INTEGER) = 1', 'sql-failed', 3, 7],
  ])('for what it says: %s', async (sql, expected, line, column) => {
    const answered = await guard.query(`SELECT * FROM (\n${sql}\n) own`);
    expect(answered).toMatchObject({ ok: false, refusal: { code: expected, line, column } });
  });

  it('without the judge, too: files, settings, several statements', async () => {
    for (const sql of [
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM '${secret}'`,
      "SET memory_limit = '64GB'",
      'SELECT 1; SELECT 2',
      "COPY (SELECT 1) TO 'x.csv'",
      "ATTACH 'x.db'",
    ])
      expect(code(await guard.query(sql))).not.toBe('answered');
  });
});
