import {
  makeDigest,
  makeStatement,
  mergeDigests,
  withReceipts,
  type Digest,
  type StatementOptions,
} from '../analysis/statement/index.ts';
import type { Effects } from '../core/effects.ts';
import { EXIT, UserError, type Problem } from '../core/problem.ts';
import type { Journal } from '../model/journal.ts';
import type { Included, JournalReader } from '../model/source.ts';
import type { Statement } from '../model/statement.ts';
import { JournalFiles, journalNames, STANDARD_INPUT, standardInput } from './journal-file.ts';
import { cacheFolder, StatementCache } from './statement-cache.ts';

export interface StatementRequest extends StatementOptions {
  /** Journals as the command line names them; without any, the environment's. */
  readonly files: readonly string[];
  /** Folder that they are relative to. */
  readonly folder: string;
  /** The reader, where it is not to be found out. */
  readonly journalKind?: string | undefined;
  readonly secondaryDates: boolean;
  /** Postings to show of each row; 0 for none. */
  readonly receipts: number;
  /** Whether a journal with errors gives a statement all the same. */
  readonly force: boolean;
  readonly cache: boolean;
  readonly effects: Effects;
  readonly input: AsyncIterable<Uint8Array>;
}

/**
 * A statement of bare journals, without a portfolio. Throws a UserError for a file that cannot be read, and, unless
 * forced, for a journal with errors, with every one of its problems.
 */
export async function journalStatement(request: StatementRequest): Promise<Statement> {
  const names = journalNames(request.files, request.effects);
  const read: Read[] = [];
  for (const name of names) read.push(await readOne(request, name));
  const digest = mergeDigests(read.map((one) => one.digest));
  if (!request.force) refuseErrors(digest.problems);
  const statement = makeStatement(digest, request);
  if (request.receipts === 0) return statement;
  const journals = read.flatMap(({ journal }) => journal ?? []);
  return withReceipts(statement, journals, { ...request, limit: request.receipts });
}

interface Read {
  readonly digest: Digest;
  /** Only where its postings are wanted again: a million transactions are better let go. */
  readonly journal: Journal | undefined;
}

async function readOne(request: StatementRequest, name: string): Promise<Read> {
  const { folder, secondaryDates, effects } = request;
  const files = new JournalFiles(folder);
  const input = name === STANDARD_INPUT ? await standardInput(request.input) : undefined;
  const cached = request.cache && request.receipts === 0;
  const cache = cached ? new StatementCache(cacheFolder(effects)) : undefined;
  const question = { name, folder, kind: request.journalKind, secondaryDates };
  const known = await cache?.find(question, input);
  if (known) return { digest: known, journal: undefined };
  const root = input ? files.input(input) : files.root(name);
  const reader = await readerOf(root, request);
  const journal = reader.readJournal(root.bytes, root.name, files);
  const digest = makeDigest(journal, { secondaryDates });
  // What was not found may be there tomorrow, and no hash would tell.
  const sound = digest.problems.every(({ severity }) => severity !== 'error');
  if (sound)
    await cache?.keep(question, { digest, files: placed(journal, files), inclusions: files.inclusions }, files.bytes);
  return { digest, journal: request.receipts > 0 ? journal : undefined };
}

/** As much as a reader looks at to recognise a file. */
const HEAD_BYTES = 65_536;

async function readerOf(root: Included, { journalKind }: StatementRequest): Promise<JournalReader> {
  // Loaded only now: a statement kept from an earlier run needs no reader.
  const { journalReaderFor, journalReaders } = await import('../sources/index.ts');
  const reader = journalReaderFor(root.bytes.subarray(0, HEAD_BYTES), root.name, journalKind);
  if (reader) return reader;
  const kinds = journalReaders.map(({ kind }) => kind).join(', ');
  const says =
    journalKind === undefined ? `${root.name} is no journal that can be read` : `no "${journalKind}" is known`;
  throw new UserError('source-unknown', `${says}; known kinds: ${kinds}. Name one with --kind`);
}

/** Where each file of the journal lies, with its hash. */
function placed({ files }: Journal, { places }: JournalFiles): { name: string; path: string; hash: string }[] {
  const paths = new Map(places.map(({ name, path }) => [name, path] as const));
  return files.map(({ name, hash }) => ({ name, hash, path: paths.get(name) ?? '' }));
}

/** Problems that are printed: nobody mends more in one go. */
const MAX_PROBLEMS = 100;

function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return;
  const left = problems.length - MAX_PROBLEMS;
  const more = left > 0 ? ` (${left} more problems are not shown)` : '';
  const many = errors === 1 ? '1 error' : `${errors} errors`;
  throw new UserError(
    'journal-errors',
    `the journal has ${many}${more}, so there is no statement; --force makes one of what could be read`,
    { problems: problems.slice(0, MAX_PROBLEMS), exit: EXIT.failure },
  );
}
