import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes an example's raw inputs into its folder, and what must be found in them beside the golden tests.
 * @param {string} folder @param {string} golden
 * @param {{ files: ReadonlyMap<string, Uint8Array>, expected: unknown }} example
 */
export function writeExample(folder, golden, { files, expected }) {
  const put = (/** @type {string} */ path, /** @type {Uint8Array | string} */ bytes) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  for (const [path, bytes] of files) put(join(folder, path), bytes);
  put(golden, expectedText(expected));
}

/** @param {unknown} expected */
export function expectedText(expected) {
  return `${JSON.stringify(expected, null, 1)}\n`;
}
