import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceRole } from '../../src/model/source.ts';
import { readers } from '../../src/sources/index.ts';
import { buildWorker, Fuzzer } from './_run.ts';
import { seedsByKind } from './_seeds.ts';

/*
 * Changed bytes for every reader that there is: none throws, hangs, takes all memory, names a place outside its file, or
 * answers an amount that cannot be stored. `npm run fuzz -- readers 1000000` shares so many out over all readers.
 */

const MANY = process.env['QUARTERDECK_FUZZ_READERS'];
const RUNS = MANY === undefined ? 300 : Math.ceil(Number(MANY) / readers.length);
const SEED = Number(process.env['QUARTERDECK_FUZZ_SEED'] ?? 1);
const HOUR = 3_600_000;

const home = fileURLToPath(new URL('../..', import.meta.url));
const seeds = seedsByKind(home);
let fuzzer = new Fuzzer('');

beforeAll(async () => {
  fuzzer = new Fuzzer(await buildWorker(home));
});

afterAll(async () => {
  await fuzzer.close();
});

/** Sheets share one engine: what breaks one kind breaks the others, so that a few runs of each find it. */
const runsOf = (role: SourceRole): number => (MANY === undefined && role === 'sheet' ? RUNS / 5 : RUNS);

test.each(readers.map(({ kind, role }) => [kind, runsOf(role)] as const))(
  '%s',
  async (kind, count) => {
    const own = seeds.get(kind) ?? [];
    expect(own.length, `seeds of ${kind}: put valid files into test/fuzz/seeds/${kind}/`).toBeGreaterThan(0);
    const { runs, rows, findings, peak } = await fuzzer.run({ kind, seed: SEED, count, seeds: own });
    expect(findings).toEqual([]);
    expect(runs).toBe(count);
    // Bytes that are all refused at once would find nothing.
    expect(rows).toBeGreaterThan(count / 50);
    if (MANY !== undefined) console.info(`${kind}: ${runs} inputs, ${rows} rows, at most ${peak} MiB`);
  },
  HOUR,
);
