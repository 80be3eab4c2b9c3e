import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rescale } from '../core/decimal.ts';
import type { Effects } from '../core/effects.ts';
import { sha256 } from '../core/hash.ts';
import { minorDigits } from '../core/money.ts';
import { UserError, type Problem } from '../core/problem.ts';
import { factsKey, type Warehouse } from '../facts/index.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap, DeclaredOpening, SourceUse } from '../model/facts.ts';
import type { Reader, ReadOptions, SourceRole } from '../model/source.ts';
import type { SourceFile } from '../portfolio/expand.ts';
import { kindsByRole, readerFor, readers, storeInBulk } from '../sources/index.ts';
import { areUnchanged, Includes, type Inclusion } from './includes.ts';
import { sourceBytes, sourceStamp, type SourceStamp } from './read-file.ts';

export interface Collected {
  readonly uses: readonly SourceUse[];
  readonly problems: readonly Problem[];
  /** What could not be read of the sources, for the reports. */
  readonly gaps: readonly CoverageGap[];
  /** Sources whose facts were stored already. */
  readonly reused: number;
}

/** Reads the files whose content, reader or options changed; the others' facts are there already. */
export async function collect(
  declared: Declared,
  files: readonly SourceFile[],
  warehouse: Warehouse,
  effects: Effects,
): Promise<Collected> {
  const uses: SourceUse[] = [];
  const problems: Problem[] = [];
  const gaps: CoverageGap[] = [];
  let reused = 0;
  for (const file of files) {
    effects.progress(`reading ${file.file}`);
    const read = await collectOne(declared, file, warehouse).catch((error: unknown) => refused(declared, file, error));
    uses.push(...read.uses);
    problems.push(...read.problems);
    gaps.push(...unreadGaps(file, read.problems));
    if (read.reused) reused += 1;
  }
  return { uses, problems, gaps, reused };
}

interface CollectedOne extends Omit<Collected, 'reused' | 'gaps'> {
  readonly reused: boolean;
}

async function collectOne(declared: Declared, source: SourceFile, warehouse: Warehouse): Promise<CollectedOne> {
  const { entity, role, account, subject, file, kind } = source;
  const { folder, portfolio } = declared;
  const path = join(folder, file);
  const currency = source.options.currency ?? entity.currency ?? portfolio.base_currency;
  const options = { ...source.options, currency };
  const stamp = await sourceStamp(path, file);
  const request = { folder, path, file, stamp, options, kind, role };
  const before = await storedBefore(warehouse, request);
  const facts = before ?? (await readAnew(warehouse, request));
  if (!facts) return { uses: [], problems: [unreadable(declared, source)], reused: false };
  const { key, source: hash, problems } = facts;
  const opening = await declaredOpening(declared, source, currency);
  const use = { key, source: hash, file, role, entity: entity.id, account, subject, currency };
  return { uses: [opening ? { ...use, opening } : use], problems, reused: before !== undefined };
}

interface ReadRequest {
  /** Of the portfolio. */
  readonly folder: string;
  readonly path: string;
  readonly file: string;
  readonly stamp: SourceStamp;
  readonly options: ReadOptions;
  /** The reader that the owner named. */
  readonly kind: string | undefined;
  readonly role: SourceRole;
}

interface Keyed {
  readonly key: string;
  /** SHA-256 of the bytes that were read. */
  readonly source: string;
  readonly problems: readonly Problem[];
}

const keyOf = (reader: Reader, { hash }: SourceStamp, options: ReadOptions): string =>
  factsKey({ source: hash, kind: reader.kind, version: reader.version, options });

/** Looked up under each reader that could have read it: recognising a file costs more than finding what is stored. */
async function storedBefore(warehouse: Warehouse, request: ReadRequest): Promise<Keyed | undefined> {
  for (const reader of readers) {
    if (reader.role !== request.role || (request.kind !== undefined && request.kind !== reader.kind)) continue;
    const own = keyOf(reader, request.stamp, request.options);
    const inclusions = reader.role === 'books' ? await warehouse.inclusions<Inclusion>(own) : [];
    if (!areUnchanged(request.folder, inclusions)) continue;
    const key = keyWith(own, inclusions);
    const stored = await warehouse.lookup(key, request.file);
    if (stored) return { key, source: request.stamp.hash, problems: stored.problems };
  }
  return undefined;
}

