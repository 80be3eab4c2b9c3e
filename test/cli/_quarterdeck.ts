import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const home = fileURLToPath(new URL('../..', import.meta.url));
export const PROGRAM = join(home, 'dist/quarterdeck.js');

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program as a person would: a process of its own, no terminal, nothing of our environment's mail settings. */
export function quarterdeck(
  words: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...options.env };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [PROGRAM, ...words],
      { cwd: options.cwd ?? home, env, maxBuffer: 64_000_000, timeout: 60_000 },
      (error, out, err) => {
        const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        done({ exit, out, err });
      },
    );
  });
}

export function temporary(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'quarterdeck-')));
}

/** Waits for a file that another process writes, a minute and a half at most. */
function awaitDone(file: string): void {
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !existsSync(file); waited += 50) {
    if (waited > 90_000) throw new Error(`${file} is not there`);
    Atomics.wait(asleep, 0, 0, 50);
  }
}

/** A copy of an example portfolio whose sources are read already; `unread`, one that no run has seen. */
export function copyOf(example: string, state: 'read' | 'unread' = 'read'): string {
  const to = join(temporary(), example);
  awaitDone(join(inject('examples'), `${example}.done`));
  const isLeft = (from: string): boolean => state === 'unread' && basename(from) === '.quarterdeck';
  cpSync(join(inject('examples'), example), to, { recursive: true, filter: (from) => !isLeft(from) });
  return to;
}
