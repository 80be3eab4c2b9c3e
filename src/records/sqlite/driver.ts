/*
 * The little that is asked of a driver of SQLite. Two have it: Node's own where the runtime has one, and libsql
 * elsewhere; each is loaded only where it is used. Why these two: docs/decisions/2026-11-22-sqlite-drivers.md.
 */

export type Value = string | number | Uint8Array | null;

/** Prepared once, run often. Values are bound by position. A row is the driver's own object; its reader checks it. */
export interface Statement {
  /** How many rows it changed. */
  run(values: readonly Value[]): number;
  get(values: readonly Value[]): unknown;
  all(values: readonly Value[]): readonly unknown[];
}

/** One connection. Everything is synchronous, and throws what `resultCode` can read. */
export interface Driver {
  readonly name: 'node:sqlite' | 'libsql';
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/**
 * SQLite's primary result code (sqlite.org, Result and Error Codes) of what a driver threw: the low byte of the
 * extended one, which node:sqlite calls `errcode` and libsql `rawCode`.
 */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'errcode' in error ? error.errcode : 'rawCode' in error ? error.rawCode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}