async function readAnew(warehouse: Warehouse, request: ReadRequest): Promise<Keyed | undefined> {
  const { folder, path, file, options } = request;
  const { bytes, stamp } = await sourceBytes(path, file, request.stamp);
  const reader = readerFor(bytes.subarray(0, 65_536), file, request.kind, request.role);
  if (!reader) return undefined;
  const own = keyOf(reader, stamp, options);
  const bulk = reader.kind === 'csv' ? await storeInBulk(warehouse, own, { path, file, bytes, options }) : undefined;
  if (bulk) return { key: own, source: stamp.hash, problems: bulk.problems };
  const context = new Includes(folder);
  const read = reader.read(bytes, file, options, context);
  const key = keyWith(own, context.seen);
  const stored = await warehouse.store(key, file, read);
  if (context.seen.length > 0) await warehouse.keepInclusions(own, context.seen);
  return { key, source: stamp.hash, problems: stored.problems };
}

/** What a file includes is part of its content. */
function keyWith(own: string, inclusions: readonly Inclusion[]): string {
  return inclusions.length === 0 ? own : sha256(JSON.stringify([own, inclusions])).slice(0, own.length);
}

/** The opening balance with the hash of the very file that declares it, so that its receipt can be checked by hand. */
async function declaredOpening(
  declared: Declared,
  { opening, path }: SourceFile,
  currency: string,
): Promise<DeclaredOpening | undefined> {
  if (!opening) return undefined;
  const { file, line } = declared.at([...path, 'opening', 'balance']);
  const source = sha256(await readFile(join(declared.folder, file)));
  const balance = rescale(opening.balance, minorDigits(currency)).mantissa;
  return { date: opening.date, balance, file, line, source };
}

/** A file that is too large or that cannot be opened is a problem where it is declared; the others are read all the same. */
function refused(declared: Declared, source: SourceFile, error: unknown): CollectedOne {
  if (!(error instanceof UserError)) throw error;
  const at = declared.at([...source.path, 'file']);
  const mend = 'mend the file, or take the source out';
  return {
    uses: [],
    problems: [{ code: error.code, at, severity: 'error', message: error.message, mend }],
    reused: false,
  };
}

/** Problems by which nothing at all of a file could be read. */
const WHOLE: readonly string[] = ['source-unknown', 'source-too-large', 'source-unreadable'];

/** A file, or records of it, that no figure can count. */
function unreadGaps({ entity, file }: SourceFile, problems: readonly Problem[]): CoverageGap[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return [];
  const whole = WHOLE.includes(first.code);
  const where = `${file}: ${errors.length} ${errors.length === 1 ? 'record' : 'records'} that could not be read, the first on line ${first.at.line}`;
  return [
    {
      id: `${entity.id}.unread.${file}`,
      entity: entity.id,
      source: whole ? first.message : where,
      wouldTell: 'what moved there; every figure leaves it out',
      suffers: [`${entity.id}.cash`, `${entity.id}.burn.mean-3`],
    },
  ];
}

const EXPORTS: Readonly<Record<SourceRole, string>> = {
  statement: 'a statement or an export of its movements',
  books: 'a journal or an export of an accounting system',
  bookings: 'a sheet of bookings',
  sheet: 'a sheet with a header',
  handoff: 'a Markdown document',
  page: 'a page of HTML',
};

function unreadable(declared: Declared, source: SourceFile): Problem {
  return {
    code: 'source-unknown',
    at: declared.at([...source.path, 'file']),
    severity: 'error',
    message: `no reader recognises ${source.file}`,
    expected: `${EXPORTS[source.role]}: ${kindsByRole[source.role].join(', ')}`,
    mend: 'name its kind under `kind`, or take the source out',
  };
}
