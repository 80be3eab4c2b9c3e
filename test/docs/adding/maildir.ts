import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { Failure, Message, Outcome, Transport } from '../../../src/model/dispatch.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** True when the message was there already with the same bytes: then it was delivered before. */
async function isThere(path: string, bytes: Uint8Array): Promise<boolean> {
  return readFile(path).then(
    (found) => Buffer.compare(found, bytes) === 0,
    () => false,
  );
}

function failed(kind: Failure['class'], code: string, message: string): Outcome {
  return { outcome: 'failed', failure: { class: kind, code, message } };
}

/** Puts each message into a maildir, where a mail program on this machine picks it up: written in tmp, linked into new. */
export function createMaildir({ folder }: { readonly folder: string }): Transport {
  const pathOf = ({ id }: Message): string => join(folder, 'new', id);
  return {
    name: 'maildir',
    async send(message) {
      const { id, bytes } = message;
      if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,180}$/.test(id))
        return failed('permanent', 'maildir-name', `"${id}" is no plain file name`);
      const [unfinished, path] = [join(folder, 'tmp', id), pathOf(message)];
      try {
        for (const part of ['tmp', 'new', 'cur']) await mkdir(join(folder, part), { recursive: true });
        await writeSynced(unfinished, bytes);
        await link(unfinished, path);
        return { outcome: 'accepted', receipt: path };
      } catch (error) {
        if (await isThere(path, bytes)) return { outcome: 'accepted', receipt: path };
        const code = codeOf(error);
        if (code === 'EEXIST') return failed('permanent', 'maildir-taken', `${path} is another message`);
        // Nothing has left the house, so the failure is certain, and another attempt is safe.
        return failed('retryable', 'maildir-write', `${path} could not be written (${code})`);
      } finally {
        await unlink(unfinished).catch(() => undefined);
      }
    },
    /** After a crash: the message is there, or it was never put there. */
    async lookup(message) {
      const path = pathOf(message);
      return (await isThere(path, message.bytes)) ? { outcome: 'accepted', receipt: path } : 'not-accepted';
    },
  };
}
