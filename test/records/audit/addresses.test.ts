import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressHashes,
  openKeyring,
  plainAddress,
  unsubscribeTokens,
  type Keyring,
} from '../../../src/records/audit/index.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { effectsOf } from './_audit.ts';

const keyringOf = (seed = 'addresses'): Promise<Keyring> => openKeyring(temporary(), effectsOf(seed));

describe('an address', () => {
  it.each([
    ['ann@example.com', 'ann@example.com'],
    [' Ann@EXAMPLE.com\n', 'ann@example.com'],
    ['ann@Bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['"a@b"@Example.com', '"a@b"@example.com'],
    ['ann@[192.0.2.1]', 'ann@[192.0.2.1]'],
    ['nobody', 'nobody'],
    ['ann@no domain', 'ann@no domain'],
  ])('%s is written %s', (written, plain) => {
    expect(plainAddress(written)).toBe(plain);
  });
});

describe('addresses as keyed hashes', () => {
  it('are HMAC-SHA-256 under the key in use', async () => {
    const folder = temporary();
    const hashes = addressHashes(await openKeyring(folder, effectsOf('hmac')));
    const hash = hashes.now('Ann@example.com');
    const file = readFileSync(join(folder, 'records/keys.json'), 'utf8');
    const [, id = '', secret = ''] = /"address": \[\s*\{\s*"id": "(\w+)",[^}]*"secret": "([^"]+)"/.exec(file) ?? [];
    const hex = createHmac('sha256', Buffer.from(secret, 'base64')).update('ann@example.com').digest('hex');
    expect(hash).toBe(`${id}:${hex}`);
  });

  it('are the same for one address and differ for two, and from portfolio to portfolio', async () => {
    const [one, two] = [addressHashes(await keyringOf('one')), addressHashes(await keyringOf('two'))];
    expect(one.now('ann@example.com')).toBe(one.now(' ANN@example.COM'));
    expect(one.now('ann@example.com')).not.toBe(one.now('ben@example.com'));
    expect(one.now('ann@example.com')).not.toBe(two.now('ann@example.com'));
  });

  it('are found under old keys, the one in use first', async () => {
    const keyring = await keyringOf();
    const hashes = addressHashes(keyring);
    expect(hashes.all('ann@example.com')).toEqual([]);
    const old = hashes.now('ann@example.com');
    await keyring.rotate('address');
    expect(hashes.all('ann@example.com')).toEqual([hashes.now('ann@example.com'), old]);
    expect(hashes.now('ann@example.com')).not.toBe(old);
  });
});

describe('a token that unsubscribes', () => {
  const ann = { address: 'ann@example.com', list: 'weekly' };

  it('says who leaves which list, also after the key was rotated', async () => {
    const keyring = await keyringOf();
    const tokens = unsubscribeTokens(keyring);
    const token = tokens.token({ ...ann, address: ' Ann@Example.com' });
    expect(token).toMatch(/^[\w.-]{60,200}$/);
    expect(tokens.read(token)).toEqual(ann);
    await keyring.rotate('link');
    expect(tokens.read(token)).toEqual(ann);
    expect(tokens.token(ann)).not.toBe(token);
  });

  it('is nobody else’s to make', async () => {
    const [ours, theirs] = [unsubscribeTokens(await keyringOf('a')), unsubscribeTokens(await keyringOf('b'))];
    ours.token(ann);
    expect(ours.read(theirs.token(ann))).toBeUndefined();
    const [key = '', , mac = ''] = ours.token(ann).split('.');
    const payload = Buffer.from(JSON.stringify(['ben@example.com', 'weekly'])).toString('base64url');
    expect(ours.read(`${key}.${payload}.${mac}`)).toBeUndefined();
    for (const text of ['', 'x', '..', `${key}..${mac}`, `${ours.token(ann)} `, ours.token(ann).repeat(50)])
      expect(ours.read(text)).toBeUndefined();
  });

  it('is none when any character of it is another', async () => {
    const tokens = unsubscribeTokens(await keyringOf());
    const token = tokens.token(ann);
    const other = fc.record({
      at: fc.nat(token.length - 1),
      by: fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.', '='),
    });
    fc.assert(
      fc.property(other, ({ at, by }) => {
        const changed = token.slice(0, at) + by + token.slice(at + 1);
        expect(tokens.read(changed)).toEqual(changed === token ? ann : undefined);
      }),
      { numRuns: 150 },
    );
  });
});
