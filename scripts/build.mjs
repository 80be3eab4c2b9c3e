// Bundles the command line into dist/: quarterdeck.js, its chunks, and what lies in the src/**/assets folders; and, at
// the same time, the dashboard into dist/web (build-web.mjs).
// Needs no install scripts: esbuild's own binary is a plain dependency of its package.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { buildWeb } from './build-web.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const dist = join(home, 'dist');
const program = join(dist, 'quarterdeck.js');

const started = performance.now();
// The dashboard sees for itself whether it must be built anew.
for (const name of existsSync(dist) ? readdirSync(dist) : [])
  if (name !== 'web') rmSync(join(dist, name), { recursive: true });

const web = buildWeb(join(dist, 'web'));
const { metafile } = await build({
  absWorkingDir: home,
  entryPoints: [
    { in: join(home, 'src/cli/main.ts'), out: 'quarterdeck' },
    { in: join(home, 'src/lambda/api.ts'), out: 'lambda' },
  ],
  outdir: dist,
  bundle: true,
  // Chunks lie flat beside the program, so that `new URL('./assets/x', import.meta.url)` holds in src/ and in dist/.
  splitting: true,
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  minifyWhitespace: true,
  sourcemap: 'linked',
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
  // Native: each picks its binary from node_modules at run time. The API over DuckDB's bindings is plain JavaScript in
  // many files, which load twice as fast as one.
  external: ['@duckdb/node-bindings', '@resvg/resvg-js', 'libsql'],
  // Bundled CommonJS packages call require() for Node's own modules; ESM has none, so each file gets one.
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
    ].join('\n'),
  },
});
chmodSync(program, 0o755);

const assets = copyAssets(join(home, 'src'), join(dist, 'assets'));
const sizes = Object.values(metafile.outputs).map(({ bytes }) => bytes);
const kilobytes = Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000);
const seconds = ((performance.now() - started) / 1000).toFixed(2);
console.log(`dist/: ${sizes.length} files, ${kilobytes} kB (maps included), ${assets} assets, ${seconds} s`);
console.log(await web);

/**
 * Copies the files of every `assets` folder below `from` flat into `to`; two of one name are an error.
 * @param {string} from
 * @param {string} to
 */
function copyAssets(from, to) {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && /(^|[\\/])assets$/.test(relative(from, file.parentPath)),
  );
  if (files.length > 0) mkdirSync(to, { recursive: true });
  for (const file of files) {
    const copy = join(to, file.name);
    if (existsSync(copy)) throw new Error(`Two assets are named ${file.name}; the second in ${dirname(copy)}`);
    copyFileSync(join(file.parentPath, file.name), copy);
  }
  return files.length;
}
