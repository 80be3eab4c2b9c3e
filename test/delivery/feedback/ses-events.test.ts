import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sesEvents } from '../../../src/delivery/index.ts';
import type { Feedback } from '../../../src/model/feedback.ts';
import { bounce, DISPATCH, event, notification, onEventBridge, RECEIPT } from './_ses.ts';

function read(json: unknown): readonly Feedback[] {
  const answer = sesEvents(json);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer;
}

function refusal(json: unknown): string {
  const answer = sesEvents(json);
  return 'refused' in answer ? answer.refused : `taken: ${JSON.stringify(answer)}`;
}

/** What an event says, shortly. */
const short = ({ kind, recipients, at, detail }: Feedback): unknown[] => [
  kind,
  recipients.map(({ address }) => address),
  new Date(at).toISOString().slice(11, 19),
  detail,
];

const at = '2026-04-30T15:00:05.000Z';
const ben = { emailAddress: 'ben@example.com' };
const abuse = { complainedRecipients: [ben], complaintFeedbackType: 'abuse', timestamp: at };

describe('an event of a configuration set', () => {
  it.each([
    ['Send', { send: {} }, ['accepted', [], '15:00:02', undefined]],
    [
      'Delivery',
      { delivery: { recipients: ['ben@example.com'], smtpResponse: '250 2.6.0 Message received', timestamp: at } },
      ['delivered', ['ben@example.com'], '15:00:05', '250 2.6.0 Message received'],
    ],
    [
      'DeliveryDelay',
      { deliveryDelay: { delayType: 'MailboxFull', delayedRecipients: [ben], timestamp: at } },
      ['delayed', ['ben@example.com'], '15:00:05', 'MailboxFull'],
    ],
    ['Reject', { reject: { reason: 'Bad content' } }, ['rejected', [], '15:00:02', 'Bad content']],
    [
      'Rendering Failure',
      { failure: { errorMessage: 'Attribute name is missing', templateName: 'none' } },
      ['failed-to-render', [], '15:00:02', 'Attribute name is missing'],
    ],
    [
      'RenderingFailure',
      { failure: { errorMessage: 'Attribute name is missing' } },
      ['failed-to-render', [], '15:00:02', 'Attribute name is missing'],
    ],
    ['Complaint', { complaint: abuse }, ['complained', ['ben@example.com'], '15:00:05', 'abuse']],
    [
      'Complaint',
      { complaint: { ...abuse, complaintSubType: null } },
      ['complained', ['ben@example.com'], '15:00:05', 'abuse'],
    ],
  ])('%s', (kind, more, expected) => {
    expect(read(event(kind, more)).map(short)).toEqual([expected]);
  });

  it.each([
    ['Permanent', 'General', 'bounced-hard'],
    ['Permanent', 'NoEmail', 'bounced-hard'],
    ['Permanent', 'Suppressed', 'bounced-hard'],
    ['Permanent', 'OnAccountSuppressionList', 'bounced-hard'],
    ['Transient', 'General', 'bounced-soft'],
    ['Transient', 'MailboxFull', 'bounced-soft'],
    ['Transient', 'ContentRejected', 'bounced-soft'],
    ['Undetermined', 'Undetermined', 'bounced-soft'],
  ])('a bounce that is %s, %s', (type, sub, kind) => {
    const [said] = read(event('Bounce', { bounce: bounce(type, sub) }));
    expect([said?.kind, said?.detail]).toEqual([kind, `${type} ${sub}`]);
  });

  it('tells of who is on the account’s list for a complaint that it was not sent to them, either', () => {
    const complaint = { ...abuse, complaintSubType: 'OnAccountSuppressionList' };
    expect(read(event('Complaint', { complaint })).map(({ kind, id }) => [kind, id.length])).toEqual([
      ['complained', 68],
      ['rejected', 68],
    ]);
  });

  it.each(['Open', 'Click'])('that somebody did %s it says nothing', (kind) => {
    expect(read(event(kind, { [kind.toLowerCase()]: { ipAddress: '192.0.2.1' } }))).toEqual([]);
  });

  it('blames whom it names, with what was said of each, and nobody else', () => {
    const people = [
      {
        emailAddress: 'Ben <ben@example.com>',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 unknown',
      },
      { emailAddress: '"Ana, B." <ana@example.com>', status: '5.2.2' },
    ];
    expect(read(event('Bounce', { bounce: bounce('Permanent', 'General', people) }))[0]?.recipients).toEqual([
      { address: 'ben@example.com', detail: '5.1.1 550 5.1.1 unknown' },
      { address: 'ana@example.com', detail: '5.2.2' },
    ]);
  });

  it('names its dispatch and attempt by the tags, and the message by SES’s id', () => {
    const [{ dispatch, attempt, receipt } = {}] = read(event('Send'));
    expect({ dispatch, attempt, receipt }).toEqual({ dispatch: DISPATCH, attempt: 2, receipt: RECEIPT });
  });
});

