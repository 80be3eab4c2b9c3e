import { expect, it } from 'vitest';
import { CLIENT, DAY, gate, MINUTE, ok } from './_gate.ts';

const LEEWAY = 10_000;

it('identifiers are random and say nothing (session sheet: entropy, length and content of the id)', async () => {
  const { signIn } = await gate();
  const [first, second] = [await signIn(), await signIn()];
  const [user, session = '', secret = ''] = first.refreshToken.split('.');
  expect(user).toBe('ann');
  expect(Buffer.from(session, 'hex')).toHaveLength(16);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  const others = second.refreshToken.split('.');
  expect([others[1] === session, others[2] === secret]).toEqual([false, false]);
});

it('tokens are on record by their hashes alone (session sheet: storage of ids)', async () => {
  const { access, records, signIn } = await gate();
  const { refreshToken } = await signIn();
  const next = ok(await access.refresh(refreshToken));
  const kept = JSON.stringify(await records.sessions.of('ann'));
  for (const token of [refreshToken, next.refreshToken]) expect(kept).not.toContain(token.split('.')[2]);
});

it('only ids that the server made are sessions (session sheet: strict generation)', async () => {
  const { access, signIn, records } = await gate();
  const { refreshToken } = await signIn();
  const [, , secret = ''] = refreshToken.split('.');
  expect(await access.refresh(`ann.${'0'.repeat(32)}.${secret}`)).toEqual({ refused: 'session-ended' });
  expect(await records.sessions.get('ann', '0'.repeat(32))).toBeUndefined();
});

it.each([
  '',
  'ann',
  'ann..',
  `ann.${'0'.repeat(32)}`,
  `ann.${'0'.repeat(32)}.${'a'.repeat(44)}`,
  `../ann.${'0'.repeat(32)}.${'a'.repeat(43)}`,
  `ann#x.${'0'.repeat(32)}.${'a'.repeat(43)}`,
  'x'.repeat(100_000),
])('a token is checked like any input (session sheet): %.30s', async (token) => {
  const { access } = await gate();
  expect(await access.refresh(token)).toEqual({ refused: 'bad-token' });
  await access.signOut(token);
});

it('each sign-in is a session of its own, and each refresh a token (session sheet: renewal of the id)', async () => {
  const { access, signIn, clock } = await gate();
  const first = await signIn();
  expect((await signIn()).identity.session).not.toBe(first.identity.session);
  clock.now += MINUTE;
  const next = ok(await access.refresh(first.refreshToken));
  expect(next.refreshToken).not.toBe(first.refreshToken);
  expect(next.identity.session).toBe(first.identity.session);
  clock.now += MINUTE;
  expect(await access.refresh(next.refreshToken)).toHaveProperty('ok');
});

it('a token that was used before ends the session, whoever comes first', async () => {
  const { access, signIn, clock, records } = await gate();
  const { refreshToken, accessToken, identity } = await signIn();
  const next = ok(await access.refresh(refreshToken));
  clock.now += LEEWAY;
  expect(await access.refresh(refreshToken)).toEqual({ refused: 'token-reused' });
  expect(await access.refresh(next.refreshToken)).toEqual({ refused: 'session-ended' });
  expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
  expect(await access.verify(next.accessToken)).toEqual({ refused: 'session-ended' });
  const kept = await records.sessions.get('ann', identity.session);
  expect(kept?.record.ended).toEqual({ at: clock.now, why: 'token-reused' });
});

it('one before the last ends it even at once', async () => {
  const { access, signIn } = await gate();
  const { refreshToken } = await signIn();
  const second = ok(await access.refresh(refreshToken));
  await access.refresh(second.refreshToken);
  expect(await access.refresh(refreshToken)).toEqual({ refused: 'token-reused' });
});

it('a secret that never was ends it, too: it cannot be told from an older one', async () => {
  const { access, signIn } = await gate();
  const { refreshToken } = await signIn();
  const forged = `${refreshToken.slice(0, -43)}${'a'.repeat(43)}`;
  expect(await access.refresh(forged)).toEqual({ refused: 'token-reused' });
  expect(await access.refresh(refreshToken)).toEqual({ refused: 'session-ended' });
});

