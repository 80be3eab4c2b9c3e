import * as z from 'zod';
import type { Key, Row } from '../../model/store.ts';
import type { Item } from './calls.ts';
import { recordsError } from './errors.ts';
import { DUE_INDEX, TTL_ATTRIBUTE, type TableShape } from './shapes.ts';

/*
 * A row as an item: its key, `version`, the contents (contents.ts), the tokens of its last writes (write.ts), and where
 * it has them `queue` and `due_at`, `expires` (seconds, for the Time to Live) and `expires_ms`.
 */

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const number = z.object({ N: z.string() }).transform(({ N }) => Number(N));
const bytes = z.object({ B: z.instanceof(Uint8Array) }).transform(({ B }) => B);

const itemSchema = z.object({
  version: number.pipe(z.int().nonnegative()),
  write: text,
  body: text.optional(),
  packed: bytes.optional(),
  parts: number.pipe(z.int().positive().max(1000)).optional(),
  queue: text.optional(),
  due_at: number.optional(),
  expires_ms: number.optional(),
});

/** An item, read. Its contents may lie elsewhere still. */
export interface RawRow extends Omit<Row, 'body'> {
  readonly version: number;
  /** Of the write that made it; its parts are called after it. */
  readonly write: string;
  /** The body's JSON; or the contents packed, here or in parts. */
  readonly contents: { readonly body: string } | { readonly packed: Uint8Array } | { readonly parts: number };
}

/** Keys that are the store's own: parts and blobs. */
export const OWN = { part: 'part#', blob: 'blob#' } as const;

/** DynamoDB allows no empty key; this comes before every other, too. */
const EMPTY = '\u0000';

export function keyItem(shape: TableShape, { partition, sort }: Key): Item {
  return { [shape.partition]: { S: partition || EMPTY }, [shape.sort]: { S: sort || EMPTY } };
}

export function keyOf(shape: TableShape, item: Item): Key {
  const read = (name: string): string => {
    const { data } = text.safeParse(item[name]);
    if (data === undefined) throw foreign(shape);
    return data === EMPTY ? '' : data;
  };
  return { partition: read(shape.partition), sort: read(shape.sort) };
}

/** Throws a UserError for an item that the store never wrote. */
export function rawRow(shape: TableShape, item: Item): RawRow {
  const { data } = itemSchema.safeParse(item);
  if (!data) throw foreign(shape);
  const { version, write, body, packed, parts, queue, due_at: at, expires_ms: expires } = data;
  return {
    ...keyOf(shape, item),
    version,
    write,
    contents: body !== undefined ? { body } : packed ? { packed } : { parts: parts ?? 0 },
    ...(queue !== undefined && at !== undefined && { due: { queue, at } }),
    ...(expires !== undefined && { expires }),
  };
}

/** What stands beside the contents; undefined is taken off the item. */
export function sideAttributes({ due, expires }: Pick<Row, 'due' | 'expires'>): Attributes {
  return {
    [DUE_INDEX.partition]: due && { S: due.queue },
    [DUE_INDEX.sort]: due && { N: String(due.at) },
    [TTL_ATTRIBUTE]: expires === undefined ? undefined : { N: String(Math.ceil(expires / 1000)) },
    expires_ms: expires === undefined ? undefined : { N: String(expires) },
  };
}

export type Attributes = Readonly<Record<string, Item[string] | undefined>>;

/** The Time to Live takes rows away late, so every read looks. */
export function alive({ expires }: Pick<RawRow, 'expires'>, now: number): boolean {
  return expires === undefined || expires > now;
}

function foreign({ name }: TableShape): Error {
  return recordsError({ table: name, writes: false }, 'it holds an item that Quarterdeck did not write');
}
