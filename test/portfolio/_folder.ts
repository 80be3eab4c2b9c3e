import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import { problemText } from '../../src/core/problem.ts';
import type { Declared } from '../../src/model/declared.ts';
import { readPortfolio, type LoadOptions } from '../../src/portfolio/load.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder of the files given, for the time of the test. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'portfolio-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  return folder;
}

/** The least that a portfolio has to say. */
export const LEAST = `name: Harbour Group
base_currency: USD
time_zone: America/Los_Angeles
entities:
  - id: jada
    name: JADA
    kind: yacht-charter
`;

/** Every line that `quarterdeck check` prints for the files. */
export async function linesOf(files: Files | string, options?: LoadOptions): Promise<string[]> {
  const { problems } = await readPortfolio(typeof files === 'string' ? files : folderOf(files), options);
  return problems.map(problemText);
}

/** The codes of all problems, in the order of their places. */
export async function codesOf(files: Files | string, options?: LoadOptions): Promise<string[]> {
  const { problems } = await readPortfolio(typeof files === 'string' ? files : folderOf(files), options);
  return problems.map(({ code }) => code);
}

/** A portfolio that must load; its problems are the failure's message. */
export async function declaredOf(files: Files | string): Promise<Declared> {
  const { declared, problems } = await readPortfolio(typeof files === 'string' ? files : folderOf(files));
  if (!declared) throw new Error(problems.map(problemText).join('\n'));
  return declared;
}
