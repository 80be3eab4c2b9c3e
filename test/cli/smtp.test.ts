import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverWith } from '../delivery/smtp/_server.ts';
import { quarterdeck, temporary } from './_quarterdeck.ts';

const PORTFOLIO = (port: number): string => `
name: Shop
base_currency: USD
time_zone: UTC
as_of: 2026-01-31
entities: [{ id: shop, name: Shop, kind: other, sources: [{ file: bank.csv, account: Assets:Bank }] }]
senders: [{ name: Quarterdeck, email: reports@example.com }]
lists: [{ name: owner, to: [ann@example.com, ben@example.com] }]
bcc: [audit@example.com]
delivery: { transport: smtp, smtp: { host: 127.0.0.1, port: ${port}, tls: 'off' }, mailbox: bounces }
`;

/** As a mail server tells that it could not deliver (RFC 3464). */
const failureReport = (dispatch: string, address: string): string =>
  [
    'From: Mail Delivery System <MAILER-DAEMON@mail.example.net>',
    'To: reports@example.com',
    'Subject: Undelivered mail',
    'Date: Sat, 31 Jan 2026 12:00:00 +0000',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'There is nobody of that name here.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.net',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `X-Quarterdeck-Dispatch: ${dispatch}`,
    'From: reports@example.com',
    '',
    '--b--',
    '',
  ].join('\r\n');

it('a report goes out by SMTP, one bounces, and only that one is blamed', async () => {
  const server = await serverWith();
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO(server.port));
  writeFileSync(join(folder, 'bank.csv'), 'Date,Description,Amount,Balance\n2026-01-05,Sale,150.00,1150.00\n');

  const sent = await quarterdeck(['-C', folder, 'send', 'cfo', '--json']);
  expect(sent).toMatchObject({ exit: 0, err: '' });
  // They go out side by side.
  expect(server.got.map(({ to }) => to.join(' ')).toSorted()).toEqual([
    'ann@example.com audit@example.com',
    'ben@example.com audit@example.com',
  ]);
  // A blind copy is in the envelope, and nowhere in the message.
  for (const { bytes } of server.got) expect(bytes.toString()).not.toContain('audit@example.com');

  const again = await quarterdeck(['-C', folder, 'send', 'cfo']);
  expect(again.out).toMatch(/^sent before .*ann@example\.com.*\nsent before .*ben@example\.com/);
  expect(server.got).toHaveLength(2);

  const ben = JSON.parse(sent.out).deliveries[1].id as string;
  mkdirSync(join(folder, 'bounces'));
  writeFileSync(join(folder, 'bounces', '1.eml'), failureReport(ben, 'ben@example.com'));
  const feedback = await quarterdeck(['-C', folder, 'feedback']);
  expect(feedback.out).toMatch(/^applied {2}bounced-hard .*ben@example\.com/);

  const { out: listed } = await quarterdeck(['-C', folder, 'dispatches', ben]);
  expect(listed).toMatch(/ben@example\.com {2}failed; bounced-hard: .*550 5\.1\.1/);
  expect((await quarterdeck(['-C', folder, 'suppression'])).out).toContain('bounced  ben@example.com');
  const resent = await quarterdeck(['-C', folder, 'resend', '--failed']);
  expect(resent.out).toContain('left out');
  expect(server.got).toHaveLength(2);
  expect((await quarterdeck(['-C', folder, 'verify'])).out).toMatch(
    /^\d+ entries of the audit chain, all as they were/,
  );
});

it('one message for two readers, of whom the server knows one: partly sent, and resent to nobody who has it', async () => {
  const refusing = { ben: true };
  const server = await serverWith({
    onRcptTo({ address }, _session, done) {
      if (refusing.ben && address === 'ben@example.com')
        done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }));
      else done();
    },
  });
  const folder = temporary();
  writeFileSync(
    join(folder, 'portfolio.yaml'),
    PORTFOLIO(server.port).replace('name: owner,', 'name: owner, together: true,'),
  );
  writeFileSync(join(folder, 'bank.csv'), 'Date,Description,Amount,Balance\n2026-01-05,Sale,150.00,1150.00\n');

  const sent = await quarterdeck(['-C', folder, 'send', 'cfo', '--json']);
  expect(sent.exit).toBe(3);
  expect(JSON.parse(sent.out)).toMatchObject({
    sent: 0,
    deliveries: [
      {
        state: 'failed',
        reached: ['ann@example.com'],
        error: expect.stringMatching(/^ben@example\.com: .*no such user/),
      },
    ],
  });
  refusing.ben = false;
  expect((await quarterdeck(['-C', folder, 'resend', '--failed'])).exit).toBe(0);
  expect(server.got.map(({ to }) => to)).toEqual([['ann@example.com', 'audit@example.com'], ['ben@example.com']]);
});
