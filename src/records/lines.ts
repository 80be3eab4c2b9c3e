import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, UserError, type Position, type Problem } from '../core/problem.ts';
import type { RecordCode } from './codes.ts';

/** Some ten years of daily reports. All of it is read on each run. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface Lines<T> {
  readonly entries: readonly { readonly record: T; readonly at: Position }[];
  readonly problems: readonly Problem[];
  /** The last line has its end, so that what is added begins a line of its own. */
  readonly whole: boolean;
}

export interface LinesOf<T> {
  /** Below the portfolio folder. Not in the state folder: what is there can be made again, and this cannot. */
  readonly file: string;
  /** What a line holds: `a forecast`. */
  readonly what: string;
  /** A record out of a line of JSON, undefined for what is none. */
  readonly parse: (line: unknown) => T | undefined;
}

/** Reads a file of records, a line of JSON each. A line that is no record is passed over and named as a problem. */
export async function readLines<T>(folder: string, { file, what, parse }: LinesOf<T>): Promise<Lines<T>> {
  const text = await readText(join(folder, file), file);
  if (typeof text !== 'string') return { entries: [], problems: [text], whole: true };
  const entries: { record: T; at: Position }[] = [];
  const problems: Problem[] = [];
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const at = { file, line: index + 1, column: 1 };
    const record = parse(jsonOf(line));
    if (record === undefined) problems.push(noRecord(at, what, index === lines.length - 1));
    else entries.push({ record, at });
  });
  return { entries, problems, whole: text === '' || text.endsWith('\n') };
}

/**
 * Adds records: one write at the end of the file, so two processes cannot tear each other's lines. Throws a UserError
 * when they cannot be written, or when what is there cannot be read.
 */
export async function addLines<T>(folder: string, of: LinesOf<T>, records: readonly T[]): Promise<void> {
  if (records.length === 0) return;
  const { whole, problems } = await readLines(folder, of);
  const unreadable = problems.find(({ severity }) => severity === 'error');
  if (unreadable) throw new UserError('cannot-write', unreadable.message, { exit: EXIT.failure });
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  // A line that a crash left half written stays, and this one begins below it.
  await append(join(folder, of.file), of.file, `${whole ? '' : '\n'}${lines}`);
}

/** The file's text, '' where there is none yet; or why it cannot be read. */
async function readText(path: string, file: string): Promise<string | Problem> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path, 'utf8');
    const mend = 'move its oldest lines to another file';
    return unreadable(file, `${file} is larger than ${MAX_BYTES} bytes`, mend);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return '';
    return unreadable(file, `${file} cannot be read (${code})`, 'check that it is a file, and who may read it');
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unreadable(file: string, message: string, mend: string): Problem {
  const code: RecordCode = 'records-unreadable';
  return { code, at: { file, line: 1, column: 1 }, severity: 'error', message, mend };
}

function noRecord(at: Position, what: string, cutOff: boolean): Problem {
  const code: RecordCode = 'record-unreadable';
  return {
    code,
    at,
    severity: 'warning',
    message: cutOff ? 'the last record was cut off while it was written' : `the line is no record of ${what}`,
    expected: `${what} as it was recorded, unchanged`,
    mend: 'nothing needs to be done: it is passed over, and what is recorded next begins a line of its own',
  };
}

async function append(path: string, name: string, lines: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    try {
      await writeAll(file, Buffer.from(lines));
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    const message = `${name} cannot be written (${codeOf(error)})`;
    throw new UserError('cannot-write', message, { exit: EXIT.failure, cause: error });
  }
}

/** In one write where the disk takes it: `appendFile` would cut what is long, and another process could come between. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length;) from += (await file.write(bytes, from)).bytesWritten;
}

/** Until its folder is synced, a power cut can take a new file away. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
