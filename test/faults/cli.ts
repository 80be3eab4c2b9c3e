import { parseArgs } from 'node:util';
import { proveInShort } from './in-short.ts';
import { holds, prove, type Proof } from './prove.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1500' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const [messages, kills] = [Number(values.messages), Number(values.kills)];
if (![seed, messages, kills].every((one) => Number.isSafeInteger(one) && one >= 0)) {
  console.error('usage: npm run faults -- [--messages N] [--kills K] [--seed S] [--json], or --short');
  process.exit(2);
}
if (values.short) {
  console.log(JSON.stringify(await proveInShort(), undefined, 2));
  process.exit(0);
}
let told = 0;
const proof = await prove({
  seed,
  messages,
  kills,
  progress: (line) => {
    if (Date.now() - told < 2_000) return;
    told = Date.now();
    process.stderr.write(`${line}\n`);
  },
});
console.log(values.json ? JSON.stringify(proof, undefined, 2) : inWords(proof));
if (!holds(proof)) process.exitCode = 1;

function inWords({
  dispatched,
  kills: died,
  failpoints,
  lost,
  doubled,
  unknown,
  resolved,
  naive,
  faults,
}: Proof): string {
  const points = Object.entries(failpoints).map(([step, times]) => `${step} ${times}`);
  return [
    `seed ${seed}: ${dispatched} dispatches, ${died} kills (steps: ${points.join(', ')})`,
    `sealed: lost ${lost}, doubled ${doubled}, unknown ${unknown}, of which resolved ${resolved}`,
    `send, then record: doubled ${naive.doubled}; record, then send: lost ${naive.lost}`,
    ...faults.map((fault) => `FAULT: ${fault}`),
  ].join('\n');
}
