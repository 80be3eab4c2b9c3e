import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/problem.ts';
import { makeKeys } from '../../../src/records/audit/key-material.ts';
import { keysFile } from '../../../src/records/audit/keys-file.ts';
import { openKeyring, type Keyring } from '../../../src/records/audit/index.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { effectsOf } from './_audit.ts';

const FILE = 'records/keys.json';

/** What `openKeyring` or a use of it says when it refuses. */
async function refusal(of: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof of === 'function' ? of() : of);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('it was not refused');
}

/** A portfolio folder with keys, and the text of their file. */
async function withKeys(seed = 'keys'): Promise<{ folder: string; keyring: Keyring; text: string }> {
  const folder = temporary();
  const keyring = await openKeyring(folder, effectsOf(seed));
  keyring.mac('address', 'the first need');
  return { folder, keyring, text: readFileSync(join(folder, FILE), 'utf8') };
}

describe('keys', () => {
  it('are made at the first need, for their owner alone', async () => {
    const folder = temporary();
    const keyring = await openKeyring(folder, effectsOf('first'));
    expect(keyring.publicKey('audit', '0123456789abcdef')).toBeUndefined();
    expect(keyring.macBy('link', '0123456789abcdef', 'x')).toBeUndefined();
    expect(keyring.ids('audit')).toEqual([]);
    expect(existsSync(join(folder, FILE))).toBe(false);
    const { key } = keyring.sign('audit', () => 'x');
    expect(keyring.ids('audit')).toEqual([key]);
    expect(statSync(join(folder, FILE)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(readdirSync(join(folder, 'records'))).toEqual(['keys.json']);
  });

  it('are the same when they are opened again, and of another portfolio others', async () => {
    const { folder, keyring } = await withKeys('same');
    const again = await openKeyring(folder, effectsOf('whatever'));
    const other = await withKeys('other');
    for (const purpose of ['audit', 'token', 'address', 'link'] as const) {
      expect(again.ids(purpose)).toEqual(keyring.ids(purpose));
      expect(other.keyring.ids(purpose)).not.toEqual(keyring.ids(purpose));
    }
    expect(again.mac('address', 'a')).toEqual(keyring.mac('address', 'a'));
  });

  it('are one set when two processes make them at once', () => {
    const path = join(temporary(), FILE);
    const [one, two] = [makeKeys(effectsOf('one')), makeKeys(effectsOf('two'))];
    expect(keysFile(path).keepFirst(one)).toEqual(one);
    expect(keysFile(path).keepFirst(two)).toEqual(one);
    expect(readdirSync(join(path, '..'))).toEqual(['keys.json']);
  });

  it('sign what names them', async () => {
    const { keyring } = await withKeys();
    const { key, signature } = keyring.sign('audit', (id) => `text of ${id}`);
    const spki = keyring.publicKey('audit', key) ?? new Uint8Array();
    const given = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(`text of ${key}`), given, signature)).toBe(true);
    expect(verify(null, Buffer.from('text of another'), given, signature)).toBe(false);
    expect(keyring.publicKey('token', key)).toBeUndefined();
  });

  it('come from the environment where there is no folder', async () => {
    const { keyring, text } = await withKeys();
    const env = { QUARTERDECK_KEYS: Buffer.from(text).toString('base64') };
    const folder = temporary();
    const given = await openKeyring(folder, effectsOf('unused', env));
    expect(given.name).toBe('QUARTERDECK_KEYS');
    expect(given.mac('link', 'x')).toEqual(keyring.mac('link', 'x'));
    expect(readdirSync(folder)).toEqual([]);
    expect(await refusal(given.rotate('link'))).toBe(
      'bad-keys: the keys come from QUARTERDECK_KEYS: change them in records/keys.json where they were made, and set it anew',
    );
  });

  it('are found when another process has made them since', async () => {
    const { folder, keyring } = await withKeys();
    const before = keyring.ids('link');
    const made = await (await openKeyring(folder, effectsOf('later'))).rotate('link');
    expect(keyring.ids('link')).toEqual(before);
    expect(keyring.macBy('link', made, 'x')).toHaveLength(32);
    expect(keyring.ids('link')).toEqual([made, ...before]);
  });
});

