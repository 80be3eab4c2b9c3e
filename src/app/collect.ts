import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rescale } from '../core/decimal.ts';
import type { Effects } from '../core/effects.ts';
import { sha256 } from '../core/hash.ts';
import { minorDigits } from '../core/money.ts';
import type { Problem } from '../core/problem.ts';
import { factsKey, type Warehouse } from '../facts/index.ts';
import type { Declared } from '../model/declared.ts';
import type { DeclaredOpening, SourceUse } from '../model/facts.ts';
import type { Reader, ReadOptions } from '../model/source.ts';
import type { SourceFile } from '../portfolio/expand.ts';
import { readerFor, storeInBulk } from '../sources/index.ts';
import { sourceBytes } from './read-file.ts';

export interface Collected {
  readonly uses: readonly SourceUse[];
  readonly problems: readonly Problem[];
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
  let reused = 0;
  for (const file of files) {
    effects.progress(`reading ${file.file}`);
    const read = await collectOne(declared, file, warehouse);
    uses.push(...read.uses);
    problems.push(...read.problems);
    if (read.reused) reused += 1;
  }
  return { uses, problems, reused };
}

interface CollectedOne extends Omit<Collected, 'reused'> {
  readonly reused: boolean;
}

async function collectOne(declared: Declared, source: SourceFile, warehouse: Warehouse): Promise<CollectedOne> {
  const { entity, spec, file } = source;
  const path = join(declared.folder, file);
  const bytes = await sourceBytes(path, file);
  const reader = readerFor(bytes.subarray(0, 65_536), file, spec.kind);
  if (!reader) return { uses: [], problems: [unreadable(declared, source)], reused: false };
  const currency = spec.currency ?? entity.currency ?? declared.portfolio.base_currency;
  const options = { ...readOptions(source), currency };
  const hash = sha256(bytes);
  const key = factsKey({ source: hash, kind: reader.kind, version: reader.version, options });
  const before = await warehouse.lookup(key, file);
  const bulk = { path: join(declared.folder, file), file, bytes, options };
  const stored =
    before ??
    (reader.kind === 'csv' ? await storeInBulk(warehouse, key, bulk) : undefined) ??
    (await warehouse.store(key, file, reader.read(bytes, file, options)));
  const opening = await declaredOpening(declared, source, currency);
  const use = {
    key,
    source: hash,
    file,
    entity: entity.id,
    account: spec.account,
    currency,
    ...(opening ? { opening } : {}),
  };
  return { uses: [use], problems: stored.problems, reused: before !== undefined };
}

function readOptions({ spec }: SourceFile): ReadOptions {
  const { preset, columns, delimiter, decimal, date_order, encoding, header, skip_lines } = spec;
  return { preset, columns, delimiter, decimal, date_order, encoding, header, skip_lines };
}

/** The opening balance with the hash of the very file that declares it, so that its receipt can be checked by hand. */
async function declaredOpening(
  declared: Declared,
  { spec, path }: SourceFile,
  currency: string,
): Promise<DeclaredOpening | undefined> {
  if (!spec.opening) return undefined;
  const { file, line } = declared.at([...path, 'opening', 'balance']);
  const source = sha256(await readFile(join(declared.folder, file)));
  const balance = rescale(spec.opening.balance, minorDigits(currency)).mantissa;
  return { date: spec.opening.date, balance, file, line, source };
}

function unreadable(declared: Declared, source: SourceFile): Problem {
  return {
    code: 'source-unknown',
    at: declared.at([...source.path, 'file']),
    severity: 'error',
    message: `no reader recognises ${source.file}`,
    expected: 'a CSV, OFX or QFX export',
    mend: 'name its kind under `kind`, or take the source out',
  };
}
