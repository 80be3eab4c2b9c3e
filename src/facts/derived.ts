import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { ComputedStep, Derivation, Probe, Row, SqlStep } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import type { Engine } from './engine.ts';
import { isSealed, seal, type Seal } from './seal.ts';
import { temporary } from './shelf.ts';
import { copy } from './write.ts';

const sealsSchema = z.record(z.string(), z.object({ bytes: z.number(), tail: z.string() }));
const SEALS = 'seals.json';

export interface DerivedTables {
  /** Makes the tables of these steps, in order; where an earlier run kept them, kept ones are opened and others left out. */
  make(steps: Derivation['steps']): Promise<void>;
  /** Puts what was made in place for the next run. */
  keep(): Promise<void>;
}

interface Place {
  /** Where the kept tables of this snapshot are, or will be. */
  readonly folder: string;
  readonly effects: Effects;
  readonly probes: readonly Probe[];
}

/** Tables derived from the rows, kept as Parquet per snapshot. */
export async function derivedTables(engine: Engine, place: Place): Promise<DerivedTables> {
  if (await areDerived(place.folder)) return openTables(engine, place.folder);
  await probe(engine, place.probes);
  return new Maker(engine, place.folder, temporary(place.folder, place.effects));
}

/** Opens what an earlier run made. */
function openTables(engine: Engine, folder: string): DerivedTables {
  return {
    make: async (steps) => {
      for (const step of steps) {
        if (isKept(step)) await viewOf(engine, step.table, join(folder, `${step.table}.parquet`));
      }
    },
    keep: async () => undefined,
  };
}

class Maker implements DerivedTables {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #unfinished: string;
  readonly #kept: string[] = [];

  constructor(engine: Engine, folder: string, unfinished: string) {
    this.#engine = engine;
    this.#folder = folder;
    this.#unfinished = unfinished;
  }

  async make(steps: Derivation['steps']): Promise<void> {
    await mkdir(this.#unfinished, { recursive: true });
    try {
      for (const step of steps) await this.#makeOne(step);
    } catch (cause) {
      await rm(this.#unfinished, { recursive: true, force: true });
      throw cause;
    }
  }

  /** Two processes may have made the same tables: the first to finish leaves them, and the other uses those. */
  async keep(): Promise<void> {
    const seals: Record<string, Seal> = {};
    for (const table of this.#kept) seals[table] = await seal(join(this.#unfinished, `${table}.parquet`));
    await writeFile(join(this.#unfinished, SEALS), JSON.stringify(seals));
    await mkdir(dirname(this.#folder), { recursive: true });
    await this.#moveIn();
    for (const table of this.#kept) await viewOf(this.#engine, table, join(this.#folder, `${table}.parquet`));
  }

  async #moveIn(): Promise<void> {
    try {
      await rename(this.#unfinished, this.#folder);
    } catch {
      if (!(await areDerived(this.#folder))) {
        await rm(this.#folder, { recursive: true, force: true });
        await rename(this.#unfinished, this.#folder);
      } else {
        await rm(this.#unfinished, { recursive: true, force: true });
      }
    }
  }

  async #makeOne(step: SqlStep | ComputedStep): Promise<void> {
    if ('kept' in step && step.kept) {
      const path = join(this.#unfinished, `${step.table}.parquet`);
      await copy(this.#engine, step.sql, path);
      await viewOf(this.#engine, step.table, path);
      this.#kept.push(step.table);
    } else if ('sql' in step) {
      await this.#engine.run(`CREATE TEMP TABLE ${step.table} AS ${step.sql}`);
    } else {
      await this.#compute(step);
    }
  }

  async #compute(step: ComputedStep): Promise<void> {
    const columns = Object.entries(step.columns);
    await this.#engine.run(`CREATE TEMP TABLE ${step.table} (${columns.map((column) => column.join(' ')).join(', ')})`);
    const rows = step.compute(await this.#engine.rows(step.query));
    await this.#engine.append(
      step.table,
      columns.map(([, type]) => type),
      columns.map(([name]) => rows.map((row: Row) => row[name] ?? null)),
    );
  }
}

function isKept(step: SqlStep | ComputedStep): boolean {
  return 'kept' in step && step.kept;
}

function viewOf(engine: Engine, table: string, path: string): Promise<number> {
  return engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT * FROM read_parquet(${sqlText(path)})`);
}

/** True when every table that an earlier run kept is still there as it was left. */
export async function areDerived(folder: string): Promise<boolean> {
  try {
    const seals = sealsSchema.parse(JSON.parse(await readFile(join(folder, SEALS), 'utf8')));
    const checks = Object.entries(seals).map(([table, sealed]) => isSealed(join(folder, `${table}.parquet`), sealed));
    return (await Promise.all(checks)).every(Boolean);
  } catch {
    return false;
  }
}

/** Asks the engine about every text that only it can judge, and reports all that are wrong at once. */
async function probe(engine: Engine, probes: readonly Probe[]): Promise<void> {
  const problems = [];
  for (const { sql, problem } of probes) {
    try {
      await engine.rows(sql);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.split('\n')[0] : '';
      problems.push({ ...problem, message: `${problem.message}: ${reason}` });
    }
  }
  if (problems.length > 0) throw new UserError('bad-portfolio', 'a categorisation rule cannot be used', { problems });
}
