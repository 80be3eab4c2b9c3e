// One TypeScript program as one file that Node 20 runs, wherever the file lies: for benches and tests that start processes.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const home = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} entry below the project's folder: `bench/_dispatch.ts`
 * @param {string} outfile
 */
export async function bundle(entry, outfile) {
  await build({
    absWorkingDir: home,
    entryPoints: [join(home, entry)],
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minifyWhitespace: true,
    logLevel: 'error',
    // Native: found from the project, wherever the bundle lies.
    external: ['@duckdb/node-api', '@resvg/resvg-js'],
    alias: { libsql: join(home, 'node_modules/libsql/index.js') },
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(join(home, 'package.json'))});`,
    },
  });
}