describe('a rotation', () => {
  it('uses a new key from now on and knows the old one', async () => {
    const { folder, keyring } = await withKeys();
    const old = keyring.mac('address', 'a');
    const made = await keyring.rotate('address');
    expect(keyring.mac('address', 'a').key).toBe(made);
    expect(keyring.macBy('address', old.key, 'a')).toEqual(old.mac);
    expect((await openKeyring(folder, effectsOf('x'))).ids('address')).toEqual([made, old.key]);
  });

  it('leaves of an old pair what verifies, and nothing that signs', async () => {
    const { folder, keyring } = await withKeys();
    const [old = ''] = keyring.ids('audit');
    const made = await keyring.rotate('audit');
    expect(keyring.sign('audit', () => '').key).toBe(made);
    expect(keyring.publicKey('audit', old)).toHaveLength(44);
    const halves = readFileSync(join(folder, FILE), 'utf8').match(/"private"/g);
    expect(halves).toHaveLength(2); // of the audit's new pair, and of the tokens'
  });

  it('is refused while another is under way', async () => {
    const { folder, keyring, text } = await withKeys();
    writeFileSync(join(folder, `${FILE}.changing`), '');
    expect(await refusal(keyring.rotate('audit'))).toBe(
      'bad-keys: another process is changing records/keys.json; when none is, remove records/keys.json.changing and try again',
    );
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(text);
  });
});

describe('keys that cannot be used', () => {
  it.skipIf(process.platform === 'win32')('others may read', async () => {
    const { folder } = await withKeys();
    for (const [mode, shown] of [
      [0o640, '640'],
      [0o604, '604'],
      [0o622, '622'],
    ] as const) {
      chmodSync(join(folder, FILE), mode);
      expect(await refusal(openKeyring(folder, effectsOf('x')))).toBe(
        `bad-keys: records/keys.json holds keys and others than its owner may read or write it (mode ${shown}): \`chmod 600 records/keys.json\`; on a disk without such rights, hand the keys over in QUARTERDECK_KEYS`,
      );
    }
  });

  it.each([
    ['no JSON', (text: string) => text.slice(1), 'is no JSON'],
    ['cut off', (text: string) => text.slice(0, 200), 'is no JSON'],
    ['too large', (text: string) => text + ' '.repeat(1024 * 1024), 'is larger than 1048576 bytes'],
    ['another version', (text: string) => text.replace('"version": 1', '"version": 2'), '(version)'],
    ['something more', (text: string) => text.replace('"version": 1', '"version": 1, "more": 1'), '()'],
    ['an id of another key', (text: string) => text.replace(/"id": "./, '"id": "x'), '(audit.0.id)'],
    ['a purpose without keys', (text: string) => text.replace(/"link": \[[^\]]*\]/, '"link": []'), '(link)'],
    ['halves of two pairs', swappedHalves, '(audit.0.public)'],
    ['no private half', (text: string) => text.replace(/,\s*"private": "[^"]*"/, ''), '(audit.0.private)'],
    [
      'a secret that is short',
      (text: string) => text.replace(/"secret": "[^"]*"/, '"secret": "c2hvcnQ="'),
      '(address.0.secret)',
    ],
  ])('%s', async (_, change, says) => {
    const { folder, text } = await withKeys();
    const changed = change(text);
    writeFileSync(join(folder, FILE), changed);
    const told = await refusal(openKeyring(folder, effectsOf('x')));
    expect(told).toContain(says);
    for (const [, secret = ''] of text.matchAll(/"(?:private|secret)": "([^"]*)"/g)) expect(told).not.toContain(secret);
  });

  it('a folder, or a place that cannot be written', async () => {
    const folder = temporary();
    mkdirSync(join(folder, FILE), { recursive: true });
    expect(await refusal(openKeyring(folder, effectsOf('x')))).toBe('bad-keys: records/keys.json is no file');
    const blocked = temporary();
    writeFileSync(join(blocked, 'records'), '');
    expect(await refusal(openKeyring(blocked, effectsOf('x')))).toBe(
      'bad-keys: records/keys.json cannot be read or written (ENOTDIR)',
    );
  });

  it('a variable that holds no keys', async () => {
    const env = { QUARTERDECK_KEYS: 'bm90aGluZw==' };
    expect(await refusal(openKeyring(temporary(), effectsOf('x', env)))).toBe(
      'bad-keys: QUARTERDECK_KEYS is no JSON; put it back from a backup',
    );
  });

  it('a file that was taken away while it was in use', async () => {
    const path = join(temporary(), 'keys.json');
    expect(await refusal(() => keysFile(path).change((keys) => keys))).toContain('was taken away while it was in use');
  });
});

it('a keyring shows nothing of its keys', async () => {
  const { keyring, text } = await withKeys();
  keyring.sign('audit', () => 'x');
  const shown = `${JSON.stringify(keyring)} ${inspect(keyring, { depth: 10, showHidden: true })}`;
  const secrets = [...text.matchAll(/"(?:private|secret)": "([^"]*)"/g)].map(([, secret = '']) => secret);
  expect(secrets).toHaveLength(4);
  for (const secret of secrets) expect(shown).not.toContain(secret);
});

/** The audit's private half beside the tokens' public one. */
function swappedHalves(text: string): string {
  const halves = [...text.matchAll(/"private": "([^"]*)"/g)].map(([, half = '']) => half);
  return text.replace(halves[0] ?? '', halves[1] ?? '');
}
