import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sesEvents, snsMessage, type SnsOptions } from '../../../src/delivery/index.ts';
import { certificateOf } from './_certificate.ts';
import { event } from './_ses.ts';
import { certificate, CONFIRMATION, DAY, foreign, life, NOTIFICATION, NOW, ours, signed, TOPIC } from './_sns.ts';

const listening: SnsOptions = { topics: [TOPIC], certificates: async () => certificate, now: NOW };

const heard = (fields: object, options: Partial<SnsOptions> = {}) =>
  snsMessage(JSON.stringify(fields), { ...listening, ...options });

async function refusal(fields: object, options: Partial<SnsOptions> = {}): Promise<string> {
  const answer = await heard(fields, options);
  return 'refused' in answer ? answer.refused : `taken: ${JSON.stringify(answer)}`;
}

describe('a notification', () => {
  it.each(['1', '2'] as const)(
    'that SNS signed (version %s) is taken, and its message reads as SES’s event',
    async (version) => {
      const answer = await heard(signed(NOTIFICATION, { version }));
      expect(answer).toEqual({
        kind: 'notification',
        message: NOTIFICATION['Message'],
        id: NOTIFICATION['MessageId'],
        topic: TOPIC,
      });
      expect(sesEvents(JSON.parse('message' in answer ? answer.message : ''))).toMatchObject([{ kind: 'accepted' }]);
    },
  );

  it('with a subject has it signed, too', async () => {
    const fields = signed({ ...NOTIFICATION, Subject: 'Amazon SES Email Event Notification' });
    expect(await heard(fields)).toMatchObject({ kind: 'notification' });
    expect(await refusal({ ...fields, Subject: 'another' })).toBe('a message of SNS whose signature does not hold');
    expect(await refusal({ ...fields, Subject: undefined })).toBe('a message of SNS whose signature does not hold');
  });

  it('whose time is written in another way is the same', async () => {
    const fields = signed({ ...NOTIFICATION, Timestamp: '2026-04-30T14:30:00Z' });
    expect(await heard(fields)).toMatchObject({ kind: 'notification' });
  });
});

