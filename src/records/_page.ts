import { UserError } from '../core/problem.ts';
import type { Page } from '../model/records.ts';
import type { ListOptions, StoredRow, Table } from '../model/store.ts';
import type { RecordCode } from './codes.ts';
import type { KeptRows } from './_kept.ts';

export interface PageOptions {
  readonly limit: number;
  readonly cursor?: string;
}

/** Nobody gets more at once. */
const MOST = 1000;
/** Read at once where the page itself may be small: a page of ten, and whether there is another. */
const LEAST_READ = 11;

/** Rows of a partition behind `after`, read as they are needed. */
export async function* partitionRows(
  table: Table,
  partition: string,
  { limit, ...options }: ListOptions,
  now: number,
): AsyncGenerator<StoredRow> {
  const size = Math.max(limit, LEAST_READ);
  for (let after = options.after; ;) {
    const rows = await table.list(partition, { ...options, ...(after !== undefined && { after }), limit: size }, now);
    yield* rows;
    after = rows.at(-1)?.sort;
    if (rows.length < size) return;
  }
}

/**
 * A page of records. Its cursor is the `sort` of its last one: what is added above it or taken away meanwhile makes no
 * other record come twice or not at all. Rows that are no records count for nothing but their names.
 */
export async function pageOf<T>(
  kind: string,
  kept: KeptRows<T>,
  { limit: wanted, cursor }: PageOptions,
  rowsAfter: (after: string | undefined, limit: number) => AsyncIterable<StoredRow>,
): Promise<Page<T>> {
  const limit = Math.min(Math.max(1, Math.trunc(wanted)), MOST);
  const records: T[] = [];
  const unreadable: string[] = [];
  let last = '';
  const page = (next?: string): Page<T> => ({
    records,
    ...(next !== undefined && { cursor: next }),
    ...(unreadable.length > 0 && { unreadable }),
  });
  // One more than asked for tells whether there is another page.
  for await (const row of rowsAfter(cursor === undefined ? undefined : opened(kind, cursor), limit + 1)) {
    const read = kept.read([row]);
    if (records.length === limit && read.records.length > 0) return page(closed(kind, last));
    records.push(...read.records.map(({ record }) => record));
    unreadable.push(...read.unreadable);
    last = row.sort;
  }
  return page();
}

/** Whether two pages hold the very same records, and lead to the same place. */
export function isSamePage<T>(one: Page<T>, other: Page<T>): boolean {
  return (
    one.cursor === other.cursor &&
    one.records.length === other.records.length &&
    one.records.every((record, index) => record === other.records[index]) &&
    one.unreadable?.join('\n') === other.unreadable?.join('\n')
  );
}

/** Opaque, so that nobody builds on it; of one kind of list, so that it leads nowhere else. */
function closed(kind: string, sort: string): string {
  return Buffer.from(JSON.stringify([kind, sort])).toString('base64url');
}

function opened(kind: string, cursor: string): string {
  const head = JSON.stringify([kind]).slice(0, -1);
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const sort = text.startsWith(`${head},`) ? sortIn(text.slice(head.length + 1, -1)) : undefined;
  if (sort === undefined || closed(kind, sort) !== cursor) {
    const code: RecordCode = 'bad-cursor';
    throw new UserError(code, 'the cursor is none of this list; begin without one');
  }
  return sort;
}

function sortIn(text: string): string | undefined {
  try {
    const sort: unknown = JSON.parse(text);
    return typeof sort === 'string' && sort.length <= 2000 ? sort : undefined;
  } catch {
    return undefined;
  }
}
