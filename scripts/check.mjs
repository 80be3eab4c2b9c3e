// npm run check: every check that is not a test, side by side, one line each. A check that fails shows all it printed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));

/** Name, then a Node program and its arguments. The longest first. */
const checks = [
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false'],
  ['web', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', 'web'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--deny-warnings'],
  ['unused', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  ['house', 'scripts/house.mjs'],
  ['format', 'node_modules/oxfmt/bin/oxfmt', '--check'],
];

const queue = [...checks];
/** @type {string[]} */
const failed = [];
const started = performance.now();
const lanes = Math.max(2, availableParallelism());
await Promise.all(Array.from({ length: lanes }, runNext));

const total = `${checks.length} checks, ${since(started)}`;
console.log(failed.length === 0 ? `all right: ${total}` : `failed: ${failed.join(', ')} (${total})`);
if (failed.length > 0) process.exitCode = 1;

/** @returns {Promise<void>} */
async function runNext() {
  const [name = '', ...command] = queue.shift() ?? [];
  if (name === '') return;
  const from = performance.now();
  const { ok, output } = await run(command);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(7)} ${since(from)}`);
  if (!ok) {
    failed.push(name);
    console.log(output.trimEnd());
  }
  await runNext();
}

/**
 * @param {string[]} command
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run(command) {
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => done({ ok: false, output: `${join(home, command[0] ?? '')}: ${error.message}` }));
    child.on('close', (code) => done({ ok: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}

/** @param {number} from */
function since(from) {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
