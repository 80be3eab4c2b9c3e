import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemText, UserError } from '../../src/core/problem.ts';
import { SHEETS } from '../../src/model/sheets.ts';
import type { ReadContext, ReadOptions } from '../../src/model/source.ts';
import { codes, readerFor } from '../../src/sources/index.ts';
import { workbook, type Book } from './xlsx/_workbook.ts';

/*
 * The gallery of what a reader can complain of: a folder a code, named like it, with an input file and what is printed.
 * Without `options.json` the portfolio says USD. `made.json` describes an input too large to keep, `workbook.json` the
 * cells of a workbook. When a case prints something else, `expected-changed.txt` is written beside (not in CI).
 */

const GALLERY = fileURLToPath(new URL('../errors/sources', import.meta.url));

interface Made {
  readonly start: string;
  readonly repeat: string;
  readonly times: number;
  readonly end: string;
}

function json<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

function made({ start, repeat, times, end }: Made): Uint8Array {
  // A typed array of zeros costs no memory until it is touched, and a file beyond the limit never is.
  return repeat === '\0' ? new Uint8Array(times) : Buffer.from(start + repeat.repeat(times) + end);
}

/** What a case includes stands in its folder. */
const filesOf = (folder: string): ReadContext => ({
  include(pattern) {
    const path = join(folder, pattern);
    if (!existsSync(path)) throw new UserError('source-unreadable', `${pattern} is not there`);
    return [{ name: pattern, bytes: readFileSync(path) }];
  },
});

function printed(name: string): string {
  const folder = join(GALLERY, name);
  const book = json<Book>(join(folder, 'workbook.json'));
  const file = book ? 'input.xlsx' : (readdirSync(folder).find((entry) => entry.startsWith('input.')) ?? 'input.csv');
  const large = json<Made>(join(folder, 'made.json'));
  const bytes = large ? made(large) : book ? workbook(book) : readFileSync(join(folder, file));
  const options = json<ReadOptions>(join(folder, 'options.json')) ?? { currency: 'USD' };
  const kind = file.slice('input.'.length);
  const { rows, problems, tables } =
    readerFor(bytes.subarray(0, 65_536), file, kind)?.read(bytes, file, options, filesOf(folder)) ?? {};
  const { bookings = [], entries = [], ...others } = tables ?? {};
  const sheets = Object.entries(others).flatMap(([table, records]) => (table in SHEETS ? [...records] : []));
  const booked = [...bookings, ...entries, ...sheets];
  return [
    ...(problems ?? []).map((problem) => `${problem.severity.padEnd(8)}${problemText(problem)}`),
    `rows: ${rows && rows.length + booked.length}`,
    '',
  ].join('\n');
}

describe('the gallery', () => {
  test('has a case for every code, and no other', () => {
    expect(readdirSync(GALLERY).toSorted()).toEqual(Object.keys(codes).toSorted());
  });

  test.each(Object.keys(codes))('%s', (code) => {
    const file = join(GALLERY, code, 'expected.txt');
    const now = printed(code);
    const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (now !== expected && !process.env['CI']) writeFileSync(join(GALLERY, code, 'expected-changed.txt'), now);
    expect(now).toBe(expected);
    expect(now).toContain(`  ${code}  `);
  });
});
