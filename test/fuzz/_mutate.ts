import type { Random } from './_random.ts';

/** Pieces that mean something to some reader, or are known to be hard. */
const TOKENS = [
  '"',
  ',',
  ';',
  '\n',
  '\r',
  '\t',
  '  ',
  '\0',
  '<',
  '</',
  '<!--',
  '<![CDATA[',
  '&#x110000;',
  '\ufeff',
  '9'.repeat(90),
  '0'.repeat(300),
  '1e999',
  '31/02/2026',
  '2026-02-30',
  '99999999999999999999',
  '0.00000000000000000000001',
  '-',
  '(',
  ')',
  '{',
  '}}',
  '[',
  '@@',
  '= ',
  '==*',
  ':',
  '::',
  ':61:',
  ':62F:',
  '-}',
  '^\n',
  'include x\n',
  'include *\n',
  'comment\n',
  'end comment\n',
  'apply account a\n',
  'alias /(a*)*$/=b\n',
  'alias a=a:a\n',
  'Y99999\n',
  '\n2024-01-01 x\n  a  1\n  b\n',
  'NaN',
  'Infinity',
  '__proto__',
  'constructor',
  '€',
  '\u2212',
  '\u00a0',
  '😀',
].map((token) => Buffer.from(token));

type Change = (bytes: Buffer, random: Random, seeds: readonly Buffer[]) => Buffer;

const at = (bytes: Buffer, random: Random): number => random.below(bytes.length + 1);

function insert(bytes: Buffer, place: number, ...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([bytes.subarray(0, place), ...parts, bytes.subarray(place)]);
}

const changes: readonly Change[] = [
  (bytes, random) => {
    if (bytes.length === 0) return bytes;
    const flipped = Buffer.from(bytes);
    const index = random.below(flipped.length);
    flipped[index] = (flipped[index] ?? 0) ^ (1 << random.below(8));
    return flipped;
  },
  (bytes, random) => insert(bytes, at(bytes, random), Buffer.from([random.below(256)])),
  (bytes, random) => insert(bytes, at(bytes, random), random.pick(TOKENS)),
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => bytes.subarray(at(bytes, random)),
  (bytes, random) => {
    const place = at(bytes, random);
    return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + random.below(40))]);
  },
  (bytes, random, seeds) => {
    const other = random.pick(seeds);
    const from = at(other, random);
    return insert(bytes, at(bytes, random), other.subarray(from, from + random.below(120)));
  },
  (bytes, random) => {
    const from = at(bytes, random);
    const piece = bytes.subarray(from, from + random.below(60));
    const times = random.once(20) ? random.below(400) : random.below(4);
    return insert(bytes, at(bytes, random), ...Array.from({ length: times }, () => piece));
  },
  // A line moves elsewhere: order is what many formats stand on.
  (bytes, random) => {
    const start = bytes.lastIndexOf(10, at(bytes, random)) + 1;
    const end = bytes.indexOf(10, start) + 1 || bytes.length;
    const without = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    const place = without.lastIndexOf(10, at(without, random)) + 1;
    return insert(without, place, bytes.subarray(start, end));
  },
];

/** So that repetition upon repetition stays an input that a run has time for. */
const MOST = 64 * 1024;

/** One of the seeds after up to eight changes; rarely bytes that were never anything. */
export function mutated(random: Random, seeds: readonly Buffer[]): Buffer {
  if (random.once(50)) return Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)));
  let bytes = random.pick(seeds);
  for (let left = 1 + random.below(8); left > 0; left -= 1) bytes = random.pick(changes)(bytes, random, seeds);
  return bytes.subarray(0, MOST);
}
