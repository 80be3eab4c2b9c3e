import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect, it } from 'vitest';
import { openKeyring } from '../../src/records/index.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { gate, MINUTE, ok, URL_OF_IT, type Gate } from './_gate.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Change = Readonly<Record<string, unknown>>;

/** A token with another header or other claims, signed by the server’s own key. */
function resigned({ records }: Gate, token: string, change: { head?: Change; claims?: Change }): string {
  const head = { ...decodeProtectedHeader(token), ...change.head };
  const content = `${part(head)}.${part({ ...decodeJwt(token), ...change.claims })}`;
  return `${content}.${Buffer.from(records.tokenKeys.sign(() => content).signature).toString('base64url')}`;
}

const signedBy = (key: KeyObject, content: string): string =>
  `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;

it('says who, for whom, from when and until when, and nothing personal (JWT sheet: disclosure)', async () => {
  const { signIn, clock } = await gate();
  const { accessToken, accessSeconds } = await signIn();
  const head = decodeProtectedHeader(accessToken);
  expect(head).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
  const now = clock.now / 1000;
  expect(decodeJwt(accessToken)).toEqual({
    iss: URL_OF_IT,
    aud: `${URL_OF_IT}/api`,
    sub: 'user:ann',
    role: 'admin',
    sid: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    jti: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    iat: now,
    nbf: now,
    exp: now + 900,
  });
  expect(accessSeconds).toBe(900);
});

it('every token has an id of its own', async () => {
  const { access, signIn } = await gate();
  const { accessToken, refreshToken } = await signIn();
  const again = ok(await access.refresh(refreshToken));
  expect(decodeJwt(again.accessToken).jti).not.toBe(decodeJwt(accessToken).jti);
});

it('is refused when nobody signed it (JWT sheet: alg none)', async () => {
  const { access, signIn } = await gate();
  const [head = '', claims = ''] = (await signIn()).accessToken.split('.');
  for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
    const unsigned = `${part({ alg, typ: 'at+jwt', kid: 'x' })}.${claims}`;
    expect(await access.verify(`${unsigned}.`)).toEqual({ refused: 'bad-token' });
    expect(await access.verify(unsigned)).toEqual({ refused: 'bad-token' });
  }
  expect(await access.verify(`${head}.${claims}.`)).toEqual({ refused: 'bad-token' });
});

it.each(['HS256', 'HS384', 'HS512'])(
  'is refused when the public key was taken for a secret (RFC 8725: algorithm confusion, %s)',
  async (alg) => {
    const { access, signIn, records } = await gate();
    const { accessToken } = await signIn();
    const { kid = '' } = decodeProtectedHeader(accessToken);
    const content = `${part({ alg, typ: 'at+jwt', kid })}.${accessToken.split('.')[1] ?? ''}`;
    const spki = Buffer.from(records.tokenKeys.publicKey(kid) ?? []);
    const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`;
    const [x = ''] = access.keys().keys.map((key) => key['x'] ?? '');
    for (const secret of [spki, pem, x, Buffer.from(x, 'base64url')]) {
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(content)
        .digest('base64url');
      expect(await access.verify(`${content}.${mac}`)).toEqual({ refused: 'bad-token' });
    }
  },
);

it.each(['RS256', 'PS256', 'ES256', 'Ed448', 'EdDSA2', ''])(
  'one algorithm is taken, the server’s, whatever the header says (JWT sheet): %s',
  async (alg) => {
    const home = await gate();
    const { accessToken } = await home.signIn();
    expect(await home.access.verify(resigned(home, accessToken, { head: { alg } }))).toEqual({ refused: 'bad-token' });
  },
);

it('is refused under another key, of the same name or of another (JWT sheet: forged signature)', async () => {
  const { access, signIn } = await gate();
  const { accessToken } = await signIn();
  const [head = '', claims = ''] = accessToken.split('.');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  expect(await access.verify(signedBy(privateKey, `${head}.${claims}`))).toEqual({ refused: 'bad-token' });
  const jwk = publicKey.export({ format: 'jwk' });
  for (const more of [
    { kid: 'ffffffffffffffff' },
    { kid: '' },
    { kid: '../../etc/passwd' },
    { kid: "' or 1=1 --" },
    { kid: undefined },
    { jwk },
    { jku: 'https://evil.example/keys' },
    { x5u: 'https://evil.example/cert' },
    { x5c: ['MIIB'] },
  ]) {
    const forged = part({ alg: 'EdDSA', typ: 'at+jwt', kid: decodeProtectedHeader(accessToken).kid, ...more });
    expect(await access.verify(signedBy(privateKey, `${forged}.${claims}`))).toEqual({ refused: 'bad-token' });
  }
});

