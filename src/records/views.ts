import type { Effects } from '../core/effects.ts';
import { viewSchema, type View } from '../model/session.ts';
import type { ViewRecords } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import { keptRows, type Kind } from './_kept.ts';
import { pageOf, partitionRows } from './_page.ts';

const VIEW: Kind<View> = { what: 'a reading of a report', schema: viewSchema };

const PARTITION = 'views';

/** Who read which report in the browser: a row each, by time; what is on record stays. */
export function viewRecords(store: Store, effects: Pick<Effects, 'now' | 'randomBytes'>): ViewRecords {
  const rows = keptRows(store.audit, VIEW);
  return {
    add: async (view) => {
      const random = Buffer.from(effects.randomBytes(8)).toString('hex');
      const key = { partition: PARTITION, sort: `${new Date(view.at).toISOString()}-${random}` };
      const { fresh } = await rows.first(key, view, effects.now());
      if (!fresh) throw new Error('Two readings have one name: the randomness is none');
    },
    list: (options) =>
      pageOf('views', rows, options, (after, limit) => {
        const behind = after === undefined ? {} : { after };
        return partitionRows(store.audit, PARTITION, { limit, order: 'falling', ...behind }, effects.now());
      }),
  };
}
