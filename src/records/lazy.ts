import type { Store, StoreTable, Table } from '../model/store.ts';

export interface Unopened {
  /** For people: where it is, or will be. */
  readonly name: string;
  /** Whether there is anything to read. */
  readonly isThere: () => Promise<boolean>;
  readonly open: () => Promise<Store>;
}

/**
 * A store that is opened at the first need. As long as it is not there, what reads it finds nothing, and makes nothing;
 * what writes makes it.
 */
export function lazyStore({ name, isThere, open }: Unopened): Store {
  let opened: Promise<Store> | undefined;
  let there: Store | undefined;
  const opening = async (): Promise<Store> => (there = await open());
  const made = (): Promise<Store> => {
    opened ??= opening().catch((error: unknown) => {
      // Tried again by whoever comes next: a disk that was full may have room by then.
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const found = async (): Promise<Store | undefined> => (opened || (await isThere()) ? made() : undefined);
  const table = (of: StoreTable): Table => ({
    get: async (key, now) => (await found())?.[of].get(key, now),
    put: async (row, over, now) => (await made())[of].put(row, over, now),
    remove: async (key, over) => (await found())?.[of].remove(key, over) ?? false,
    list: async (partition, options, now) => (await found())?.[of].list(partition, options, now) ?? [],
    due: async (queue, until, limit) => (await found())?.[of].due(queue, until, limit) ?? [],
    scan: async (next) => (await found())?.[of].scan(next) ?? { rows: [] },
  });
  return {
    name,
    audit: table('audit'),
    dashboard: table('dashboard'),
    auth: table('auth'),
    blobs: {
      put: async (hash, bytes) => (await made()).blobs.put(hash, bytes),
      get: async (hash) => (await found())?.blobs.get(hash),
      scan: async (next) => (await found())?.blobs.scan(next) ?? { hashes: [] },
    },
    state: () => there?.state?.(),
    snapshot: async () => (await found())?.snapshot?.(),
    close: async () => {
      const store = await opened?.catch(() => undefined);
      await store?.close();
    },
  };
}
