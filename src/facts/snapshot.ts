import { join } from 'node:path';
import type { Effects } from '../core/effects.ts';
import { sha256 } from '../core/hash.ts';
import type { Derivation, Facts, Row } from '../model/facts.ts';
import { SHEET_TABLES } from '../model/tables.ts';
import type { GuardedFacts } from '../model/guarded.ts';
import type { SnapshotSource } from '../model/changes.ts';
import type { SourceState } from '../model/report.ts';
import { Answers } from './answers.ts';
import { baseTables, baseViews } from './base.ts';
import type { NumberedSource } from './numbered.ts';
import { areDerived, derivedTables } from './derived.ts';
import { droppedStep, NOTHING_DROPPED, overlappingSources } from './duplicates.ts';
import { Engine, type EngineLimits } from './engine.ts';
import { Guard } from './guard/guard.ts';
import { prune, touch } from './prune.ts';
import { writeWhole } from './shelf.ts';

/** The facts of a snapshot while they are open. */
export interface OpenFacts extends Facts {
  readonly sources: readonly SourceState[];
  /** The same sources, as a record lists them. */
  readonly listed: readonly SnapshotSource[];
  /** The same facts, asked anew: for whoever verifies what was computed from the answers of earlier runs. */
  readonly afresh: Facts;
  /** The same facts for SQL that is not ours. */
  readonly guarded: GuardedFacts;
  /** Rows of a query as they come, for what is too much to hold at once. */
  stream(sql: string): AsyncIterable<readonly Row[]>;
  close(): void;
}

export interface SnapshotRequest {
  /** The warehouse's folder. */
  readonly state: string;
  readonly uses: readonly Omit<NumberedSource, 'number'>[];
  readonly derivation: Derivation;
  readonly effects: Effects;
}

/**
 * Up to so many statement rows the derived views are copied into memory: a report has hundreds of receipts, and each of
 * their queries costs some 50 ms over the views' joins, 1 ms over a table. Above it the copy would cost more than it saves.
 */
const MATERIALISED_ROWS = 200_000;

/**
 * SQL of the owner's gets an engine of its own, so that nothing it does is felt by ours: seconds, some memory, no disk.
 * One thread answers in one order.
 */
const GUARDED_LIMITS: EngineLimits = { memory: '512MB', threads: 1, timeMs: 5000 };

/**
 * Opens the facts of a snapshot. What is not there yet is made now, so that mistakes show now; over facts that an
 * earlier run made, DuckDB is loaded by the first query that no earlier run asked.
 */
export async function openSnapshot(request: SnapshotRequest): Promise<OpenFacts> {
  const sources = numbered(request.uses);
  const id = snapshotId(sources, request.derivation);
  const answered = join(request.state, 'answers', answersId(id, sources, request));
  const answers = new Answers(answered, request.effects);
  let opened: Promise<Engine> | undefined;
  let apart: Promise<Engine> | undefined;
  const engine = (): Promise<Engine> => (opened ??= openEngine(id, sources, request));
  const guarded = (): Promise<Engine> => (apart ??= openEngine(id, sources, request, GUARDED_LIMITS));
  if (!(await areDerived(journalFolder(request.state, id)))) await engine();
  await tidy(request, [journalFolder(request.state, id), answered]);
  const ask = async (sql: string): Promise<readonly Row[]> => (await engine()).select(sql);
  return {
    snapshot: id,
    sources: sources.map(sourceState),
    listed: sources.map(({ use }) => ({ file: use.file, hash: use.source, facts: use.key })),
    query: async (sql) => (await answers.find(sql)) ?? answers.kept(sql, await ask(sql)),
    afresh: { snapshot: id, query: ask },
    guarded: new Guard(guarded, answers),
    async *stream(sql) {
      yield* (await engine()).stream(sql);
    },
    close: () => [opened, apart].forEach((one) => void one?.then((open) => open.close()).catch(() => undefined)),
  };
}

/** Makes the tables of a snapshot (or opens those of an earlier run) and locks the door behind them. */
async function openEngine(
  id: string,
  sources: readonly NumberedSource[],
  request: SnapshotRequest,
  limits?: EngineLimits,
): Promise<Engine> {
  const engine = await Engine.open(
    limits ? { spill: '', ordered: true, limits } : { spill: join(request.state, 'tmp'), ordered: false },
  );
  try {
    await makeTables(engine, id, sources, request);
    await engine.lockDown(request.state);
    return engine;
  } catch (cause) {
    engine.close();
    throw cause;
  }
}

