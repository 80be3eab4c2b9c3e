import { EXIT, UserError } from '../../core/problem.ts';
import type { RecordCode } from '../codes.ts';
import { resultCode } from './driver.ts';

/** How long a writer waits for another process, in milliseconds. */
export const BUSY_TIMEOUT = 5000;

/** What went wrong and what to do, by SQLite's primary result code (sqlite.org, Result and Error Codes). */
const MENDS: Readonly<Record<number, string>> = {
  3: 'the system does not let us; check who may read and write the file and its folder',
  5: `another process has been writing to it for over ${BUSY_TIMEOUT / 1000} seconds; wait until that is done, then try again`,
  6: 'another part of this process holds it; try again',
  8: 'it is read-only; check who may write the file and its folder, and that the disk is not mounted read-only',
  10: 'the disk reports an error; check the disk and its room, then try again',
  11: 'the file is damaged; put it aside and restore the last backup',
  13: 'the disk is full; make room on it, then try again',
  14: 'it cannot be opened; check that it is a file, and who may read and write it and its folder',
  26: 'the file is no SQLite database; put it aside and restore the last backup',
};

/** Anything that a driver threw, as the user's error. */
export function unwritable(name: string, error: unknown): UserError {
  return told('records-unwritable', `${name} cannot be written`, error);
}

export function unreadable(name: string, error: unknown): UserError {
  return told('records-unreadable', `${name} cannot be read`, error);
}

/** A reading whose errors are the user's. */
export function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(name, error);
  }
}

function told(code: RecordCode, what: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const mend = MENDS[resultCode(error) ?? 0] ?? (error instanceof Error ? error.message : String(error));
  return new UserError(code, `${what}: ${mend}`, { exit: EXIT.failure, cause: error });
}
