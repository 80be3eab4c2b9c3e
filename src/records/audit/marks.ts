import type { AuditFault, Checkpoint } from '../../model/records.ts';
import type { Table } from '../../model/store.ts';
import { CHECKPOINTS, checkpointOf, isSigned } from './checkpoints.ts';
import { EMPTY } from './entries.ts';
import { entriesAre, fault } from './faults.ts';
import { rowsOf } from './rows.ts';

interface Mark {
  readonly count: number;
  readonly head: string;
  readonly at: number;
  readonly outside: boolean;
}

type KeyOf = (id: string) => Promise<Uint8Array | undefined>;

/**
 * What was signed of the chain, on record and outside: how many entries there were, and the last one's hash. Read whole
 * before the chain is, so that the chain is no shorter; some 200 bytes for each checkpoint stay in memory.
 */
export class Marks {
  readonly faults: AuditFault[] = [];
  readonly #byCount = new Map<number, Mark[]>();
  /** The first that the chain does not agree with, on record and outside, and up to where the chain was agreed to. */
  readonly #differ = new Map<boolean, { readonly mark: Mark; readonly since: number }>();
  readonly #agreed = { onRecord: 0, outside: 0 };
  #last: Mark | undefined;

  static async read(table: Table, anchors: readonly Checkpoint[], keyOf: KeyOf): Promise<Marks> {
    const marks = new Marks();
    for await (const row of rowsOf(table, CHECKPOINTS)) {
      const record = `checkpoint ${Number(row.sort)}`;
      const checkpoint = checkpointOf(row);
      if (checkpoint && row.expires === undefined) await marks.#take(checkpoint, keyOf, record);
      else marks.faults.push(fault('unreadable', record, 'it is no checkpoint as it was written'));
    }
    for (const anchor of anchors) await marks.#take(anchor, keyOf);
    return marks;
  }

  /** Only what was signed by a key that is trusted says anything of the chain. Anchors have no name on record. */
  async #take(checkpoint: Checkpoint, keyOf: KeyOf, name?: string): Promise<void> {
    const { count, head, at, key } = checkpoint;
    const record = name ?? `checkpoint ${count}`;
    const spki = await keyOf(key);
    const outside = name === undefined;
    const where = outside ? ' (kept outside the records)' : '';
    if (!spki) {
      const says = `it was signed by the key ${key}, which is not in the keyring${where}; name it with --key when you know it`;
      this.#once(fault('signature', record, says));
    } else if (!isSigned(checkpoint, spki)) {
      this.#once(fault('signature', record, `its signature is not that of the key ${key}${where}`));
    } else this.#add({ count, head, at, outside });
  }

  /** The same anchor lies in many audit copies. */
  #once(found: AuditFault): void {
    const same = (one: AuditFault): boolean => one.record === found.record && one.says === found.says;
    if (!this.faults.some(same)) this.faults.push(found);
  }

  #add(mark: Mark): void {
    const there = this.#byCount.get(mark.count) ?? [];
    if (there.some(({ head, outside }) => head === mark.head && outside === mark.outside)) return;
    if (mark.outside && !there.some(({ head }) => head === mark.head)) this.#missing(mark, there.length > 0);
    this.#byCount.set(mark.count, [...there, mark]);
    if (!this.#last || mark.count > this.#last.count) this.#last = mark;
    if (mark.count === 0) this.at(0, [EMPTY.hash]);
  }

  #missing({ count, at }: Mark, another: boolean): void {
    const says = another ? 'the records hold another' : 'the records hold it no more';
    const record = `checkpoint ${count}`;
    this.faults.push(fault('deleted', record, `it was signed ${day(at)} and is kept outside the records; ${says}`));
  }

  /** The entry of this number, and the hashes that it may stand for. */
  at(seq: number, hashes: readonly string[]): void {
    const marks = this.#byCount.get(seq);
    if (!marks) return;
    const agrees = ({ head }: Mark): boolean => hashes.includes(head);
    for (const mark of marks) {
      if (agrees(mark) || this.#differ.has(mark.outside)) continue;
      // Who stole the key can have signed what is on record anew; what is outside is not within reach.
      const { onRecord, outside } = this.#agreed;
      this.#differ.set(mark.outside, { mark, since: mark.outside ? outside : Math.max(onRecord, outside) });
    }
    for (const { outside } of marks.filter(agrees)) this.#agreed[outside ? 'outside' : 'onRecord'] = seq;
    this.#byCount.delete(seq);
  }

  /** What the chain as a whole shows: it was replaced, or is shorter than it was. */
  ended(count: number): readonly AuditFault[] {
    const replaced = [...this.#differ.values()].map(({ mark, since }) => {
      const after = since > 0 ? ` after entry ${since}` : '';
      const says = `it is not the one that ${named(mark)} was signed over: the chain was replaced${after}`;
      return fault('edited', `entry ${mark.count}`, says);
    });
    if (!this.#last || this.#last.count <= count) return replaced;
    const says = `${entriesAre(count + 1, this.#last.count)} missing at the end, which ${named(this.#last)} counts`;
    return [...replaced, fault('truncated', `entry ${count + 1}`, says)];
  }
}

function named({ count, at, outside }: Mark): string {
  return `checkpoint ${count} of ${day(at)}${outside ? ', kept outside the records,' : ''}`;
}

function day(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}
