import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const home = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles the worker, once: it is started more than a hundred times, and one file starts fastest. Answers its path. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, 'worker.mjs');
  await build({
    absWorkingDir: home,
    entryPoints: [join(home, 'test/faults/worker.ts')],
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minifyWhitespace: true,
    logLevel: 'error',
    // Native: found from the house, wherever the bundle lies.
    external: ['@duckdb/node-api', '@resvg/resvg-js'],
    alias: { libsql: join(home, 'node_modules/libsql/index.js') },
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(join(home, 'package.json'))});`,
    },
  });
  return outfile;
}

/** Every step that the bundled code names, passed or not. */
export function stepsIn(program: string): readonly string[] {
  const named = readFileSync(program, 'utf8').matchAll(/\.step\(["'`]([a-z][a-z-]*)["'`]\)/g);
  return [...new Set([...named].map(([, name = '']) => name))].filter((name) => !name.startsWith('naive-')).toSorted();
}
