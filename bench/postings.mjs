/**
 * Twenty million postings from Parquet: a portfolio of ten entities that each keep books of 1,000,000 transactions. The
 * books are the same file ten times over, so that they are read once and stored once; the snapshot holds each of them.
 * `node bench/postings.mjs` (after a build) prints wall time, CPU and peak memory of collecting and of the CFO report's figures.
 */
import { spawnSync } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJournal } from './_journal.mjs';

const ENTITIES = 10;
const TRANSACTIONS = 1_000_000;
const program = fileURLToPath(new URL('../dist/quarterdeck.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
try {
  const names = Array.from({ length: ENTITIES }, (_, at) => `books-${at}.journal`);
  writeJournal(join(folder, names[0] ?? ''), TRANSACTIONS);
  for (const name of names.slice(1)) linkSync(join(folder, names[0] ?? ''), join(folder, name));
  const entities = names.map((file, at) => `  - { id: e${at}, name: E${at}, kind: other, books: [{ file: ${file} }] }`);
  const head = ['name: Bench', 'base_currency: USD', 'time_zone: UTC', 'as_of: 2025-12-31', 'entities:'];
  writeFileSync(join(folder, 'portfolio.yaml'), `${[...head, ...entities].join('\n')}\n`);
  measure('collect: read once, stored once', ['collect', '--json']);
  measure('report cfo: every figure from Parquet', ['report', 'cfo', '--out', join(folder, 'cfo.txt')]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} what @param {readonly string[]} words */
function measure(what, words) {
  const ran = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', process.execPath, program, '-C', folder, ...words], {
    encoding: 'utf8',
  });
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = (ran.stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  if (ran.status !== 0) throw new Error(ran.stderr);
  console.log(
    `${what.padEnd(42)} ${wall.toFixed(1)} s  ${(user + system).toFixed(1)} CPU s  ${Math.round(kilobytes / 1024)} MB`,
  );
}
