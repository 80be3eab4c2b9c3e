import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { openRun } from '../src/app/run.ts';
import { systemEffects } from '../src/core/effects.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The examples, read and analysed: tests take copies of them. */
    readonly examples: string;
  }
}

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));
/** What runs leave behind. */
const LEFT = /[\\/](?:\.quarterdeck|outbox|records)(?:[\\/]|$)/;

/** Reads and analyses the examples once, before any test. What is verified is asked anew all the same. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-examples-'));
  const names = ['san-diego', 'bakery-group'];
  for (const name of names)
    cpSync(join(EXAMPLES, name), join(folder, name), {
      recursive: true,
      filter: (from) => !LEFT.test(from.slice(EXAMPLES.length)),
    });
  const effects = { ...systemEffects, env: {} };
  const opened = names.map((name) => openRun({ from: join(folder, name), effects }));
  for (const run of await Promise.all(opened)) await run.close();
  provide('examples', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