it.each([{ jwk: {} }, { jku: 'https://evil.example' }, { crit: ['exp'] }, { b64: true }, { cty: 'JWT' }])(
  'its header holds what ours hold, and nothing else: %j',
  async (head) => {
    const home = await gate();
    const { accessToken } = await home.signIn();
    expect(await home.access.verify(resigned(home, accessToken, {}))).toHaveProperty('ok');
    expect(await home.access.verify(resigned(home, accessToken, { head }))).toEqual({ refused: 'bad-token' });
  },
);

it('is refused when one letter of it was changed (JWT sheet: integrity)', async () => {
  const { access, signIn } = await gate();
  const { accessToken } = await signIn('ben@example.com');
  const [head = '', claims = '', signature = ''] = accessToken.split('.');
  const admin = part({ ...decodeJwt(accessToken), role: 'admin' });
  expect(await access.verify(`${head}.${admin}.${signature}`)).toEqual({ refused: 'bad-token' });
  const flip = (text: string): string => `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  for (const token of [
    `${flip(head)}.${claims}.${signature}`,
    `${head}.${flip(claims)}.${signature}`,
    `${head}.${claims}.${flip(signature)}`,
    `${head}.${claims}.${signature}A`,
    `${accessToken}.${signature}`,
  ])
    expect(await access.verify(token)).toEqual({ refused: 'bad-token' });
});

it('ends after 15 minutes, with five seconds for clocks that differ (JWT sheet: expiry)', async () => {
  const { access, signIn, clock } = await gate();
  const { accessToken } = await signIn();
  clock.now += 15 * MINUTE + 4000;
  expect(await access.verify(accessToken)).toHaveProperty('ok');
  clock.now += 1000;
  expect(await access.verify(accessToken)).toEqual({ refused: 'token-expired' });
});

it('one that was good before is looked at again each time: its end, its session, its signature', async () => {
  const { access, signIn, clock } = await gate();
  const { accessToken, refreshToken } = await signIn();
  const other = await signIn();
  for (const token of [accessToken, accessToken, other.accessToken])
    expect(await access.verify(token)).toHaveProperty('ok');
  expect(await access.verify(`${accessToken}A`)).toEqual({ refused: 'bad-token' });
  await access.signOut(refreshToken);
  expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
  clock.now -= 6000;
  expect(await access.verify(other.accessToken)).toEqual({ refused: 'bad-token' });
  clock.now += 6000 + 15 * MINUTE + 5000;
  expect(await access.verify(other.accessToken)).toEqual({ refused: 'token-expired' });
});

it('is refused before its time (JWT sheet: nbf)', async () => {
  const { access, signIn, clock } = await gate();
  const { accessToken } = await signIn();
  clock.now -= 6000;
  expect(await access.verify(accessToken)).toEqual({ refused: 'bad-token' });
  clock.now += 2000;
  expect(await access.verify(accessToken)).toHaveProperty('ok');
});

it('is good for no longer than the server gives, whatever its claims say', async () => {
  const home = await gate();
  const { accessToken } = await home.signIn();
  const now = home.clock.now / 1000;
  const long = { exp: now + 86_400, iat: now - 3600, nbf: now - 3600 };
  expect(await home.access.verify(resigned(home, accessToken, { claims: long }))).not.toHaveProperty('ok');
});

it.each([
  ['another issuer', { iss: 'https://elsewhere.example' }],
  ['another audience', { aud: 'https://elsewhere.example/api' }],
  ['the issuer as its audience', { aud: URL_OF_IT }],
  ['several audiences', { aud: [`${URL_OF_IT}/api`, 'https://elsewhere.example'] }],
  ['no audience', { aud: undefined }],
  ['no issuer', { iss: undefined }],
  ['no end', { exp: undefined }],
  ['no beginning', { nbf: undefined }],
  ['no time', { iat: undefined }],
  ['no id', { jti: undefined }],
  ['no session', { sid: undefined }],
  ['a session that is a path', { sid: '../../x' }],
  ['no subject', { sub: undefined }],
  ['a subject that is no user', { sub: 'schedule:monday' }],
  ['a role that there is not', { role: 'owner' }],
  ['no role', { role: undefined }],
  ['an end in words', { exp: 'tomorrow' }],
  ['claims that are none of ours', { scope: 'everything' }],
])('is refused with %s (JWT sheet: claims are checked)', async (_, claims) => {
  const home = await gate();
  const { accessToken } = await home.signIn();
  expect(await home.access.verify(resigned(home, accessToken, { claims }))).not.toHaveProperty('ok');
});

it.each(['JWT', 'refresh+jwt', undefined, 'at+jwt+x'])(
  'is refused as a token of another kind (RFC 8725: explicit typing): %s',
  async (typ) => {
    const home = await gate();
    const { accessToken } = await home.signIn();
    expect(await home.access.verify(resigned(home, accessToken, { head: { typ } }))).toEqual({ refused: 'bad-token' });
  },
);

it.each(['', '.', '..', '...', 'a.b.c', 'e30.e30.e30', 'x'.repeat(100_000), 'e30.'.repeat(5), '\u0000.\u0000.\u0000'])(
  'is refused when it is none at all: %.20j',
  async (token) => {
    const { access } = await gate();
    expect(await access.verify(token)).toEqual({ refused: 'bad-token' });
  },
);

it('nobody is told that a token is wrong who brought none', async () => {
  const { access } = await gate();
  expect(await access.verify(undefined)).toEqual({ refused: 'no-token' });
});

it('is good for its own session alone, and for no session of somebody else', async () => {
  const home = await gate();
  const [ann, ben] = [await home.signIn(), await home.signIn('ben@example.com')];
  const crossed = resigned(home, ben.accessToken, { claims: { sub: 'user:ann', role: 'admin' } });
  expect(await home.access.verify(crossed)).toEqual({ refused: 'session-ended' });
  expect(ok(await home.access.verify(ann.accessToken)).user).toBe('ann');
});

it('the key set is what another program checks a token with', async () => {
  const { access, signIn, clock } = await gate();
  const { accessToken } = await signIn();
  const keys = access.keys();
  for (const key of keys.keys) expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  const verified = await jwtVerify(accessToken, createLocalJWKSet(keys as unknown as JSONWebKeySet), {
    issuer: URL_OF_IT,
    audience: `${URL_OF_IT}/api`,
    typ: 'at+jwt',
    currentDate: new Date(clock.now),
  });
  expect(verified.payload.sub).toBe('user:ann');
});

it('keys rotate and nobody is signed out (JWT sheet: keys)', async () => {
  const folder = temporary();
  const before = await gate(folder);
  const { accessToken, refreshToken } = await before.signIn();
  const effects = { ...systemEffects, env: {} };
  const fresh = await (await openKeyring(folder, effects)).rotate('token');
  // The server as it starts after that.
  const after = await gate(folder);
  expect(after.access.keys().keys.map(({ kid }) => kid)).toEqual([fresh, decodeProtectedHeader(accessToken).kid]);
  expect(await after.access.verify(accessToken)).toHaveProperty('ok');
  const next = ok(await after.access.refresh(refreshToken));
  expect(decodeProtectedHeader(next.accessToken).kid).toBe(fresh);
  // One that runs on learns of the new key when it first meets it.
  before.clock.now += 2000;
  expect(await before.access.verify(next.accessToken)).toHaveProperty('ok');
});

it('a private key that was rotated away is on disk no more', async () => {
  const folder = temporary();
  await (await gate(folder)).signIn();
  const keyring = await openKeyring(folder, { ...systemEffects, env: {} });
  await keyring.rotate('token');
  const file = JSON.parse(await readFile(join(folder, keyring.name), 'utf8')) as { token: { private?: string }[] };
  expect(file.token.map((one) => one.private !== undefined)).toEqual([true, false]);
});
