// What sealing costs: messages a second and CPU a message of the product's queue, its records in SQLite, beside the library
// that it sends by, bare, with the same bytes and as many connections: nodemailer's pool, and the SDK's SES client. Whole
// processes on one core, what they send to on the other. `node bench/dispatch.mjs [--runs N] [--messages N]`
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../scripts/bundle.mjs';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '400' }, runs: { type: 'string', default: '5' } },
});
const home = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Bytes a message, as frozen: a report with charts is about the larger. */
const SIZES = [10_000, 100_000];
/** Milliseconds that the other side takes for a message; 0 is a mail server without a disk, a network or TLS. */
const PAUSES = [0, 20];

/** @param {string} name */
async function bundled(name) {
  const outfile = join(folder, `${name}.mjs`);
  await bundle(`bench/${name}.ts`, outfile);
  return outfile;
}

const pins = existsSync('/usr/bin/taskset') && cpus().length > 1;
/** @param {number} core @param {string[]} command @returns {[string, string[]]} */
const onCore = (core, command) =>
  pins ? ['taskset', ['-c', String(core), process.execPath, ...command]] : [process.execPath, command];

/** @typedef {{ port: number, cpu: () => Promise<number>, end: () => void }} Sink */

/** @param {string} program @param {number} pause @returns {Promise<Sink>} */
async function sinkOf(program, pause) {
  const child = fork(program, [String(pause)], { stdio: 'inherit' });
  if (pins && child.pid !== undefined) spawnSync('taskset', ['-acp', '1', String(child.pid)]);
  /** @returns {Promise<any>} */
  const next = () => new Promise((done) => child.once('message', done));
  const { port } = await next();
  return {
    port,
    cpu: async () => {
      child.send({});
      const { cpu } = await next();
      return (cpu.user + cpu.system) / 1000;
    },
    end: () => child.disconnect(),
  };
}

/** @typedef {{ wall: number, cpu: number, sink: number }} Sample */

/** @param {'queue' | 'bare'} how @param {string} by @param {number} size @param {Sink} sink @returns {Promise<Sample>} */
async function measure(how, by, size, sink) {
  const own = mkdtempSync(join(folder, 'records-'));
  const before = await sink.cpu();
  const [name, words] = onCore(0, [worker, how, by, String(sink.port), values.messages, String(size), own]);
  const { status, stdout, stderr } = spawnSync(name, words, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: own, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
  if (status !== 0) throw new Error(stderr);
  const sample = JSON.parse(stdout);
  rmSync(own, { recursive: true, force: true });
  return { ...sample, sink: (await sink.cpu()) - before };
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const worker = await bundled('_dispatch');
const programs = { smtp: join(home, 'bench/_smtp-sink.mjs'), ses: await bundled('_ses-sink') };
const messages = Number(values.messages);
/** @type {string[]} */
const rows = [];
/** @param {'smtp' | 'ses'} by @param {number} pause @param {number} size */
async function compare(by, pause, size) {
  const sink = await sinkOf(programs[by], pause);
  /** @type {{ bare: Sample[], queue: Sample[] }} */
  const samples = { bare: [], queue: [] };
  for (let round = 0; round < Number(values.runs); round += 1) {
    // In pairs, each time the other one first, so that a busy minute of the machine falls on both alike.
    /** @type {('bare' | 'queue')[]} */
    const pair = round % 2 === 0 ? ['bare', 'queue'] : ['queue', 'bare'];
    for (const how of pair) samples[how].push(await measure(how, by, size, sink));
    process.stderr.write('.');
  }
  sink.end();
  /** @param {(sample: Sample) => number} of */
  const both = (of) => [median(samples.bare.map(of)), median(samples.queue.map(of))];
  const ratios = samples.bare.map((one, index) => one.wall / (samples.queue[index]?.wall ?? Infinity));
  const rates = both(({ wall }) => (messages / wall) * 1000).map((rate) => rate.toFixed(0));
  const cpu = both((sample) => sample.cpu / messages).map((each) => each.toFixed(1));
  const load = median(samples.bare.map((sample) => sample.sink / sample.wall));
  const what = `${by === 'smtp' ? 'SMTP' : 'SES'}, ${pause === 0 ? 'answered at once' : `${pause} ms each`}, ${size / 1000} KB`;
  const cells = [what, ...rates, median(ratios).toFixed(2), ...cpu, `${(load * 100).toFixed(0)} %`];
  rows.push(`| ${cells.join(' | ')} |`);
}

for (const by of /** @type {('smtp' | 'ses')[]} */ (['smtp', 'ses']))
  for (const pause of PAUSES) for (const size of SIZES) await compare(by, pause, size);
const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`;
console.log(
  `\n\n${messages} messages, medians of ${values.runs} pairs; ${machine}${pins ? '' : '; cores not pinned'}\n`,
);
console.log(
  '| | bare, a second | queue, a second | queue ÷ bare | bare, CPU ms | queue, CPU ms | the other side busy (bare) |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const row of rows) console.log(row);
