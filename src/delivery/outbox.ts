import { randomBytes } from 'node:crypto';
import * as disk from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure, Message, Outcome, Transport } from '../model/dispatch.ts';
import type { TransportKind } from './_options.ts';

/** What the outbox does to the disk; a test hands in one that is full. */
export type Files = Pick<typeof disk, 'access' | 'link' | 'mkdir' | 'open' | 'readFile' | 'rename' | 'unlink'>;

export interface OutboxOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly files?: Files;
}

/** An id that is a file's name on every system: no separators, no leading dot, none of the names that Windows keeps. */
function isFileSafe(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,180}$/.test(id) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(id);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and send again',
  EDQUOT: 'the disk quota is used up; free some space and send again',
  EACCES: 'this user may not write there; change the folder’s rights or `outbox` in portfolio.yaml',
  EPERM: 'this user may not write there; change the folder’s rights or `outbox` in portfolio.yaml',
  EROFS: 'the disk is read-only; name another `outbox` in portfolio.yaml',
  ENOTDIR: 'a part of the path is a file; name another `outbox` in portfolio.yaml',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function reason(error: unknown, path: string): string {
  const code = codeOf(error);
  const because = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return `the outbox could not write ${path}: ${because} (${code})`;
}

/** Makes a name durable: until its folder is synced, a power cut can take the new file away. */
async function syncFolder(folder: string, files: Files): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await files.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, bytes: Uint8Array, files: Files): Promise<void> {
  const handle = await files.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Gives a file its final name in one step. By a link, not a rename: a rename would replace a message that is there
 * already. Disks without links (FAT, some network shares) get a look and a rename.
 */
async function place(temporary: string, path: string, files: Files): Promise<void> {
  try {
    await files.link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    const taken = await files.access(path).then(
      () => true,
      () => false,
    );
    if (taken) throw Object.assign(new Error(`${path} is there already`), { code: 'EEXIST' });
    await files.rename(temporary, path);
  }
}

/** Writes a whole file or none: a temporary file beside it, synced, then placed. */
async function writeOnce(path: string, bytes: Uint8Array, { folder, files }: Required<OutboxOptions>): Promise<void> {
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeSynced(temporary, bytes, files);
    await place(temporary, path, files);
  } finally {
    // Gone already when it was renamed or could not be made.
    await files.unlink(temporary).catch(() => undefined);
  }
  await syncFolder(folder, files);
}

type Found = 'same' | 'another' | 'nothing';

/** What is there by a message's name. Makes the name of the same message durable: a crash may have come before that. */
async function found(path: string, bytes: Uint8Array, { folder, files }: Required<OutboxOptions>): Promise<Found> {
  try {
    if (Buffer.compare(await files.readFile(path), bytes) !== 0) return 'another';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'nothing';
    throw error;
  }
  await syncFolder(folder, files);
  return 'same';
}

/** Puts each message as `<id>.eml` into a folder. A message that is there already with the same bytes counts as sent. */
export function createOutbox({ folder, files = disk }: OutboxOptions): Transport {
  const pathOf = ({ id }: Message): string => join(folder, `${id}.eml`);
  const send = async (message: Message): Promise<Outcome> => {
    if (!isFileSafe(message.id)) {
      const says = `the outbox takes no id that is no plain file name: ${JSON.stringify(message.id)}`;
      return failed('permanent', 'outbox-name', says);
    }
    const path = pathOf(message);
    try {
      await files.mkdir(folder, { recursive: true });
      await writeOnce(path, message.bytes, { folder, files }).catch(async (error: unknown) => {
        if (codeOf(error) !== 'EEXIST' || (await found(path, message.bytes, { folder, files })) !== 'same') throw error;
      });
      return { outcome: 'accepted', receipt: path };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return failed('retryable', 'outbox-write', reason(error, path));
      const says = `the outbox holds another message of that id and never overwrites: ${path}`;
      return failed('permanent', 'outbox-taken', says);
    }
  };
  /** Undefined where the disk does not say. */
  const lookup = async (message: Message): Promise<Outcome | 'not-accepted' | undefined> => {
    if (!isFileSafe(message.id)) return 'not-accepted';
    const path = pathOf(message);
    const there = await found(path, message.bytes, { folder, files }).catch(() => undefined);
    if (there === undefined) return undefined;
    return there === 'same' ? { outcome: 'accepted', receipt: path } : 'not-accepted';
  };
  return { name: 'outbox', send, lookup };
}

function failed(kind: Failure['class'], code: string, message: string): Outcome {
  return { outcome: 'failed', failure: { class: kind, code, message } };
}

export const outbox: TransportKind = {
  name: 'outbox',
  open: ({ outbox: folder }) => Promise.resolve(createOutbox({ folder })),
};
