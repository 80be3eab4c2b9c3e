import { rename, rm } from 'node:fs/promises';
import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import type { Row, StatementRow } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import type { Engine } from './engine.ts';
import { seal, type Seal } from './seal.ts';
import { temporary } from './shelf.ts';
import { firstBalances, type FirstBalance, type StoredFacts } from './stored.ts';
import { copy, storedColumns, storedRows, tableOfRows, writeParquet } from './write.ts';

/** A file that DuckDB reads itself. */
export interface BulkRead {
  readonly kind: string;
  readonly layout: Readonly<Record<string, string>>;
  /** The file's records in order, as a table expression. */
  readonly from: string;
  /** SQL over a record for each stored column that is no constant; `date` NULL sets a record aside. */
  readonly columns: Readonly<Record<string, string>>;
  readonly constants: StoredFacts['constants'];
  /** How many records the file has; when `from` gives another number, nothing is stored. */
  readonly records: number;
  /** The record numbered n from 0 begins on line n + this. */
  readonly lineBase: number;
  /** Whether rows state balances. */
  readonly balances: boolean;
  /** Rows of table `statements`, of the rows that state a balance on the first and on the last such day of a currency. */
  statements(rows: readonly StatementRow[]): readonly Row[];
  /** An aggregate over the plain rows that `asides` wants to know. */
  readonly evidence: string;
  /** What the records set aside mean; undefined when they make the whole reading doubtful. */
  asides(
    records: readonly number[],
    evidence: bigint,
  ): { rows: readonly StatementRow[]; problems: readonly Problem[] } | undefined;
  /** Whether the file is still the one whose bytes were hashed. */
  unchanged(): Promise<boolean>;
}

/** Writes the facts of a bulk read to `path`; undefined (and no file) when it turned out not to be plain enough. */
export async function writeBulk(
  engine: Engine,
  path: string,
  read: BulkRead,
  effects: Pick<Effects, 'randomBytes'>,
): Promise<(Described & { readonly seal: Seal }) | undefined> {
  const raw = temporary(path, effects);
  try {
    const columns = Object.entries(read.columns).map(([name, sql]) => `${sql} AS ${name}`);
    const records = await copy(engine, `SELECT ${columns.join(', ')} FROM ${read.from}`, raw);
    if (records !== read.records || !(await read.unchanged())) return undefined;
    return await finish(engine, { raw, path }, read, effects);
  } catch (cause) {
    // DuckDB's reader refuses what is not plain CSV; the general reader can tell what is wrong with it.
    if (isRefusal(cause)) return undefined;
    throw cause;
  } finally {
    await rm(raw, { force: true });
  }
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && /^(?:Invalid Input|Conversion|IO|Out of Range) Error/.test(cause.message);
}

/** What is stored beside the rows. */
interface Described {
  readonly facts: StoredFacts;
  readonly statements: readonly Row[];
}

interface Files {
  readonly raw: string;
  readonly path: string;
}

async function finish(engine: Engine, { raw, path }: Files, read: BulkRead, effects: Pick<Effects, 'randomBytes'>) {
  const source = `read_parquet(${sqlText(raw)}, file_row_number = true)`;
  const aside = await engine.rows(`SELECT file_row_number AS record FROM ${source} WHERE date IS NULL ORDER BY 1`);
  if (aside.length === 0) {
    const { facts, statements } = await describeParquet(engine, raw, read, [], true);
    const sealed = await seal(raw);
    await rename(raw, path);
    return { facts: { ...facts, lineBase: read.lineBase, constants: read.constants }, statements, seal: sealed };
  }
  const [row] = await engine.rows(`SELECT ${read.evidence} AS evidence FROM ${source} WHERE date IS NOT NULL`);
  const meant = read.asides(
    aside.map(({ record }) => Number(record)),
    BigInt(String(row?.['evidence'] ?? 0)),
  );
  if (!meant) return undefined;
  await tableOfRows(engine, 'asides', meant.rows);
  const plain = `SELECT file_row_number + ${read.lineBase} AS line, ${storedColumns(read.constants)} FROM ${source} WHERE date IS NOT NULL`;
  const all = `SELECT * FROM (${plain} UNION ALL ${storedRows('asides')}) ORDER BY line`;
  const written = await writeParquet(engine, path, all, effects);
  await engine.run('DROP TABLE asides');
  return { ...(await describeParquet(engine, path, read, meant.problems, false)), seal: written.seal };
}

