import { isIsoDate } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import { moneyDecimal } from '../core/money.ts';
import type { SnapshotSource, SourceChange, SourceRow } from '../model/changes.ts';
import type { Cell, Row } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import { TABLE_NAMES, TABLES, type TableName } from '../model/tables.ts';
import type { Engine } from './engine.ts';
import type { StoredFacts } from './stored.ts';
import { storedColumns } from './write.ts';

/** Of each file so many rows are listed; the counts say how many there are. */
const LISTED = 50;

/** A file's stored rows: what is known of them, and where they are. */
export interface StoredSource {
  readonly facts: StoredFacts;
  readonly rows: string;
  readonly table: (name: TableName) => string;
}

type Find = (source: SnapshotSource) => Promise<StoredSource | undefined>;

/** What changed in the sources between two snapshots, file by file in the order of their names. */
export async function sourceChanges(
  engine: () => Promise<Engine>,
  before: readonly SnapshotSource[],
  now: readonly SnapshotSource[],
  find: Find,
): Promise<SourceChange[]> {
  const names = [...new Set([...before, ...now].map(({ file }) => file))].toSorted();
  const changes: SourceChange[] = [];
  for (const file of names) {
    const [old, fresh] = [before, now].map((list) => list.find((source) => source.file === file));
    if (old?.facts === fresh?.facts) continue;
    const [was, is] = [old && (await find(old)), fresh && (await find(fresh))];
    const state = old ? (fresh ? 'changed' : 'removed') : 'added';
    if ((old && !was) || (fresh && !is)) changes.push({ file, state, ...NONE, unknown: true });
    else changes.push({ file, state, ...(await changesOf(await engine(), was, is)) });
  }
  return changes;
}

const NONE = { added: [], removed: [], changed: [], counts: { added: 0, removed: 0, changed: 0 } } as const;

async function changesOf(
  engine: Engine,
  was: StoredSource | undefined,
  is: StoredSource | undefined,
): Promise<Omit<SourceChange, 'file' | 'state'>> {
  const removed = await onlyIn(engine, was, is);
  const added = await onlyIn(engine, is, was);
  // A row that says something else stands where the old one stood, where nothing was put in or taken out above it.
  const changed = removed.rows.flatMap((before) => {
    const row = added.rows.find(({ line, table }) => line === before.line && table === before.table);
    return row ? [{ before, now: row }] : [];
  });
  const paired = new Set(changed.flatMap(({ before, now }) => [before, now]));
  const alone = (row: Found['rows'][number]): boolean => !paired.has(row);
  return {
    removed: removed.rows.filter(alone),
    added: added.rows.filter(alone),
    changed,
    counts: {
      added: added.count - changed.length,
      removed: removed.count - changed.length,
      changed: changed.length,
    },
  };
}

/** Of `statements` each row only sums up others of its file. */
const COMPARED = ['rows', ...TABLE_NAMES.filter((name) => name !== 'statements')] as const;

interface Found {
  readonly rows: readonly (SourceRow & { readonly table: string })[];
  readonly count: number;
}

async function onlyIn(engine: Engine, one: StoredSource | undefined, other: StoredSource | undefined): Promise<Found> {
  const rows: Found['rows'][number][] = [];
  let count = 0;
  for (const name of COMPARED) {
    const own = one && selectOf(one, name);
    if (own === undefined) continue;
    const without = other && selectOf(other, name);
    const query = without === undefined ? own : missing(own, without);
    const [total] = await engine.rows(`SELECT COUNT(*) AS n FROM (${query}) t`);
    count += Number(total?.['n'] ?? 0);
    const found = await engine.rows(`SELECT * FROM (${query}) t ORDER BY line LIMIT ${LISTED}`);
    rows.push(...found.map((row) => ({ ...sourceRow(row), table: name })));
  }
  return { rows, count };
}

/**
 * The rows of a stored file or of one of its tables: `line`, and `said`, all that the row says. Rows that say the same
 * are told apart by their number, so that one of two equal ones can be missing. Undefined where there are no rows.
 */
function selectOf({ facts, rows, table }: StoredSource, name: 'rows' | TableName): string | undefined {
  if (name === 'rows' ? facts.rowless : facts.tables[name] === undefined) return undefined;
  const bulk = facts.lineBase === undefined ? 'line' : `file_row_number + ${facts.lineBase} AS line`;
  const from =
    name === 'rows'
      ? `SELECT ${bulk}, ${storedColumns(facts.constants)} FROM read_parquet(${sqlText(rows)}, file_row_number = true)`
      : `SELECT * FROM read_parquet(${sqlText(table(name))})`;
  const columns = name === 'rows' ? STATEMENT : Object.keys(TABLES[name]).filter((column) => !INNER.has(column));
  const said = `CAST(struct_pack(${columns.map((column) => `${column} := ${column}`).join(', ')}) AS VARCHAR)`;
  return `SELECT line, ${columns.join(', ')}, said, ROW_NUMBER() OVER (PARTITION BY said ORDER BY line) AS repeated
    FROM (SELECT *, ${said} AS said FROM (${from}) f) r`;
}

function missing(own: string, other: string): string {
  return `SELECT a.* FROM (${own}) a
    WHERE NOT EXISTS (SELECT 1 FROM (${other}) b WHERE b.said = a.said AND b.repeated = a.repeated)`;
}

/** What a statement's row says. Its running balance only repeats what the rows before it say. */
const STATEMENT = ['date', 'amount', 'fee', 'currency', 'payee', 'memo', 'reference', 'type'];
/** Columns that say where a row stands, not what it says. */
const INNER: ReadonlySet<string> = new Set(['line', 'part', 'txn', 'cash', 'first_line', 'last_line']);
/** Whole numbers that are no money. */
const PLAIN: ReadonlySet<string> = new Set(['status', 'seconds', 'nautical_miles', 'due_day', 'grace_days']);

function sourceRow({ line, said: _said, repeated: _repeated, ...cells }: Row): SourceRow {
  const date = Object.values(cells).find((cell) => typeof cell === 'string' && isIsoDate(cell));
  const currency = cells['currency'];
  const shown = Object.entries(cells).flatMap(([name, cell]) => {
    const text = textOf(name, cell, currency ?? null);
    return text === '' ? [] : [[name, text] as const];
  });
  return {
    line: Number(line ?? 0),
    ...(typeof date === 'string' ? { date } : {}),
    cells: Object.fromEntries(shown),
  };
}

/** A cell as text; '' for what need not be said. */
function textOf(name: string, cell: Cell, currency: Cell): string {
  if (cell === null || name === 'currency') return '';
  if (typeof cell !== 'bigint' || PLAIN.has(name) || typeof currency !== 'string') return String(cell);
  if (cell === 0n && name === 'fee') return '';
  return `${decimalText(moneyDecimal({ minor: cell, currency }))} ${currency}`;
}
