import * as z from 'zod';

/*
 * What SNS posts (Amazon SNS Developer Guide, "HTTP/HTTPS notification JSON format", "… subscription confirmation JSON
 * format", "… unsubscribe confirmation JSON format").
 */

/** A message has 256 KB at most; as text in JSON it may double. */
export const MOST_BODY = 1024 * 1024;

const url = z.string().max(4000);

const common = {
  MessageId: z.string().min(1).max(200),
  /** `arn:aws:sns:us-west-2:123456789012:ses-events`. */
  TopicArn: z.string().max(500),
  Message: z.string(),
  Timestamp: z.string().max(60),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.base64().max(2000),
  SigningCertURL: url,
};

const confirmation = { ...common, Token: z.string().max(4000), SubscribeURL: url };

export const snsEnvelopeSchema = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('Notification'), ...common, Subject: z.string().max(1000).nullish() }),
  z.object({ Type: z.literal('SubscriptionConfirmation'), ...confirmation }),
  z.object({ Type: z.literal('UnsubscribeConfirmation'), ...confirmation }),
]);
export type SnsEnvelope = z.output<typeof snsEnvelopeSchema>;

/** The string that was signed ("Verifying the signature of an Amazon SNS message when using HTTP query-based requests"). */
export function signedText(envelope: SnsEnvelope): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = envelope;
  const fields: readonly (readonly [string, string | null | undefined])[] =
    envelope.Type === 'Notification'
      ? Object.entries({ Message, MessageId, Subject: envelope.Subject, Timestamp, TopicArn, Type })
      : Object.entries({
          Message,
          MessageId,
          SubscribeURL: envelope.SubscribeURL,
          Timestamp,
          Token: envelope.Token,
          TopicArn,
          Type,
        });
  return fields.map(([name, value]) => (value === null || value === undefined ? '' : `${name}\n${value}\n`)).join('');
}
