import { describe, expect, it } from 'vitest';
import { scripted, type Script } from './_scripted.ts';
import { failureOf, meaning, messageOf, transportTo } from './_message.ts';

/** More than the sockets of both ends hold on the way. */
const LARGE = messageOf({ text: `${'x'.repeat(998)}\r\n`.repeat(16_000) });
const ALONE = '250 mx.example.com';

/** One attempt at a server that does as scripted. */
async function attempt(script: Script, message = messageOf(), silence = 10_000): Promise<readonly [string, string]> {
  const { port } = await scripted(script);
  const timeouts = { connect: 10_000, silence, whole: 30_000 };
  return meaning(await transportTo(port, { timeouts }).send(message));
}

describe('an answer of a mail server means:', () => {
  it.each<[Script, string, string]>([
    [{ greeting: '421 4.3.2 too many connections' }, 'retryable', 'smtp-busy'],
    [{ greeting: '450 later' }, 'retryable', 'smtp-later'],
    [{ greeting: '554 5.7.1 your address is blocked' }, 'stop-all', 'smtp-not-served'],
    [{ MAIL: '451 4.3.0 later' }, 'retryable', 'smtp-later'],
    [{ MAIL: '421 4.7.0 closing' }, 'retryable', 'smtp-busy'],
    [{ MAIL: '553 5.7.1 not your sender' }, 'permanent', 'smtp-policy'],
    [{ MAIL: '530 5.7.0 Authentication required' }, 'stop-all', 'smtp-wants-sign-in'],
    [{ MAIL: '530 5.7.0 Must issue a STARTTLS command first' }, 'stop-all', 'smtp-wants-tls'],
    [{ MAIL: '503 5.5.1 bad sequence' }, 'retryable', 'smtp-sequence'],
    [{ MAIL: '552 5.3.4 too large' }, 'permanent', 'smtp-too-large'],
    [{ RCPT: '450 4.2.0 Greylisted, see you in 5 minutes' }, 'retryable', 'smtp-greylisted'],
    [{ RCPT: '452 4.2.2 mailbox full' }, 'retryable', 'smtp-no-room'],
    [{ RCPT: '550 5.1.1 no such user' }, 'permanent', 'smtp-no-mailbox'],
    [{ RCPT: '550 no' }, 'permanent', 'smtp-refused'],
    [{ DATA: '451 4.3.0 later' }, 'retryable', 'smtp-later'],
    [{ DATA: '554 5.5.1 no' }, 'permanent', 'smtp-refused'],
    [{ end: '451 4.7.1 later' }, 'retryable', 'smtp-later'],
    [{ end: '421 4.3.0 closing' }, 'retryable', 'smtp-busy'],
    [{ end: '554 5.7.1 looks like spam' }, 'permanent', 'smtp-policy'],
    [{ end: '999 what' }, 'unknown', 'not-understood'],
    [{ EHLO: '250-mx.example.com\r\n250 SIZE 10' }, 'permanent', 'smtp-over-size'],
  ])('%j: %s, %s', async (script, kind, code) => {
    expect(await attempt(script)).toEqual([kind, code]);
  });

  it('is the same from a server that takes one command at a time', async () => {
    expect(await attempt({ EHLO: ALONE, MAIL: '451 4.3.0 later' })).toEqual(['retryable', 'smtp-later']);
    expect(await attempt({ EHLO: ALONE, RCPT: '550 5.1.1 no' })).toEqual(['permanent', 'smtp-no-mailbox']);
    expect(await attempt({ EHLO: ALONE, DATA: '421 closing' })).toEqual(['retryable', 'smtp-busy']);
  });

  it('quotes the server', async () => {
    const { port } = await scripted({ RCPT: '550 5.1.1 <ana@example.com> no\x1b[31m such user' });
    expect(failureOf(await transportTo(port).send(messageOf())).message).toBe(
      'the mail server knows no such mailbox, or it is closed: check the address; it said “550 5.1.1 <ana@example.com> no [31m such user”',
    );
  });
});

