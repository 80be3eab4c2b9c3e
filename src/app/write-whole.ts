import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { EXIT, UserError } from '../core/problem.ts';

/**
 * Writes a file whole or not at all: a temp file beside it, fsync, rename. What comes in pieces is never held at once.
 * Throws a UserError when the disk refuses; an error of the pieces' own maker passes through.
 */
export async function writeWhole(path: string, content: Uint8Array | string | AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const message = `${path} cannot be written (${String(error.code)})`;
    throw new UserError('cannot-write', message, { exit: EXIT.failure, cause: error });
  }
}
