// npm run faults -- [--messages 1500] [--kills 100] [--seed S] [--json], or --short
// Kills the queue's workers again and again, and compares what is on record with what a fake SES took (test/faults/).
// Ends with 1 when anything was lost or sent twice, or when the simple loops beside it were not.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const home = fileURLToPath(new URL('..', import.meta.url));
// Beside the packages that it imports.
const folder = mkdtempSync(join(home, 'node_modules', '.faults-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const outfile = join(folder, 'cli.mjs');
await build({
  absWorkingDir: home,
  entryPoints: [join(home, 'test/faults/cli.ts')],
  bundle: true,
  outfile,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // It finds the house from where it lies itself.
  external: [join(home, 'scripts/bundle.mjs')],
  logLevel: 'error',
});
await import(pathToFileURL(outfile).href);
