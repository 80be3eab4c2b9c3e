import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from './_program.ts';
import { naiveOf, ran, verdictOf } from './_scene.ts';

/** The short form of `npm run faults`: 60 messages and 8 kills. */
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-faults-'));
let program = '';
beforeAll(async () => {
  program = await bundleWorker(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const events = { late: 800, duplicated: 0.1 };

describe('two workers on one queue, killed again and again', () => {
  it('lose nothing, send nothing twice, and leave records that verify', async () => {
    const queue = await ran(program, {
      role: 'sealed',
      seed: 11,
      messages: 60,
      kills: 8,
      steps: { claimed: 1, answered: 1 },
      ifUnknown: 'hold',
      mishaps: false,
      events,
    });
    expect(verdictOf(queue)).toMatchObject({ lost: [], doubled: [], faults: [] });
    expect(queue.end.faults).toEqual([]);
    expect(queue.end.kills).toBeGreaterThanOrEqual(8);
    expect(queue.end.failpoints).toMatchObject({ claimed: 2, answered: 2 });
    expect(queue.ledger?.dispatches).toHaveLength(60);
  });

  it('would send twice if they sent first and recorded after', async () => {
    const loop = await ran(program, {
      role: 'send-then-record',
      seed: 11,
      messages: 60,
      kills: 2,
      steps: {},
      ifUnknown: 'hold',
      mishaps: false,
      events,
    });
    expect(naiveOf(loop).doubled).toBeGreaterThan(0);
  });
});
