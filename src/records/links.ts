import type { Effects } from '../core/effects.ts';
import { linkSchema, type LinkRecords, type MagicLink } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';

const LINK: Kind<MagicLink> = {
  what: 'a magic link',
  schema: linkSchema,
  beside: ({ expires }) => ({ expires }),
};

const keyOf = (hash: string): Key => ({ partition: `links#${keyText(hash)}`, sort: 'link' });

/** Magic links by the hash of their token: a row each, which is gone once it was used. */
export function linkRecords(store: Store, effects: Pick<Effects, 'now'>): LinkRecords {
  const rows = keptRows(store.auth, LINK);
  return {
    add: async (link) => {
      const { fresh } = await rows.first(keyOf(link.hash), link, effects.now());
      if (!fresh) throw new Error('A token was made twice: its randomness is none');
    },
    use: async (hash, browser, now) => {
      const kept = await rows.get(keyOf(hash), now);
      // Another browser does not use it up: the one that asked still can.
      if (!kept || kept.record.browser !== browser) return undefined;
      // Of all who come at once, one takes the row away.
      return (await rows.remove(keyOf(hash), kept.version)) ? kept.record : undefined;
    },
  };
}
