import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bakeryGroup } from '../../examples/generators/bakery-group/plan.mjs';
import { expectedText } from '../../examples/generators/lib/write.mjs';
import { sanDiego } from '../../examples/generators/san-diego/plan.mjs';
import { sha256 } from '../../src/core/hash.ts';
import { EXAMPLES, exampleFolder, expectedFile } from './_examples.ts';

const makers = { 'san-diego': sanDiego, 'bakery-group': bakeryGroup };
/** What is written by hand lies beside them: sites, handoffs. */
const RAW = {
  'san-diego': ['finance', 'clients', 'delivery', 'papers', 'rental', 'sales'],
  'bakery-group': ['konten', 'buecher', 'beratung', 'unterlagen', 'vertrieb', 'wohnung'],
};
/** Nobody wants to clone megabytes for a demo. */
const MOST_BYTES = 2_000_000;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.each(EXAMPLES)('the example %s', (name) => {
  const folder = exampleFolder(name);
  const made = makers[name]();

  it('is committed as its generator makes it', () => {
    const hashes = [...made.files].map(([path, bytes]) => [path, sha256(bytes)]);
    const committed = [...made.files.keys()].map((path) => [path, sha256(readFileSync(join(folder, path)))]);
    expect(committed, `run \`node examples/${name}/generate.mjs\``).toEqual(hashes);
  });

  it('has no raw input that the generator does not make', () => {
    const present = RAW[name]
      .flatMap((raw) => filesBelow(join(folder, raw)))
      .map((path) => relative(folder, path).replaceAll('\\', '/'));
    expect(present.toSorted()).toEqual([...made.files.keys()].toSorted());
  });

  it('has the expectations committed that the generator sums', () => {
    expect(readFileSync(expectedFile(name), 'utf8')).toBe(expectedText(made.expected));
  });

  it('is the same when it is made twice', () => {
    expect(expectedText(makers[name]().expected)).toBe(expectedText(made.expected));
  });
});

it('the examples together stay small', () => {
  const sizes = EXAMPLES.flatMap((name) => RAW[name].flatMap((raw) => filesBelow(join(exampleFolder(name), raw)))).map(
    (path) => statSync(path).size,
  );
  expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(MOST_BYTES);
});
