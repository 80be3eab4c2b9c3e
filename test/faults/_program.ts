import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.mjs';

/** Bundles the worker, once: it is started more than a hundred times, and one file starts fastest. Answers its path. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, 'worker.mjs');
  await bundle('test/faults/worker.ts', outfile);
  return outfile;
}

/** Every step that the bundled code names, passed or not. */
export function stepsIn(program: string): readonly string[] {
  const named = readFileSync(program, 'utf8').matchAll(/\.step\(["'`]([a-z][a-z-]*)["'`]\)/g);
  return [...new Set([...named].map(([, name = '']) => name))].filter((name) => !name.startsWith('naive-')).toSorted();
}
