import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleWorker } from './_program.ts';
import { naiveOf, ran, verdictOf, type Ran } from './_scene.ts';

/** The short form of `npm run faults`: 60 messages and 8 kills, beside a simple loop. */
const setting = { seed: 11, messages: 60, ifUnknown: 'hold', mishaps: false, lease: 1_200, settle: 800 } as const;
const events = { late: 500, duplicated: 0.1 };

async function bothRuns(): Promise<{ readonly queue: Ran; readonly loop: Ran }> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-faults-'));
  try {
    const program = await bundleWorker(folder);
    const steps = ['claimed', 'answered'];
    const [queue, loop] = await Promise.all([
      ran(program, { ...setting, role: 'sealed', kills: 8, steps, events }),
      // Of these twenty the seed has three taken whose answers are lost.
      ran(program, { ...setting, role: 'send-then-record', messages: 20, kills: 1, steps: [], events }),
    ]);
    return { queue, loop };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('two workers on one queue, killed again and again', () => {
  it('lose nothing and send nothing twice, where sending first and recording after does', async () => {
    const { queue, loop } = await bothRuns();
    expect(verdictOf(queue)).toMatchObject({ lost: [], doubled: [], faults: [] });
    expect(queue.end.faults).toEqual([]);
    expect(queue.end.kills).toBeGreaterThanOrEqual(8);
    expect(queue.end.failpoints).toMatchObject({ claimed: 2, answered: 2 });
    expect(queue.ledger?.dispatches.length).toBeGreaterThanOrEqual(60);
    expect(naiveOf(loop).doubled).toBeGreaterThan(0);
  }, 60_000);
});
