import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { APP_CODES } from '../../src/app/codes.ts';
import { quarterdeck, temporary } from './_quarterdeck.ts';

/*
 * One folder a code: `command`, the files it finds, `environment.json`, `made.json` for what is too large to keep, and
 * `expected.txt`: what is printed to stderr, and the exit code. UPDATE_ERRORS=1 writes the latter anew.
 */

const GALLERY = fileURLToPath(new URL('../errors/commands', import.meta.url));

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function printed(code: string): Promise<string> {
  const folder = temporary();
  cpSync(join(GALLERY, code), folder, { recursive: true });
  const made = JSON.parse(textOf(join(folder, 'made.json')) ?? '[]') as { path: string; bytes: number }[];
  for (const { path, bytes } of made) {
    writeFileSync(join(folder, path), '');
    truncateSync(join(folder, path), bytes);
  }
  const env = JSON.parse(textOf(join(folder, 'environment.json')) ?? '{}') as Record<string, string>;
  const words = (textOf(join(folder, 'command')) ?? '').trim().split(' ');
  const { out, err, exit } = await quarterdeck(words, { cwd: folder, env });
  expect(out).toBe('');
  // Before anything is written anew: an error of ours is no error of the gallery.
  expect(err).not.toMatch(/^\s+at /m);
  return `${err.replaceAll(folder, '<folder>')}exit ${exit}\n`;
}

describe('every error of a command', () => {
  it('has a case', () => {
    // No input makes figures differ from their receipts, or statements from their parts: test/app/gate.test.ts does.
    const codes = Object.keys(APP_CODES).filter((code) => !code.endsWith('-differ'));
    expect(readdirSync(GALLERY).toSorted()).toEqual(codes.toSorted());
  });

  it.each(readdirSync(GALLERY))('%s', async (code) => {
    const file = join(GALLERY, code, 'expected.txt');
    const text = await printed(code);
    if (process.env['UPDATE_ERRORS'] && !process.env['CI']) writeFileSync(file, text);
    expect(text).toBe(textOf(file) ?? '');
  });
});
