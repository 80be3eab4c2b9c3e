import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const home = fileURLToPath(new URL('golden/', import.meta.url));

/**
 * Compares a text with the file `test/golden/<path>`. When they differ the test fails and the new text is written
 * beside it as `<path>-changed`, to be looked at and moved over, or all at once by QUARTERDECK_GOLDEN=update. Under CI
 * nothing is ever written.
 */
export function expectGolden(path: string, text: string): void {
  const file = join(home, path);
  const changed = `${file}-changed`;
  const mayWrite = !process.env['CI'];
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (before === text) {
    if (mayWrite) rmSync(changed, { force: true });
    return;
  }
  const update = mayWrite && process.env['QUARTERDECK_GOLDEN'] === 'update';
  if (mayWrite) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(update ? file : changed, text);
  }
  if (update) {
    rmSync(changed, { force: true });
    return;
  }
  const advice = `test/golden/${path} differs; look at it beside ${path}-changed, then QUARTERDECK_GOLDEN=update`;
  console.error(advice);
  expect(text).toBe(before ?? '');
}
