import type * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import { oncePer } from '../core/once.ts';
import { EXIT, UserError } from '../core/problem.ts';
import type { Kept } from '../model/records.ts';
import type { Key, Row, StoredRow, Table } from '../model/store.ts';
import type { RecordCode } from './codes.ts';

/** What lies in rows of one kind. */
export interface Kind<T> {
  /** `a dispatch`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** What the store must know of a record beside its body: it follows from the record. */
  readonly beside?: (record: T) => Pick<Row, 'due' | 'expires'>;
  /** The key holds an address, which no error shows whole. */
  readonly personal?: true;
  /** Made from other records: a row that is none is written over. */
  readonly derived?: true;
}

/** Rows as records, and the names of those that are none: they are passed over, so that they hide no others. */
export interface Readable<T> {
  readonly records: readonly (Kept<T> & { readonly key: Key })[];
  readonly unreadable: readonly string[];
}

/** Rows of one kind in a table. The one place where a schema, a row and its version meet. */
export interface KeptRows<T> {
  /** Throws a UserError `record-unreadable` for a row that is no such record. */
  get(key: Key, now: number): Promise<Kept<T> | undefined>;
  /** Over this version, 0 for none; undefined when another was faster. */
  put(key: Key, record: T, over: number, now: number): Promise<Kept<T> | undefined>;
  remove(key: Key, over: number): Promise<boolean>;
  /** Writes a record where there is none; else answers the one that is there, which stays. */
  first(key: Key, record: T, now: number): Promise<Kept<T> & { readonly fresh: boolean }>;
  /**
   * Reads, changes and writes one row until nobody was faster; `undefined` writes nothing. Answers what is on record
   * then. Throws a UserError `records-busy` when others were faster each time.
   */
  change(key: Key, next: Next<T>, now: number): Promise<Kept<T> | undefined>;
  /** Those of a queue that are due, the longest due first. */
  due(queue: string, until: number, limit: number): Promise<readonly Kept<T>[]>;
  read(rows: readonly StoredRow[]): Readable<T>;
}

/** What a record becomes; the promise is for what must be written before it. */
export type Next<T> = (before: T | undefined) => T | undefined | Promise<T | undefined>;

/** Far more than writers of one row there ever are at a time. */
const TRIES = 50;

export function keptRows<T>(table: Table, kind: Kind<T>): KeptRows<T> {
  const { what, schema, beside, personal = false, derived = false } = kind;
  const kept = (row: StoredRow): Kept<T> => {
    const { data, error } = schema.safeParse(row.body);
    if (error) throw unreadable(`${keyName(row, personal)} is no record of ${what}`, error);
    return { record: data, version: row.version };
  };
  // A store may answer a row that it answered before: what is in it was looked at then.
  const dataOf = oncePer((row: StoredRow) => schema.safeParse(row.body).data);
  const rows: KeptRows<T> = {
    get: async (key, now) => {
      const row = await table.get(key, now);
      return row && kept(row);
    },
    put: async (key, record, over, now) => {
      const body = schema.parse(record);
      const version = await table.put({ ...key, body, ...beside?.(body) }, over, now);
      return version === undefined ? undefined : { record: body, version };
    },
    remove: (key, over) => table.remove(key, over),
    first: async (key, record, now) => {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const written = await rows.put(key, record, 0, now);
        if (written) return { ...written, fresh: true };
        // It may be taken away before it is read.
        const there = await rows.get(key, now);
        if (there) return { ...there, fresh: false };
      }
      throw busy(keyName(key, personal));
    },
    change: async (key, next, now) => {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const row = await table.get(key, now);
        const isNone = derived && row && !schema.safeParse(row.body).success;
        const before = row && !isNone ? kept(row) : undefined;
        const record = await next(before?.record);
        if (record === undefined) return before;
        const after = await rows.put(key, record, row?.version ?? 0, now);
        if (after) return after;
      }
      throw busy(keyName(key, personal));
    },
    // A row that is none stays due, so those behind it are asked for, too.
    due: async (queue, until, limit) => {
      for (let asked = limit; ; asked *= 2) {
        const found = await table.due(queue, until, asked);
        const { records } = rows.read(found);
        if (records.length >= limit || found.length < asked) return records.slice(0, limit);
      }
    },
    read: (found) => {
      const parsed = found.map((row) => ({ row, data: dataOf(row) }));
      return {
        records: parsed.flatMap(({ row, data }) =>
          data === undefined ? [] : [{ key: row, record: data, version: row.version }],
        ),
        unreadable: parsed.flatMap(({ row, data }) => (data === undefined ? [keyName(row, personal)] : [])),
      };
    },
  };
  return rows;
}

/** Text from outside as a part of a key: what is long is known by its hash (DynamoDB takes 1024 bytes). */
export function keyText(text: string): string {
  return text.length <= 200 && !text.startsWith('sha256:') ? text : `sha256:${sha256(text)}`;
}

/** `dispatches#2026-04 / 20260430T150000Z-cfo-1f3a90c2`; of an address its first letter and its domain. */
function keyName({ partition, sort }: Key, personal: boolean): string {
  const name = `${partition} / ${sort}`;
  return personal ? name.replaceAll(/([^\s#/@])[^\s#/@]*@/g, '$1…@') : name;
}

function unreadable(message: string, { issues: [issue] }: z.ZodError): UserError {
  const code: RecordCode = 'record-unreadable';
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : '';
  const mend = 'it was changed or damaged: restore it from a backup';
  return new UserError(code, `the record ${message}${where}; ${mend}`, { exit: EXIT.failure });
}

function busy(name: string): UserError {
  const code: RecordCode = 'records-busy';
  return new UserError(code, `others kept writing the record ${name}; try again`, { exit: EXIT.failure });
}
