/* Events of SES, of the form of the examples in its Developer Guide. */

export const DISPATCH = '20260430T150000Z-cfo-1f3a90c2';
export const RECEIPT = '0101018b5c3c0a4f-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000';

const MAIL = {
  timestamp: '2026-04-30T15:00:02.012Z',
  source: 'Reports <reports@example.com>',
  sendingAccountId: '123456789012',
  messageId: RECEIPT,
  // Everybody that it went to: an event blames those that it names, and never these.
  destination: ['ana@example.com', 'ben@example.com', 'audit@example.com'],
  headersTruncated: false,
  headers: [{ name: 'From', value: 'Reports <reports@example.com>' }],
  commonHeaders: { from: ['Reports <reports@example.com>'], to: ['ana@example.com'], messageId: RECEIPT },
};

const TAGGED = {
  ...MAIL,
  tags: { 'ses:configuration-set': ['reports'], dispatch: [DISPATCH], attempt: ['2'] },
};

const BOUNCED = '2026-04-30T15:00:05.669Z';

export function bounce(
  bounceType: string,
  bounceSubType: string,
  people: readonly object[] = [{ emailAddress: 'ben@example.com' }],
): object {
  return { bounceType, bounceSubType, bouncedRecipients: people, timestamp: BOUNCED, feedbackId: '0101-000000' };
}

/** Of a configuration set. */
export function event(eventType: string, more: object = {}): Record<string, unknown> {
  return { eventType, mail: TAGGED, ...more };
}

/** Of an identity: no tags, headers only where the account has them sent along. */
export function notification(notificationType: string, more: object = {}, headers: readonly object[] = []): object {
  return { notificationType, mail: { ...MAIL, headers: [...MAIL.headers, ...headers] }, ...more };
}

export function onEventBridge(detail: unknown, source = 'aws.ses'): object {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'Email Bounced',
    source,
    account: '123456789012',
    time: '2026-04-30T15:00:06Z',
    region: 'us-west-2',
    resources: [],
    detail,
  };
}
