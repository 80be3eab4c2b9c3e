import * as z from 'zod';
import { UserError, type Position, type Problem } from '../core/problem.ts';
import type { Row, Store, StoredRow } from '../model/store.ts';
import type { RecordCode } from './codes.ts';

/** Rows of one kind, which lie together in the audit table. */
export interface Collection<T> {
  readonly partition: string;
  /** What it is called where a record is named: `forecasts`. */
  readonly name: string;
  /** What a row holds: `a forecast`. */
  readonly what: string;
  /** The record of a row; undefined for what is none, or was changed. */
  readonly read: (row: StoredRow) => T | undefined | Promise<T | undefined>;
}

export interface Reading {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The latest so many, by `sort`. */
  readonly most: number;
  /** Rows that are not wanted are not looked at. */
  readonly wanted?: (sort: string) => boolean;
}

export interface Collected<T> {
  /** In the order of `sort`. */
  readonly records: readonly T[];
  readonly problems: readonly Problem[];
}

const PAGE = 500;
/** Rows are read side by side: a store may be far away. */
const AT_ONCE = 32;

/** Reads a collection. A row that is no record is passed over and named; where nothing can be read, that is the problem. */
export async function collected<T>(store: Store, of: Collection<T>, reading: Reading): Promise<Collected<T>> {
  const records: T[] = [];
  const problems: Problem[] = [];
  try {
    const rows = await latest(store, of.partition, reading);
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const batch = rows.slice(from, from + AT_ONCE);
      for (const one of await Promise.all(batch.map((row) => readRow(store, of, row)))) {
        if ('problem' in one) problems.push(one.problem);
        else records.push(one.record);
      }
    }
    return { records, problems };
  } catch (error) {
    return { records: [], problems: [unreadable(store, of, error)] };
  }
}

async function latest(store: Store, partition: string, { now, most, wanted }: Reading): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  let after: string | undefined;
  while (rows.length < most) {
    const limit = Math.min(PAGE, most - rows.length);
    const page = await store.audit.list(
      partition,
      { limit, order: 'falling', ...(after === undefined ? {} : { after }) },
      now,
    );
    rows.push(...page.filter(({ sort }) => isPassedOver(sort) || (wanted?.(sort) ?? true)));
    after = page.at(-1)?.sort;
    if (page.length < limit) break;
  }
  return rows.toReversed();
}

async function readRow<T>(
  store: Store,
  { name, what, read }: Collection<T>,
  row: StoredRow,
): Promise<{ readonly record: T } | { readonly problem: Problem }> {
  const known = isPassedOver(row.sort) ? passedOverSchema.safeParse(row.body).data : undefined;
  if (known) return { problem: lineProblem(known) };
  try {
    const record = await read(row);
    if (record !== undefined) return { record };
    return { problem: noRecord(placeOf(store, name, row.sort), `what is kept there is not ${what}, or was changed`) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: noRecord(placeOf(store, name, row.sort), error.message) };
  }
}

/** Where a record is: each has a place of its own. */
export function placeOf(store: Pick<Store, 'name'>, name: string, record: string): Position {
  return { file: `${store.name}#${name}/${record}`, line: 1, column: 1 };
}

function noRecord(at: Position, message: string): Problem {
  const code: RecordCode = 'record-unreadable';
  const mend = 'restore it from a backup; until then it is passed over';
  return { code, at, severity: 'warning', message, expected: 'the record as it was kept, unchanged', mend };
}

function unreadable(store: Store, { name }: Collection<unknown>, error: unknown): Problem {
  if (!(error instanceof UserError)) throw error;
  const code: RecordCode = 'records-unreadable';
  return { code, at: { file: `${store.name}#${name}`, line: 1, column: 1 }, severity: 'error', message: error.message };
}

const passedOverSchema = z.strictObject({
  file: z.string().max(2000),
  line: z.int().positive(),
  message: z.string().max(2000),
});

/** A line of an imported file that is no record: it is named each time, for what it said counts nowhere. */
export type PassedOver = z.output<typeof passedOverSchema>;

const PASSED_OVER = 'unreadable#';

const isPassedOver = (sort: string): boolean => sort.startsWith(PASSED_OVER);

/** The row by which a line that was passed over is known; `name` is the same for the same line. */
export function passedOverRow(partition: string, name: string, line: PassedOver): Row {
  return { partition, sort: `${PASSED_OVER}${name}`, body: line };
}

function lineProblem({ file, line, message }: PassedOver): Problem {
  const code: RecordCode = 'record-unreadable';
  const mend = 'nothing needs to be done: it is passed over';
  return { code, at: { file, line, column: 1 }, severity: 'warning', message, mend };
}
