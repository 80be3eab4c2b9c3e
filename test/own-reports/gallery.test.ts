import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { problemText } from '../../src/core/problem.ts';
import { Book } from '../../src/model/book.ts';
import { answerOwnReport, OWN_CODES, readOwnReports, unknownNames } from '../../src/own-reports/index.ts';
import { readOwnFile } from '../../src/portfolio/own-files.ts';
import { openGuarded, type OpenGuarded } from './_guarded.ts';

/*
 * The gallery of what can be wrong with a report of the owner: a folder a code, with the report and what is printed.
 * Written only for a new case, by hand: UPDATE_ERRORS=1 npx vitest run test/own-reports/gallery.test.ts
 */
const GALLERY = fileURLToPath(new URL('../errors/own-reports', import.meta.url));
const cases = readdirSync(GALLERY).toSorted();

/** One engine has little memory, the other little time. */
let facts: OpenGuarded;
let hasty: OpenGuarded;
beforeAll(async () => {
  facts = await openGuarded({ memory: '60MB', threads: 1, timeMs: 30_000 });
  hasty = await openGuarded({ memory: '200MB', threads: 1, timeMs: 200 });
});
afterAll(() => [facts, hasty].forEach((one) => one.close()));

async function printed(name: string): Promise<string> {
  const file = { file: 'report.md', ...readOwnFile(join(GALLERY, name), 'report.md') };
  const context = { taken: ['cfo'], entities: ['jada'], currencyOf: () => 'USD' };
  const { reports, broken } = readOwnReports([file], context);
  const book = new Book('2026-04-30');
  const ground = {
    guarded: (name === 'sql-time' ? hasty : facts).guarded,
    book,
    entities: ['jada'],
    currencies: ['USD'],
  };
  const problems = broken.flatMap((one) => one.problems);
  for (const report of reports)
    problems.push(...(await answerOwnReport(report, ground)).problems, ...unknownNames(report, book));
  return problems.map((problem) => `${problem.severity.padEnd(8)}${problemText(problem)}\n`).join('');
}

describe('the gallery of mistakes in reports of the owner', () => {
  it('has a case for every code, and a code for every case', () => {
    expect(cases).toEqual(Object.keys(OWN_CODES).toSorted());
  });

  it.each(cases)('%s', async (name) => {
    const expected = join(GALLERY, name, 'expected.txt');
    const text = await printed(name);
    if (process.env['UPDATE_ERRORS'] === '1') writeFileSync(expected, text);
    expect(text).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '');
    expect(text).toContain(`  ${name}  `);
  });
});
