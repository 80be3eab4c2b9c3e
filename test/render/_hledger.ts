import { spawnSync } from 'node:child_process';

/** The version line of the hledger on PATH; undefined where there is none. */
export function hledgerVersion(): string | undefined {
  const { status, stdout } = spawnSync('hledger', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs hledger on a journal; throws what it complains of. */
export function hledger(journal: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('hledger', ['-f', '-', ...args], {
    input: journal,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