describe('a session that breaks', () => {
  /** Until the last byte of the message was handed over it is certain that it was not sent. */
  const before = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const;

  it.each(before)('at %s has sent nothing: it is tried again', async (at) => {
    expect(await attempt({ [at]: 'reset' })).toEqual(['retryable', 'smtp-broke-off']);
    expect(await attempt({ [at]: 'close' })).toEqual(['retryable', 'smtp-broke-off']);
    expect(await attempt({ [at]: 'hang' }, messageOf(), 60)).toEqual(['retryable', 'smtp-too-slow']);
    expect(await attempt({ EHLO: ALONE, [at]: 'close' })).toEqual(['retryable', 'smtp-broke-off']);
  });

  it('in the middle of a large message has sent nothing either', async () => {
    expect(await attempt({ body: 'reset' }, LARGE)).toEqual(['retryable', 'smtp-broke-off']);
    expect(await attempt({ body: 'close' }, LARGE)).toEqual(['retryable', 'smtp-broke-off']);
  });

  it('after the message may have sent it: nothing is known', async () => {
    expect(await attempt({ end: 'reset' })).toEqual(['unknown', 'connection-lost']);
    expect(await attempt({ end: 'close' })).toEqual(['unknown', 'connection-lost']);
    // Patience enough for what comes before the end.
    expect(await attempt({ end: 'hang' }, messageOf(), 600)).toEqual(['unknown', 'timeout']);
  });

  it('of which the server trickles on is over when its time is up', async () => {
    const timeouts = { connect: 10_000, silence: 10_000, whole: 600 };
    const send = async (script: Script) =>
      meaning(await transportTo((await scripted(script)).port, { timeouts }).send(messageOf()));
    const both = await Promise.all([send({ end: 'hang' }), send({ greeting: 'hang' })]);
    expect(both).toEqual([
      ['unknown', 'timeout'],
      ['retryable', 'smtp-too-slow'],
    ]);
  });

  it('is not tried again by the transport itself', async () => {
    const server = await scripted({ MAIL: 'close' });
    await transportTo(server.port).send(messageOf());
    expect(server.sessions()).toBe(1);
    const refusing = await scripted({ end: '451 later' });
    await transportTo(refusing.port).send(messageOf());
    expect(refusing.bodies).toHaveLength(1);
  });

  it('between two messages costs none of them an attempt', async () => {
    const server = await scripted({});
    const transport = transportTo(server.port, { idle: 20_000 });
    const send = async () => (await transport.send(messageOf())).outcome;
    expect([await send(), await send(), server.sessions()]).toEqual(['accepted', 'accepted', 1]);
    await server.hangUp();
    expect([await send(), server.sessions()]).toEqual(['accepted', 2]);
  });

  it('is ended by us when nobody needs it, or after many messages', async () => {
    const server = await scripted({});
    const transport = transportTo(server.port, { idle: 20_000 });
    for (let at = 0; at < 101; at += 1) await transport.send(messageOf());
    expect([server.bodies.length, server.sessions()]).toEqual([101, 2]);
    await transport.close?.();
    await server.hangUp();
    expect(server.heard.filter((line) => line === 'QUIT')).toHaveLength(2);
  });

  it('is no hindrance to the next message', async () => {
    let first = true;
    const server = await scripted({
      RCPT: () => {
        const act = first ? 'close' : '250 2.1.5 ok';
        first = false;
        return act;
      },
    });
    const transport = transportTo(server.port);
    expect((await transport.send(messageOf())).outcome).toBe('failed');
    expect((await transport.send(messageOf())).outcome).toBe('accepted');
  });
});

describe('a server that claims to have the message before it was given all of it', () => {
  it('is not believed', async () => {
    expect(await attempt({ body: '250 2.0.0 ok' }, LARGE)).toEqual(['unknown', 'not-understood']);
  });
});

describe('no server', () => {
  it('at that port: nothing was sent', async () => {
    // A port where nobody listens: the privileged end, which no test binds.
    expect(meaning(await transportTo(1).send(messageOf()))).toEqual(['retryable', 'connection-refused']);
  });

  it('of that name: nothing was sent', async () => {
    const timeouts = { connect: 300, silence: 10_000, whole: 30_000 };
    expect(meaning(await transportTo(25, { host: 'mx.invalid', timeouts }).send(messageOf()))).toEqual([
      'retryable',
      'dns',
    ]);
  });
});
