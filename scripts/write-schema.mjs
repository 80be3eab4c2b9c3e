// npm run schema: writes schema/portfolio.schema.json from the zod schema. A test compares the two.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const home = fileURLToPath(new URL('..', import.meta.url));
const bundle = new URL('../node_modules/.cache/quarterdeck/schema.mjs', import.meta.url);

// Node 20 runs no TypeScript, so that the module is bundled first; packages stay where they are.
await build({
  entryPoints: [`${home}src/portfolio/schema.ts`],
  outfile: fileURLToPath(bundle),
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});

/** @type {typeof import('../src/portfolio/schema.ts')} */
const { portfolioJsonSchemaText } = await import(bundle.href);
mkdirSync(`${home}schema`, { recursive: true });
writeFileSync(`${home}schema/portfolio.schema.json`, portfolioJsonSchemaText());
console.log('schema/portfolio.schema.json is written');