it('whoever lost the answer asks again within ten seconds, and gets the same token', async () => {
  const { access, signIn, clock } = await gate();
  const { refreshToken } = await signIn();
  const lost = ok(await access.refresh(refreshToken));
  clock.now += LEEWAY - 1;
  const again = ok(await access.refresh(refreshToken));
  expect(again.refreshToken).toBe(lost.refreshToken);
  clock.now += MINUTE;
  expect(await access.refresh(again.refreshToken)).toHaveProperty('ok');
});

it('tabs that refresh at once hold one and the same token, whichever answer comes last', async () => {
  const { access, signIn, clock } = await gate();
  const { refreshToken } = await signIn();
  const tabs = await Promise.all(Array.from({ length: 8 }, () => access.refresh(refreshToken)));
  const tokens = new Set(tabs.map((tab) => ok(tab).refreshToken));
  expect(tokens.size).toBe(1);
  clock.now += MINUTE;
  expect(await access.refresh([...tokens][0])).toHaveProperty('ok');
});

it('ends when nobody used it for seven days (session sheet: idle timeout)', async () => {
  const { access, signIn, clock } = await gate();
  const [busy, idle] = [await signIn(), await signIn()];
  clock.now += 7 * DAY - 1;
  const next = ok(await access.refresh(busy.refreshToken));
  expect(next.refreshSeconds).toBe((7 * DAY) / 1000);
  clock.now += 1;
  expect(await access.refresh(idle.refreshToken)).toEqual({ refused: 'session-ended' });
  expect(await access.refresh(next.refreshToken)).toHaveProperty('ok');
});

it('ends after thirty days, however busy (session sheet: absolute timeout)', async () => {
  const { access, signIn, clock } = await gate();
  let held = await signIn();
  for (let day = 0; day < 29; day += 1) {
    clock.now += DAY;
    held = ok(await access.refresh(held.refreshToken));
  }
  clock.now += DAY - 5 * MINUTE;
  held = ok(await access.refresh(held.refreshToken));
  // Neither the cookie nor the access token outlives it.
  expect([held.refreshSeconds, held.accessSeconds]).toEqual([300, 300]);
  clock.now += 5 * MINUTE;
  expect(await access.refresh(held.refreshToken)).toEqual({ refused: 'session-ended' });
  expect(await access.verify(held.accessToken)).toEqual({ refused: 'session-ended' });
});

it('sign-out ends it on the server, at once (session sheet: logout; JWT sheet: revocation)', async () => {
  const { access, signIn, records } = await gate();
  const { refreshToken, accessToken, identity } = await signIn();
  const other = await signIn();
  await access.signOut(refreshToken);
  expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
  expect(await access.refresh(refreshToken)).toEqual({ refused: 'session-ended' });
  expect(await access.verify(other.accessToken)).toHaveProperty('ok');
  expect((await records.sessions.get('ann', identity.session))?.record.ended?.why).toBe('signed-out');
  await access.signOut(refreshToken);
  await access.signOut(undefined);
});

it('an access token alone signs its session out, and the refresh token before the last as well', async () => {
  const { access, signIn } = await gate();
  const [one, two] = [await signIn(), await signIn()];
  await access.signOut(undefined, one.accessToken);
  expect(await access.verify(one.accessToken)).toEqual({ refused: 'session-ended' });
  const next = ok(await access.refresh(two.refreshToken));
  await access.signOut(two.refreshToken);
  expect(await access.refresh(next.refreshToken)).toEqual({ refused: 'session-ended' });
});

it('nobody signs anybody out by the session’s name alone', async () => {
  const { access, signIn } = await gate();
  const { refreshToken, accessToken } = await signIn();
  await access.signOut(`${refreshToken.slice(0, -43)}${'a'.repeat(43)}`, 'nothing');
  expect(await access.verify(accessToken)).toHaveProperty('ok');
});

it('sign-out everywhere ends all of one’s own (session sheet: simultaneous sessions)', async () => {
  const { access, signIn } = await gate();
  const mine = [await signIn(), await signIn(), await signIn()];
  const ben = await signIn('ben@example.com');
  await access.signOut(mine[0]?.refreshToken);
  expect(await access.signOutEverywhere('ann')).toBe(2);
  for (const { accessToken } of mine) expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
  expect(await access.verify(ben.accessToken)).toHaveProperty('ok');
  expect(await access.signOutEverywhere('ann')).toBe(0);
});