/** Sheets, documents and pages are asked again and again, and each view over them joins as many files as hold one. */
function isSmallSheet(name: string, sources: readonly NumberedSource[]): boolean {
  const table = SHEET_TABLES.find((one) => one === name);
  if (!table) return false;
  const rows = sources.reduce((sum, { facts }) => sum + (facts.tables[table]?.rows ?? 0), 0);
  return rows <= MATERIALISED_ROWS;
}

/** The two folders are in use; what other snapshots left long ago goes. The facts stay: they are what was read. */
async function tidy({ state, effects }: SnapshotRequest, used: readonly string[]): Promise<void> {
  const now = effects.now();
  for (const folder of used) await touch(folder, now);
  await prune(join(state, 'journal'), now);
  await prune(join(state, 'answers'), now);
}

/** What all answers follow from: the kept tables by the snapshot's id, and the SQL of the tables and views over them. */
function answersId(id: string, sources: readonly NumberedSource[], { derivation, state }: SnapshotRequest): string {
  const base = [baseTables(sources), baseViews(sources, overlappingSources(sources).length > 0)];
  // The same files in another place have the same answers: a folder may be moved.
  const inner = (text: string): string => JSON.stringify(text).slice(1, -1);
  const placeless = JSON.stringify([id, base, derivation.views]).replaceAll(inner(state), '.');
  return sha256(placeless).slice(0, 24);
}

function journalFolder(state: string, id: string): string {
  return join(state, 'journal', id);
}

async function makeTables(
  engine: Engine,
  id: string,
  sources: readonly NumberedSource[],
  { state, derivation, effects }: SnapshotRequest,
): Promise<void> {
  const overlapping = overlappingSources(sources);
  for (const [name, sql] of Object.entries(baseTables(sources))) await engine.run(`CREATE TABLE ${name} AS ${sql}`);
  const { statement_rows: statementRows, ...views } = baseViews(sources, overlapping.length > 0);
  await engine.run(`CREATE VIEW statement_rows AS ${statementRows}`);
  const derived = await derivedTables(engine, {
    folder: journalFolder(state, id),
    effects,
    probes: derivation.probes,
  });
  if (overlapping.length > 0) await derived.make([droppedStep(overlapping)]);
  else await engine.run(`CREATE TABLE dropped AS ${NOTHING_DROPPED}`);
  for (const [name, sql] of Object.entries(views))
    await engine.run(`CREATE ${isSmallSheet(name, sources) ? 'TABLE' : 'VIEW'} ${name} AS ${sql}`);
  await derived.make(derivation.steps);
  await derived.keep();
  const rows = sources.reduce((sum, { facts }) => sum + facts.rows, 0);
  const relation = rows <= MATERIALISED_ROWS ? 'TABLE' : 'VIEW';
  for (const [name, sql] of Object.entries(derivation.views)) await engine.run(`CREATE ${relation} ${name} AS ${sql}`);
  await writeWhole(join(state, 'snapshots', `${id}.json`), snapshotText(id, sources, derivation), effects);
}

function numbered(uses: SnapshotRequest['uses']): readonly NumberedSource[] {
  const name = ({ use }: SnapshotRequest['uses'][number]): string =>
    JSON.stringify([use.file, use.entity, use.account, use.key]);
  return uses
    .toSorted((a, b) => (name(a) < name(b) ? -1 : Number(name(a) > name(b))))
    .map((source, index) => ({ ...source, number: index + 1 }));
}

function snapshotId(sources: readonly NumberedSource[], derivation: Derivation): string {
  const uses = sources.map(({ use }) => [
    use.file,
    use.source,
    use.key,
    use.role,
    use.entity,
    use.account,
    use.subject,
    use.currency,
    use.opening ? [use.opening.date, String(use.opening.balance), use.opening.file, use.opening.line] : null,
  ]);
  return sha256(JSON.stringify([uses, derivation.hash])).slice(0, 24);
}

/** The snapshot as a list of hashes: what a receipt of an earlier report rests on. */
function snapshotText(id: string, sources: readonly NumberedSource[], derivation: Derivation): string {
  const list = sources.map(({ use, facts }) => ({
    file: use.file,
    sha256: use.source,
    facts: use.key,
    rows: facts.rows,
  }));
  return `${JSON.stringify({ snapshot: id, derivation: derivation.hash, sources: list }, null, 1)}\n`;
}

function sourceState({ use, facts }: NumberedSource): SourceState {
  return {
    file: use.file,
    role: use.role,
    hash: use.source,
    entity: use.entity,
    kind: facts.kind,
    rows: facts.rows,
    problems: facts.problems.length,
    ...(facts.first === undefined ? {} : { first: facts.first }),
    ...(facts.last === undefined ? {} : { last: facts.last }),
  };
}
