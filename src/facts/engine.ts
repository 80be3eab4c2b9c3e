import { availableParallelism } from 'node:os';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import type { Cell, Row } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';

/** A query that runs longer is broken off: no report needs more, and a runaway join must not hang a scheduled run. */
const TIME_LIMIT_MS = 120_000;
/** Enough for joins over millions of rows; above it DuckDB spills to `tmp` instead of taking the machine's memory. */
const MEMORY_LIMIT = '2GB';
const MOST_THREADS = 8;

/** DuckDB's library costs a quarter of a second to load: only what needs the warehouse pays for it. */
const library = () => import('./library.ts');

export interface EngineOptions {
  /** Where DuckDB may spill to; '' where it may not. */
  readonly spill: string;
  /** Parquet keeps the order of the rows only when this is set; without it, writing runs on all cores. */
  readonly ordered: boolean;
  /** Other limits than those of our own queries. */
  readonly limits?: EngineLimits;
}

export interface EngineLimits {
  readonly memory: string;
  readonly threads: number;
  readonly timeMs: number;
}

const OUR_LIMITS: EngineLimits = { memory: MEMORY_LIMIT, threads: MOST_THREADS, timeMs: TIME_LIMIT_MS };

/** One in-memory DuckDB with one connection; its statements run one after another. */
export class Engine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  readonly #timeMs: number;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, timeMs: number) {
    this.#instance = instance;
    this.#connection = connection;
    this.#timeMs = timeMs;
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const { DuckDBInstance } = await library();
    const { memory, threads, timeMs } = options.limits ?? OUR_LIMITS;
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(Math.min(availableParallelism(), threads)),
      memory_limit: memory,
      temp_directory: options.spill,
      preserve_insertion_order: String(options.ordered),
      // Nothing is ever fetched: what Quarterdeck needs is built in.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new Engine(instance, await instance.connect(), timeMs);
  }

  /** From here on only files below `folder` can be read, and no setting can be changed. */
  async lockDown(folder: string): Promise<void> {
    await this.run(`SET allowed_directories = [${sqlText(folder)}]`);
    await this.run('SET enable_external_access = false');
    await this.run('SET lock_configuration = true');
  }

  /** Runs one statement of ours. Answers how many rows it changed or wrote. */
  run(sql: string): Promise<number> {
    return this.#inTurn(async () => {
      const result = await this.#connection.run(sql);
      return result.rowsChanged;
    });
  }

  /** Rows of one statement of ours, all at once. */
  rows(sql: string): Promise<Row[]> {
    return this.#inTurn(async () => {
      const result = await this.#connection.run(sql);
      return asRows(result.deduplicatedColumnNames(), await result.getRows());
    });
  }

  /** Rows of a SELECT that came from outside this room: anything but one SELECT is refused. */
  select(sql: string): Promise<Row[]> {
    return this.#inTurn(async () => {
      const { StatementType } = await library();
      const statements = await this.#connection.extractStatements(sql);
      if (statements.count !== 1) throw new Error(`expected one SELECT, found ${statements.count} statements`);
      const prepared = await statements.prepare(0);
      try {
        if (prepared.statementType !== StatementType.SELECT) throw new Error('expected a SELECT');
        const result = await prepared.run();
        return asRows(result.deduplicatedColumnNames(), await result.getRows());
      } finally {
        prepared.destroySync();
      }
    });
  }

  /** Rows of a SELECT as they come, a chunk at a time, for what is too much to hold. */
  async *stream(sql: string): AsyncGenerator<readonly Row[]> {
    // A connection holds one open result: this one gets its own.
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream(sql);
      const names = result.deduplicatedColumnNames();
      for await (const rows of result.yieldRows()) yield asRows(names, rows);
    } finally {
      connection.closeSync();
    }
  }

  /** Appends columns of equal length to a table, a chunk of vectors at a time. */
  append(table: string, types: readonly ColumnType[], columns: readonly (readonly DuckDBValue[])[]): Promise<void> {
    return this.#inTurn(async () => {
      const { BIGINT, DuckDBDataChunk, VARCHAR } = await library();
      const appender = await this.#connection.createAppender(table);
      const chunkTypes = types.map((type) => (type === 'BIGINT' ? BIGINT : VARCHAR));
      const rows = columns[0]?.length ?? 0;
      for (let from = 0; from < rows; from += VECTOR) {
        const chunk = DuckDBDataChunk.create(chunkTypes);
        chunk.setColumns(columns.map((column) => column.slice(from, from + VECTOR)));
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    });
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** After the statements before it, and not longer than the limit. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#limited(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#connection.interrupt(), this.#timeMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }
}

export type ColumnType = 'BIGINT' | 'VARCHAR';

/** DuckDB's vector size: a data chunk holds no more. */
const VECTOR = 2048;

function asRows(names: readonly string[], rows: readonly (readonly DuckDBValue[])[]): Row[] {
  return rows.map((values) => {
    const row: Record<string, Cell> = {};
    names.forEach((name, index) => {
      row[name] = asCell(values[index]);
    });
    return row;
  });
}

/** Amounts arrive as bigint (BIGINT, and HUGEINT from sums); dates and decimals print as ISO text and plain digits. */
function asCell(value: DuckDBValue | undefined): Cell {
  switch (typeof value) {
    case 'string':
    case 'bigint':
    case 'number':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    default:
      return value === null ? null : String(value);
  }
}
