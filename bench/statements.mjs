// 1 M statement rows from CSV to figures: whole processes, cold and warm, beside DuckDB's own sum over the same CSV as
// the limit and hledger and ledger on the same data as a journal. `npm run bench [-- --rows N --runs N --peers]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeStatements } from './_statements.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    /** hledger and ledger take minutes and gigabytes: only when asked for, and once. */
    peers: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
const home = fileURLToPath(new URL('..', import.meta.url));
const program = join(home, 'dist/quarterdeck.js');
const GNU_TIME = '/usr/bin/time';
if (!existsSync(program)) throw new Error('dist/ is not built: npm run build');
if (!existsSync(GNU_TIME)) throw new Error('GNU time is needed to measure whole processes: apt-get install time');

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const made = makeStatements(folder, rows);
const state = join(made.home, '.quarterdeck');
/** @param {string[]} parts */
const forget = (...parts) => rmSync(join(state, ...parts), { recursive: true, force: true });
/** @param {string[]} words */
const quarterdeck = (...words) => [process.execPath, program, '-C', made.home, ...words];
const report = quarterdeck('report', 'cfo', '--format', 'json');

/** @typedef {{ command: string[], before?: () => void }} Contender */
/** @typedef {{ wall: number, cpu: number, megabytes: number }} Sample */

/**
 * What is measured, in the order in which each round runs it.
 * @type {Record<string, Contender>}
 */
const contenders = {
  'bare start: node -e 0': { command: [process.execPath, '-e', '0'] },
  'DuckDB, read_csv sum': { command: [process.execPath, join(home, 'bench/_sum.mjs'), made.csv] },
  'quarterdeck collect, cold': { command: quarterdeck('collect'), before: () => forget() },
  'quarterdeck report cfo, cold': { command: report, before: () => forget() },
  'quarterdeck report cfo, warm': { command: report },
  'quarterdeck report cfo, warm, no earlier answers': { command: report, before: () => forget('answers') },
};

/**
 * Wall and CPU seconds and peak MB of one process, by GNU time.
 * @param {string[]} command
 * @returns {Sample}
 */
function measure(command) {
  const { status, stderr } = spawnSync(GNU_TIME, ['-f', '%e %U %S %M', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`);
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = last.split(' ').map(Number);
  return { wall, cpu: user + system, megabytes: kilobytes / 1024 };
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * @param {Sample[]} samples
 * @returns {Sample}
 */
function summary(samples) {
  return {
    wall: median(samples.map(({ wall }) => wall)),
    cpu: median(samples.map(({ cpu }) => cpu)),
    megabytes: median(samples.map(({ megabytes }) => megabytes)),
  };
}

/** @type {Map<string, Sample[]>} */
const samples = new Map(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < runs; round += 1) {
  // Round by round, so that a busy minute of the machine falls on all alike.
  for (const [name, { command, before }] of Object.entries(contenders)) {
    before?.();
    samples.get(name)?.push(measure(command));
    process.stderr.write('.');
  }
}
process.stderr.write('\n');
/** @type {Map<string, Sample>} */
const results = new Map([...samples].map(([name, taken]) => [name, summary(taken)]));

if (values.peers) {
  /** @param {string} tool */
  const has = (tool) => spawnSync(tool, ['--version']).status === 0;
  const peers = {
    'hledger is -M': ['hledger', 'is', '-M', '-O', 'json', '-f', made.journal],
    'ledger register --monthly': ['ledger', '-f', made.journal, '--monthly', 'register', '^Income', '^Expenses'],
  };
  for (const [name, command] of Object.entries(peers)) {
    if (has(command[0] ?? '')) results.set(name, measure(command));
    else console.error(`${command[0]} is not on PATH: left out`);
  }
}

const limit = results.get('DuckDB, read_csv sum') ?? { wall: 0, cpu: 0, megabytes: 0 };
/** @param {number} a @param {number} b */
const ratio = (a, b) => (a / b).toFixed(2);
console.log(
  `${rows} rows, medians of ${runs} interleaved runs, peers once; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB\n`,
);
console.log('| whole process | wall s | CPU s | peak MB | wall ÷ limit | CPU ÷ limit |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const [name, { wall, cpu, megabytes }] of results) {
  console.log(
    `| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${megabytes.toFixed(0)} | ${ratio(wall, limit.wall)} | ${ratio(cpu, limit.cpu)} |`,
  );
}
const peer = results.get('hledger is -M');
const cold = results.get('quarterdeck report cfo, cold');
if (peer && cold) console.log(`\nhledger’s CPU is ${ratio(peer.cpu, cold.cpu)} × that of the cold report.`);
