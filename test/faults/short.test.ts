import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const home = fileURLToPath(new URL('../..', import.meta.url));

describe('two workers on one queue, killed again and again', () => {
  it('lose nothing and send nothing twice, where sending first and recording after does', async () => {
    // The very command, so that it is known to go.
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'faults', '--', '--short'], { cwd: home });
    const { dispatched, kills, failpoints, naive, ...wrong } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(wrong).toEqual({ lost: [], doubled: [], faults: [] });
    expect(dispatched).toBeGreaterThanOrEqual(60);
    expect(kills).toBeGreaterThanOrEqual(8);
    expect(failpoints).toMatchObject({ claimed: 2, answered: 2 });
    expect(naive).toEqual({ doubled: expect.any(Number) });
    expect(naive).not.toEqual({ doubled: 0 });
  }, 240_000);
});
