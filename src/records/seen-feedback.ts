import * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import { FEEDBACK_KINDS } from '../model/dispatch.ts';
import type { Feedback } from '../model/feedback.ts';
import type { SeenFeedback } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { keptRows, type Kind } from './_kept.ts';
import { partitionRows } from './_page.ts';

/** Longer than any provider delivers an event again: 90 days. */
const KEPT = 90 * 24 * 3_600_000;

const text = z.string().max(2000);
const instant = z.int().nonnegative();

const feedbackSchema = z.strictObject({
  id: text,
  dispatch: text.exactOptional(),
  receipt: text.exactOptional(),
  attempt: z.int().exactOptional(),
  kind: z.enum(FEEDBACK_KINDS),
  recipients: z.array(z.strictObject({ address: text, detail: text.exactOptional() })).max(1000),
  at: instant,
  detail: text.exactOptional(),
});

interface Parked {
  readonly feedback: Feedback;
  readonly until: number;
}

const seenSchema = z.strictObject({ id: text, until: instant });

const beside = ({ until }: { readonly until: number }): { readonly expires: number } => ({ expires: until });
const PARKED: Kind<Parked> = {
  what: 'an event',
  schema: z.strictObject({ feedback: feedbackSchema, until: instant }),
  beside,
};
const SEEN: Kind<z.output<typeof seenSchema>> = { what: 'an event that was seen', schema: seenSchema, beside };

/** Ids and receipts are the providers' words, of any length. */
const seenKey = (id: string): Key => ({ partition: `seen#${sha256(id)}`, sort: 'event' });
const parkedAt = (receipt: string): string => `parked#${sha256(receipt)}`;

/** A row for each event that was seen, and one for each that waits for its dispatch. Rows that expire. */
export function seenFeedback(store: Store): SeenFeedback {
  const seen = keptRows(store.auth, SEEN);
  const parked = keptRows(store.auth, PARKED);
  return {
    first: async ({ id }, now) => (await seen.put(seenKey(id), { id, until: now + KEPT }, 0, now)) !== undefined,
    has: async ({ id }, now) => (await seen.get(seenKey(id), now)) !== undefined,
    park: async (feedback, now) => {
      if (feedback.receipt === undefined) throw new Error('An event without a receipt can wait for no dispatch');
      const key = { partition: parkedAt(feedback.receipt), sort: sha256(feedback.id) };
      await parked.first(key, { feedback, until: now + KEPT }, now);
    },
    takeParked: async (receipt, now, apply) => {
      const waiting = [];
      for await (const row of partitionRows(store.auth, parkedAt(receipt), { limit: 100 }, now))
        waiting.push(...parked.read([row]).records);
      for (const { key, record, version } of waiting.toSorted((a, b) => a.record.feedback.at - b.record.feedback.at)) {
        await apply(record.feedback);
        await parked.remove(key, version);
      }
    },
  };
}