/** What `describe` finds out of rows, found out of the Parquet file. */
async function describeParquet(
  engine: Engine,
  path: string,
  read: BulkRead,
  problems: readonly Problem[],
  bare: boolean,
): Promise<Described> {
  const line = bare ? `file_row_number + ${read.lineBase} AS line` : 'line';
  const source = `(SELECT ${line}, ${storedColumns(bare ? read.constants : {})}
    FROM read_parquet(${sqlText(path)}, file_row_number = true))`;
  const found = await engine.rows(
    `SELECT currency, count(*) AS rows, min(date) AS first, max(date) AS last FROM ${source} GROUP BY currency ORDER BY currency`,
  );
  const currencies = found.map(({ currency }) => String(currency));
  const dates = (name: 'first' | 'last'): string[] => found.map((row) => String(row[name])).toSorted();
  const firsts: FirstBalance[] = [];
  const statements: Row[] = [];
  for (const currency of read.balances ? currencies : []) {
    firsts.push(...(await firstBalanceOf(engine, source, currency)));
    statements.push(...read.statements(await endDays(engine, source, currency)));
  }
  const facts = {
    kind: read.kind,
    layout: read.layout,
    problems,
    balances: [],
    rows: found.reduce((sum, { rows }) => sum + Number(rows), 0),
    first: dates('first')[0],
    last: dates('last').at(-1),
    currencies,
    rowless: false,
    firstBalances: firsts,
    lineBase: undefined,
    tables: {},
    parts: [],
    constants: {},
  };
  return { facts, statements };
}

/** How far from either end of a file the first stated balance is looked for. */
const NEAR = 1000;

async function firstBalanceOf(engine: Engine, source: string, currency: string): Promise<FirstBalance[]> {
  const end = (direction: 'ASC' | 'DESC'): Promise<Row[]> =>
    engine.rows(`SELECT line, date, amount, fee, balance FROM ${source}
      WHERE currency = ${sqlText(currency)} ORDER BY line ${direction} LIMIT ${NEAR}`);
  const [head, tail] = [await end('ASC'), await end('DESC')];
  const last = Number(head.at(-1)?.['line'] ?? -1);
  const between = tail.filter(({ line }) => Number(line) > last).toReversed();
  return firstBalances([...head, ...between].map((row) => statementRow(row, currency)));
}

/** The rows that state a balance on the first and on the last such day of a currency, in the file's order. */
async function endDays(engine: Engine, source: string, currency: string): Promise<StatementRow[]> {
  const balanced = `SELECT * FROM ${source} WHERE currency = ${sqlText(currency)} AND balance IS NOT NULL`;
  const day = (direction: 'ASC' | 'DESC'): string => `(SELECT date FROM balanced ORDER BY line ${direction} LIMIT 1)`;
  const rows = await engine.rows(`WITH balanced AS (${balanced})
    SELECT line, date, amount, fee, balance FROM balanced
    WHERE date = ${day('ASC')} OR date = ${day('DESC')} ORDER BY line`);
  return rows.map((row) => statementRow(row, currency));
}

function statementRow(row: Row, currency: string): StatementRow {
  const { date, amount, fee, balance } = row;
  const words = { payee: '', memo: '', reference: '', type: '' };
  const line = Number(row['line']);
  const moved = { amount: BigInt(String(amount)), fee: BigInt(String(fee)) };
  const base = { line, date: String(date), currency, ...moved, ...words };
  return typeof balance === 'bigint' ? { ...base, balance } : base;
}
