import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMailbox } from '../../../src/delivery/index.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'quarterdeck-mailbox-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(made, part));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

/** Each file with its text or its problem. */
async function read(at: string): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for await (const { file, ...mail } of readMailbox(at)) {
    found.push([file, 'problem' in mail ? mail.problem : Buffer.from(mail.bytes).toString()]);
  }
  return found;
}

describe('a mailbox', () => {
  it('is a Maildir, .eml files, or both; what is unfinished or hidden is no mail', async () => {
    const at = folder({
      'new/1777561205.M2.mx': 'second',
      'new/1777561200.M1.mx': 'first',
      'cur/1777561100.M0.mx:2,S': 'read by someone',
      'cur/.hidden': 'x',
      'tmp/1777561300.M3.mx': 'unfinished',
      'b.EML': 'saved',
      'a.eml': 'by hand',
      '.c.eml': 'x',
      'notes.txt': 'x',
    });
    expect(await read(at)).toEqual([
      ['a.eml', 'by hand'],
      ['b.EML', 'saved'],
      ['new/1777561200.M1.mx', 'first'],
      ['new/1777561205.M2.mx', 'second'],
      ['cur/1777561100.M0.mx:2,S', 'read by someone'],
    ]);
  });

  it('stays as it is: reading it again gives the same', async () => {
    const at = folder({ 'new/1': 'mail', 'cur/2:2,': 'mail' });
    const before = readdirSync(at, { recursive: true });
    expect(await read(at)).toEqual(await read(at));
    expect(readdirSync(at, { recursive: true })).toEqual(before);
  });

  it('says of each file that cannot be read why, and goes on', async () => {
    const at = folder({ 'a.eml': 'x', 'new/huge': '', 'new/last': 'mail' });
    truncateSync(join(at, 'new/huge'), 64 * 1024 * 1024 + 1);
    mkdirSync(join(at, 'new/folder'));
    symlinkSync(join(at, 'new/away'), join(at, 'new/gone'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(at, 'new/pipe')]);
    symlinkSync('loop.eml', join(at, 'loop.eml'));
    expect(await read(at)).toEqual([
      ['a.eml', 'x'],
      ['loop.eml', 'the file cannot be read (ELOOP)'],
      ['new/folder', 'it is no file'],
      ['new/huge', 'the file has more than 64 MB'],
      ['new/last', 'mail'],
      ['new/pipe', 'it is no file'],
    ]);
  });

  it('passes over what a mail program takes away meanwhile', async () => {
    const at = folder({ 'new/1': 'one', 'new/2': 'two' });
    const mails = readMailbox(at);
    expect((await mails.next()).value).toMatchObject({ file: 'new/1' });
    rmSync(join(at, 'new/2'));
    expect((await mails.next()).done).toBe(true);
  });

  it('that cannot be read at all is an error', async () => {
    await expect(read(join(folder({}), 'nowhere'))).rejects.toThrow('ENOENT');
    const locked = folder({});
    chmodSync(locked, 0o000);
    // Whoever may do everything reads it all the same.
    if (process.getuid?.() !== 0) await expect(read(locked)).rejects.toThrow('EACCES');
    chmodSync(locked, 0o700);
  });
});
