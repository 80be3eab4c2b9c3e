/*
 * Reports as mail servers of several makes form them: their fields, order and types, with words of our own.
 */

export const DISPATCH = '20260430T150000Z-cfo-1f3a90c2';
export const MESSAGE_ID = '000102030405060708090a0b0c0d0e0f@example.com';

/** The headers of the report that did not arrive. */
export const RETURNED = [
  'Received: from reports.example.com by mx.example.com; Thu, 30 Apr 2026 08:00:01 -0700',
  `X-Quarterdeck-Dispatch: ${DISPATCH}`,
  'X-Quarterdeck-Report: cfo',
  'Auto-Submitted: auto-generated',
  'From: Quarterdeck <reports@example.com>',
  'To: Ana <ana@example.com>',
  'Subject: CFO report',
  `Message-ID: <${MESSAGE_ID}>`,
];

export interface ReportParts {
  readonly head?: readonly string[];
  /** The type of the report. */
  readonly kind?: string;
  readonly words?: readonly string[];
  readonly statusType?: string;
  /** Groups of fields of the machine-readable part. */
  readonly status?: readonly (readonly string[])[];
  readonly returnedType?: string;
  readonly returned?: readonly string[];
}

export function reportOf({
  head = ['Date: Thu, 30 Apr 2026 08:00:05 -0700'],
  kind = 'delivery-status',
  words = ['It could not be delivered.'],
  statusType = 'message/delivery-status',
  status,
  returnedType = 'text/rfc822-headers',
  returned = RETURNED,
}: ReportParts): Uint8Array {
  const part = (type: string, lines: readonly string[]): string[] => [
    '--edge',
    `Content-Type: ${type}`,
    '',
    ...lines,
    '',
  ];
  const lines = [
    'From: Mail system <MAILER-DAEMON@mx.example.com>',
    'To: reports@example.com',
    'Subject: Undelivered',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind};`,
    '\tboundary="edge"',
    ...head,
    '',
    ...part('text/plain; charset=utf-8', words),
    ...(status
      ? part(
          statusType,
          status.flatMap((group, at) => (at === 0 ? group : ['', ...group])),
        )
      : []),
    ...(returned.length > 0 ? part(returnedType, returned) : []),
    '--edge--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** In the manner of Postfix: the queue id, Original-Recipient, and the headers back. */
export const postfix = reportOf({
  status: [
    [
      'Reporting-MTA: dns; mx.example.com',
      'X-Postfix-Queue-ID: 4F2B0A1C3D',
      'X-Postfix-Sender: rfc822; reports@example.com',
      'Arrival-Date: Thu, 30 Apr 2026 08:00:01 -0700 (PDT)',
    ],
    [
      'Final-Recipient: rfc822; ana@example.com',
      'Original-Recipient: rfc822;ana@example.com',
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mail.example.com',
      'Diagnostic-Code: smtp; 550 5.1.1 <ana@example.com>: nobody of',
      '    that name here',
    ],
  ],
});

/** In the manner of Exim: X-Failed-Recipients in the head, no enhanced code of its own. */
export const exim = reportOf({
  head: ['X-Failed-Recipients: ana@example.com', 'Date: Thu, 30 Apr 2026 15:00:05 +0000'],
  status: [
    ['Reporting-MTA: dns; exim.example.com'],
    [
      'Action: failed',
      'Final-Recipient: rfc822;ana@example.com',
      'Status: 5.0.0',
      'Remote-MTA: dns; mail.example.com',
      'Diagnostic-Code: smtp; 554 not today',
    ],
  ],
});

/** In the manner of Exchange: a display name, three-part status, no Diagnostic-Code where it decided by itself. */
export const exchange = reportOf({
  status: [
    [
      'Reporting-MTA: dns;AM0PR01.prod.example.com',
      'Received-From-MTA: dns;reports.example.com',
      'Arrival-Date: Thu, 30 Apr 2026 15:00:01 +0000',
    ],
    ['Final-Recipient: rfc822;ana@example.com', 'Action: failed', 'Status: 5.1.10', 'X-Display-Name: Ana'],
  ],
  returnedType: 'message/rfc822',
  returned: [
    ...RETURNED,
    'Content-Type: text/plain',
    '',
    'X-Quarterdeck-Dispatch: 20200101T000000Z-cfo-00000000',
    'Final-Recipient: rfc822; eve@example.com',
  ],
});

/** In the manner of Gmail: the first part is a tree of its own, with a picture. */
export const gmail = Buffer.from(
  Buffer.from(
    reportOf({
      head: ['X-Failed-Recipients: ana@example.com', 'Date: Thu, 30 Apr 2026 08:00:07 -0700 (PDT)'],
      status: [
        [
          'Reporting-MTA: dns; googlemail.example.com',
          'Arrival-Date: Thu, 30 Apr 2026 08:00:02 -0700 (PDT)',
          `X-Original-Message-ID: <${MESSAGE_ID}>`,
        ],
        [
          'Final-Recipient: rfc822; ana@example.com',
          'Action: delayed',
          'Status: 4.2.2',
          'Remote-MTA: dns; mail.example.com. (192.0.2.1, the server)',
          'Diagnostic-Code: smtp; 452-4.2.2 The mailbox is full.',
          ' 452 4.2.2 Try after some is deleted.',
          'Last-Attempt-Date: Thu, 30 Apr 2026 08:00:06 -0700 (PDT)',
          'Will-Retry-Until: Sun, 3 May 2026 08:00:02 -0700 (PDT)',
        ],
      ],
      returnedType: 'message/rfc822',
    }),
  )
    .toString()
    .replace(
      'Content-Type: text/plain; charset=utf-8\r\n\r\nIt could not be delivered.\r\n',
      [
        'Content-Type: multipart/related; boundary="tree"',
        '',
        '--tree',
        'Content-Type: multipart/alternative; boundary="words"',
        '',
        '--words',
        'Content-Type: text/plain',
        '',
        'Not yet.',
        '--words',
        'Content-Type: text/html',
        '',
        '<p>Not yet.',
        '--words--',
        '--tree',
        'Content-Type: image/png; name="icon.png"',
        'Content-Transfer-Encoding: base64',
        '',
        'iVBORw0KGgo=',
        '--tree--',
        '',
      ].join('\r\n'),
    ),
);

/** In the manner of Amazon SES: no Original-Recipient, the message itself back under the id that SES gave it. */
export const ses = reportOf({
  status: [
    ['Reporting-MTA: dns; a8-19.smtp-out.example.com'],
    [
      'Action: failed',
      'Final-Recipient: rfc822; ana@example.com',
      'Diagnostic-Code: smtp; 550 5.1.1 unknown mailbox',
      'Status: 5.1.1',
    ],
  ],
  returnedType: 'message/rfc822',
  returned: [
    'From: reports@example.com',
    'To: ana@example.com',
    'Message-ID: <0100018b5c3c0a4f-aa-000000@email.example.com>',
  ],
});

/** In the manner of qmail: words alone. */
export const qmail = Buffer.from(
  [
    'From: MAILER-DAEMON@mx.example.com',
    'To: reports@example.com',
    'Subject: failure notice',
    'Date: 30 Apr 2026 15:00:05 -0000',
    '',
    'Hi. This is the qmail-send program at mx.example.com.',
    'Your message could not be brought to these addresses.',
    '',
    '<ana@example.com>:',
    'No mailbox of that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    ...RETURNED,
  ].join('\n'),
);

/** RFC 5965. */
export const complaint = (fields: readonly string[], returned: readonly string[] = RETURNED): Uint8Array =>
  reportOf({
    kind: 'feedback-report',
    words: ['A reader marked it as unwanted.'],
    statusType: 'message/feedback-report',
    status: [fields],
    returnedType: 'message/rfc822',
    returned,
  });
