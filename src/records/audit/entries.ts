import * as z from 'zod';
import { sha256 } from '../../core/hash.ts';
import type { AuditMark } from '../../model/dispatch.ts';
import { auditEntrySchema, type AuditEntry } from '../../model/records.ts';

/*
 * How the chain lies in the audit table: partition `chain`, a row for each run of entries that was added at once, `sort`
 * the first one's number. A run is written by one conditional write, so it is there whole or not at all: of two workers
 * that add to the same head one wins, and the other's entries, which would carry a wrong `prev`, are nowhere.
 */

export const CHAIN = 'chain';

/** Entries of a row, at most: some 80 KB, where DynamoDB takes 400 KB. */
export const MOST_ENTRIES = 200;

/** What the first entry is chained to. */
export const BEFORE_FIRST = '0'.repeat(64);

/** How many entries there are, and the hash of the last. */
export interface Head {
  readonly count: number;
  readonly hash: string;
}

export const EMPTY: Head = { count: 0, hash: BEFORE_FIRST };

/** Numbers as text that sorts as they do. */
export function placeText(count: number): string {
  return String(count).padStart(12, '0');
}

/** A row's body, each of its entries still to be judged. */
export const runSchema = z.strictObject({ entries: z.array(z.unknown()).min(1).max(MOST_ENTRIES) });

/** A row's body as it should be. */
export const wholeRunSchema = z.strictObject({ entries: z.array(auditEntrySchema).min(1).max(MOST_ENTRIES) });

/** SHA-256 of an entry without its hash, as JSON in the order of the schema. */
export function entryHash({ seq, at, dispatch, step, state, digest, prev }: Omit<AuditEntry, 'hash'>): string {
  return sha256(JSON.stringify({ seq, at, dispatch, step, state, digest, prev }));
}

/** A step that waits for its place in the chain. */
export interface Step extends AuditMark {
  readonly dispatch: string;
}

/** Steps as entries behind a head. */
export function entriesBehind({ count, hash }: Head, steps: readonly Step[]): readonly AuditEntry[] {
  let prev = hash;
  return steps.map(({ at, dispatch, step, state, digest }, index) => {
    const content = { seq: count + index + 1, at, dispatch, step, state, digest, prev };
    prev = entryHash(content);
    return { ...content, hash: prev };
  });
}
