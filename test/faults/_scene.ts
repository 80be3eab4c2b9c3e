import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type RunEnd, type RunOptions } from './_run.ts';
import type { Accepted } from './_ses-events.ts';
import { readersOf, type Ledger } from './_talk.ts';
import { judge, type Verdict } from './_verdict.ts';
import { WorkerHandle } from './_worker-handle.ts';
import { startFakeSes, type FakeSesOptions } from './fake-ses.ts';

/** What of the messages of a simple loop came to nothing, or came twice. */
export interface Naive {
  readonly lost: number;
  readonly doubled: number;
  readonly kills: number;
}

/** Shares of requests. Nearly every tenth goes wrong, and of those most after the message was taken. */
const FAULTS: NonNullable<FakeSesOptions['faults']> = {
  'reset-before': 0.01,
  throttled: 0.03,
  'error-before': 0.01,
  'reset-after': 0.02,
  'silence-after': 0.01,
  'error-after': 0.01,
};
const FATES = { bounced: 0.03, soft: 0.01, complained: 0.02, delayed: 0.02 };
const TIMES = { lease: 2_000, settle: 1_500 };

export interface Setting extends Omit<RunOptions, 'ses' | 'folder' | 'program' | 'lease' | 'settle'> {
  readonly events: NonNullable<FakeSesOptions['events']>;
  readonly settle?: number;
  readonly lease?: number;
}

export interface Ran {
  readonly end: RunEnd;
  readonly accepted: readonly Accepted[];
  readonly ledger: Ledger | undefined;
}

/** One run in a folder of its own, with a fake SES of its own. */
export async function ran(program: string, setting: Setting): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-faults-'));
  mkdirSync(join(folder, 'records'));
  const { seed, events } = setting;
  const ses = await startFakeSes({ seed, faults: FAULTS, fates: FATES, events, slow: 60, holds: 2_500 });
  try {
    const end = await run({ ...TIMES, ...setting, program, folder, ses });
    const ledger = setting.role === 'sealed' ? await ledgerOf(program, folder, ses.url) : undefined;
    return { end, accepted: ses.accepted, ledger };
  } finally {
    await ses.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ledgerOf(program: string, folder: string, endpoint: string): Promise<Ledger> {
  return new Promise((resolve, reject) => {
    const order = { role: 'inspect', slot: 0, folder, concurrency: 1, clock: 0, ...TIMES, ifUnknown: 'hold' } as const;
    const worker = new WorkerHandle({
      program,
      order,
      endpoint,
      onSaid: (said) => {
        if (said.what === 'inspected') resolve(said.ledger);
        if (said.what === 'broken') reject(new Error(said.says));
      },
    });
    void worker.ended.then(() => reject(new Error(`nothing was inspected: ${worker.words}`)));
  });
}

/** Of a run of the product's queue. */
export function verdictOf({ end, ledger, accepted }: Ran): Verdict {
  if (!ledger) throw new Error('nothing was inspected');
  return judge({ posted: end.posted, ledger, accepted });
}

/** When nothing is left to do, a simple loop says of every message that it was sent. */
export function naiveOf({ end, accepted }: Ran): Naive {
  const counts = new Map<string, number>();
  for (const { recipients } of accepted) for (const one of recipients) counts.set(one, (counts.get(one) ?? 0) + 1);
  const readers = end.posted.flatMap((message) => readersOf(message));
  return {
    lost: readers.filter((one) => !counts.has(one)).length,
    doubled: readers.filter((one) => (counts.get(one) ?? 0) > 1).length,
    kills: end.kills,
  };
}