describe('a notification of an identity', () => {
  it('names its dispatch by the header that the message had, where SES sends headers along', () => {
    const header = { name: 'X-QUARTERDECK-dispatch', value: DISPATCH };
    const [said] = read(notification('Bounce', { bounce: bounce('Permanent', 'General') }, [header]));
    expect(said).toMatchObject({ kind: 'bounced-hard', dispatch: DISPATCH, receipt: RECEIPT });
    expect(said).not.toHaveProperty('attempt');
  });

  it('names the message alone where it has none', () => {
    const [said] = read(notification('Delivery', { delivery: { recipients: ['ana@example.com'], timestamp: at } }));
    expect(said).toMatchObject({ kind: 'delivered', receipt: RECEIPT });
    expect(said).not.toHaveProperty('dispatch');
  });

  it.each(['', '../../etc/passwd', `${DISPATCH}\nBcc: x@example.com`])('does not take %j for a dispatch', (value) => {
    const header = { name: 'X-Quarterdeck-Dispatch', value };
    expect(read(notification('Complaint', { complaint: abuse }, [header]))[0]).not.toHaveProperty('dispatch');
  });
});

describe('the same event', () => {
  const bounced = event('Bounce', { bounce: bounce('Permanent', 'General') });
  const idOf = (json: unknown): string | undefined => read(json)[0]?.id;

  it('has the same id whatever way it comes', () => {
    expect(idOf(onEventBridge(bounced))).toBe(idOf(bounced));
    expect(idOf(notification('Bounce', { bounce: bounce('Permanent', 'General') }))).toBe(idOf(bounced));
  });

  it.each([
    ['of another kind', event('Bounce', { bounce: bounce('Transient', 'General') })],
    [
      'of somebody else',
      event('Bounce', { bounce: bounce('Permanent', 'General', [{ emailAddress: 'ana@example.com' }]) }),
    ],
    ['of another time', event('Bounce', { bounce: { ...bounce('Permanent', 'General'), timestamp: at } })],
    ['of another message', { ...bounced, mail: { timestamp: at, messageId: 'another' } }],
  ])('is not one %s', (_, other) => {
    expect(idOf(other)).not.toBe(idOf(bounced));
  });
});

describe('what is no such event is refused with a sentence', () => {
  it.each([
    [undefined, 'no event of SES'],
    [[], 'no event of SES'],
    ['text', 'no event of SES'],
    [{}, 'no event of SES'],
    [{ Type: 'Notification', TopicArn: 'arn', Message: '{}' }, 'signature has not been checked'],
    [onEventBridge(event('Send'), 'aws.ec2'), 'an event of aws.ec2, not of SES'],
    [onEventBridge({}), 'no event of SES'],
    [event('Forwarded'), 'a kind that is not known: Forwarded'],
    [event('constructor'), 'a kind that is not known: constructor'],
    [event('Subscription'), 'a contact list of SES, which Quarterdeck does not use'],
    [notification('AmazonSnsSubscriptionSucceeded'), 'it can write to this topic'],
    [{ eventType: 'Send' }, 'does not say which message'],
    [{ eventType: 'Send', mail: { timestamp: 'soon', messageId: 'x' } }, 'has no date'],
    [event('Bounce'), 'not in the form that SES documents'],
    [event('Bounce', { bounce: bounce('Permanent', 'General', []) }), 'not in the form that SES documents'],
    [event('Bounce', { bounce: bounce('Permanent', 'General', [{ emailAddress: 'nobody' }]) }), 'no address'],
    [event('Delivery', { delivery: { recipients: Array(101).fill('a@b.c'), timestamp: at } }), 'not in the form'],
  ])('%#', (json, says) => {
    expect(refusal(json)).toContain(says);
  });

  it('whatever it is', () => {
    const part = fc.anything({ withBigInt: false });
    const any = fc.oneof(
      part,
      fc.record({ eventType: fc.constantFrom('Send', 'Bounce', 'Delivery'), mail: part, bounce: part }),
    );
    fc.assert(
      fc.property(any, (json) => {
        const answer = sesEvents(json);
        expect('refused' in answer ? answer.refused.length : answer.length).toBeGreaterThan(0);
      }),
    );
  });
});
