import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { QueueEnd } from '../../../src/app/dispatch/queue.ts';
import { runQueue } from '../../../src/app/dispatch/queue.ts';
import type { Work, WorkSettings } from '../../../src/app/dispatch/work.ts';
import { sha256 } from '../../../src/core/hash.ts';
import { queue } from '../../../src/model/dispatch-state.ts';
import type {
  Dispatch,
  Failure,
  FailureClass,
  Message,
  Outcome,
  Quota,
  Transport,
} from '../../../src/model/dispatch.ts';
import type { Records } from '../../../src/model/records.ts';
import { openRecords } from '../../../src/records/index.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { freshDispatch } from '../../records/_dispatch.ts';

export const MINUTE = 60_000;
const START = Date.UTC(2026, 3, 30, 15);

/** A transport that answers as it is told, and remembers what it was asked. */
export interface Scripted extends Transport {
  readonly asked: { readonly message: Message; readonly recorded: Dispatch | undefined }[];
  /** Answers in turn; then it accepts. A function is called instead. */
  readonly answers: (Outcome | (() => Promise<Outcome> | Outcome))[];
  quota?: () => Promise<Quota | undefined>;
  lookup?: NonNullable<Transport['lookup']>;
}

export interface House {
  readonly records: Records;
  readonly transport: Scripted;
  readonly clock: { now: number };
  readonly folder: string;
  /** A worker of its own on the house's queue. */
  readonly worker: (settings?: Partial<WorkSettings>) => Work;
  /** Runs a worker until nothing is due before so many milliseconds from now; waiting moves the clock. */
  readonly run: (patience?: number, settings?: Partial<WorkSettings>) => Promise<QueueEnd>;
  /** Freezes a message for these readers. */
  readonly add: (to: readonly string[], more?: Partial<Dispatch>) => Promise<Dispatch>;
  readonly get: (dispatch: Pick<Dispatch, 'id'>) => Promise<Dispatch>;
}

export const failed = (kind: FailureClass, more: Partial<Failure> = {}): Outcome => ({
  outcome: 'failed',
  failure: { class: kind, code: `test-${kind}`, message: `the test says ${kind}`, ...more },
});

/** Records in a folder of their own, a clock that only waiting moves, and a scripted transport. */
export async function house(): Promise<House> {
  const clock = { now: START };
  const folder = temporary();
  const effects = {
    now: () => clock.now,
    randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
    env: {},
    step: () => undefined,
    progress: () => undefined,
  };
  const records = await openRecords({
    folder,
    settings: { store: 'sqlite', file: 'records/records.sqlite', tables: 'quarterdeck' },
    effects,
    dashboard: 'test',
  });
  onTestFinished(() => records.close());
  const transport: Scripted = {
    name: 'smtp',
    asked: [],
    answers: [],
    send: async (message) => {
      const recorded = (await records.dispatches.get(message.id))?.record;
      transport.asked.push({ message, recorded });
      const answer = transport.answers.shift();
      if (typeof answer === 'function') return answer();
      return answer ?? { outcome: 'accepted', receipt: `receipt-${message.id}-${message.attempt}` };
    },
  };
  let workers = 0;
  const worker = (settings: Partial<WorkSettings> = {}): Work => ({
    records,
    effects,
    transportOf: () => Promise.resolve(transport),
    wait: (milliseconds) => {
      clock.now += milliseconds;
      return Promise.resolve();
    },
    settings: {
      worker: `worker-${(workers += 1)}`,
      concurrency: 4,
      lease: 5 * MINUTE,
      settle: 60 * MINUTE,
      ifUnknown: 'hold',
      attempts: 4,
      backoff: 2000,
      timeZone: 'America/Los_Angeles',
      ...settings,
    },
  });
  let added = 0;
  return {
    records,
    transport,
    clock,
    folder,
    worker,
    run: (patience = 0, settings = {}) => runQueue(worker(settings), clock.now + patience),
    add: async (to, more = {}) => {
      added += 1;
      const time = new Date(clock.now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
      const bytes = Buffer.from(`To: ${to.join(', ')}\r\n\r\nreport ${added}\r\n`);
      const fresh = freshDispatch({
        id: `${time}-cfo-${String(added).padStart(8, '0')}`,
        period: '2026-04-30',
        by: 'cli:test',
        transport: 'smtp',
        from: 'reports@example.com',
        message: sha256(bytes),
        size: bytes.length,
        recipients: to.map((address) => ({ address, role: 'to', state: 'queued' })),
        queued: clock.now,
        notBefore: clock.now,
        expires: clock.now + 24 * 60 * MINUTE,
        ...more,
      });
      return (await records.dispatches.add(queue(fresh, clock.now), bytes)).record;
    },
    get: async ({ id }) => {
      const kept = await records.dispatches.get(id);
      if (!kept) throw new Error(`no dispatch ${id}`);
      return kept.record;
    },
  };
}

/** Each recipient's state, as `ann sent`. */
export const states = ({ recipients }: Dispatch): string[] =>
  recipients.map(({ address, state }) => `${address.split('@')[0]} ${state}`);
