import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { sha256 } from '../core/hash.ts';
import { findingNoteSchema, type FindingNote, type FindingNotes } from '../model/report-record.ts';
import type { Store, StoredRow } from '../model/store.ts';
import { collected, type Collection } from './collection.ts';

export const FINDINGS = 'findings';

/** The latest so many are read on each run. */
const MOST = 20_000;

/** A note with the hash of it: one that was changed after it was written is none. */
const rowSchema = z.strictObject({ note: findingNoteSchema, seal: z.string() });

/** What people did about findings, in the order in which they did it. */
export function findingNotes(store: Store, effects: Effects): FindingNotes {
  return {
    add: (note) => addNote(store, findingNoteSchema.parse(note), effects.now()),
    all: async () => {
      const { records: notes, problems } = await collected(store, NOTES, { now: effects.now(), most: MOST });
      return { notes, problems };
    },
  };
}

const NOTES: Collection<FindingNote> = {
  partition: FINDINGS,
  name: FINDINGS,
  what: 'what was done about a finding',
  read: ({ body }: StoredRow) => {
    const row = rowSchema.safeParse(body).data;
    return row && noteSeal(row.note) === row.seal ? row.note : undefined;
  },
};

function noteSeal(note: FindingNote): string {
  return sha256(JSON.stringify(findingNoteSchema.parse(note)));
}

/** Notes of one instant are numbered, so that they keep their order. */
async function addNote(store: Store, note: FindingNote, now: number): Promise<void> {
  const prefix = prefixOf(note);
  const [last] = await store.audit.list(FINDINGS, { limit: 1, order: 'falling', prefix }, now);
  await putNote(store, note, last === undefined ? 1 : Number(last.sort.slice(prefix.length)) + 1, now);
}

/** Puts a note under a number of its instant; the next one where another note has it. The very same note stays. */
export async function putNote(store: Store, note: FindingNote, number: number, now: number): Promise<void> {
  const body = { note, seal: noteSeal(note) };
  for (let next = number; ; next += 1) {
    const key = { partition: FINDINGS, sort: `${prefixOf(note)}${String(next).padStart(6, '0')}` };
    if ((await store.audit.put({ ...key, body }, 0, now)) !== undefined) return;
    const there = await store.audit.get(key, now);
    if (rowSchema.safeParse(there?.body).data?.seal === body.seal) return;
  }
}

const prefixOf = ({ at }: FindingNote): string => `${new Date(at).toISOString()}#`;
