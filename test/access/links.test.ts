import { expect, it } from 'vitest';
import { clientNetwork } from '../../src/access/client.ts';
import { CLIENT, gate, MINUTE, ok } from './_gate.ts';

const HOUR = 60 * MINUTE;

it('a link is 256 random bits, and on record by its hash alone', async () => {
  const { link, records } = await gate();
  const [first, second] = [await link(), await link()];
  expect(first.token).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(first.token, 'base64url')).toHaveLength(32);
  expect(second.token).not.toBe(first.token);
  expect(second.browser).not.toBe(first.browser);
  expect(await records.links.use(first.token, first.browser, 0)).toBeUndefined();
});

it('signs a user in who is written in other case', async () => {
  const { signIn } = await gate();
  const { identity, user } = await signIn(' ANN@Example.COM');
  expect(identity).toMatchObject({ subject: 'user:ann', user: 'ann', role: 'admin' });
  expect(user.name).toBe('Ann');
});

it('works once', async () => {
  const { access, link } = await gate();
  const { token, browser } = await link();
  expect(await access.open(token, browser)).toHaveProperty('ok');
  expect(await access.open(token, browser)).toEqual({ refused: 'bad-link' });
});

it('lets one in of all who come at once', async () => {
  const { access, link } = await gate();
  const { token, browser } = await link();
  const said = await Promise.all(Array.from({ length: 10 }, () => access.open(token, browser)));
  expect(said.filter((one) => 'ok' in one)).toHaveLength(1);
});

it('works for 15 minutes', async () => {
  const { access, clock, link } = await gate();
  const late = await link();
  const inTime = await link();
  clock.now += 15 * MINUTE - 1;
  expect(await access.open(inTime.token, inTime.browser)).toHaveProperty('ok');
  clock.now += 1;
  expect(await access.open(late.token, late.browser)).toEqual({ refused: 'bad-link' });
});

it('works in the browser alone that asked, and no other uses it up', async () => {
  const { access, link } = await gate();
  const { token, browser } = await link();
  const other = await link('ben@example.com');
  expect(await access.open(token, other.browser)).toEqual({ refused: 'bad-link' });
  expect(await access.open(token, undefined)).toEqual({ refused: 'bad-link' });
  expect(await access.open(token, browser)).toHaveProperty('ok');
});

it('a browser that asks twice may use either link', async () => {
  const { access, link } = await gate();
  const first = await link();
  const second = await link('ann@example.com', first.browser);
  expect(second.browser).toBe(first.browser);
  expect(await access.open(second.token, first.browser)).toHaveProperty('ok');
  expect(await access.open(first.token, first.browser)).toHaveProperty('ok');
});

it.each(['', 'short', `${'a'.repeat(43)}=`, 'x'.repeat(10_000), '../../links'])(
  'a browser that brings "%.20s" gets a secret of ours',
  async (browser) => {
    const { access } = await gate();
    const asked = await access.askLink({ address: 'ann@example.com', client: CLIENT, browser });
    expect(asked).toMatchObject({ browser: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(asked).not.toMatchObject({ browser });
  },
);

it.each(['', 'nothing', 'x'.repeat(10_000), 'a'.repeat(43), '%00'.repeat(14)])(
  '"%.20s" opens nothing',
  async (token) => {
    const { access, link } = await gate();
    expect(await access.open(token, (await link()).browser)).toEqual({ refused: 'bad-link' });
  },
);

it('an address that is nobody’s is answered alike, with as much on record', async () => {
  const { access, records } = await gate();
  const rows: string[] = [];
  const { links } = records;
  const add = links.add.bind(links);
  links.add = async (link) => {
    rows.push(link.role);
    await add(link);
  };
  const known = await access.askLink({ address: 'ann@example.com', client: CLIENT });
  const unknown = await access.askLink({ address: 'eve@example.com', client: CLIENT });
  expect(unknown).toEqual({ browser: expect.any(String) as string, seconds: 900 });
  expect(known).toMatchObject({ browser: expect.any(String) as string, seconds: 900 });
  expect(rows).toEqual(['admin', 'none']);
});

it('no address is on record, only its keyed hash', async () => {
  const { access, records } = await gate();
  const kept: string[] = [];
  const { links, attempts } = records;
  const add = links.add.bind(links);
  const tried = attempts.try.bind(attempts);
  links.add = (link) => add(link).then(() => void kept.push(JSON.stringify(link)));
  attempts.try = (name, ...rest) => (kept.push(name), tried(name, ...rest));
  await access.askLink({ address: 'ann@example.com', client: CLIENT });
  expect(kept).toHaveLength(3);
  expect(kept.join(' ')).not.toMatch(/ann|example|203\.0/);
});

it('five links an hour for an address, known or not, however it is written', async () => {
  const { access, clock } = await gate();
  for (const [address, other] of [
    ['ann@example.com', 'ANN@EXAMPLE.COM'],
    ['eve@example.com', 'Eve@Example.com'],
  ] as const) {
    const from = clock.now;
    for (let asked = 0; asked < 5; asked += 1)
      expect(await access.askLink({ address, client: `198.51.100.${asked}` })).toHaveProperty('seconds');
    clock.now += MINUTE;
    expect(await access.askLink({ address: other, client: '198.51.100.9' })).toEqual({ askAt: from + HOUR });
    clock.now = from + HOUR;
    expect(await access.askLink({ address: other, client: '198.51.100.9' })).toHaveProperty('seconds');
  }
});

it('twenty links an hour for a client, whoever they are for', async () => {
  const { access, clock } = await gate();
  const from = clock.now;
  for (let asked = 0; asked < 20; asked += 1)
    expect(await access.askLink({ address: `n${asked}@example.com`, client: '2001:db8::1' })).toHaveProperty('seconds');
  clock.now += MINUTE;
  expect(await access.askLink({ address: 'ann@example.com', client: '2001:db8::ffff' })).toEqual({
    askAt: from + HOUR,
  });
  expect(await access.askLink({ address: 'ann@example.com', client: '2001:db8:1::1' })).toHaveProperty('seconds');
});

it('too many from one client take nothing from the address’s own limit', async () => {
  const { access } = await gate();
  for (let asked = 0; asked < 30; asked += 1)
    await access.askLink({ address: `n${asked}@example.com`, client: CLIENT });
  await access.askLink({ address: 'ann@example.com', client: CLIENT });
  for (let asked = 0; asked < 5; asked += 1)
    expect(await access.askLink({ address: 'ann@example.com', client: '198.51.100.1' })).toHaveProperty('seconds');
});

it('opens nothing for whoever was taken out of the portfolio, or has another address there by now', async () => {
  const { access, link, users } = await gate();
  const [ann, ben] = [await link('ann@example.com'), await link('ben@example.com')];
  users.splice(0, 2, { id: 'ben', email: 'ben@elsewhere.example', role: 'reader' });
  expect(await access.open(ann.token, ann.browser)).toEqual({ refused: 'bad-link' });
  expect(await access.open(ben.token, ben.browser)).toEqual({ refused: 'bad-link' });
});

it('the role is that of the portfolio when the link is used', async () => {
  const { access, link, users } = await gate();
  const { token, browser } = await link();
  users[0] = { id: 'ann', email: 'ann@example.com', role: 'reader' };
  expect(ok(await access.open(token, browser)).identity.role).toBe('reader');
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('a limit counts %s as %s', (client, network) => {
  expect(clientNetwork(client)).toBe(network);
});
