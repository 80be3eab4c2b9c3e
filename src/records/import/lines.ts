import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, UserError } from '../../core/problem.ts';
import { sha256 } from '../../core/hash.ts';
import type { RecordCode } from '../codes.ts';

/** Earlier versions read no larger file either. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface LinesOf<T> {
  /** Below the portfolio folder. */
  readonly file: string;
  /** What a line holds: `a forecast`. */
  readonly what: string;
  /** A record out of a line of JSON, undefined for what is none. */
  readonly parse: (line: unknown) => T | undefined;
}

export interface Lines<T> {
  /** With the numbers of their lines. */
  readonly entries: readonly { readonly record: T; readonly line: number }[];
  /** Lines that are no record, and why; `hash` is of the line. */
  readonly passedOver: readonly { readonly line: number; readonly hash: string; readonly message: string }[];
}

/**
 * Reads a file of records as earlier versions wrote it, a line of JSON each. A line that is no record is passed over.
 * Undefined where there is no such file. Throws a UserError when it cannot be read.
 */
export async function readLines<T>(folder: string, { file, what, parse }: LinesOf<T>): Promise<Lines<T> | undefined> {
  const text = await readText(join(folder, file), file);
  if (text === undefined) return undefined;
  const entries: { record: T; line: number }[] = [];
  const passedOver: { line: number; hash: string; message: string }[] = [];
  const lines = text.split('\n');
  lines.forEach((said, index) => {
    if (said.trim() === '') return;
    const line = index + 1;
    const record = parse(jsonOf(said));
    const cutOff = line === lines.length;
    const message = cutOff ? 'the last record was cut off while it was written' : `the line is no record of ${what}`;
    if (record === undefined) passedOver.push({ line, hash: sha256(said), message });
    else entries.push({ record, line });
  });
  return { entries, passedOver };
}

async function readText(path: string, file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return undefined;
    throw unreadable(`${file} cannot be read (${code}); check that it is a file, and who may read it`, error);
  }
  throw unreadable(`${file} is larger than ${MAX_BYTES} bytes; move its oldest lines to another file`);
}

function unreadable(message: string, cause?: unknown): UserError {
  const code: RecordCode = 'records-unreadable';
  return new UserError(code, `records of an earlier version: ${message}`, { exit: EXIT.failure, cause });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