describe('a message is refused', () => {
  it.each(['Message', 'MessageId', 'Timestamp', 'TopicArn'])('when its %s was changed', async (name) => {
    const other = { Timestamp: '2026-04-30T14:59:31.000Z', TopicArn: `${TOPIC}-2` }[name] ?? 'another';
    const answer = await refusal({ ...signed(NOTIFICATION), [name]: other }, { topics: [TOPIC, `${TOPIC}-2`] });
    expect(answer).toBe('a message of SNS whose signature does not hold');
  });

  it('when another key signed it', async () => {
    expect(await refusal(signed(NOTIFICATION, { key: foreign.privateKey }))).toContain('signature does not hold');
  });

  it('when it says that it was signed in the other way', async () => {
    const fields = signed(NOTIFICATION, { version: '1' });
    expect(await refusal({ ...fields, SignatureVersion: '2' })).toContain('signature does not hold');
  });

  it('when nobody listens to its topic, before anything is asked for', async () => {
    const certificates = () => Promise.reject(new Error('asked'));
    const options = { topics: [`${TOPIC}-2`], certificates };
    expect(await refusal(signed(NOTIFICATION), options)).toBe('a message of a topic of SNS that is not listened to');
    expect(await refusal(signed(NOTIFICATION), { topics: [] })).toBe(
      'a message of a topic of SNS that is not listened to',
    );
  });

  it('when the topic that is listened to is none of SNS', async () => {
    for (const topic of ['arn:aws:sqs:us-west-2:123456789012:q', 'arn:aws:sns:evil.example/:123456789012:t', 'x'])
      expect(await refusal(signed({ ...NOTIFICATION, TopicArn: topic }), { topics: [topic] })).toContain(
        'not listened to',
      );
  });

  it.each([
    ['2026-04-30T13:59:59.999Z', 'older than an hour'],
    ['2026-04-30T15:05:00.001Z', 'from the future'],
    ['yesterday', 'has no date'],
  ])('at %s', async (Timestamp, says) => {
    expect(await refusal(signed({ ...NOTIFICATION, Timestamp }))).toContain(says);
  });

  it.each([['2026-04-30T14:00:00.000Z'], ['2026-04-30T15:05:00.000Z']])('but not at %s', async (Timestamp) => {
    expect(await heard(signed({ ...NOTIFICATION, Timestamp }))).toMatchObject({ kind: 'notification' });
  });

  it.each([
    'https://sns.us-west-2.amazonaws.com.evil.example/SimpleNotificationService-1.pem',
    'https://evil.example/SimpleNotificationService-1.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.us-west-2.amazonaws.com.cn/SimpleNotificationService-1.pem',
    'https://s3.us-west-2.amazonaws.com/SimpleNotificationService-1.pem',
    'http://sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.us-west-2.amazonaws.com:8443/SimpleNotificationService-1.pem',
    'https://sns.us-west-2.amazonaws.com:443/SimpleNotificationService-1.pem',
    'https://ann@sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.us-west-2.amazonaws.com@evil.example/SimpleNotificationService-1.pem',
    'https://evil.example/?https://sns.us-west-2.amazonaws.com/1.pem',
    'https://evil.example\\@sns.us-west-2.amazonaws.com/1.pem',
    'https://sns.us-west-2.amazonaws.com/?Action=x.pem',
    'https://sns.us-west-2.amazonaws.com/1.pem?x=1',
    'https://sns.us-west-2.amazonaws.com/1.pem#x',
    'https://sns.us-west-2.amazonaws.com/../1.pem/x',
    'https://sns.us-west-2.amazonaws.com/1.txt',
    'file:///etc/ssl/1.pem',
    '1.pem',
  ])('when its certificate lies at %s', async (url) => {
    const certificates = () => Promise.reject(new Error('asked'));
    const says = 'a message of SNS whose certificate does not lie at sns.us-west-2.amazonaws.com';
    expect(await refusal(signed(NOTIFICATION, { url }), { certificates })).toBe(says);
  });

  it.each([
    ['ran out', { commonName: 'sns.amazonaws.com', from: NOW - 2 * DAY, to: NOW - DAY }, 'not valid now'],
    ['is not valid yet', { commonName: 'sns.amazonaws.com', from: NOW + DAY, to: NOW + 2 * DAY }, 'not valid now'],
    ['is somebody else’s', { commonName: 'evil.example' }, 'not issued to SNS'],
    [
      'is another’s by its DNS names',
      { commonName: 'sns.amazonaws.com', dnsNames: ['evil.example'] },
      'not issued to SNS',
    ],
    ['is another region’s', { commonName: 'x', dnsNames: ['sns.us-east-1.amazonaws.com'] }, 'not issued to SNS'],
    ['is for anything of AWS', { commonName: 'x', dnsNames: ['*.amazonaws.com'] }, 'not issued to SNS'],
    ['is an authority’s', { commonName: 'sns.amazonaws.com', ca: true }, 'not issued to SNS'],
  ])('when its certificate %s', async (_, more, says) => {
    const pem = certificateOf({ ...ours, ...life, ...more });
    expect(await refusal(signed(NOTIFICATION), { certificates: async () => pem })).toContain(says);
  });

  it.each([
    ['aws', 'us-west-2', '', { commonName: 'x', dnsNames: ['sns.us-west-2.amazonaws.com'] }],
    ['aws', 'af-south-1', '', { commonName: 'sns-signing.af-south-1.amazonaws.com' }],
    ['aws-us-gov', 'us-gov-east-1', '', { commonName: 'sns-us-gov-west-1.amazonaws.com' }],
    ['aws-cn', 'cn-north-1', '.cn', { commonName: 'sns-cn-north-1.amazonaws.com.cn' }],
  ])('but not when it is the one of %s, %s', async (partition, region, suffix, more) => {
    const topic = `arn:${partition}:sns:${region}:123456789012:ses-events`;
    const url = `https://sns.${region}.amazonaws.com${suffix}/SimpleNotificationService-1.pem`;
    const pem = certificateOf({ ...ours, ...life, ...more });
    const fields = signed({ ...NOTIFICATION, TopicArn: topic }, { url });
    expect(await heard(fields, { topics: [topic], certificates: async () => pem })).toMatchObject({
      kind: 'notification',
    });
  });

  it.each([
    ['cannot be had', () => Promise.reject(new Error('no network'))],
    ['is none', async () => 'not a certificate'],
  ])('for now when its certificate %s', async (_, certificates) => {
    const refused = 'the certificate of SNS could not be had from sns.us-west-2.amazonaws.com';
    expect(await heard(signed(NOTIFICATION), { certificates })).toEqual({ refused, again: true });
  });

  it('when its key is of another kind', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const pem = certificateOf({ publicKey, privateKey: ours.privateKey, ...life, commonName: 'sns.amazonaws.com' });
    expect(await refusal(signed(NOTIFICATION), { certificates: async () => pem })).toContain('signature does not hold');
  });

  it.each([
    ['{'],
    ['[]'],
    ['null'],
    [JSON.stringify(event('Bounce'))],
    [JSON.stringify({ ...signed(NOTIFICATION), Type: 'Else' })],
    [JSON.stringify({ ...signed(NOTIFICATION), SignatureVersion: '3' })],
    [JSON.stringify({ ...signed(NOTIFICATION), Signature: '', Message: 1 })],
    [JSON.stringify({ ...signed(NOTIFICATION), Message: 'x'.repeat(1024 * 1024) })],
  ])('when it is no message of SNS: %#', async (body) => {
    expect(await snsMessage(body, listening)).toEqual({ refused: 'not a message of SNS' });
  });

  it('without an error, whatever it is', async () => {
    const names = fc.constantFrom(
      'Type',
      'Message',
      'TopicArn',
      'Timestamp',
      'Signature',
      'SigningCertURL',
      'SignatureVersion',
    );
    await fc.assert(
      fc.asyncProperty(names, fc.anything({ withBigInt: false }), async (name, value) => {
        const answer = await heard({ ...signed(NOTIFICATION), [name]: value ?? 'x' });
        expect(answer).toHaveProperty('refused');
      }),
      { numRuns: 30 },
    );
  });
});

