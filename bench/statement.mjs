// A bare journal to its statements: whole processes, cold and warm, beside a scan of its bytes as the limit and hledger
// and ledger on the same file; and how each grows with the journal.
// `npm run build && node bench/statement.mjs [--transactions N] [--runs N] [--peers]`
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeJournal } from './_journal.mjs';

const { values } = parseArgs({
  options: {
    /** The largest journal; those of a tenth and of a hundredth are measured, too. */
    transactions: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    /** hledger and ledger take minutes and gigabytes: only when asked for, and once. */
    peers: { type: 'boolean', default: false },
  },
});
const most = Number(values.transactions);
const runs = Number(values.runs);
const home = fileURLToPath(new URL('..', import.meta.url));
const program = join(home, 'dist/quarterdeck.js');
const GNU_TIME = '/usr/bin/time';
if (!existsSync(program)) throw new Error('dist/ is not built: npm run build');
if (!existsSync(GNU_TIME)) throw new Error('GNU time is needed to measure whole processes: apt-get install time');

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const cache = join(folder, 'cache');
const sizes = [most / 100, most / 10, most].map(Math.round);
for (const size of sizes) writeJournal(join(folder, `${size}.journal`), size);

/** @typedef {{ wall: number, cpu: number, megabytes: number }} Sample */
/** @typedef {{ command: (journal: string) => string[], before?: () => void }} Contender */

const forget = () => rmSync(cache, { recursive: true, force: true });
/** @param {string[]} words */
const statement =
  (...words) =>
  /** @param {string} journal */
  (journal) => [process.execPath, program, 'statement', ...words, '--file', journal];

/** @type {Record<string, Contender>} */
const contenders = {
  'bare start: node -e 0': { command: () => [process.execPath, '-e', '0'] },
  'wc -l': { command: (journal) => ['wc', '-l', journal] },
  'a scan of the bytes in Node (the limit)': {
    command: (journal) => [process.execPath, join(home, 'bench/_scan.mjs'), journal],
  },
  'income by month, cold': { command: statement('income', '--monthly', '--no-cache') },
  'balance sheet, cold': { command: statement('balance', '--no-cache') },
  'income by month, cold, and kept': { command: statement('income', '--monthly'), before: forget },
  'income by month, warm': { command: statement('income', '--monthly') },
  'balance sheet, warm': { command: statement('balance') },
};

/** @type {Record<string, Contender>} */
const peers = {
  'hledger is -M': { command: (journal) => ['hledger', 'is', '-M', '-f', journal] },
  'hledger bs': { command: (journal) => ['hledger', 'bs', '-f', journal] },
  'ledger register --monthly': {
    command: (journal) => ['ledger', '-f', journal, '--monthly', 'register', '^Income', '^Expenses'],
  },
  'ledger balance': { command: (journal) => ['ledger', '-f', journal, 'balance', '^Assets', '^Liabilities'] },
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
    env: { ...process.env, XDG_CACHE_HOME: cache },
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`);
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { wall, cpu: user + system, megabytes: kilobytes / 1024 };
}

/**
 * @param {Sample[]} samples
 * @param {keyof Sample} of
 */
function median(samples, of) {
  const sorted = samples.map((sample) => sample[of]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Medians of all contenders over one journal, round by round, so that a busy minute of the machine falls on all alike.
 * @param {string} journal
 * @param {Record<string, Contender>} some
 * @param {number} rounds
 */
function measured(journal, some, rounds) {
  /** @type {Map<string, Sample[]>} */
  const samples = new Map(Object.keys(some).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { command, before }] of Object.entries(some)) {
      before?.();
      samples.get(name)?.push(measure(command(journal)));
      process.stderr.write('.');
    }
  }
  process.stderr.write('\n');
  /** @param {Sample[]} taken @returns {Sample} */
  const summary = (taken) => ({
    wall: median(taken, 'wall'),
    cpu: median(taken, 'cpu'),
    megabytes: median(taken, 'megabytes'),
  });
  return new Map([...samples].map(([name, taken]) => [name, summary(taken)]));
}

/** @type {Map<string, Sample>[]} */
const results = [];
for (const size of sizes) {
  const journal = join(folder, `${size}.journal`);
  const found = measured(journal, contenders, runs);
  for (const [name, peer] of values.peers ? Object.entries(peers) : []) {
    const [tool = ''] = peer.command(journal);
    if (spawnSync(tool, ['--version']).status !== 0) console.error(`${tool} is not on PATH: ${name} is left out`);
    else for (const [, sample] of measured(journal, { [name]: peer }, 1)) found.set(name, sample);
  }
  results.push(found);
}

const largest = results.at(-1) ?? new Map();
const limit = largest.get('a scan of the bytes in Node (the limit)') ?? { wall: 1, cpu: 1, megabytes: 1 };
const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`;
console.log(`${most} transactions of two postings, medians of ${runs} interleaved runs, peers once; ${machine}\n`);
console.log('| whole process | wall s | CPU s | peak MB | wall ÷ limit | CPU ÷ limit |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const [name, { wall, cpu, megabytes }] of largest) {
  const cells = [
    wall.toFixed(2),
    cpu.toFixed(2),
    megabytes.toFixed(0),
    (wall / limit.wall).toFixed(1),
    (cpu / limit.cpu).toFixed(1),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
console.log(`\n| CPU s (peak MB) | ${sizes.join(' | ')} |`);
console.log(`| --- | ${sizes.map(() => '---:').join(' | ')} |`);
for (const name of largest.keys()) {
  const cells = results.map((found) => {
    const { cpu = 0, megabytes = 0 } = found.get(name) ?? {};
    return `${cpu.toFixed(2)} (${megabytes.toFixed(0)})`;
  });
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
