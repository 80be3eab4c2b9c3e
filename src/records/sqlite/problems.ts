import * as z from 'zod';
import { EXIT, UserError } from '../../core/problem.ts';
import type { RecordCode } from '../codes.ts';
import { resultCode } from './driver.ts';

/** How long a writer waits for another process, in milliseconds. */
export const BUSY_TIMEOUT = 5000;

const WHO = 'check that it is a file, and who may read and write it and its folder';
const DISK_FULL = 'the disk is full; make room on it, then try again';
const READ_ONLY = `it is read-only; ${WHO}, and that the disk is not mounted read-only`;
const BUSY = `another process has been writing to it for over ${BUSY_TIMEOUT / 1000} seconds; try again when that is done`;

/** What went wrong and what to do, by SQLite's primary result code (sqlite.org, Result and Error Codes). */
const MENDS: Readonly<Record<number, string>> = {
  3: `the system does not let us; ${WHO}`,
  5: BUSY,
  6: BUSY,
  8: READ_ONLY,
  10: 'the disk reports an error; check the disk and the room on it, then try again',
  11: 'the file is damaged; put it aside and restore the last backup',
  13: DISK_FULL,
  14: `the system does not let us; ${WHO}`,
  26: 'the file is no SQLite database; put it aside and restore the last backup',
};

/** Of the system, where a file or folder could not be made. */
const SYSTEM_MENDS: Readonly<Record<string, string>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EROFS: READ_ONLY,
  EACCES: `the system does not let us; ${WHO}`,
  EPERM: `the system does not let us; ${WHO}`,
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of its path is a file; name a folder',
  EEXIST: 'a part of its path is a file; name a folder',
};

/** Anything that came between, as the user's error. */
export function unwritable(name: string, error: unknown): UserError {
  return told('records-unwritable', `${name} cannot be written`, error);
}

export function unopened(name: string, error: unknown): UserError {
  return told('records-unreadable', `${name} cannot be opened`, error);
}

/** A reading whose errors are the user's. */
export function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw told('records-unreadable', `${name} cannot be read`, error);
  }
}

function told(code: RecordCode, what: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(code, `${what}: ${mendOf(error)}`, { exit: EXIT.failure, cause: error });
}

function mendOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'it holds what we never wrote; put it aside and restore the last backup';
  const mend = MENDS[resultCode(error) ?? 0];
  if (mend !== undefined) return mend;
  if (!(error instanceof Error)) return String(error);
  return SYSTEM_MENDS['code' in error ? String(error.code) : ''] ?? error.message;
}
