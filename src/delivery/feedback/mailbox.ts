import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a mailbox: its path within the folder, and what is in it, or why it cannot be read. */
export type Mail = { readonly file: string } & ({ readonly bytes: Uint8Array } | { readonly problem: string });

/** A report may bring the whole message along. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The mail in a folder: a Maildir (`new` and `cur`), and `.eml` files; in the order of their names, which in a Maildir
 * begin with the time. One at a time, so that a large mailbox needs little memory. Nothing is moved, marked or deleted:
 * which of it was read before is for the caller to know. Throws when the folder itself cannot be read.
 */
export async function* readMailbox(folder: string): AsyncGenerator<Mail> {
  const places = await readdir(folder, { withFileTypes: true });
  const parts = ['new', 'cur'].filter((part) => places.some((one) => one.isDirectory() && one.name === part));
  const letters = places.filter((one) => !one.isDirectory() && /^[^.].*\.eml$/i.test(one.name)).map(({ name }) => name);
  yield* inOrder(folder, '', letters);
  for (const part of parts) yield* inOrder(folder, `${part}/`, await readdir(join(folder, part)));
}

async function* inOrder(folder: string, part: string, names: readonly string[]): AsyncGenerator<Mail> {
  for (const name of names.filter((one) => !one.startsWith('.')).toSorted()) {
    const content = await contentOf(join(folder, part, name));
    if (content) yield { file: `${part}${name}`, ...content };
  }
}

type Content = { readonly bytes: Uint8Array } | { readonly problem: string };

/** Undefined where it is gone meanwhile: a mail program moved or deleted it. */
async function contentOf(path: string): Promise<Content | undefined> {
  try {
    // Without waiting for a pipe that nobody writes to.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await bounded(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return code === 'ENOENT' ? undefined : { problem: `the file cannot be read (${code})` };
  }
}

async function bounded(file: FileHandle): Promise<Content> {
  const about = await file.stat();
  if (!about.isFile()) return { problem: 'it is no file' };
  if (about.size > MOST_BYTES) return { problem: `the file has more than ${MOST_BYTES / 1024 / 1024} MB` };
  // As long as it was then: a file that grows meanwhile is read the next time.
  const bytes = new Uint8Array(about.size);
  const { bytesRead } = await file.read(bytes, 0, about.size, 0);
  return bytesRead === about.size ? { bytes } : { problem: 'the file became shorter while it was read' };
}
