import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EXIT, UserError } from '../core/problem.ts';
import { sha256 } from '../core/hash.ts';

/** Where the warehouse lives in a portfolio folder. It holds nothing that cannot be made again from the owner's files. */
const STATE = '.quarterdeck';
/** Another folder for it, where the portfolio's is not to be written to: a share, the package of a function. */
const CACHE_VARIABLE = 'QUARTERDECK_CACHE';

/** Portfolios that share a cache do not tidy away one another's facts: each has a folder of its own there. */
export function placeOf(portfolioFolder: string, env: Readonly<Record<string, string | undefined>>): string {
  const cache = env[CACHE_VARIABLE];
  return cache ? join(resolve(cache), sha256(portfolioFolder).slice(0, 16)) : join(portfolioFolder, STATE);
}

/** Makes the folder of the stored facts. Throws a UserError when the system refuses. */
export async function makePlace(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, 'facts'), { recursive: true });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `${folder} cannot be made (${why}): what is read of the sources is kept there; name a folder that can be written to in ${CACHE_VARIABLE}`;
    throw new UserError('cannot-write', message, { exit: EXIT.failure, cause: error });
  }
}
