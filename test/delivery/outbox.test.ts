import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { transports } from '../../src/delivery/index.ts';
import { createOutbox, type Files } from '../../src/delivery/outbox.ts';
import type { Message } from '../../src/model/dispatch.ts';

const home = mkdtempSync(join(tmpdir(), 'quarterdeck-outbox-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let counter = 0;
function freshFolder(): string {
  counter += 1;
  return join(home, `outbox-${counter}`);
}

function message(id: string, text = 'From: reports@example.com\r\n\r\nhello\r\n'): Message {
  return {
    id,
    envelope: { from: 'reports@example.com', to: ['ana@example.com'] },
    subject: 'Report',
    bytes: Buffer.from(text),
  };
}

function failing(step: keyof Files, code: string): Files {
  return { ...disk, [step]: () => Promise.reject(Object.assign(new Error(`${code}: ${step}`), { code })) };
}

/** A disk that takes the file's name and then has no room for what is in it. */
const full: Files = {
  ...disk,
  open: async (...given: Parameters<Files['open']>) => {
    const handle = await disk.open(...given);
    handle.writeFile = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    return handle;
  },
};

describe('the outbox', () => {
  it('writes a message as <id>.eml, byte for byte, and says where', async () => {
    const folder = join(freshFolder(), 'made', 'on', 'the', 'way');
    const delivery = await createOutbox({ folder }).deliver(message('cfo-2026-04-30'));
    const file = join(folder, 'cfo-2026-04-30.eml');
    expect(delivery).toEqual({
      id: 'cfo-2026-04-30',
      transport: 'outbox',
      recipients: ['ana@example.com'],
      state: 'sent',
      receipt: file,
    });
    expect(readFileSync(file, 'utf8')).toBe('From: reports@example.com\r\n\r\nhello\r\n');
    expect(readdirSync(folder)).toEqual(['cfo-2026-04-30.eml']);
  });

  it('lets nobody else on the machine read it', async () => {
    const folder = freshFolder();
    const { receipt = '' } = await createOutbox({ folder }).deliver(message('private'));
    expect(statSync(receipt).mode & 0o077).toBe(0);
  });

  it('counts the same message again as sent, and never overwrites another', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder });
    await outbox.deliver(message('twice'));
    expect((await outbox.deliver(message('twice'))).state).toBe('sent');
    const other = await outbox.deliver(message('twice', 'other bytes'));
    expect(other.state).toBe('failed');
    expect(other.error).toContain('holds another message of that id and never overwrites');
    expect(readFileSync(join(folder, 'twice.eml'), 'utf8')).toContain('hello');
    expect(readdirSync(folder)).toEqual(['twice.eml']);
  });

  it('keeps one of two that come at once', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder });
    const both = await Promise.all([outbox.deliver(message('race', 'one')), outbox.deliver(message('race', 'two'))]);
    expect(both.map(({ state }) => state).toSorted()).toEqual(['failed', 'sent']);
    expect(readdirSync(folder)).toEqual(['race.eml']);
  });

  it.each(['../escape', 'a/b', 'a\\b', '', '.', '..', '.hidden', 'con', 'NUL.eml', 'a\0b', 'x'.repeat(300), 'ü'])(
    'refuses the id %j',
    async (id) => {
      const folder = freshFolder();
      const delivery = await createOutbox({ folder }).deliver(message(id));
      expect(delivery.state).toBe('failed');
      expect(delivery.error).toContain('no plain file name');
    },
  );

  it('fails with a sentence, and leaves no half file, when the disk is full', async () => {
    const folder = freshFolder();
    const delivery = await createOutbox({ folder, files: full }).deliver(message('full'));
    expect(delivery.state).toBe('failed');
    expect(delivery.error).toBe(
      `the outbox could not write ${join(folder, 'full.eml')}: the disk is full; free some space and send again (ENOSPC)`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['mkdir', 'EACCES', 'this user may not write there'],
    ['open', 'EROFS', 'the disk is read-only'],
    ['link', 'EIO', 'EIO: link'],
  ] as const)('fails with a sentence when %s answers %s', async (step, code, words) => {
    const folder = freshFolder();
    mkdirSync(folder);
    const delivery = await createOutbox({ folder, files: failing(step, code) }).deliver(message('id'));
    expect(delivery.state).toBe('failed');
    expect(delivery.error).toContain(words);
    expect(delivery.error).toContain(code);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fails with a sentence when a file stands where the folder should', async () => {
    const folder = freshFolder();
    writeFileSync(folder, 'not a folder');
    const delivery = await createOutbox({ folder: join(folder, 'outbox') }).deliver(message('id'));
    expect(delivery.error).toContain('a part of the path is a file');
  });

  it('works on a disk that has no links, and does not overwrite there either', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder, files: failing('link', 'EPERM') });
    expect((await outbox.deliver(message('fat', 'one'))).state).toBe('sent');
    expect((await outbox.deliver(message('fat', 'two'))).state).toBe('failed');
    expect(readFileSync(join(folder, 'fat.eml'), 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['fat.eml']);
  });

  it('is on the list of transports', async () => {
    const folder = freshFolder();
    const [outbox] = transports.map((kind) => kind.open({ folder }));
    expect(outbox?.name).toBe('outbox');
    expect((await outbox?.deliver(message('listed')))?.state).toBe('sent');
  });
});
