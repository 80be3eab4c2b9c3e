import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { portfolioFolder } from '../http/_portfolio.ts';
import { PROGRAM } from './_quarterdeck.ts';
import { serving } from './_serve.ts';

it('a server goes on when nobody reads its log any more', async () => {
  const at = await serving(portfolioFolder());
  onTestFinished(() => void at.process.kill('SIGKILL'));
  at.process.stdout?.destroy();
  for (let request = 0; request < 3; request += 1)
    expect((await fetch(`http://127.0.0.1:${at.port}/health`)).status).toBe(200);
  await expect.poll(at.err).toContain('the log cannot be written (EPIPE); the server goes on without it');
  at.process.kill('SIGTERM');
  expect(await at.ended).toBe(0);
});

it('what was not sent shows in the exit code, though nobody reads the list', async () => {
  const folder = portfolioFolder();
  // No mail can be laid down in a file.
  rmSync(join(folder, 'outbox'), { recursive: true, force: true });
  writeFileSync(join(folder, 'outbox'), '');
  const child = spawn(process.execPath, [PROGRAM, '-C', folder, 'send', 'cfo', '--wait', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  child.stderr.resume();
  const [exit] = (await once(child, 'close')) as [number];
  expect(exit).toBeGreaterThan(0);
});
