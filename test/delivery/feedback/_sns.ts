import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { certificateOf } from './_certificate.ts';
import { event } from './_ses.ts';

/* Messages of SNS, signed with a key whose certificate is issued to SNS. */

export const NOW = Date.UTC(2026, 3, 30, 15);
export const DAY = 86_400_000;
export const TOPIC = 'arn:aws:sns:us-west-2:123456789012:ses-events';
const PEM = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-5416b31fae4efe3bce5b30212490f0b5.pem';

export const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const life = { from: NOW - DAY, to: NOW + DAY };
export const certificate = certificateOf({ ...ours, ...life, commonName: 'sns.amazonaws.com' });

type Fields = Record<string, string>;

export const NOTIFICATION: Fields = {
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Message: JSON.stringify(event('Send')),
  Timestamp: '2026-04-30T14:59:30.000Z',
};

export const CONFIRMATION: Fields = {
  ...NOTIFICATION,
  Type: 'SubscriptionConfirmation',
  Message: `You have chosen to subscribe to the topic ${TOPIC}.\nTo confirm, visit the SubscribeURL.`,
  Token: '2336412f37',
  SubscribeURL: `https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`,
};

interface Signing {
  readonly version?: '1' | '2';
  readonly key?: KeyObject;
  readonly url?: string;
}

/** As the Developer Guide describes it, written apart from the code under test. */
export function signed(fields: Fields, { version = '2', key = ours.privateKey, url = PEM }: Signing = {}): Fields {
  const names =
    fields['Type'] === 'Notification' ? ['Message', 'MessageId', 'Subject'] : ['Message', 'MessageId', 'SubscribeURL'];
  const more =
    fields['Type'] === 'Notification' ? ['Timestamp', 'TopicArn', 'Type'] : ['Timestamp', 'Token', 'TopicArn', 'Type'];
  let text = '';
  for (const name of [...names, ...more]) if (fields[name] !== undefined) text += `${name}\n${fields[name]}\n`;
  const signature = sign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), key).toString('base64');
  return { ...fields, SignatureVersion: version, Signature: signature, SigningCertURL: url };
}
