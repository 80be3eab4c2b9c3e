import { randomUUID } from 'node:crypto';
import * as disk from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, UserError } from '../../core/problem.ts';
import type { AuditCode } from './codes.ts';
import { keysSchema, type Keys } from './key-material.ts';

/** Below the portfolio folder. */
export const KEYS_FILE = 'records/keys.json';

/** Some thousand rotations. */
const MAX_BYTES = 1024 * 1024;

/** Where keys come from. Everything is done at once (no promises), so that a key is there when it is needed. */
export interface KeySource {
  /** For people: `records/keys.json`. */
  readonly name: string;
  /** undefined when there are none yet. */
  read(): Keys | undefined;
  /** Keeps the first keys; when another process was faster, answers that one's. */
  keepFirst(keys: Keys): Keys;
  /** Replaces them, one process at a time. */
  change(change: (keys: Keys) => Keys): Keys;
}

export function badKeys(message: string): UserError {
  const code: AuditCode = 'bad-keys';
  return new UserError(code, message, { exit: EXIT.failure });
}

/** Keys out of text. What is wrong is told by its place alone: nothing of a key is ever shown. */
export function parseKeys(text: string, name: string): Keys {
  if (text.length > MAX_BYTES) throw badKeys(`${name} is larger than ${MAX_BYTES} bytes; it does not hold keys`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badKeys(`${name} is no JSON; put it back from a backup`);
  }
  const { data, error } = keysSchema.safeParse(json);
  if (data) return data;
  const path = error.issues[0]?.path.join('.') ?? '';
  throw badKeys(`${name} does not hold keys as Quarterdeck writes them (${path}); put it back from a backup`);
}

/** Keys in a file that only its owner may read. */
export function keysFile(path: string): KeySource {
  const read = (): Keys | undefined => {
    const text = readPrivate(path);
    return text === undefined ? undefined : parseKeys(text, KEYS_FILE);
  };
  return {
    name: KEYS_FILE,
    read,
    keepFirst(keys) {
      // By a link, not a rename: of two processes that make keys at once, one places its own and both use those.
      const placed = guarded(() => writeWhole(path, keys, disk.linkSync), 'EEXIST');
      return placed === undefined ? expected(read()) : keys;
    },
    change: (change) => changeLocked(path, () => change(expected(read()))),
  };
}

function expected(keys: Keys | undefined): Keys {
  if (!keys) throw badKeys(`${KEYS_FILE} was taken away while it was in use; put it back from a backup`);
  return keys;
}

function changeLocked(path: string, change: () => Keys): Keys {
  const lock = `${path}.changing`;
  const opened = guarded(() => disk.openSync(lock, 'wx', 0o600), 'EEXIST');
  if (opened === undefined) {
    throw badKeys(`another process is changing ${KEYS_FILE}; when none is, remove ${KEYS_FILE}.changing and try again`);
  }
  try {
    disk.closeSync(opened);
    const keys = change();
    guarded(() => writeWhole(path, keys, disk.renameSync));
    return keys;
  } finally {
    disk.rmSync(lock, { force: true });
  }
}

/** A temporary file beside it, synced, then given its name in one step. */
function writeWhole(path: string, keys: Keys, place: (from: string, to: string) => void): true {
  disk.mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    disk.writeFileSync(temporary, `${JSON.stringify(keys, undefined, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
    place(temporary, path);
  } finally {
    disk.rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Until its folder is synced, a power cut can take a new file away. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = disk.openSync(folder, 'r');
  try {
    disk.fsyncSync(handle);
  } finally {
    disk.closeSync(handle);
  }
}

/** The file's text; undefined where there is none. Whose rights are looked at is the very file that is then read. */
function readPrivate(path: string): string | undefined {
  const handle = guarded(() => disk.openSync(path, 'r'), 'ENOENT');
  if (handle === undefined) return undefined;
  try {
    const stats = disk.fstatSync(handle);
    if (!stats.isFile()) throw badKeys(`${KEYS_FILE} is no file`);
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) throw notPrivate(stats.mode);
    return guarded(() => disk.readFileSync(handle, 'utf8'));
  } finally {
    disk.closeSync(handle);
  }
}

function notPrivate(mode: number): UserError {
  const rights = (mode & 0o777).toString(8).padStart(3, '0');
  return badKeys(
    `${KEYS_FILE} holds keys and others than its owner may read or write it (mode ${rights}): \`chmod 600 ${KEYS_FILE}\`; on a disk without such rights, hand the keys over in QUARTERDECK_KEYS`,
  );
}

/** What the disk refuses, as a sentence; undefined for the one refusal that is expected. */
function guarded<T>(action: () => T, unless?: string): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    if (error.code === unless) return undefined;
    throw badKeys(`${KEYS_FILE} cannot be read or written (${String(error.code)})`);
  }
}
