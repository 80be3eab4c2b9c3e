import * as z from 'zod';
import type { Row, StoredRow, StoreTable } from '../../model/store.ts';
import type { Value } from './driver.ts';

/** How the key's columns are called: the dashboard's after what they hold. */
export const KEY_COLUMNS: Readonly<Record<StoreTable, { readonly partition: string; readonly sort: string }>> = {
  audit: { partition: 'partition', sort: 'sort' },
  dashboard: { partition: 'dashboard_id', sort: 'task_id' },
  auth: { partition: 'partition', sort: 'sort' },
};

const rowSchema = z.object({
  partition: z.string(),
  sort: z.string(),
  version: z.int().positive(),
  body: z.string(),
  due_queue: z.string().nullable(),
  due_at: z.number().nullable(),
  expires: z.number().nullable(),
});

type Columns = z.output<typeof rowSchema>;

export const storedRow = (raw: unknown): StoredRow => rowOf(rowSchema.parse(raw));

/** Rows that are kept, and how long the text of one may be. */
const MOST = 500;
const MOST_CHARACTERS = 20_000;

/**
 * A row that reads as it did the last time is the very same one, so that what was made of it stands as well
 * (`oncePer`). All that it says is compared, so it is never out of date, whoever wrote to it meanwhile; nobody may write
 * into it, since others hold it, too.
 */
export function sameRows(): (raw: unknown) => StoredRow {
  const known = new Map<string, { readonly columns: Columns; readonly row: StoredRow }>();
  return (raw) => {
    const columns = rowSchema.parse(raw);
    const key = JSON.stringify([columns.partition, columns.sort]);
    const before = known.get(key);
    if (before && isSame(before.columns, columns)) return before.row;
    const row = rowOf(columns);
    known.delete(key);
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    if (columns.body.length <= MOST_CHARACTERS) known.set(key, { columns, row });
    return row;
  };
}

function isSame(one: Columns, other: Columns): boolean {
  return (
    one.body === other.body &&
    one.version === other.version &&
    one.due_queue === other.due_queue &&
    one.due_at === other.due_at &&
    one.expires === other.expires
  );
}

function rowOf({ partition, sort, version, body, due_queue: queue, due_at: at, expires }: Columns): StoredRow {
  return {
    partition,
    sort,
    version,
    body: jsonOf(body),
    ...(queue !== null && at !== null && { due: { queue, at } }),
    ...(expires !== null && { expires }),
  };
}

/** Half a character would be written as another one, and libsql reads a text as far as its first NUL. */
const NO_KEY = /[\0\p{Surrogate}]/u;

/** undefined for a body that is no JSON any more: its record is the one that cannot be read, not the rows beside it. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * What stands beside the key: body, due_queue, due_at, expires. Made at once, so that a later change of the body is none.
 * Throws a TypeError for what the store could not give back as it was.
 */
export function columnsOf({ partition, sort, body, due, expires }: Row): readonly Value[] {
  if (NO_KEY.test(partition + sort + (due?.queue ?? ''))) throw new TypeError('A key holds a NUL or half a character');
  const text = JSON.stringify(body);
  if (text === undefined) throw new TypeError('The body of a row is no JSON');
  return [text, due?.queue ?? null, due?.at ?? null, expires ?? null];
}

/** The least text above every one that begins so, in the order of UTF-8 bytes; undefined where nothing is. */
export function behindPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (char) => char.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    // Surrogates are no characters of their own.
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
