import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import { EXIT, UserError } from '../core/problem.ts';
import { STORE_TABLES } from '../model/store.ts';
import type { RecordCode } from './codes.ts';

/*
 * The file of a backup: gzip (RFC 1952) of lines of JSON, each with its `\n`.
 *
 *     { "format": "quarterdeck-backup", "version": 1, "made": <ms>, "from": <name of the store>, "exact": true }
 *     { "table": "audit", "partition": …, "sort": …, "version": 3, "body": …, "due": …, "expires": … }
 *     { "blob": <SHA-256>, "bytes": <base64> }
 *     { "rows": 12, "blobs": 3, "sha256": <of every byte before this line> }
 */

const FORMAT = 'quarterdeck-backup';
const VERSION = 1;

/** A blob is a message, of 40 MB at most, a third more as base64. */
const MAX_LINE = 96 * 1024 * 1024;

const CHUNK = 256 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Milliseconds since 1970. */
  made: z.int().nonnegative(),
  from: z.string(),
  /** Everything is as it was at one instant; else what was written meanwhile may be missing. */
  exact: z.boolean(),
});
const rowSchema = z.strictObject({
  table: z.enum(STORE_TABLES),
  partition: z.string().min(1),
  sort: z.string().min(1),
  version: z.int().positive(),
  body: z.unknown().refine((body) => body !== undefined),
  due: z.exactOptional(z.strictObject({ queue: z.string(), at: z.number() })),
  expires: z.exactOptional(z.number()),
});
/** The bytes are checked by their hash: a pattern over megabytes takes its time. */
const blobSchema = z.strictObject({ blob: hash, bytes: z.string() });
const trailerSchema = z.strictObject({ rows: count, blobs: count, sha256: hash });

export type BackupHeader = z.output<typeof headerSchema>;
export type BackupRow = z.output<typeof rowSchema>;
export interface BackupBlob {
  readonly blob: string;
  readonly bytes: Uint8Array;
}
export type BackupItem = BackupRow | BackupBlob;
export type Counts = Omit<z.output<typeof trailerSchema>, 'sha256'>;

/** The lines of a backup; `counted` has been told, when they end, how much it holds. */
export async function* backupLines(
  header: Omit<BackupHeader, 'format' | 'version'>,
  items: AsyncIterable<BackupItem>,
  counted: (counts: Counts) => void,
): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const line = (content: object): string => {
    const text = `${JSON.stringify(content)}\n`;
    digest.update(text);
    return text;
  };
  const counts = { rows: 0, blobs: 0 };
  yield line({ format: FORMAT, version: VERSION, ...header });
  for await (const item of items) {
    counts['blob' in item ? 'blobs' : 'rows'] += 1;
    yield line('blob' in item ? { blob: item.blob, bytes: Buffer.from(item.bytes).toString('base64') } : item);
  }
  counted(counts);
  yield `${JSON.stringify({ ...counts, sha256: digest.digest('hex') })}\n`;
}

/**
 * What a backup holds, from its first row to its last blob; `ended` is told its header and counts when all of it was
 * found whole. Throws a UserError (`backup-unreadable`) as soon as something is not as it was written: then what came
 * before is not to be trusted.
 */
export async function* readBackup(
  path: string,
  ended: (summary: BackupHeader & Counts) => void,
): AsyncGenerator<BackupItem> {
  const digest = createHash('sha256');
  const counts = { rows: 0, blobs: 0 };
  let header: BackupHeader | undefined;
  let trailer: z.output<typeof trailerSchema> | undefined;
  for await (const bytes of linesOf(path)) {
    if (trailer) throw unusable(path, 'something follows its end');
    const line = jsonOf(bytes);
    if (header) trailer = trailerSchema.safeParse(line).data;
    if (trailer) continue;
    digest.update(bytes).update('\n');
    if (header) yield itemOf(line, counts, path);
    else header = headerOf(line, path);
  }
  if (!header || !trailer) throw unusable(path, 'its end is missing');
  if (trailer.rows !== counts.rows || trailer.blobs !== counts.blobs) throw unusable(path, 'its counts are wrong');
  if (trailer.sha256 !== digest.digest('hex')) throw unusable(path, 'it was changed after it was made');
  ended({ ...header, ...counts });
}

function headerOf(line: unknown, path: string): BackupHeader {
  const header = headerSchema.safeParse(line).data;
  if (header) return header;
  const newer = z.looseObject({ format: z.literal(FORMAT), version: z.int().min(VERSION + 1) }).safeParse(line).data;
  if (!newer) throw unusable(path, 'it is no backup of Quarterdeck');
  throw unusable(path, `a newer Quarterdeck made it (form ${newer.version}, and this one knows ${VERSION})`, 'update');
}

function itemOf(line: unknown, counts: { rows: number; blobs: number }, path: string): BackupItem {
  const row = rowSchema.safeParse(line).data;
  if (row) {
    counts.rows += 1;
    return row;
  }
  const blob = blobSchema.safeParse(line).data;
  if (!blob) throw unusable(path, `its line ${counts.rows + counts.blobs + 2} is no row and no blob`);
  const bytes = new Uint8Array(Buffer.from(blob.bytes, 'base64'));
  if (sha256(bytes) !== blob.blob) throw unusable(path, `the bytes of blob ${blob.blob} are others than its name says`);
  counts.blobs += 1;
  return { blob: blob.blob, bytes };
}

/** Lines without their `\n`, one at a time. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (let chunk of unpacked(path)) {
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10)) {
      yield Buffer.concat([...parts.splice(0), chunk.subarray(0, end)]);
      length = 0;
      chunk = chunk.subarray(end + 1);
    }
    parts.push(chunk);
    length += chunk.length;
    if (length > MAX_LINE) throw unusable(path, `a line is longer than ${MAX_LINE} bytes`);
  }
  if (length > 0) throw unusable(path, 'its last line is cut off');
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  // What goes wrong in either ends both, and comes out of the reading below.
  const stream = pipeline(createReadStream(path), createGunzip({ chunkSize: CHUNK }), () => undefined);
  try {
    for await (const chunk of stream) yield z.instanceof(Buffer).parse(chunk);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === 'Z_BUF_ERROR') throw unusable(path, 'its end is missing');
    if (code.startsWith('Z_')) throw unusable(path, 'it is no gzip file, or damaged');
    throw unusable(path, `it cannot be read (${code})`, 'check that it is there, and who may read it');
  } finally {
    stream.destroy();
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function unusable(path: string, why: string, mend = 'take another backup'): UserError {
  const code: RecordCode = 'backup-unreadable';
  return new UserError(code, `${path} cannot be restored: ${why}; ${mend}`, { exit: EXIT.failure });
}
