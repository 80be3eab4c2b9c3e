import * as z from 'zod';
import { addDays, type IsoDate } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import type { SenderRecords } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { plainAddress } from './audit/addresses.ts';
import { keptRows, type Kind } from './_kept.ts';
import { partitionRows } from './_page.ts';

/** A sender's standing is that of so many days, today among them. */
const WINDOW = 30;
/** Longer than the window: whoever looks at a day of the past still sees some of what it stood on. */
const KEPT_DAYS = 90;

const count = z.int().nonnegative();
const daySchema = z.strictObject({ sent: count, bounced: count, complained: count, until: count });
type Counts = z.output<typeof daySchema>;

const DAY: Kind<Counts> = {
  what: 'a sender’s day',
  schema: daySchema,
  beside: ({ until }) => ({ expires: until }),
  personal: true,
};

const partitionOf = (sender: string): string => `senders#${plainAddress(sender)}`;

/** How senders fare: a row of counts for each sender and day. */
export function senderRecords(store: Store, effects: Pick<Effects, 'now'>): SenderRecords {
  const rows = keptRows(store.audit, DAY);
  const add = async (
    sender: string,
    day: IsoDate,
    kind: 'sent' | 'bounced' | 'complained',
    by: number,
  ): Promise<void> => {
    const key: Key = { partition: partitionOf(sender), sort: day };
    const fresh = { sent: 0, bounced: 0, complained: 0, until: Date.parse(addDays(day, KEPT_DAYS)) };
    await rows.change(key, (before = fresh) => ({ ...before, [kind]: before[kind] + by }), effects.now());
  };
  return {
    sent: (sender, recipients, day) => add(sender, day, 'sent', recipients),
    heard: (sender, kind, day) => add(sender, day, kind, 1),
    standing: async (sender, day) => {
      const total = { sent: 0, bounced: 0, complained: 0 };
      const window = { limit: WINDOW, after: addDays(day, -WINDOW) };
      for await (const row of partitionRows(store.audit, partitionOf(sender), window, effects.now())) {
        if (row.sort > day) break;
        for (const { record } of rows.read([row]).records) {
          total.sent += record.sent;
          total.bounced += record.bounced;
          total.complained += record.complained;
        }
      }
      return total;
    },
  };
}
