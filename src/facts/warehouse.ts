import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../core/effects.ts';
import type { SnapshotSource, SourceChange } from '../model/changes.ts';
import type { Derivation, ReadResult, SourceUse } from '../model/facts.ts';
import type { TableName } from '../model/tables.ts';
import { writeBulk, type BulkRead } from './bulk.ts';
import { sourceChanges } from './changes.ts';
import { Engine } from './engine.ts';
import { makePlace, placeOf } from './place.ts';
import { type Seal } from './seal.ts';
import { cardText, readCard, writeWhole } from './shelf.ts';
import { openSnapshot, type OpenFacts } from './snapshot.ts';
import { bounded, describe, type StoredFacts } from './stored.ts';
import { storeTables, withTables } from './tables.ts';
import { storedRows, tableOfRows, writeParquet } from './write.ts';

/**
 * Facts of a portfolio: one Parquet file per source content, reader version and options, with a card beside it.
 * Several processes may work on one folder at once: files appear whole, by rename, and the same name always holds the
 * same rows.
 */
export class Warehouse {
  readonly folder: string;
  readonly #effects: Effects;
  #engine: Promise<Engine> | undefined;
  /** Tables are named by it, so that files can be stored side by side. */
  #stores = 0;

  constructor(folder: string, effects: Effects) {
    this.folder = folder;
    this.#effects = effects;
  }

  /**
   * What is stored under a key; undefined when nothing is or when it is damaged: then it is read anew. `file` is the
   * file's name today, for its problems: the same content may have been stored under another name.
   */
  async lookup(key: string, file: string): Promise<StoredFacts | undefined> {
    const shelf = { rows: this.#parquet(key), table: (table: TableName) => this.#table(key, table) };
    const stored = await readCard(this.#path(key, 'json'), shelf);
    if (!stored) return undefined;
    const isPart = (name: string): boolean => stored.parts.some((part) => part.name === name);
    const problems = stored.problems.map((problem) =>
      isPart(problem.at.file) ? problem : { ...problem, at: { ...problem.at, file } },
    );
    return { ...stored, problems };
  }

  /** What the file of a key includes, as it was kept; nothing when it is damaged: then the file is read anew. */
  async inclusions<T>(key: string): Promise<readonly T[]> {
    return readFile(this.#path(key, 'includes.json'), 'utf8').then(
      (text) => JSON.parse(text) as readonly T[],
      () => [],
    );
  }

  async keepInclusions(key: string, inclusions: readonly unknown[]): Promise<void> {
    await writeWhole(this.#path(key, 'includes.json'), JSON.stringify(inclusions), this.#effects);
  }

  /** Stores what a reader made of a file; `file` is how problems name it. */
  async store(key: string, file: string, read: ReadResult): Promise<StoredFacts> {
    const result = bounded(read, file);
    const engine = await this.#open();
    this.#stores += 1;
    const table = `stored_${this.#stores}`;
    const facts = describe(result);
    const seal = facts.rowless ? null : await this.#storeRows(engine, key, table, result.rows);
    const place = { parquet: (name: TableName) => this.#table(key, name), unique: table, effects: this.#effects };
    const tables = await storeTables(engine, result.tables ?? {}, place);
    return this.#keep(key, await withTables(engine, facts, tables, place.parquet), seal);
  }

  async #storeRows(engine: Engine, key: string, table: string, rows: ReadResult['rows']): Promise<Seal> {
    await tableOfRows(engine, table, rows);
    const { seal } = await writeParquet(engine, this.#parquet(key), storedRows(table), this.#effects);
    await engine.run(`DROP TABLE ${table}`);
    return seal;
  }

  /** Stores a file that DuckDB reads itself; undefined, and nothing stored, when it is not plain enough for that. */
  async storeBulk(key: string, read: BulkRead): Promise<StoredFacts | undefined> {
    const path = this.#parquet(key);
    const engine = await this.#open();
    const written = await writeBulk(engine, path, read, this.#effects);
    if (!written) return undefined;
    this.#stores += 1;
    const place = {
      parquet: (name: TableName) => this.#table(key, name),
      unique: `stored_${this.#stores}`,
      effects: this.#effects,
    };
    const filled = written.statements.length > 0 ? { statements: written.statements } : {};
    const tables = await storeTables(engine, filled, place);
    return this.#keep(key, { ...written.facts, tables }, written.seal);
  }

  /** Writes the card of a Parquet file that is in place; from then on `lookup` finds it. */
  async #keep(key: string, facts: StoredFacts, sealed: Seal | null): Promise<StoredFacts> {
    await writeWhole(this.#path(key, 'json'), cardText(facts, sealed), this.#effects);
    return facts;
  }

  /** Opens the facts of these sources with the tables that the derivation makes of them. */
  async snapshot(uses: readonly SourceUse[], derivation: Derivation): Promise<OpenFacts> {
    const stored = await Promise.all(
      uses.map(async (use) => {
        const facts = await this.lookup(use.key, use.file);
        if (!facts) throw new Error(`nothing is stored for ${use.file} under ${use.key}`);
        return { use, facts, parquet: this.#parquet(use.key), table: (name: TableName) => this.#table(use.key, name) };
      }),
    );
    return openSnapshot({ state: this.folder, uses: stored, derivation, effects: this.#effects });
  }

  /** What changed in the sources between two lists of them; of files whose rows are no longer stored, only that they did. */
  async changes(before: readonly SnapshotSource[], now: readonly SnapshotSource[]): Promise<SourceChange[]> {
    return sourceChanges(
      () => this.#open(),
      before,
      now,
      async ({ facts: key, file }) => {
        const facts = await this.lookup(key, file);
        return facts && { facts, rows: this.#parquet(key), table: (name) => this.#table(key, name) };
      },
    );
  }

  #table(key: string, table: TableName): string {
    return this.#path(key, `${table}.parquet`);
  }

  #parquet(key: string): string {
    return this.#path(key, 'parquet');
  }

  /** The engine that writes; opened by the first who needs it. */
  #open(): Promise<Engine> {
    this.#engine ??= makePlace(this.folder).then(() => Engine.open({ spill: join(this.folder, 'tmp'), ordered: true }));
    return this.#engine;
  }

  async close(): Promise<void> {
    (await this.#engine)?.close();
    this.#engine = undefined;
  }

  #path(key: string, extension: string): string {
    return join(this.folder, 'facts', `${key}.${extension}`);
  }
}

/** The warehouse of a portfolio folder; nothing is created or loaded before it is needed. */
export function openWarehouse(portfolioFolder: string, effects: Effects): Warehouse {
  return new Warehouse(placeOf(portfolioFolder, effects.env), effects);
}
