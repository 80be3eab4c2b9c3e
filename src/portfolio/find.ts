import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { UserError } from '../core/problem.ts';
import type { PortfolioCode } from './codes.ts';
import { PORTFOLIO_FILE } from './files.ts';

const CODE: PortfolioCode = 'no-portfolio';

/**
 * The portfolio folder, absolute: the one named (`-C`), else the folder `here` or the nearest above it that has a
 * portfolio.yaml. Throws a UserError that says how to make one.
 */
export async function findPortfolio(named?: string, here: string = process.cwd()): Promise<string> {
  if (named !== undefined) {
    const folder = resolve(here, named);
    // People complete the name of the file by the tab key.
    if (isFile(folder) && folder.endsWith(PORTFOLIO_FILE)) return dirname(folder);
    if (isFile(join(folder, PORTFOLIO_FILE))) return folder;
    throw notFound(existsSync(folder) ? `there is no ${PORTFOLIO_FILE} in ${named}` : `there is no folder ${named}`);
  }
  for (let folder = resolve(here); ; folder = dirname(folder)) {
    if (isFile(join(folder, PORTFOLIO_FILE))) return folder;
    if (folder === dirname(folder)) throw notFound(`there is no ${PORTFOLIO_FILE} here or in any folder above`);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function notFound(message: string): UserError {
  const mend = 'write one with `quarterdeck init` in the folder of your exports, or name its folder with -C';
  return new UserError(CODE, `${message}; ${mend}`);
}
