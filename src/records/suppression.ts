import type { Effects } from '../core/effects.ts';
import { suppressionSchema, type Suppression, type SuppressionList } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { plainAddress } from './audit/addresses.ts';
import { keptRows, type Kind } from './_kept.ts';
import { pageOf, partitionRows } from './_page.ts';

const SUPPRESSION: Kind<Suppression> = { what: 'a suppressed address', schema: suppressionSchema, personal: true };

const PARTITION = 'suppression';

/** `ann@example.com#` for everything, `ann@example.com#weekly` for one list: the last # is the one between. */
function keyOf(address: string, list = ''): Key {
  return { partition: PARTITION, sort: `${plainAddress(address)}#${encodeURIComponent(list)}` };
}

/** Whom nothing is sent to: a row for each address and list, and one for the address and everything. */
export function suppressionList(store: Store, effects: Pick<Effects, 'now'>): SuppressionList {
  const rows = keptRows(store.audit, SUPPRESSION);
  return {
    find: async (address, list) => {
      // What holds for everything is graver than what someone did to one list.
      const all = await rows.get(keyOf(address), effects.now());
      if (all || list === undefined) return all?.record;
      return (await rows.get(keyOf(address, list), effects.now()))?.record;
    },
    add: async (suppression) => {
      await rows.first(keyOf(suppression.address, suppression.list), suppression, effects.now());
    },
    remove: async (address, list) => {
      const kept = await rows.get(keyOf(address, list), effects.now());
      return kept !== undefined && rows.remove(keyOf(address, list), kept.version);
    },
    list: (options) =>
      pageOf(PARTITION, rows, options, (after, limit) =>
        partitionRows(store.audit, PARTITION, { limit, ...(after !== undefined && { after }) }, effects.now()),
      ),
  };
}
