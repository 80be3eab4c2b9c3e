import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { transports } from '../../src/delivery/index.ts';
import { createOutbox, type Files } from '../../src/delivery/outbox.ts';
import { systemEffects } from '../../src/core/effects.ts';
import type { Failure, Message, Outcome } from '../../src/model/dispatch.ts';
import { portfolioSchema } from '../../src/model/portfolio.ts';

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
    attempt: 1,
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

/** Why it failed. */
function failureOf(outcome: Outcome | undefined): Failure {
  if (outcome?.outcome !== 'failed') throw new Error('it did not fail');
  return outcome.failure;
}

describe('the outbox', () => {
  it('writes a message as <id>.eml, byte for byte, and says where', async () => {
    const folder = join(freshFolder(), 'made', 'on', 'the', 'way');
    const outcome = await createOutbox({ folder }).send(message('cfo-2026-04-30'));
    const file = join(folder, 'cfo-2026-04-30.eml');
    expect(outcome).toEqual({ outcome: 'accepted', receipt: file });
    expect(readFileSync(file, 'utf8')).toBe('From: reports@example.com\r\n\r\nhello\r\n');
    expect(readdirSync(folder)).toEqual(['cfo-2026-04-30.eml']);
  });

  it('lets nobody else on the machine read it', async () => {
    const folder = freshFolder();
    await createOutbox({ folder }).send(message('private'));
    expect(statSync(join(folder, 'private.eml')).mode & 0o077).toBe(0);
  });

  it('counts the same message again as sent, and never overwrites another', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder });
    const first = await outbox.send(message('twice'));
    expect(await outbox.send({ ...message('twice'), attempt: 2 })).toEqual(first);
    const other = failureOf(await outbox.send(message('twice', 'other bytes')));
    expect(other).toMatchObject({ class: 'permanent', code: 'outbox-taken' });
    expect(other.message).toContain('holds another message of that id and never overwrites');
    expect(readFileSync(join(folder, 'twice.eml'), 'utf8')).toContain('hello');
    expect(readdirSync(folder)).toEqual(['twice.eml']);
  });

  it('keeps one of two that come at once', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder });
    const both = await Promise.all([outbox.send(message('race', 'one')), outbox.send(message('race', 'two'))]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'failed']);
    expect(readdirSync(folder)).toEqual(['race.eml']);
  });

  it.each(['../escape', 'a/b', 'a\\b', '', '.', '..', '.hidden', 'con', 'NUL.eml', 'a\0b', 'x'.repeat(300), 'ü'])(
    'refuses the id %j',
    async (id) => {
      const folder = freshFolder();
      const outbox = createOutbox({ folder });
      const failure = failureOf(await outbox.send(message(id)));
      expect(failure).toMatchObject({ class: 'permanent', code: 'outbox-name' });
      expect(failure.message).toContain('no plain file name');
      expect(await outbox.lookup?.(message(id))).toBe('not-accepted');
    },
  );

  it('fails with a sentence, and leaves no half file, when the disk is full', async () => {
    const folder = freshFolder();
    const failure = failureOf(await createOutbox({ folder, files: full }).send(message('full')));
    // Nothing left the house: another attempt is safe.
    expect(failure).toMatchObject({ class: 'retryable', code: 'outbox-write' });
    expect(failure.message).toBe(
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
    const failure = failureOf(await createOutbox({ folder, files: failing(step, code) }).send(message('id')));
    expect(failure).toMatchObject({ class: 'retryable', code: 'outbox-write' });
    expect(failure.message).toContain(words);
    expect(failure.message).toContain(code);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fails with a sentence when a file stands where the folder should', async () => {
    const folder = freshFolder();
    writeFileSync(folder, 'not a folder');
    const failure = failureOf(await createOutbox({ folder: join(folder, 'outbox') }).send(message('id')));
    expect(failure.message).toContain('a part of the path is a file');
  });

  it('works on a disk that has no links, and does not overwrite there either', async () => {
    const folder = freshFolder();
    const outbox = createOutbox({ folder, files: failing('link', 'EPERM') });
    expect((await outbox.send(message('fat', 'one'))).outcome).toBe('accepted');
    expect(failureOf(await outbox.send(message('fat', 'two'))).code).toBe('outbox-taken');
    expect(readFileSync(join(folder, 'fat.eml'), 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['fat.eml']);
  });

  it('is on the list of transports', async () => {
    const folder = freshFolder();
    const kind = transports.find(({ name }) => name === 'outbox');
    const settings = portfolioSchema.shape.delivery.parse({});
    const outbox = await kind?.open({ outbox: folder, settings, effects: systemEffects });
    expect(outbox?.name).toBe('outbox');
    expect((await outbox?.send(message('listed')))?.outcome).toBe('accepted');
    expect(readdirSync(folder)).toEqual(['listed.eml']);
  });
});

describe('an answer of the outbox that was lost', () => {
  const look = (folder: string, files?: Files): Promise<Outcome | 'not-accepted' | undefined> =>
    createOutbox({ folder, ...(files ? { files } : {}) }).lookup?.(message('lost')) ?? Promise.resolve(undefined);

  it('is found again where the message is, and sending it once more leaves one', async () => {
    const folder = freshFolder();
    // The folder could not be made durable, or the process died there: nobody heard that it was accepted.
    const files: Files = {
      ...disk,
      open: (...given: Parameters<Files['open']>) =>
        given[1] === 'r' ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : disk.open(...given),
    };
    expect(failureOf(await createOutbox({ folder, files }).send(message('lost'))).code).toBe('outbox-write');
    expect(await look(folder)).toEqual({ outcome: 'accepted', receipt: join(folder, 'lost.eml') });
    expect((await createOutbox({ folder }).send({ ...message('lost'), attempt: 2 })).outcome).toBe('accepted');
    expect(readdirSync(folder)).toEqual(['lost.eml']);
  });

  it('was no acceptance where nothing is there, a half file, or another message', async () => {
    const folder = freshFolder();
    expect(await look(folder)).toBe('not-accepted');
    mkdirSync(folder);
    writeFileSync(join(folder, '.0123456789abcdef.tmp'), 'From: repo');
    expect(await look(folder)).toBe('not-accepted');
    writeFileSync(join(folder, 'lost.eml'), 'another');
    expect(await look(folder)).toBe('not-accepted');
  });

  it('stays unknown where the disk does not say', async () => {
    const folder = freshFolder();
    await createOutbox({ folder }).send(message('lost'));
    expect(await look(folder, failing('readFile', 'EIO'))).toBeUndefined();
    expect(await look(folder, failing('open', 'EIO'))).toBeUndefined();
  });
});
