import type { Effects } from '../core/effects.ts';
import type { Cell, Row } from '../model/facts.ts';
import { TABLE_NAMES, TABLES, type TableName, type TableRows } from '../model/tables.ts';
import { sqlTable, sqlText } from '../model/sql.ts';
import type { NumberedSource } from './numbered.ts';
import type { ColumnType, Engine } from './engine.ts';
import type { StoredFacts, StoredTable, StoredTables } from './stored.ts';
import { writeParquet } from './write.ts';

/** Rows that are handed to the engine at a time, so that a journal of millions never stands in memory as objects. */
const CHUNK = 20_480;

interface Place {
  /** Where a table's Parquet file goes. */
  parquet(table: TableName): string;
  /** Names the tables that are made on the way. */
  readonly unique: string;
  readonly effects: Pick<Effects, 'randomBytes'>;
}

/** Writes the tables that a reader filled. */
export async function storeTables(engine: Engine, tables: TableRows, place: Place): Promise<StoredTables> {
  const stored: Partial<Record<TableName, StoredTable>> = {};
  for (const name of TABLE_NAMES) {
    const rows = tables[name];
    if (!rows) continue;
    const temporary = `${place.unique}_${name}`;
    await fill(engine, temporary, name, rows);
    const columns = Object.entries(TABLES[name]).map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
    const query = `SELECT ${columns.join(', ')} FROM ${temporary}`;
    stored[name] = await writeParquet(engine, place.parquet(name), query, place.effects);
    await engine.run(`DROP TABLE ${temporary}`);
  }
  return stored;
}

/** Tables about rows that another table of the file, or the file's statement, counts already. */
const ASIDE: ReadonlySet<TableName> = new Set(['statements', 'prices', 'assertions', 'invoice_lines', 'page_links']);

/** The days by which a table's rows lie in time; what is planned or agreed for later is not among them. */
const DAYS: Partial<Readonly<Record<TableName, readonly string[]>>> = {
  entries: ['date'],
  rent_roll: ['since'],
  leases: ['starts'],
  maintenance: ['opened', 'closed'],
  loan_payments: ['date'],
  quotes: ['sent', 'followed_up', 'answered'],
  jobs: ['departs'],
  job_costs: ['date'],
  credentials: ['issued'],
  agreements: ['signed'],
  time_entries: ['date'],
  invoices: ['issued', 'paid_on'],
  deals: ['created', 'last_contact'],
  site_answers: ['checked'],
  handoffs: ['dated'],
};

/** Files without statement rows count by their tables: how many rows there are, and which days they cover. */
export async function withTables(
  engine: Engine,
  facts: StoredFacts,
  tables: StoredTables,
  parquet: Place['parquet'],
): Promise<StoredFacts> {
  const counted = TABLE_NAMES.filter((name) => !ASIDE.has(name));
  const rows = counted.reduce((sum, name) => sum + (tables[name]?.rows ?? 0), facts.rows);
  const days = counted.flatMap((name) =>
    (tables[name] ? (DAYS[name] ?? []) : []).map(
      (column) => `SELECT ${column} AS day FROM read_parquet(${sqlText(parquet(name))})`,
    ),
  );
  if (days.length === 0) return { ...facts, rows, tables };
  const [found] = await engine.rows(
    `SELECT min(day) AS first, max(day) AS last FROM (${days.join(' UNION ALL ')}) AS days`,
  );
  const day = (value: Cell | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  return { ...facts, rows, tables, first: day(found?.['first']), last: day(found?.['last']) };
}

/** Dates go in as text. */
const appended = (type: string): ColumnType => (type === 'BIGINT' ? 'BIGINT' : 'VARCHAR');

async function fill(engine: Engine, table: string, name: TableName, rows: Iterable<Row>): Promise<void> {
  const columns = Object.entries(TABLES[name]).map(([column, type]) => [column, appended(type)] as const);
  const types = columns.map(([, type]) => type);
  await engine.run(`CREATE TEMP TABLE ${table} (${columns.map((column) => column.join(' ')).join(', ')})`);
  let chunk: Cell[][] = columns.map(() => []);
  const flush = async (): Promise<void> => {
    if ((chunk[0]?.length ?? 0) === 0) return;
    await engine.append(table, types, chunk);
    chunk = columns.map(() => []);
  };
  for (const row of rows) {
    columns.forEach(([column, type], at) => chunk[at]?.push(cell(row[column], type)));
    if ((chunk[0]?.length ?? 0) >= CHUNK) await flush();
  }
  await flush();
}

function cell(value: Cell | undefined, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  return type === 'BIGINT' && typeof value === 'number' ? BigInt(value) : value;
}

/** Columns that a snapshot puts before a table's own. */
const PLACED = 'f.file_no, f.source, f.file, t.line, f.entity, f.ledger_account, f.subject';

/** Each table over all files that hold it, as a view; `part` is resolved to the included file. */
export function tableViews(sources: readonly NumberedSource[]): Readonly<Record<TableName, string>> {
  const views = TABLE_NAMES.map((name) => [name, tableView(name, sources)] as const);
  return Object.fromEntries(views) as Record<TableName, string>;
}

function tableView(name: TableName, sources: readonly NumberedSource[]): string {
  const holding = sources.filter(({ facts }) => facts.tables[name] !== undefined);
  const types = Object.entries(TABLES[name]);
  const rows =
    holding.length === 0
      ? `SELECT CAST(NULL AS INTEGER) AS file_no, ${types.map(([column, type]) => `CAST(NULL AS ${type}) AS ${column}`).join(', ')} WHERE FALSE`
      : holding
          .map(
            ({ number, table }) =>
              `SELECT CAST(${number} AS INTEGER) AS file_no, * FROM read_parquet(${sqlText(table(name))})`,
          )
          .join('\nUNION ALL\n');
  const own = types.map(([column]) => column).filter((column) => column !== 'part' && column !== 'line');
  const columns = `${placed(name)}, ${own.map((column) => `t.${column}`).join(', ')}`;
  const parts = 'part' in TABLES[name] ? ' LEFT JOIN source_parts p ON p.file_no = t.file_no AND p.part = t.part' : '';
  return `SELECT ${columns} FROM (${rows}) t JOIN files f ON f.file_no = t.file_no${parts}`;
}

/** What a quote's sheet calls its subject is its own: such a table has no stream. */
function placed(name: TableName): string {
  const columns = 'subject' in TABLES[name] ? PLACED.replace(', f.subject', '') : PLACED;
  if (!('part' in TABLES[name])) return columns;
  return columns.replace(
    'f.source, f.file',
    'coalesce(p.source, f.source) AS source, coalesce(p.file, f.file) AS file',
  );
}

const PART_COLUMNS = { file_no: 'INTEGER', part: 'BIGINT', source: 'VARCHAR', file: 'VARCHAR' };

/** The files that others include. */
export function partsTable(sources: readonly NumberedSource[]): string {
  const rows = sources.flatMap(({ number, facts }) =>
    facts.parts.map(({ name, hash }, at) => [String(number), String(at + 1), sqlText(hash), sqlText(name)]),
  );
  return sqlTable(PART_COLUMNS, rows);
}
