import { describe, expect, it } from 'vitest';
import { classify, FAILURES, type Seen } from '../../../src/delivery/_failures.ts';
import { seenOf } from '../../../src/delivery/smtp/seen.ts';
import { pageOf, tableBelow } from '../../docs/_pages.ts';

describe('the table of what mail servers answer', () => {
  const rows = FAILURES.filter(({ transport }) => transport === 'smtp');

  it('is the one that smtp.md shows', () => {
    const shown = tableBelow(pageOf('smtp.md'), 'When an attempt fails').map(([code, kind]) => [code, kind]);
    expect(shown).toEqual(rows.map((row) => [row.code, row.class]));
  });

  it('gives every reply below 400 that ended a message to nobody but a person', () => {
    for (let reply = 200; reply < 400; reply += 1) {
      expect(classify({ transport: 'smtp', reply, phase: 'after' }).class).toBe('unknown');
    }
  });

  it('never says of a reply of 400 and more that it is unknown, whenever it came', () => {
    for (let reply = 400; reply < 600; reply += 1) {
      for (const phase of ['before', 'after'] as const) {
        expect(classify({ transport: 'smtp', name: 'EMESSAGE', reply, phase }).class).not.toBe('unknown');
      }
    }
  });

  it('holds what ended without a reply for unknown, unless it is sure that nothing was handed over', () => {
    for (const node of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_SOCKET_CLOSED', 'EPROTO', 'EPROTOCOL', 'E_NEW_ONE']) {
      expect(classify({ transport: 'smtp', node, phase: 'after' }).class).toBe('unknown');
      expect(['retryable', 'stop-all']).toContain(classify({ transport: 'smtp', node, phase: 'before' }).class);
    }
  });

  it.each<[Omit<Seen, 'transport'>, string]>([
    [{ node: 'CERT_REVOKED', phase: 'before' }, 'smtp-certificate'],
    [{ reply: 550, enhanced: '5.2.1' }, 'smtp-no-mailbox'],
    [{ reply: 550, enhanced: '5.2.10' }, 'smtp-refused'],
    [{ reply: 450, said: '450 4.7.1 Client host rejected: Greylisting in action' }, 'smtp-greylisted'],
    [{ reply: 450, said: '450 the grey area is listed' }, 'smtp-later'],
  ])('%j is %s', (seen, code) => {
    expect(classify({ transport: 'smtp', ...seen }).code).toBe(code);
  });
});

describe('what nodemailer says of an error', () => {
  it.each([
    [
      { message: 'm', code: 'EENVELOPE', response: '550-5.1.1 no\n550 5.1.1 such user', responseCode: 550 },
      {
        name: 'EENVELOPE',
        node: 'EENVELOPE',
        reply: 550,
        enhanced: '5.1.1',
        said: '550-5.1.1 no\n550 5.1.1 such user',
      },
    ],
    [
      { message: 'm', code: 'EDNS', originalCode: 'ETIMEOUT' },
      { name: 'EDNS', node: 'ENOTFOUND', said: 'm' },
    ],
    [
      { message: 'm', code: 'ESOCKET', originalCode: 'ECONNRESET' },
      { name: 'ESOCKET', node: 'ECONNRESET', said: 'm' },
    ],
    [
      { message: 'm', code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' },
      { name: 'ESOCKET', node: 'EPROTO', said: 'm' },
    ],
    [
      { message: 'm', code: 'ECONNECTION' },
      { name: 'ECONNECTION', node: 'ERR_SOCKET_CLOSED', said: 'm' },
    ],
    [{ code: 5, responseCode: 'x' }, { said: '' }],
    ['no error at all', {}],
    [undefined, {}],
  ])('%j', (error, seen) => {
    expect(seenOf(error, 'after')).toEqual({ transport: 'smtp', phase: 'after', ...seen });
  });
});
