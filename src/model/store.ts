/*
 * What a store must be able to do: the least that SQLite and DynamoDB both do well. Everything that the records mean is
 * written once, above it (src/records).
 */

export interface Key {
  /** Rows of one partition lie together, in the order of `sort`. */
  readonly partition: string;
  readonly sort: string;
}

/** A row. Its body is JSON that the records validate; what is asked for stands beside it. */
export interface Row extends Key {
  readonly body: unknown;
  /** The queue that it waits in, and from when on it is due (milliseconds since 1970). */
  readonly due?: { readonly queue: string; readonly at: number };
  /** Milliseconds since 1970; from then on it counts as not there, and the store may take it away. */
  readonly expires?: number;
}

export interface StoredRow extends Row {
  /** 1 when it is first written, one more with each write. */
  readonly version: number;
}

export interface ListOptions {
  readonly limit: number;
  readonly order?: 'rising' | 'falling';
  /** Begins behind this `sort`. */
  readonly after?: string;
  /** Only rows whose `sort` begins so. */
  readonly prefix?: string;
}

/** Reads see every write that was answered before (strong consistency), but for `due`, which may lag. */
export interface Table {
  /** `now` decides what has expired. */
  get(key: Key, now: number): Promise<StoredRow | undefined>;
  /**
   * Writes a row over the version that it was read at; 0 means that there must be none (or an expired one). Answers the
   * new version, or undefined when another writer was faster; then nothing was written. One row, all or nothing.
   */
  put(row: Row, over: number, now: number): Promise<number | undefined>;
  /** Takes a row away that has this version; false when it has another, or is gone. */
  remove(key: Key, over: number): Promise<boolean>;
  /** Rows of a partition, in order, at most `limit`. */
  list(partition: string, options: ListOptions, now: number): Promise<readonly StoredRow[]>;
  /** Rows of a queue that are due at `until` or before, the longest due first. */
  due(queue: string, until: number, limit: number): Promise<readonly StoredRow[]>;
  /** Every row, for backups only: pages of any order; `next` goes on, none at the end. */
  scan(next?: string): Promise<{ readonly rows: readonly StoredRow[]; readonly next?: string }>;
}

/** Bytes by their SHA-256, which is checked on the way in and out: written once, never changed. */
export interface Blobs {
  put(hash: string, bytes: Uint8Array): Promise<void>;
  get(hash: string): Promise<Uint8Array | undefined>;
  /** Every hash, for backups only. */
  scan(next?: string): Promise<{ readonly hashes: readonly string[]; readonly next?: string }>;
}

/** The store as it was at one instant, whoever writes meanwhile. */
export interface StoreSnapshot {
  readonly audit: Pick<Table, 'scan'>;
  readonly dashboard: Pick<Table, 'scan'>;
  readonly auth: Pick<Table, 'scan'>;
  readonly blobs: Pick<Blobs, 'get' | 'scan'>;
  close(): Promise<void>;
}

export interface Store {
  /** For people: `records/records.sqlite`, or `DynamoDB quarterdeck-*, us-west-2`. */
  readonly name: string;
  /** Dispatches, the audit chain, findings, forecasts, suppression, limits. */
  readonly audit: Table;
  /** Tasks: partition `dashboard_id`, sort `task_id`. */
  readonly dashboard: Table;
  /** Magic links, sessions, idempotency: rows that expire. */
  readonly auth: Table;
  readonly blobs: Blobs;
  /**
   * A number that stays the same as long as nothing in the store was written, by whichever process, and never comes
   * again: what was read at it is so still. Undefined, or left out, where a store cannot tell for less than a reading.
   */
  state?(): number | undefined;
  /** For backups; there is none where a store cannot hold still. */
  snapshot?(): Promise<StoreSnapshot | undefined>;
  close(): Promise<void>;
}

export const STORE_TABLES = ['audit', 'dashboard', 'auth'] as const;
export type StoreTable = (typeof STORE_TABLES)[number];
