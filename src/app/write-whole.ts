import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { EXIT, UserError } from '../core/problem.ts';

/** Writes a file whole or not at all: a temp file beside it, fsync, rename. Throws a UserError when it cannot. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError('cannot-write', `${path} cannot be written (${code})`, { exit: EXIT.failure, cause: error });
  }
}
