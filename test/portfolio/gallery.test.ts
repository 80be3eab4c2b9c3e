import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it, onTestFinished } from 'vitest';

import { problemText, UserError } from '../../src/core/problem.ts';
import { PORTFOLIO_CODES } from '../../src/portfolio/codes.ts';
import { readEnvironment } from '../../src/portfolio/environment.ts';
import { findPortfolio } from '../../src/portfolio/find.ts';
import { readPortfolio } from '../../src/portfolio/load.ts';

const GALLERY = fileURLToPath(new URL('../errors/portfolio', import.meta.url));
const REPORTS = ['cfo', 'ceo'];

/** What is too large or too many to be kept in the repository: `%` in path and text is the number of the file. */
type Made = readonly { path: string; bytes?: number; text?: string; count?: number }[];

function make(folder: string): void {
  const made = JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8')) as Made;
  for (const { path, bytes, text = '', count = 1 } of made) {
    for (let number = 1; number <= count; number += 1) {
      const file = join(folder, path.replace('%', String(number).padStart(3, '0')));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text.replace('%', String(number)));
      if (bytes !== undefined) truncateSync(file, bytes);
    }
  }
}

/** Every line that a case prints, as `quarterdeck check` prints it. */
async function printed(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portfolio-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(GALLERY, name), folder, { recursive: true });
  if (existsSync(join(folder, 'made.json'))) make(folder);
  try {
    const { problems } = await readPortfolio(await findPortfolio('.', folder), {
      reports: REPORTS,
      kinds: {
        statement: ['csv', 'ofx'],
        books: ['journal'],
        bookings: ['bookings'],
        sheet: [],
        handoff: [],
        page: [],
      },
    });
    const environment = join(folder, 'environment.json');
    const env = existsSync(environment)
      ? (JSON.parse(readFileSync(environment, 'utf8')) as Record<string, string>)
      : {};
    return [...problems, ...readEnvironment(env).problems].map((problem) => `${problemText(problem)}\n`).join('');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.code}  ${error.message}\n`;
  }
}

const cases = readdirSync(GALLERY).toSorted();

describe('the gallery of portfolio errors', () => {
  it('has a case for every code, and a code for every case', () => {
    expect(cases).toEqual(Object.keys(PORTFOLIO_CODES).toSorted());
  });

  it.each(cases)('%s', async (name) => {
    const expected = join(GALLERY, name, 'expected.txt');
    const text = await printed(name);
    // Written only for a new case, by hand: UPDATE_ERRORS=1 npx vitest run test/portfolio/gallery.test.ts
    if (process.env['UPDATE_ERRORS'] === '1') writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    expect(text).toContain(`  ${name}  `.replace(/^ {2}(?=no-portfolio)/, ''));
  });
});
