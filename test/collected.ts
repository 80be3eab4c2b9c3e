import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Holds the examples; each is read and analysed when `<name>.done` is there. */
    readonly examples: string;
  }
}

const home = fileURLToPath(new URL('../', import.meta.url));
const EXAMPLES = join(home, 'examples');
/** What runs leave behind. */
const LEFT = /[\\/](?:\.quarterdeck|outbox|records)(?:[\\/]|$)/;

/**
 * Has the built program read and analyse the examples once, beside the first tests: copies of them need not be read
 * again. What is verified is asked anew all the same.
 */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-examples-'));
  const running = ['san-diego', 'bakery-group'].map((name) => prepare(folder, name));
  provide('examples', folder);
  return () => {
    for (const child of running) child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
}

function prepare(folder: string, name: string): ChildProcess {
  cpSync(join(EXAMPLES, name), join(folder, name), {
    recursive: true,
    filter: (from) => !LEFT.test(from.slice(EXAMPLES.length)),
  });
  const words = [join(home, 'dist/quarterdeck.js'), '-C', join(folder, name), 'findings', '--json'];
  const child = spawn(process.execPath, words, { stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '' } });
  // Whatever became of it, the copy is there; a test says what is wrong with it.
  child.on('exit', () => {
    if (existsSync(folder)) writeFileSync(join(folder, `${name}.done`), '');
  });
  return child;
}
