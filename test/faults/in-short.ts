import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorker } from './_program.ts';
import { naiveOf, ran, verdictOf } from './_scene.ts';

const setting = { seed: 11, messages: 60, ifUnknown: 'hold', mishaps: false, lease: 1_200, settle: 800 } as const;
const events = { late: 500, duplicated: 0.1 };

/** 60 messages and 8 kills, beside twenty of a simple loop of which the seed has three taken whose answers are lost. */
export async function proveInShort(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-faults-'));
  try {
    const program = await bundleWorker(folder);
    const steps = ['claimed', 'answered'];
    const [queue, loop] = await Promise.all([
      ran(program, { ...setting, role: 'sealed', kills: 8, steps, events }),
      ran(program, { ...setting, role: 'send-then-record', messages: 20, kills: 1, steps: [], events }),
    ]);
    const { lost, doubled, faults } = verdictOf(queue);
    const { kills, failpoints } = queue.end;
    const dispatched = queue.ledger?.dispatches.length ?? 0;
    const all = [...faults, ...queue.end.faults];
    return { dispatched, kills, failpoints, lost, doubled, faults: all, naive: { doubled: naiveOf(loop).doubled } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
