import type { Effects } from '../core/effects.ts';
import { sendSchema, takenOverAt, type Send } from '../model/send.ts';
import type { SendRecords } from '../model/records.ts';
import type { Key, Row, Store } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';

const KEPT_MS = 90 * 86_400_000;

/** Queue of sends that have not ended, by when another may take them over. */
export const OPEN_SENDS = 'sends';

const SEND: Kind<Send> = {
  what: 'a send',
  schema: sendSchema,
  beside: (send) => ({ expires: send.started + KEPT_MS, ...dueOf(send) }),
};

function dueOf(send: Send): Pick<Row, 'due'> {
  const at = takenOverAt(send);
  return at === undefined ? {} : { due: { queue: OPEN_SENDS, at } };
}

const keyOf = (id: string): Key => ({ partition: `sends#${keyText(id)}`, sort: 'send' });

/** Sends that someone asked for: a row each. */
export function sendRecords(store: Store, effects: Pick<Effects, 'now'>): SendRecords {
  const rows = keptRows(store.dashboard, SEND);
  return {
    add: async (send) => (await rows.first(keyOf(send.id), send, effects.now())).fresh,
    get: async (id) => (await rows.get(keyOf(id), effects.now()))?.record,
    change: async (id, change) => {
      const next = (before: Send | undefined): Send | undefined => before && change(before);
      return (await rows.change(keyOf(id), next, effects.now()))?.record;
    },
    abandoned: async (until, limit) => (await rows.due(OPEN_SENDS, until, limit)).map(({ record }) => record),
  };
}
