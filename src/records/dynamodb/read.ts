import * as z from 'zod';
import { EXIT, UserError } from '../../core/problem.ts';
import type { Key, StoredRow } from '../../model/store.ts';
import type { RecordCode } from '../codes.ts';
import type { Calls, Item } from './calls.ts';
import { contentsOf } from './contents.ts';
import { recordsError } from './errors.ts';
import { keyItem, rawRow, type RawRow } from './item.ts';
import type { TableShape } from './shapes.ts';

/** How often a row is read anew whose parts went while it was read: each time somebody wrote over it. */
const READS = 5;

export interface Reading {
  readonly calls: Calls;
  readonly shape: TableShape;
}

/** Undefined for what was removed and is still lying there, too. */
export async function readItem({ calls, shape }: Reading, key: Key): Promise<RawRow | undefined> {
  const item = await calls.get({ TableName: shape.name, Key: keyItem(shape, key), ConsistentRead: true });
  const row = item && rawRow(shape, item);
  return row && row.version > 0 ? row : undefined;
}

/** A row with its bytes; as it is now where it was written over meanwhile, undefined where it is gone. */
export async function withContents(
  reading: Reading,
  row: RawRow,
): Promise<{ readonly row: RawRow; readonly bytes: Buffer } | undefined> {
  let seen: RawRow | undefined = row;
  for (let read = 0; seen && read < READS; read += 1) {
    const bytes = await bytesOf(reading, seen);
    if (bytes) return { row: seen, bytes };
    seen = await readItem(reading, row);
  }
  if (seen) throw damaged(reading, row, 'a part of it is missing');
  return undefined;
}

/** As `StoredRow`, undefined when it has gone. */
export async function storedRow(reading: Reading, raw: RawRow): Promise<StoredRow | undefined> {
  const found = await withContents(reading, raw);
  if (!found) return undefined;
  const { partition, sort, version, due, expires } = found.row;
  return {
    partition,
    sort,
    version,
    body: bodyOf(reading, found.row, found.bytes),
    ...(due && { due }),
    ...(expires !== undefined && { expires }),
  };
}

/** Where a page ended, as text that `startOf` reads. */
export function endOf(next: Item): string {
  return JSON.stringify(next);
}

const startSchema = z.record(z.string(), z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]));

/** Throws a TypeError for text that `endOf` did not make. */
export function startOf(next: string): Item {
  return startSchema.parse(JSON.parse(next));
}

export function damaged({ shape }: Reading, { partition, sort }: Key, why: string): Error {
  const code: RecordCode = 'record-changed';
  const { message } = recordsError(
    { table: shape.name, writes: false },
    `the row ${partition} / ${sort}: ${why}; restore the last backup`,
  );
  return new UserError(code, message, { exit: EXIT.failure });
}

async function bytesOf(reading: Reading, row: RawRow): Promise<Buffer | undefined> {
  try {
    return await contentsOf(reading.calls, reading.shape, row);
  } catch (error) {
    // What zlib throws has a code of its own; the calls throw UserErrors already.
    if (error instanceof Error && 'errno' in error)
      throw damaged(reading, row, 'its bytes are not as they were written');
    throw error;
  }
}

function bodyOf(reading: Reading, row: RawRow, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw damaged(reading, row, 'its body is not as it was written');
  }
}
