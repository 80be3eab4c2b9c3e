import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { Delivery, Message, Transport } from '../../../src/model/dispatch.ts';

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

/** Puts each message into a maildir, where a mail program on this machine picks it up: written in tmp, linked into new. */
export function createMaildir({ folder }: { readonly folder: string }): Transport {
  return {
    name: 'maildir',
    async deliver({ id, bytes, envelope }: Message): Promise<Delivery> {
      const outcome = { id, transport: 'maildir', recipients: envelope.to };
      if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,180}$/.test(id))
        return { ...outcome, state: 'failed', error: `"${id}" is no plain file name` };
      const [unfinished, path] = [join(folder, 'tmp', id), join(folder, 'new', id)];
      try {
        for (const part of ['tmp', 'new', 'cur']) await mkdir(join(folder, part), { recursive: true });
        await writeSynced(unfinished, bytes);
        await link(unfinished, path);
        return { ...outcome, state: 'sent', receipt: path };
      } catch (error) {
        // Nothing has left the house, so a failure is certain, and sending again is safe.
        if (await isThere(path, bytes)) return { ...outcome, state: 'sent', receipt: path };
        return { ...outcome, state: 'failed', error: `${path} could not be written (${codeOf(error)})` };
      } finally {
        await unlink(unfinished).catch(() => undefined);
      }
    },
  };
}