describe('a subscription', () => {
  it('to a topic that is listened to may be confirmed', async () => {
    const url = CONFIRMATION['SubscribeURL'];
    expect(await heard(signed(CONFIRMATION))).toEqual({ kind: 'confirm', url, topic: TOPIC });
  });

  it('to another topic may not', async () => {
    expect(await refusal(signed(CONFIRMATION), { topics: [] })).toContain('not listened to');
  });

  it.each([
    CONFIRMATION['SubscribeURL']?.replace('amazonaws.com', 'amazonaws.com.evil.example'),
    CONFIRMATION['SubscribeURL']?.replace('https', 'http'),
    CONFIRMATION['SubscribeURL']?.replace('ConfirmSubscription', 'DeleteTopic'),
    CONFIRMATION['SubscribeURL']?.replace(':ses-events', ':another'),
    CONFIRMATION['SubscribeURL']?.replace('2336412f37', 'another'),
    `${CONFIRMATION['SubscribeURL']}&Action=DeleteTopic`,
    'https://sns.us-west-2.amazonaws.com/',
  ])('is not confirmed at %s, although it is signed', async (SubscribeURL = '') => {
    expect(await refusal(signed({ ...CONFIRMATION, SubscribeURL }))).toContain('something else than to confirm');
  });

  it.each(['Token', 'SubscribeURL'])('whose %s was changed is refused', async (name) => {
    expect(await refusal({ ...signed(CONFIRMATION), [name]: 'another' })).toContain('signature does not hold');
  });

  it('that somebody ended is said to be', async () => {
    const answer = await refusal(signed({ ...CONFIRMATION, Type: 'UnsubscribeConfirmation' }));
    expect(answer).toBe(`SNS brings no more events of ${TOPIC}: somebody ended the subscription`);
  });
});
