import type { AuditFault, Checkpoint } from '../../model/records.ts';
import type { Table } from '../../model/store.ts';
import { checkpointIn, CHECKPOINTS, isSigned } from './checkpoints.ts';
import { placeText } from './entries.ts';
import { fault } from './faults.ts';
import { AT_NO_TIME } from './rows.ts';

/**
 * Checkpoints that the messages on record carry in their header: each was on record before its message was frozen. So
 * who takes all checkpoints away is told by the very messages.
 */
export class Carried {
  readonly #byCount = new Map<number, Checkpoint>();

  take(message: Uint8Array): void {
    const checkpoint = checkpointIn(message);
    if (checkpoint) this.#byCount.set(checkpoint.count, checkpoint);
  }

  /** Those of a trusted key that the records do not hold any more. */
  async faults(table: Table, keyOf: (id: string) => Promise<Uint8Array | undefined>): Promise<readonly AuditFault[]> {
    const faults: AuditFault[] = [];
    for (const checkpoint of this.#byCount.values()) {
      const { count, key } = checkpoint;
      const spki = await keyOf(key);
      if (!spki || !isSigned(checkpoint, spki)) continue;
      const row = await table.get({ partition: CHECKPOINTS, sort: placeText(count) }, AT_NO_TIME);
      const says = 'a message on record carries it; the records hold it no more';
      if (!row) faults.push(fault('deleted', `checkpoint ${count}`, says));
    }
    return faults;
  }
}
