// The journal reader by itself: whole processes that read a journal into columns, beside a scan of its bytes as the
// limit, over plain entries and over what costs more. `node bench/journal.mjs [--transactions N] [--runs N]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { writeJournal } from './_journal.mjs';

const { values } = parseArgs({
  options: { transactions: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '5' } },
});
const transactions = Number(values.transactions);
const home = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const program = join(folder, 'read.mjs');
await build({
  stdin: {
    contents: `import { readFileSync } from 'node:fs';
      import { readJournal } from './src/sources/journal/journal.ts';
      const { postings, problems } = readJournal(readFileSync(process.argv[2]), 'bench.journal');
      if (problems.length > 0) throw new Error(problems[0].message);
      console.log(postings.count);`,
    resolveDir: home,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: program,
});

/**
 * The same journal with something else in it.
 * @param {string} name
 * @param {(text: string) => string} change
 */
function variant(name, change) {
  const path = join(folder, `${name}.journal`);
  writeFileSync(path, change(readFileSync(plain, 'latin1')), 'latin1');
  return path;
}

const plain = join(folder, 'plain.journal');
writeJournal(plain, transactions);
const journals = {
  'plain entries': plain,
  'second amount left out': variant('elided', (text) =>
    text.replaceAll(/(\n {4}\S[^\n]*\n {4}\S.*?) {2}\S+\n\n/g, '$1\n\n'),
  ),
  'comments with tags': variant('tags', (text) =>
    text.replaceAll('of the harbour', 'of the harbour  ; reviewed: yes, by: Anna'),
  ),
  'a balance asserted on every tenth': variant('balances', (text) => {
    let count = 0;
    return text.replaceAll(/\n\n/g, () => ((count += 1) % 10 === 0 ? '\n    Equity:Check  $0.00 = $0.00\n\n' : '\n\n'));
  }),
  'every amount at cost': variant('costs', (text) => text.replaceAll(/(-?)\$(\d+\.\d\d)\n/g, '$1$2 EUR @ $$1.10\n')),
};

/** @typedef {{ cpu: number, megabytes: number }} Sample */

/**
 * @param {string[]} command
 * @returns {Sample}
 */
function measure(command) {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', process.execPath, ...command], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpu: user + system, megabytes: kilobytes / 1024 };
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** @type {Map<string, { scan: Sample[], read: Sample[] }>} */
const samples = new Map(Object.keys(journals).map((name) => [name, { scan: [], read: [] }]));
for (let round = 0; round < Number(values.runs); round += 1) {
  // Round by round, so that a busy minute of the machine falls on all alike.
  for (const [name, path] of Object.entries(journals)) {
    samples.get(name)?.scan.push(measure([join(home, 'bench/_scan.mjs'), path]));
    samples.get(name)?.read.push(measure([program, path]));
    process.stderr.write('.');
  }
}
console.log(
  `\n\n${transactions} transactions, medians of ${values.runs} interleaved runs; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`,
);
console.log('| whole process | CPU s of the scan | CPU s of the reader | reader ÷ scan | peak MB |');
console.log('| --- | ---: | ---: | ---: | ---: |');
for (const [name, { scan, read }] of samples) {
  const limit = median(scan.map(({ cpu }) => cpu));
  const cpu = median(read.map((sample) => sample.cpu));
  const peak = median(read.map(({ megabytes }) => megabytes));
  console.log(
    `| ${name} | ${limit.toFixed(2)} | ${cpu.toFixed(2)} | ${(cpu / limit).toFixed(1)} | ${peak.toFixed(0)} |`,
  );
}
