// Requests a second and their 99th percentile of `GET /api/dispatches?limit=10` over 100,000 dispatches in SQLite, signed in,
// beside a bare route of Hono that answers the very same bytes on the same node-server (the limit). The servers share one
// core, of which only one is asked at a time; who asks has the other. Once as it is, and once with a write of another
// process before each request, after which nothing that was read before stands. `node bench/http.mjs [--runs N] [--seconds N] [--dispatches N]`
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../scripts/bundle.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    dispatches: { type: 'string', default: '100000' },
    connections: { type: 'string', default: '16' },
  },
});
const PATH = '/api/dispatches?limit=10';
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const server = join(folder, 'server.mjs');
// What is not in the bundle is found from there.
symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'));
await bundle('bench/_http.ts', server);
const load = fileURLToPath(new URL('_http-load.mjs', import.meta.url));

const pins = existsSync('/usr/bin/taskset') && cpus().length > 1;
/** @param {number} core @param {string[]} command @returns {[string, string[]]} */
const onCore = (core, command) =>
  pins ? ['taskset', ['-c', String(core), process.execPath, ...command]] : [process.execPath, command];

/** @typedef {{ port: number, token: string, filled: number, cpu: (word: string) => Promise<number> }} Server */

/** @param {'api' | 'bare'} how @returns {Promise<Server>} */
async function start(how) {
  const [name, words] = onCore(0, [server, how, folder, values.dispatches]);
  // Its log leads nowhere, and costs what it costs.
  const child = spawn(name, words, { stdio: ['ignore', 'pipe', process.env['DEBUG'] ? 'inherit' : 'ignore', 'ipc'] });
  process.on('exit', () => child.kill());
  /** Microseconds; and how it is to answer from now on. @param {string} word */
  const cpu = async (word) => {
    const { user, system } = await new Promise((done) => {
      child.once('message', done);
      child.send(word);
    });
    return user + system;
  };
  if (!child.stdout) throw new Error('no pipe');
  for await (const line of createInterface({ input: child.stdout }))
    return { token: 'a.b.c', filled: 0, ...JSON.parse(line), cpu };
  throw new Error(`the ${how} server did not start; with DEBUG=1 it says why`);
}

/** @typedef {{ rate: number, p50: number, p99: number, busy: number, cpu: number }} Sample */
/** @param {Server} server @param {string} word @returns {Promise<Sample>} */
async function measure({ port, token, cpu }, word) {
  const [name, words] = onCore(1, [load, String(port), PATH, token, values.connections, values.seconds]);
  const before = await cpu(word);
  const { status, stdout, stderr } = spawnSync(name, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { asked, ...sample } = JSON.parse(stdout);
  return { ...sample, cpu: ((await cpu('as it is')) - before) / asked };
}

const api = await start('api');
const answer = await fetch(`http://127.0.0.1:${api.port}${PATH}`, {
  headers: { authorization: `Bearer ${api.token}` },
});
if (!answer.ok) throw new Error(await answer.text());
const bytes = await answer.text();
writeFileSync(join(folder, 'answer.json'), bytes);
const servers = { api, written: api, bare: await start('bare') };

/** @type {Record<keyof typeof servers, Sample[]>} */
const samples = { api: [], written: [], bare: [] };
const those = /** @type {const} */ (['api', 'bare', 'written']);
/** @param {keyof typeof servers} how */
const sampled = (how) => measure(servers[how], how === 'written' ? how : 'as it is');
// Once for nothing: until then the compiler is busier than the server.
for (const how of those) await sampled(how);
for (let round = 0; round < Number(values.runs); round += 1) {
  // Forwards and backwards in turn, so that a busy minute of the machine falls on all alike.
  for (const how of round % 2 === 0 ? those : those.toReversed()) samples[how].push(await sampled(how));
  process.stderr.write('.');
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
/** Of each round, then their median. @param {Sample[]} ours @param {(sample: Sample) => number} of */
const ratioOf = (ours, of) => median(ours.map((one, index) => of(one) / of(samples.bare[index] ?? one)));
const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`;
console.log(
  `\n\n${PATH} over ${values.dispatches} dispatches (filled in ${(api.filled / 1000).toFixed(0)} s), ${bytes.length} bytes;`,
);
console.log(
  `${values.connections} connections, medians of ${values.runs} rounds of ${values.seconds} s; ${machine}${pins ? '' : '; cores not pinned'}\n`,
);
console.log('| | a second | p50 ms | p99 ms | CPU µs each | who asks busy | rate ÷ bare | CPU ÷ bare |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [how, what] of /** @type {const} */ ([
  ['bare', 'bare route (the limit)'],
  ['api', 'the API'],
  ['written', 'the API, with a write of another process before each request'],
])) {
  /** @param {(sample: Sample) => number} of */
  const middle = (of) => median(samples[how].map(of));
  const cells = [
    what,
    middle(({ rate }) => rate).toFixed(0),
    middle(({ p50 }) => p50).toFixed(2),
    middle(({ p99 }) => p99).toFixed(2),
    middle(({ cpu }) => cpu).toFixed(0),
    `${(middle(({ busy }) => busy) * 100).toFixed(0)} %`,
    ...(how === 'bare'
      ? ['1', '1']
      : [ratioOf(samples[how], ({ rate }) => rate).toFixed(2), ratioOf(samples[how], ({ cpu }) => cpu).toFixed(1)]),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
process.exit();
