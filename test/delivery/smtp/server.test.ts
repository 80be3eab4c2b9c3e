import { describe, expect, it } from 'vitest';
import { systemEffects } from '../../../src/core/effects.ts';
import { composeMessage, transports } from '../../../src/delivery/index.ts';
import type { SmtpOptions } from '../../../src/delivery/smtp.ts';
import type { SenderLook } from '../../../src/model/dispatch.ts';
import { portfolioSchema } from '../../../src/model/portfolio.ts';
import { certificateFor } from './_certificate.ts';
import { failureOf, meaning, MESSAGE_ID, messageOf, transportTo } from './_message.ts';
import { scripted } from './_scripted.ts';
import { serverWith } from './_server.ts';

/** What an SMTPServer says to a command that it refuses. */
function refusal(responseCode: number, says: string): Error {
  return Object.assign(new Error(says), { responseCode });
}

describe('a message by SMTP', () => {
  it('arrives byte for byte, at whom the envelope names, and is known by its Message-ID', async () => {
    const { port, got } = await serverWith();
    const message = messageOf({ to: ['ana@example.com', 'audit@example.com'] });
    expect(await transportTo(port).send(message)).toEqual({ outcome: 'accepted', receipt: MESSAGE_ID });
    expect(got).toMatchObject([{ from: 'reports@example.com', to: ['ana@example.com', 'audit@example.com'] }]);
    expect(got[0]?.bytes.equals(message.bytes)).toBe(true);
  });

  it('shows blind copies to nobody', async () => {
    const { port, got } = await serverWith();
    const parts = { subject: 'Report', text: 'text', html: '<p>text', images: [] };
    const frozen = await composeMessage(
      {
        id: 'cfo',
        parts,
        from: { email: 'reports@example.com' },
        to: [{ email: 'ana@example.com' }],
        bcc: ['audit@example.com'],
        report: 'cfo',
        snapshot: 'ab',
        at: 0,
        timeZone: 'UTC',
      },
      systemEffects,
    );
    await transportTo(port).send({ ...frozen, attempt: 1 });
    expect(got[0]?.to).toEqual(['ana@example.com', 'audit@example.com']);
    expect(got[0]?.bytes.toString()).not.toContain('audit@example.com');
  });

  it('tells the server its size, and the id under which failures are to be reported', async () => {
    const { port, heard } = await scripted({ EHLO: '250-mx\r\n250-SIZE 1000000\r\n250 DSN' });
    const message = messageOf({ attempt: 3 });
    await transportTo(port).send(message);
    expect(heard.slice(1, 3)).toEqual([
      `MAIL FROM:<reports@example.com> SIZE=${message.bytes.length} RET=HDRS ENVID=${message.id}.3`,
      'RCPT TO:<ana@example.com> NOTIFY=FAILURE,DELAY',
    ]);
  });

  it('may have letters beyond ASCII in it, and in its addresses where the server takes them', async () => {
    const { port, got } = await serverWith();
    const message = messageOf({ to: ['ægir@example.com'], text: 'Grüße\r\n' });
    expect((await transportTo(port).send(message)).outcome).toBe('accepted');
    expect(got[0]).toMatchObject({ to: ['ægir@example.com'], mail: { BODY: '8BITMIME', SMTPUTF8: true } });
    expect(got[0]?.bytes.equals(message.bytes)).toBe(true);
  });

  it('is given to a server without SMTPUTF8 for those whom it can reach', async () => {
    const { port, got } = await serverWith({ hideSMTPUTF8: true });
    const outcome = await transportTo(port).send(messageOf({ to: ['ægir@example.com', 'ana@example.com'] }));
    expect(outcome).toMatchObject({
      outcome: 'accepted',
      refused: [{ address: 'ægir@example.com', failure: { class: 'permanent', code: 'smtp-no-utf8' } }],
    });
    expect(got.map(({ to }) => to)).toEqual([['ana@example.com']]);
    expect(meaning(await transportTo(port).send(messageOf({ to: ['ægir@example.com'] })))).toEqual([
      'permanent',
      'smtp-no-utf8',
    ]);
    const from = { ...messageOf(), envelope: { from: 'ægir@example.com', to: ['ana@example.com'] } };
    expect(meaning(await transportTo(port).send(from))).toEqual(['permanent', 'smtp-no-utf8']);
    expect(got).toHaveLength(1);
  });

  it('is one of many over a few connections, each byte for byte', async () => {
    const { port, got } = await serverWith();
    const transport = transportTo(port, { connections: 3 });
    const messages = Array.from({ length: 40 }, (_, at) =>
      messageOf({
        id: `m-${at}`,
        to: [`reader-${at}@example.com`],
        text: `${'.'.repeat(at)}\r\n.${at}\r\n${'..\r\n'.repeat(at)}`,
      }),
    );
    const outcomes = await Promise.all(messages.map((message) => transport.send(message)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(messages.map(() => 'accepted'));
    expect(new Set(got.map(({ session }) => session)).size).toBe(3);
    for (const message of messages) {
      const [to] = message.envelope.to;
      const arrived = got.filter((one) => one.to[0] === to);
      expect(arrived).toHaveLength(1);
      expect(arrived[0]?.bytes.equals(message.bytes)).toBe(true);
    }
  });

  it('waits for a free connection as long as its time allows', async () => {
    const { port } = await scripted({ end: 'hang' });
    const transport = transportTo(port, { timeouts: { connect: 10_000, silence: 10_000, whole: 600 } });
    const both = await Promise.all([transport.send(messageOf()), transport.send(messageOf())]);
    expect(both.map((outcome) => failureOf(outcome).class).toSorted()).toEqual(['retryable', 'unknown']);
  });
});

describe('recipients that a server refuses', () => {
  const some = {
    onRcptTo: ({ address }: { readonly address: string }, _session: unknown, done: (error?: Error) => void) =>
      address.startsWith('bad')
        ? done(refusal(550, '5.1.1 nobody'))
        : address.startsWith('full')
          ? done(refusal(452, '4.2.2 full'))
          : done(),
  };

  it('are named, each with why, while the others get it', async () => {
    const { port, got } = await serverWith(some);
    const outcome = await transportTo(port).send(
      messageOf({ to: ['ana@example.com', 'bad@example.com', 'full@example.com'] }),
    );
    expect(outcome).toMatchObject({
      outcome: 'accepted',
      receipt: MESSAGE_ID,
      refused: [
        { address: 'bad@example.com', failure: { class: 'permanent', code: 'smtp-no-mailbox' } },
        { address: 'full@example.com', failure: { class: 'retryable', code: 'smtp-no-room' } },
      ],
    });
    expect(got.map(({ to }) => to)).toEqual([['ana@example.com']]);
  });

  it('are all: nothing is sent, and it is tried again if one of them may still be reached', async () => {
    const { port, got } = await serverWith(some);
    const send = (...to: string[]) => transportTo(port).send(messageOf({ to }));
    expect(meaning(await send('bad@example.com', 'bad2@example.com'))).toEqual(['permanent', 'smtp-no-mailbox']);
    expect(meaning(await send('full@example.com', 'bad@example.com'))).toEqual(['retryable', 'smtp-no-room']);
    expect(got).toEqual([]);
  });
});

describe('TLS', () => {
  const { cert, key } = certificateFor('localhost');
  const under = { cert, key, disabledCommands: [] as string[] };
  const login = { user: 'reports', password: 'right' };
  const required: Partial<SmtpOptions> = { host: 'localhost', tls: 'required', trust: cert, login };

  it('by STARTTLS or from the start, then the sign-in', async () => {
    for (const [tls, secure] of [
      ['required', false],
      ['implicit', true],
    ] as const) {
      const { port, got, logins } = await serverWith({ ...under, secure });
      expect((await transportTo(port, { ...required, tls }).send(messageOf())).outcome).toBe('accepted');
      expect(got.map((one) => one.secure)).toEqual([true]);
      expect(logins).toEqual(['PLAIN reports']);
    }
  });

  const others = certificateFor('mx.example.com');
  const old = certificateFor('localhost', '20210101000000Z');

  it.each([
    ['nobody vouches for', certificateFor('localhost'), cert],
    ['is another host’s', others, others.cert],
    ['is over', old, old.cert],
  ])('with a certificate that %s: nothing is given away, and all stops', async (_, theirs, trust) => {
    const { port, got, logins } = await serverWith({ ...under, ...theirs });
    expect(meaning(await transportTo(port, { ...required, trust }).send(messageOf()))).toEqual([
      'stop-all',
      'certificate',
    ]);
    expect([got, logins]).toEqual([[], []]);
  });

  it('that the server refuses: nothing is sent without', async () => {
    const none = await scripted({});
    expect(meaning(await transportTo(none.port, { tls: 'required' }).send(messageOf()))).toEqual([
      'stop-all',
      'smtp-no-tls',
    ]);
    expect(none.heard.filter((line) => /^(?:MAIL|AUTH)/.test(line))).toEqual([]);
    const later = await scripted({ EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: '454 4.7.0 not now' });
    expect(meaning(await transportTo(later.port, { tls: 'required' }).send(messageOf()))).toEqual([
      'retryable',
      'smtp-tls-later',
    ]);
  });

  it('that breaks off has sent nothing; from the start, at a port without, it is a mistake', async () => {
    const broken = await scripted({ EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: '220 go on' });
    const timeouts = { connect: 100, silence: 10_000, whole: 30_000 };
    expect(meaning(await transportTo(broken.port, { tls: 'required', timeouts }).send(messageOf()))).toEqual([
      'retryable',
      'smtp-too-slow',
    ]);
    const plain = await scripted({});
    expect(meaning(await transportTo(plain.port, { tls: 'implicit' }).send(messageOf()))).toEqual([
      'stop-all',
      'smtp-tls-mismatch',
    ]);
  });
});

describe('the sign-in', () => {
  const { cert, key } = certificateFor('localhost');
  const under = { cert, key, disabledCommands: [] as string[] };
  const options: Partial<SmtpOptions> = { host: 'localhost', tls: 'required', trust: cert };

  it('that is wrong stops all, and no password is repeated', async () => {
    const { port, got } = await serverWith(under);
    const login = { user: 'reports', password: 'wrong-and-secret' };
    const failure = failureOf(await transportTo(port, { ...options, login }).send(messageOf()));
    expect(failure).toMatchObject({ class: 'stop-all', code: 'smtp-sign-in' });
    expect(failure.message).toContain('check `delivery.smtp.user` and SMTP_PASSWORD');
    expect(JSON.stringify(failure)).not.toMatch(/wrong-and-secret|d3JvbmctYW5kLXNlY3JldA/);
    expect(got).toEqual([]);
  });

  it('that cannot be checked for now is tried again; none at all stops all', async () => {
    const login = { user: 'reports', password: 'right' };
    const later = await scripted({ EHLO: '250-mx\r\n250 AUTH PLAIN', AUTH: '454 4.7.0 not now' });
    expect(meaning(await transportTo(later.port, { login }).send(messageOf()))).toEqual([
      'retryable',
      'smtp-sign-in-later',
    ]);
    const none = await scripted({});
    expect(meaning(await transportTo(none.port, { login }).send(messageOf()))).toEqual(['stop-all', 'smtp-no-sign-in']);
    const mute = await scripted({ EHLO: '250-mx\r\n250 AUTH PLAIN', AUTH: 'close' });
    expect(meaning(await transportTo(mute.port, { login }).send(messageOf()))).toEqual(['retryable', 'smtp-broke-off']);
  });
});

describe('a look at the server', () => {
  const looked = async (port: number, change: Partial<SmtpOptions> = {}): Promise<SenderLook | undefined> =>
    (await transportTo(port, change).look?.(['reports@example.com']))?.[0];

  it('connects and signs in, and sends nothing', async () => {
    const { cert, key } = certificateFor('localhost');
    const { port, got, logins } = await serverWith({ cert, key, disabledCommands: [] });
    const login = { user: 'reports', password: 'right' };
    const options: Partial<SmtpOptions> = { host: 'localhost', tls: 'required', trust: cert, login };
    expect(await looked(port, options)).toEqual({
      what: 'connection',
      state: 'ok',
      says: `localhost:${port}: connected under TLS and signed in`,
    });
    expect([got, logins]).toEqual([[], ['PLAIN reports']]);
    expect(await looked(port, { ...options, login: { user: 'reports', password: 'wrong' } })).toMatchObject({
      state: 'failure',
    });
  });

  it('says how to mend what is wrong', async () => {
    expect(await looked(1)).toEqual({
      what: 'connection',
      state: 'failure',
      says: '127.0.0.1:1: the mail service refused the connection: are host and port right, and is it running?',
    });
  });

  it('warns of reports that travel without TLS, except within this machine', async () => {
    const { port } = await serverWith();
    expect(await looked(port)).toMatchObject({ state: 'ok' });
    expect(await looked(port, { host: 'localhost' })).toMatchObject({ state: 'ok' });
    // Another way to say this machine that is not its usual name.
    const other = await looked(port, { host: '::ffff:127.0.0.1' });
    expect(other).toMatchObject({ state: 'warning' });
    expect(other?.says).toContain('can be read on the way; set `tls: required`');
  });
});

describe('the settings', () => {
  const kind = transports.find(({ name }) => name === 'smtp');
  const open = (delivery: object, env: Record<string, string> = {}) =>
    kind?.open({
      outbox: '/nowhere',
      settings: portfolioSchema.shape.delivery.parse({ transport: 'smtp', ...delivery }),
      effects: { ...systemEffects, env },
    });

  it('name a server, and a password for its user', async () => {
    expect((await open({ smtp: { host: 'localhost' } }))?.name).toBe('smtp');
    expect((await open({ smtp: { host: 'localhost', user: 'ann' } }, { SMTP_PASSWORD: 'x' }))?.name).toBe('smtp');
    await expect(open({})).rejects.toMatchObject({ code: 'smtp-settings' });
    await expect(open({ smtp: { host: 'localhost', user: 'ann' } })).rejects.toMatchObject({ code: 'smtp-password' });
    await expect(open({ smtp: { host: 'localhost', user: 'ann' } }, { SMTP_PASSWORD: '' })).rejects.toThrow(
      'SMTP_PASSWORD is not',
    );
  });

  it('are what is connected to', async () => {
    const { port, got } = await serverWith();
    const transport = await open({ smtp: { host: '127.0.0.1', port, tls: 'off' } });
    expect((await transport?.send(messageOf()))?.outcome).toBe('accepted');
    expect(got).toHaveLength(1);
    await transport?.close?.();
    expect(await transport?.send(messageOf()).then((outcome) => meaning(outcome))).toEqual([
      'retryable',
      'smtp-broke-off',
    ]);
  });
});
