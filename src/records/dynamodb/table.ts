import type { Table } from '../../model/store.ts';
import { stowBody } from './contents.ts';
import { alive, OWN, sideAttributes } from './item.ts';
import { dueRows, listRows, scanRows } from './query.ts';
import { readItem, storedRow } from './read.ts';
import { removeItem, writeItem, type Writing } from './write.ts';

/** One table of the store: single items only, written under a condition and read consistently. */
export function dynamoTable(writing: Writing): Table {
  return {
    get: async (key, now) => {
      const raw = await readItem(writing, key);
      const row = raw && alive(raw, now) ? await storedRow(writing, raw) : undefined;
      return row && alive(row, now) ? row : undefined;
    },
    put: async (row, over, now) => {
      const { partition, sort, body } = row;
      if (Object.values(OWN).some((prefix) => partition.startsWith(prefix)))
        throw new TypeError(`A partition called ${partition} is the store's own`);
      const text = JSON.stringify(body);
      if (text === undefined) throw new TypeError('The body of a row is no JSON');
      const side = sideAttributes(row);
      return writeItem(writing, { key: { partition, sort }, stowed: await stowBody(text), side }, over, now);
    },
    remove: ({ partition, sort }, over) => removeItem(writing, { partition, sort }, over),
    list: (partition, options, now) => listRows(writing, partition, options, now),
    due: (queue, until, limit) => dueRows(writing, queue, until, limit),
    scan: (next) => scanRows(writing, next),
  };
}
