import type { QueryInput } from '@aws-sdk/client-dynamodb';
import type { ListOptions, StoredRow } from '../../model/store.ts';
import type { Item } from './calls.ts';
import { inGroups } from './contents.ts';
import { alive, keyItem, keyOf, OWN, rawRow } from './item.ts';
import { endOf, readItem, startOf, storedRow, type Reading } from './read.ts';
import { DUE_INDEX } from './shapes.ts';

/** Items of a page after the first: many that have expired may lie in a row. */
const MORE = 100;
const SCAN_PAGE = 200;

/** As `Table.list`: pages of the partition until the limit, without what has expired. */
export async function listRows(
  reading: Reading,
  partition: string,
  { limit, order = 'rising', after, prefix = '' }: ListOptions,
  now: number,
): Promise<readonly StoredRow[]> {
  const place = after === undefined ? 'inside' : placeOf(after, prefix);
  if (place === (order === 'rising' ? 'behind' : 'before')) return [];
  const start = place === 'inside' && after !== undefined && keyItem(reading.shape, { partition, sort: after });
  const rows: StoredRow[] = [];
  let from: Item | undefined = start || undefined;
  while (rows.length < limit) {
    const Limit = from === undefined || from === start ? limit : Math.max(limit - rows.length, MORE);
    const input = rangeOf(reading, partition, prefix);
    const query = { ...input, ...(from && { ExclusiveStartKey: from }), ScanIndexForward: order === 'rising', Limit };
    const { items, next } = await reading.calls.query(query);
    const fresh = items.map((item) => rawRow(reading.shape, item)).filter((row) => alive(row, now));
    const stored = await inGroups(fresh.slice(0, limit - rows.length), (row) => storedRow(reading, row));
    rows.push(...stored.filter((row) => row !== undefined).filter((row) => alive(row, now)));
    if (!next) break;
    from = next;
  }
  return rows;
}

/** As `Table.due`. The index may lag and knows keys only: each row is read as it is, and looked at again. */
export async function dueRows(
  reading: Reading,
  queue: string,
  until: number,
  limit: number,
): Promise<readonly StoredRow[]> {
  const { calls, shape } = reading;
  const rows = new Map<string, StoredRow>();
  let from: Item | undefined;
  do {
    const { items, next } = await calls.query({
      TableName: shape.name,
      IndexName: DUE_INDEX.name,
      KeyConditionExpression: '#queue = :queue AND #due_at <= :until',
      ExpressionAttributeNames: { '#queue': DUE_INDEX.partition, '#due_at': DUE_INDEX.sort },
      ExpressionAttributeValues: { ':queue': { S: queue }, ':until': { N: String(until) } },
      Limit: Math.max(1, limit - rows.size),
      ...(from && { ExclusiveStartKey: from }),
    });
    const found = await inGroups(items, (item) => dueRow(reading, item, queue, until));
    for (const row of found) if (row) rows.set(JSON.stringify([row.partition, row.sort]), row);
    from = next;
  } while (from && rows.size < limit);
  return [...rows.values()].toSorted((a, b) => (a.due?.at ?? 0) - (b.due?.at ?? 0)).slice(0, limit);
}

/** As `Table.scan`: without parts and blobs, and without rows that were removed. */
export async function scanRows(
  reading: Reading,
  next: string | undefined,
): Promise<{ readonly rows: readonly StoredRow[]; readonly next?: string }> {
  const { calls, shape } = reading;
  const page = await calls.scan({
    TableName: shape.name,
    ConsistentRead: true,
    Limit: SCAN_PAGE,
    FilterExpression: 'NOT begins_with(#key, :part) AND NOT begins_with(#key, :blob) AND #version > :zero',
    ExpressionAttributeNames: { '#key': shape.partition, '#version': 'version' },
    ExpressionAttributeValues: { ':part': { S: OWN.part }, ':blob': { S: OWN.blob }, ':zero': { N: '0' } },
    ...(next !== undefined && { ExclusiveStartKey: startOf(next) }),
  });
  const found = await inGroups(page.items, (item) => storedRow(reading, rawRow(shape, item)));
  const rows = found.filter((row) => row !== undefined);
  return page.next ? { rows, next: endOf(page.next) } : { rows };
}

async function dueRow(reading: Reading, item: Item, queue: string, until: number): Promise<StoredRow | undefined> {
  const raw = await readItem(reading, keyOf(reading.shape, item));
  const due = raw?.due;
  return raw && due?.queue === queue && due.at <= until ? storedRow(reading, raw) : undefined;
}

function rangeOf({ shape }: Reading, partition: string, prefix: string): QueryInput {
  const range = prefix === '' ? '' : ' AND begins_with(#sort, :prefix)';
  return {
    TableName: shape.name,
    ConsistentRead: true,
    KeyConditionExpression: `#partition = :partition${range}`,
    ExpressionAttributeNames: { '#partition': shape.partition, ...(prefix !== '' && { '#sort': shape.sort }) },
    ExpressionAttributeValues: {
      ':partition': keyItem(shape, { partition, sort: '' })[shape.partition] ?? { S: partition },
      ...(prefix !== '' && { ':prefix': { S: prefix } }),
    },
  };
}

/** Where a `sort` lies to those that begin so, by UTF-8 bytes. DynamoDB starts a query only inside of its range. */
function placeOf(sort: string, prefix: string): 'before' | 'inside' | 'behind' {
  if (sort.startsWith(prefix)) return 'inside';
  return Buffer.compare(Buffer.from(sort), Buffer.from(prefix)) < 0 ? 'before' : 'behind';
}
