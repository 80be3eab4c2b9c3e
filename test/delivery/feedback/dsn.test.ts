import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dsnFeedback } from '../../../src/delivery/index.ts';
import type { Feedback } from '../../../src/model/feedback.ts';
import {
  complaint,
  DISPATCH,
  exchange,
  exim,
  gmail,
  MESSAGE_ID,
  postfix,
  qmail,
  reportOf,
  RETURNED,
  ses,
} from './_reports.ts';

async function read(bytes: Uint8Array): Promise<readonly Feedback[]> {
  const answer = await dsnFeedback(bytes);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const answer = await dsnFeedback(bytes);
  return 'refused' in answer ? answer.refused : `taken: ${JSON.stringify(answer)}`;
}

/** What an event says, shortly. */
function short({ kind, dispatch, receipt, recipients, at }: Feedback): unknown {
  return {
    kind,
    of: dispatch ?? receipt,
    whom: recipients.map(({ address }) => address),
    at: new Date(at).toISOString(),
  };
}

const ana = ['ana@example.com'];

describe('a failure report', () => {
  it.each([
    ['Postfix', postfix, { kind: 'bounced-hard', of: DISPATCH, whom: ana, at: '2026-04-30T15:00:05.000Z' }],
    ['Exim', exim, { kind: 'bounced-hard', of: DISPATCH, whom: ana, at: '2026-04-30T15:00:05.000Z' }],
    ['Exchange', exchange, { kind: 'bounced-hard', of: DISPATCH, whom: ana, at: '2026-04-30T15:00:05.000Z' }],
    ['Gmail', gmail, { kind: 'delayed', of: DISPATCH, whom: ana, at: '2026-04-30T15:00:06.000Z' }],
    [
      'Amazon SES',
      ses,
      {
        kind: 'bounced-hard',
        of: '0100018b5c3c0a4f-aa-000000@email.example.com',
        whom: ana,
        at: '2026-04-30T15:00:05.000Z',
      },
    ],
  ])('in the manner of %s is read', async (_, bytes, expected) => {
    expect((await read(bytes)).map(short)).toEqual([expected]);
  });

  it('names dispatch, Message-ID and the server’s words', async () => {
    const [event] = await read(postfix);
    expect(event).toMatchObject({
      id: expect.stringMatching(/^dsn-[0-9a-f]{64}$/),
      dispatch: DISPATCH,
      receipt: MESSAGE_ID,
      recipients: [
        { address: 'ana@example.com', detail: '5.1.1 550 5.1.1 <ana@example.com>: nobody of that name here' },
      ],
    });
  });

  const group = (...fields: string[]) => ['Final-Recipient: rfc822; ana@example.com', ...fields];
  const one = (...fields: string[]) => reportOf({ status: [['Reporting-MTA: dns; mx'], group(...fields)] });

  it.each([
    [['Action: failed', 'Status: 5.2.1'], 'bounced-hard'],
    [['Action: failed', 'Status: 4.4.7'], 'bounced-soft'],
    [['Action: Failed (undeliverable)', 'Status: 5.0.0 (permanent)'], 'bounced-hard'],
    [['Action: failed', 'Diagnostic-Code: smtp; 550 no'], 'bounced-hard'],
    [['Action: failed', 'Diagnostic-Code: smtp; 451 later'], 'bounced-soft'],
    // Why is not said: a reader is not taken off for that.
    [['Action: failed'], 'bounced-soft'],
    [['Action: failed', 'Status: nonsense'], 'bounced-soft'],
    [['Action: delayed', 'Status: 4.4.1'], 'delayed'],
    [['Action: delivered', 'Status: 2.0.0'], 'delivered'],
    [['Action: relayed', 'Status: 2.0.0'], 'accepted'],
    [['Action: expanded', 'Status: 2.0.0'], 'accepted'],
  ])('of %j means %s', async (fields, kind) => {
    expect((await read(one(...fields))).map((event) => event.kind)).toEqual([kind]);
  });

  it('of several blames each for what became of it, and nobody else', async () => {
    const events = await read(
      reportOf({
        status: [
          ['Reporting-MTA: dns; mx.example.com'],
          ['Final-Recipient: rfc822; ana@example.com', 'Action: failed', 'Status: 5.1.1'],
          ['Final-Recipient: rfc822; ben@example.com', 'Action: delivered', 'Status: 2.0.0'],
          ['Final-Recipient: rfc822; cleo@example.com', 'Action: failed', 'Status: 5.1.1'],
        ],
        returned: [...RETURNED, 'Cc: dan@example.com'],
      }),
    );
    expect(events.map(short)).toEqual([
      {
        kind: 'bounced-hard',
        of: DISPATCH,
        whom: ['ana@example.com', 'cleo@example.com'],
        at: '2026-04-30T15:00:05.000Z',
      },
      { kind: 'delivered', of: DISPATCH, whom: ['ben@example.com'], at: '2026-04-30T15:00:05.000Z' },
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  it('is about whom it was sent to, not about where they forward their mail', async () => {
    const forwarded = ['Original-Recipient: rfc822;ana@example.com', 'Final-Recipient: rfc822;ben@example.com'];
    const [event] = await read(
      reportOf({ status: [['Reporting-MTA: dns; mx'], [...forwarded, 'Action: failed', 'Status: 5.1.1']] }),
    );
    expect(event?.recipients.map(({ address }) => address)).toEqual(['ana@example.com']);
  });

  it('may name addresses in any script (RFC 6533)', async () => {
    const status = [
      ['Reporting-MTA: dns; mx'],
      ['Final-Recipient: utf-8; \\x{E6}gir@example.com', 'Action: failed', 'Status: 5.1.1'],
      ['Final-Recipient: utf-8; þór@example.com', 'Action: failed', 'Status: 5.1.1'],
    ];
    const [event] = await read(reportOf({ statusType: 'message/global-delivery-status', status }));
    expect(event?.recipients.map(({ address }) => address)).toEqual(['ægir@example.com', 'þór@example.com']);
  });

  it('tells dispatch and attempt by the envelope’s id, too', async () => {
    const status = [
      [`Original-Envelope-Id: ${DISPATCH}.3`, 'Reporting-MTA: dns; mx'],
      group('Action: failed', 'Status: 5.1.1'),
    ];
    expect(await read(reportOf({ status, returned: [] }))).toMatchObject([{ dispatch: DISPATCH, attempt: 3 }]);
    const other = [[`Original-Envelope-Id: 20260430T150000Z-cto-00000000.1`], group('Action: failed', 'Status: 5.1.1')];
    expect(await refusal(reportOf({ status: other }))).toBe('a failure report that names two different dispatches');
  });

  it('has the same id however it comes, and another for another outcome', async () => {
    const again = Buffer.from(
      `Received: from elsewhere by here; Fri, 1 May 2026 00:00:00 +0000\r\n${Buffer.from(postfix).toString()}`,
    );
    expect((await read(again)).map(({ id }) => id)).toEqual((await read(postfix)).map(({ id }) => id));
    expect((await read(exim))[0]?.id).not.toBe((await read(postfix))[0]?.id);
  });

  it('is about the last attempt, else the report’s own day', async () => {
    const at = async (...fields: string[]) =>
      new Date((await read(one('Action: failed', ...fields)))[0]?.at ?? 0).toISOString();
    expect(await at('Last-Attempt-Date: Thu, 30 Apr 2026 10:00:00 +0000')).toBe('2026-04-30T10:00:00.000Z');
    expect(await at('Last-Attempt-Date: yesterday')).toBe('2026-04-30T15:00:05.000Z');
    const undated = { head: [], status: [['Reporting-MTA: dns; mx'], group('Action: failed')] };
    expect(await refusal(reportOf(undated))).toBe('a failure report without a date');
  });
});

describe('a complaint', () => {
  const fields = [
    'Feedback-Type: abuse',
    'User-Agent: Loop/1.0',
    'Version: 1',
    'Arrival-Date: Thu, 30 Apr 2026 16:00:00 +0000',
  ];

  it('is of those whom it names', async () => {
    const [event] = await read(
      complaint([...fields, 'Original-Rcpt-To: <ana@example.com>', 'Original-Rcpt-To: rfc822;ben@example.com']),
    );
    expect(event && short(event)).toEqual({
      kind: 'complained',
      of: DISPATCH,
      whom: ['ana@example.com', 'ben@example.com'],
      at: '2026-04-30T16:00:00.000Z',
    });
    expect(event?.detail).toBe('abuse Loop/1.0');
  });

  it('that names nobody is of the message’s only reader, and of nobody when there are several', async () => {
    expect((await read(complaint(fields)))[0]?.recipients).toEqual([{ address: 'ana@example.com' }]);
    const several = RETURNED.map((line) =>
      line.replace('To: Ana <ana@example.com>', 'To: ana@example.com, ben@example.com'),
    );
    expect(await refusal(complaint(fields, several))).toBe('a complaint that does not say whose it is');
  });

  it.each(['not-spam', 'auth-failure', 'other', ''])('is no report of the type %j', async (type) => {
    expect(await refusal(complaint([`Feedback-Type: ${type}`, 'Original-Rcpt-To: ana@example.com']))).toContain(
      'is no complaint',
    );
  });

  it('must say which message, and when', async () => {
    expect(await refusal(complaint(fields, ['To: ana@example.com']))).toContain('does not say which message');
    const undated = reportOf({
      head: [],
      kind: 'feedback-report',
      statusType: 'message/feedback-report',
      status: [['Feedback-Type: abuse']],
    });
    expect(await refusal(undated)).toBe('a complaint without a date');
    expect(await refusal(reportOf({ kind: 'feedback-report' }))).toContain('without its machine-readable part');
  });
});

describe('refused, with a sentence:', () => {
  const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'));
  const failed = ['Final-Recipient: rfc822; ana@example.com', 'Action: failed', 'Status: 5.1.1'];

  it.each([
    ['mail of people', mail('From: ana@example.com', 'Subject: Re: CFO report', '', 'Thanks!'), 'ordinary mail'],
    [
      'an answer out of office',
      mail('From: ana@example.com', 'Auto-Submitted: auto-replied (vacation)', '', 'Away.'),
      'out of office',
    ],
    ['qmail’s own form', qmail, 'qmail’s own form'],
    ['an old form of Exim', mail('X-Failed-Recipients: ana@example.com', '', 'It failed.'), 'not in the standard form'],
    ['a bounce in words', mail('Return-Path: <>', '', 'It failed.'), 'not in the standard form'],
    ['a receipt of reading', reportOf({ kind: 'disposition-notification' }), 'that mail was read'],
    ['a report of another kind', reportOf({ kind: 'tlsrpt' }), 'not read: tlsrpt'],
    ['a report without its part', reportOf({}), 'without its machine-readable part'],
    ['a report of nobody', reportOf({ status: [['Reporting-MTA: dns; mx']] }), 'names no recipient'],
    [
      'a report of no message',
      reportOf({ status: [['Reporting-MTA: dns; mx'], failed], returned: [] }),
      'does not say which message',
    ],
    [
      'a forged one without our headers',
      reportOf({
        status: [['Reporting-MTA: dns; mx'], failed],
        returned: ['X-Quarterdeck-Dispatch: yours', 'Subject: x'],
      }),
      'does not say which message',
    ],
    [
      'an address that is none',
      reportOf({ status: [['Reporting-MTA: dns; mx'], ['Final-Recipient: x400; /C=us/', 'Action: failed']] }),
      'names no recipient',
    ],
    [
      'an outcome that is none',
      reportOf({ status: [['Reporting-MTA: dns; mx'], ['Final-Recipient: rfc822; ana@example.com', 'Action: lost']] }),
      'names no recipient',
    ],
    ['nothing', new Uint8Array(), 'ordinary mail'],
    ['a tree without end', mail(...deep(60)), 'cannot be read'],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(bytes)).toContain(words);
  });

  it('more than fits', async () => {
    expect(await refusal(new Uint8Array(64 * 1024 * 1024 + 1))).toBe('the message has more than 64 MB');
  });
});

function deep(levels: number): readonly string[] {
  return Array.from({ length: levels }, (_, at) => [
    `Content-Type: multipart/report; report-type=delivery-status; boundary="b${at}"`,
    '',
    `--b${at}`,
  ]).flat();
}

describe('whatever comes', () => {
  /** A report with something in it changed: cut, doubled, overwritten. */
  const spoilt = fc
    .tuple(
      fc.constantFrom(postfix, exim, exchange, gmail, ses, qmail, complaint(['Feedback-Type: abuse'])),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constant(Buffer.from('\r\n\r\n')))), {
        maxLength: 6,
      }),
      fc.nat(),
    )
    .map(([report, changes, cut]) => {
      let bytes = Buffer.from(report);
      for (const [at, patch] of changes) Buffer.from(patch).copy(bytes, at % bytes.length);
      if (cut % 4 === 0) bytes = bytes.subarray(0, cut % bytes.length);
      return bytes;
    });

  it('never throws, and never blames anyone who is not in it', async () => {
    const property = fc.asyncProperty(fc.oneof(spoilt, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
      const answer = await dsnFeedback(bytes);
      if ('refused' in answer) {
        expect(answer.refused).not.toBe('');
        return;
      }
      const text = Buffer.from(bytes).toString('latin1') + Buffer.from(bytes).toString('utf8');
      for (const { recipients, at, detail } of answer) {
        expect(recipients.length).toBeGreaterThan(0);
        expect(Number.isSafeInteger(at) && at >= 0).toBe(true);
        expect((detail ?? '').length).toBeLessThanOrEqual(400);
        for (const { address } of recipients) expect(text).toContain(address);
        // In what came back after the headers, or to whom it was copied, is nobody to blame.
        expect(recipients.map(({ address }) => address)).not.toContain('eve@example.com');
      }
    });
    await fc.assert(property, { numRuns: 120 });
  });

  it('takes no longer for what is long', async () => {
    const group = [
      'Final-Recipient: rfc822; ana@example.com',
      'Action: failed',
      `Diagnostic-Code: smtp; 550 ${' '.repeat(100_000)}x`,
    ];
    const status = [['Reporting-MTA: dns; mx'], ...Array.from({ length: 2000 }, () => group.slice(0, 2)), group];
    const [event] = await read(reportOf({ status }));
    expect(event?.recipients).toHaveLength(1);
  });
});
