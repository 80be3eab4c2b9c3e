import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Calls } from './calls.ts';
import { keyItem, OWN, rawRow, type Attributes, type RawRow } from './item.ts';
import type { TableShape } from './shapes.ts';

/*
 * An item has 400 KB at most (Amazon DynamoDB Developer Guide, "Service, account, and table quotas"), its key and all
 * names included. What is larger is packed, and what is larger then lies in parts: items of their own, in partitions of
 * their own, called after the write that made them. They are written before the row that points to them, and taken away
 * after no row points to them, so a row is never seen half.
 */

const ITEM_BYTES = 300 * 1024;
const PART_BYTES = 350 * 1024;
/** Parts that are under way at once. A partition takes 1000 KB a second. */
const AT_ONCE = 4;
/** What one row or blob may hold, unpacked: a message has 40 MB. */
const MOST_BYTES = 128 * 1024 * 1024;

const pack = promisify(gzip);
const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);

/** Attributes that hold the contents, and the parts that must be written before them. */
export interface Stowed {
  readonly attributes: Attributes;
  readonly parts: readonly Uint8Array[];
}

/** A body as it is where it fits. */
export async function stowBody(body: string): Promise<Stowed> {
  const bytes = Buffer.from(body);
  if (bytes.length > ITEM_BYTES) return stowBytes(bytes);
  return { attributes: { body: { S: body }, packed: undefined, parts: undefined }, parts: [] };
}

export async function stowBytes(bytes: Uint8Array): Promise<Stowed> {
  if (bytes.length > MOST_BYTES) throw new TypeError(`No row holds ${bytes.length} bytes`);
  const packed = await pack(bytes);
  if (packed.length <= ITEM_BYTES)
    return { attributes: { body: undefined, packed: { B: packed }, parts: undefined }, parts: [] };
  const count = Math.ceil(packed.length / PART_BYTES);
  const parts = Array.from({ length: count }, (_, at) => packed.subarray(at * PART_BYTES, (at + 1) * PART_BYTES));
  return { attributes: { body: undefined, packed: undefined, parts: { N: String(count) } }, parts };
}

export async function writeParts(
  calls: Calls,
  shape: TableShape,
  write: string,
  parts: readonly Uint8Array[],
): Promise<void> {
  await inGroups(parts, (bytes, at) =>
    calls.put({
      TableName: shape.name,
      Item: { ...partKey(shape, write, at), packed: { B: bytes }, version: { N: '1' }, write: { S: write } },
    }),
  );
}

export async function removeParts(calls: Calls, shape: TableShape, write: string, count: number): Promise<void> {
  await inGroups(Array.from({ length: count }), (_, at) =>
    calls.remove({ TableName: shape.name, Key: partKey(shape, write, at) }),
  );
}

/** The bytes; undefined when a part is gone, since the row was written over meanwhile. Throws what gunzip throws. */
export async function contentsOf(calls: Calls, shape: TableShape, row: RawRow): Promise<Buffer | undefined> {
  const { contents, write } = row;
  if ('body' in contents) return Buffer.from(contents.body);
  if ('packed' in contents) return unpack(contents.packed, { maxOutputLength: MOST_BYTES });
  const parts = await inGroups(Array.from({ length: contents.parts }), async (_, at) => {
    const Key = partKey(shape, write, at);
    const item = await calls.get({ TableName: shape.name, Key, ConsistentRead: true });
    const part = item && rawRow(shape, item).contents;
    return part && 'packed' in part ? part.packed : undefined;
  });
  const there = parts.filter((part) => part !== undefined);
  if (there.length < parts.length) return undefined;
  return unpack(Buffer.concat(there), { maxOutputLength: MOST_BYTES });
}

function partKey(shape: TableShape, write: string, at: number): ReturnType<typeof keyItem> {
  return keyItem(shape, { partition: `${OWN.part}${write}#${at + 1}`, sort: 'part' });
}

/** All of them, so many at once, the answers in their order. */
export async function inGroups<T, R>(all: readonly T[], run: (one: T, at: number) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const group = all.slice(from, from + AT_ONCE);
    answers.push(...(await Promise.all(group.map((one, index) => run(one, from + index)))));
  }
  return answers;
}
