import { access, mkdir, readdir } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import type { IsoDate } from '../core/date.ts';
import { UserError } from '../core/problem.ts';
import type { ReadResult } from '../model/facts.ts';
import { portfolioJsonSchema } from '../portfolio/schema.ts';
import { detectLayout } from '../sources/csv/layout.ts';
import { readerFor } from '../sources/index.ts';
import { portfolioText, type ProposedEntity, type ProposedSource } from './init-text.ts';
import { sourceBytes } from './read-file.ts';
import { writeWhole } from './write-whole.ts';

/** A folder of exports is small; these bounds keep a wrong folder (a home, a disk) from being read whole. */
const MAX_DEPTH = 4;
const MAX_FILES = 500;
const EXPORTS = new Set(
  '.csv .tsv .tab .txt .ofx .qfx .xml .sta .swi .940 .942 .mt940 .mt942 .qif .xlsx .xlsm'.split(' '),
);
const NOT_EXPORTS = new Set(['node_modules', 'outbox']);

export interface Proposal {
  readonly folder: string;
  readonly entities: readonly ProposedEntity[];
  /** Files that look like exports and that no reader understands. */
  readonly left: readonly string[];
  /** The currency that most rows are in. */
  readonly currency: string | undefined;
  /** The last day on which any export has a row. */
  readonly last: IsoDate | undefined;
}

/** Looks at a folder of exports: which files are what, and which column holds which field. */
export async function propose(folder: string): Promise<Proposal> {
  const root = resolve(folder);
  const files = await exportsIn(root, root, 0);
  const found = new Map<string, ProposedSource[]>();
  const left: string[] = [];
  const rowsOf = new Map<string, number>();
  for (const file of files.slice(0, MAX_FILES)) {
    const source = await proposeSource(root, file);
    if (!source) {
      left.push(file);
      continue;
    }
    const entity = file.includes('/') ? (file.split('/')[0] ?? '') : basename(root);
    found.set(entity, [...(found.get(entity) ?? []), source]);
    for (const row of source.read.rows) rowsOf.set(row.currency, (rowsOf.get(row.currency) ?? 0) + 1);
  }
  const [currency] = [...rowsOf].toSorted((a, b) => b[1] - a[1]).map(([code]) => code);
  const entities = [...found].map(([name, sources]) => ({ name, sources }));
  const days = entities.flatMap(({ sources }) => sources.flatMap(({ read }) => read.rows.map(({ date }) => date)));
  const last = days.reduce<IsoDate | undefined>(
    (latest, day) => (latest === undefined || day > latest ? day : latest),
    undefined,
  );
  return { folder: root, entities, left, currency, last };
}

async function exportsIn(root: string, folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new UserError('no-folder', `${folder} cannot be read`, { cause });
  });
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_EXPORTS.has(entry.name)) continue;
    if (entry.isDirectory() && depth < MAX_DEPTH) files.push(...(await exportsIn(root, path, depth + 1)));
    else if (entry.isFile() && EXPORTS.has(extname(entry.name).toLowerCase()))
      files.push(relative(root, path).split(sep).join('/'));
  }
  return files;
}

async function proposeSource(root: string, file: string): Promise<ProposedSource | undefined> {
  const { bytes } = await sourceBytes(join(root, file), file);
  const reader = readerFor(bytes.subarray(0, 65_536), file);
  const read: ReadResult | undefined = reader?.read(bytes, file, {});
  // Without a currency no row can be read, but the layout is known; the owner's base currency will do for the file.
  const again =
    reader && read?.problems.some(({ code }) => code === 'currency-missing')
      ? reader.read(bytes, file, { currency: 'USD' })
      : undefined;
  const result = again ?? read;
  if (!reader || !result || result.rows.length === 0) return undefined;
  if (reader.kind !== 'csv') return { file, kind: reader.kind, read: result };
  return { file, kind: reader.kind, read: result, layout: detectLayout(bytes, file, {}) };
}

export interface InitOptions {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly force: boolean;
}

/** Writes the proposal as portfolio.yaml, with the schema that editors use. Answers the files written. */
export async function writeProposal(proposal: Proposal, options: InitOptions): Promise<readonly string[]> {
  const path = join(proposal.folder, 'portfolio.yaml');
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there && !options.force) throw new UserError('portfolio-exists', `${path} is there already; --force replaces it`);
  const schema = join(proposal.folder, '.quarterdeck', 'portfolio.schema.json');
  await mkdir(join(proposal.folder, '.quarterdeck'), { recursive: true });
  await writeWhole(schema, `${JSON.stringify(portfolioJsonSchema(), null, 2)}\n`);
  await writeWhole(path, portfolioText(proposal, options));
  return [path, schema];
}