it('a sign-out is not lost to a refresh that comes at the same time', async () => {
  const { access, signIn } = await gate();
  const { refreshToken, accessToken } = await signIn();
  await Promise.all([access.refresh(refreshToken), access.signOut(refreshToken), access.refresh(refreshToken)]);
  expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
});

it('whoever is taken out of the portfolio is out at the next look', async () => {
  const { access, signIn, users, records, clock } = await gate();
  const { accessToken, refreshToken, identity } = await signIn();
  const [ann] = users.splice(0, 1);
  expect(await access.verify(accessToken)).toEqual({ refused: 'no-user' });
  expect(await access.refresh(refreshToken)).toEqual({ refused: 'no-user' });
  expect((await records.sessions.get('ann', identity.session))?.record.ended?.why).toBe('removed');
  // Coming back opens no old session.
  if (ann) users.push(ann);
  clock.now += MINUTE;
  expect(await access.verify(accessToken)).toEqual({ refused: 'session-ended' });
});

it('a lower role counts at once, a higher one with the next token (session sheet: change of privilege)', async () => {
  const { access, signIn, users } = await gate();
  const [ann, ben] = [await signIn('ann@example.com'), await signIn('ben@example.com')];
  users.splice(
    0,
    2,
    { id: 'ann', email: 'ann@example.com', role: 'reader' },
    { id: 'ben', email: 'b@x.example', role: 'admin' },
  );
  expect(ok(await access.verify(ann.accessToken)).role).toBe('reader');
  expect(ok(await access.verify(ben.accessToken)).role).toBe('reader');
  const next = ok(await access.refresh(ben.refreshToken));
  expect(ok(await access.verify(next.accessToken)).role).toBe('admin');
});

it('a ticket opens a page once, within a minute, and is on record by its hash', async () => {
  const { access, signIn, clock } = await gate();
  const { identity } = await signIn();
  const ticket = await access.ticket(identity, { report: 'cfo', reader: 'ben@example.com' });
  expect(ticket).toMatch(/^[\w-]{43}$/);
  expect(ok(await access.useTicket(ticket))).toMatchObject({
    user: 'ann',
    session: identity.session,
    report: 'cfo',
    reader: 'ben@example.com',
  });
  expect(await access.useTicket(ticket)).toEqual({ refused: 'bad-link' });
  const late = await access.ticket(identity, { report: 'cfo' });
  clock.now += MINUTE;
  expect(await access.useTicket(late)).toEqual({ refused: 'bad-link' });
  for (const nothing of ['', 'a'.repeat(43), 'x'.repeat(5000)])
    expect(await access.useTicket(nothing)).toEqual({ refused: 'bad-link' });
});

it('a ticket opens nothing once its session ended, or its user is no admin any more', async () => {
  const { access, signIn, users } = await gate();
  const first = await signIn();
  const ofEnded = await access.ticket(first.identity, { report: 'cfo' });
  await access.signOut(first.refreshToken);
  expect(await access.useTicket(ofEnded)).toEqual({ refused: 'session-ended' });
  const second = await signIn();
  const ofReader = await access.ticket(second.identity, { report: 'cfo' });
  users[0] = { id: 'ann', email: 'ann@example.com', role: 'reader' };
  expect(await access.useTicket(ofReader)).toEqual({ refused: 'bad-link' });
});

it('of all who bring a ticket at once one gets in', async () => {
  const { access, signIn } = await gate();
  const ticket = await access.ticket((await signIn()).identity, { report: 'cfo' });
  const said = await Promise.all(Array.from({ length: 6 }, () => access.useTicket(ticket)));
  expect(said.filter((one) => 'ok' in one)).toHaveLength(1);
});

it('links and tickets are no refresh tokens, and the other way round', async () => {
  const { access, link, signIn } = await gate();
  const { token, browser } = await link();
  expect(await access.refresh(token)).toEqual({ refused: 'bad-token' });
  const { refreshToken, identity, accessToken } = await signIn();
  const ticket = await access.ticket(identity, { report: 'cfo' });
  expect(await access.open(ticket, browser)).toEqual({ refused: 'bad-link' });
  expect(await access.verify(refreshToken)).toEqual({ refused: 'bad-token' });
  expect(await access.refresh(accessToken)).toEqual({ refused: 'bad-token' });
  expect(await access.askLink({ address: 'ann@example.com', client: CLIENT, browser: ticket })).toHaveProperty(
    'browser',
  );
});
