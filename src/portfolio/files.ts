import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

export const PORTFOLIO_FILE = 'portfolio.yaml';

/**
 * A path as written in the portfolio, made relative to the portfolio folder. Answers undefined for what leaves the
 * folder: absolute paths (of Windows too), home folders, and `..` beyond the top.
 */
export function pathInside(from: string, written: string): string | undefined {
  if (/^[/~]|^[A-Za-z]:|[\\\0]/.test(written)) return undefined;
  const path = posix.normalize(posix.join(from, written));
  return path === '..' || path.startsWith('../') ? undefined : path;
}

/** The real place of a path, or of the nearest folder above that exists, once symbolic links are followed. */
function realPlace(absolute: string): string {
  for (let path = absolute; ; path = join(path, '..')) {
    try {
      return realpathSync(path);
    } catch (error) {
      if (path === join(path, '..') || !isAbsent(error)) return path;
    }
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** True when a path relative to the folder stays in it after symbolic links are followed. */
export function staysInside(folder: string, path: string): boolean {
  const root = realPlace(folder);
  const real = realPlace(join(folder, path));
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

export type FileState = 'file' | 'folder' | 'absent' | 'other';

/** What is at a place; devices, sockets and pipes are `other`, and so is what may not be looked at. */
export function stateOf(absolute: string): FileState {
  try {
    const stat = statSync(absolute);
    if (stat.isFile()) return 'file';
    return stat.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return isAbsent(error) ? 'absent' : 'other';
  }
}

/** The bytes of a regular file; `too-large` (looked up, not read) when it has more than `limit`. */
export function readBounded(absolute: string, limit: number): Uint8Array | FileState | 'too-large' {
  const state = stateOf(absolute);
  if (state !== 'file') return state;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(absolute, 'r');
    const { size } = fstatSync(descriptor);
    if (size > limit) return 'too-large';
    const bytes = new Uint8Array(size);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < size; filled += read) {
      read = readSync(descriptor, bytes, filled, size - filled, filled);
    }
    return bytes.subarray(0, filled);
  } catch {
    return 'other';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
