import type { AuditFault, Checkpoint } from '../../model/records.ts';
import type { Store } from '../../model/store.ts';
import { Carried } from './carried.ts';
import type { Keyring } from './keyring.ts';
import { Marks } from './marks.ts';
import { trustedKeys } from './public-keys.ts';
import { dispatchFaults } from './sealed-dispatches.ts';
import { Steps } from './steps.ts';
import { Walk } from './walk.ts';

export interface Verifying {
  readonly store: Pick<Store, 'audit' | 'blobs'>;
  readonly keyring: Pick<Keyring, 'publicKey'>;
  /** Ids of keys that are trusted beside the keyring's; their public halves are on record. */
  readonly pinned?: readonly string[];
}

/**
 * Everything that is wrong with the audit: the chain in itself, against what was signed of it on record and outside
 * (`anchors`), and every dispatch and its bytes against the chain. Reads all of it and writes nothing; others may send
 * meanwhile.
 */
export async function verifyRecords(
  { store, keyring, pinned = [] }: Verifying,
  anchors: readonly Checkpoint[] = [],
): Promise<{ readonly entries: number; readonly faults: readonly AuditFault[] }> {
  const keyOf = trustedKeys(store.audit, keyring, pinned);
  const marks = await Marks.read(store.audit, anchors, keyOf);
  const steps = new Steps();
  const among: AuditFault[] = [];
  const walk = new Walk(store.audit, (entry, hashes) => {
    marks.at(entry.seq, hashes);
    // What an edited entry says of a dispatch counts for nothing.
    const found = hashes.length > 1 ? undefined : steps.add(entry);
    // Where entries are missing, so are steps.
    if (found && (found.kind !== 'missing' || walk.faults.length === 0)) among.push(found);
  });
  const goOn = async (): Promise<boolean> => {
    await walk.goOn();
    return walk.faults.length === 0;
  };
  const isWhole = await goOn();
  const ended = marks.ended(walk.last);
  const carried = new Carried();
  const message = (bytes: Uint8Array): void => carried.take(bytes);
  const dispatches = await dispatchFaults({ store, steps, goOn, isWhole, message });
  const faults = [...walk.faults, ...among, ...marks.faults, ...ended, ...dispatches];
  const named = new Set(faults.map(({ kind, record }) => `${kind} ${record}`));
  const gone = (await carried.faults(store.audit, keyOf)).filter(({ kind, record }) => !named.has(`${kind} ${record}`));
  return { entries: walk.entries, faults: [...faults, ...gone] };
}
