import { verify, X509Certificate } from 'node:crypto';
import type { RefusedFeedback } from '../../model/feedback.ts';
import { MOST_BODY, signedText, snsEnvelopeSchema, type SnsEnvelope } from './sns-envelope.ts';
import { isCertificateUrl, isConfirmUrl, placeOf, type SnsPlace } from './sns-place.ts';

export interface SnsOptions {
  /** ARNs of the topics that are listened to. */
  readonly topics: readonly string[];
  /** A certificate as PEM, from an address that was checked; throws when it cannot be had. `snsCertificates()` is one. */
  readonly certificates: (url: string) => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SnsMessage =
  /** What was published: for SES's events, JSON that `sesEvents` reads. A second delivery has the same id. */
  | { readonly kind: 'notification'; readonly message: string; readonly id: string; readonly topic: string }
  /** Somebody subscribed this address to a topic that is listened to: asking for the url confirms it. */
  | { readonly kind: 'confirm'; readonly url: string; readonly topic: string };

export interface RefusedSns extends RefusedFeedback {
  /** It could not be checked just now: SNS should bring it again. */
  readonly again?: true;
}

/** Milliseconds. SNS tries for an hour; a message that is older, or from the future, is somebody's recording. */
const OLDEST = 60 * 60 * 1000;
const FUTURE = 5 * 60 * 1000;

/**
 * What SNS posted, when it is SNS that posted it: from a topic that is listened to, of the last hour, signed (version 1
 * or 2) with the key of a certificate that is fetched from SNS in the topic's region and issued to it. The chain above
 * the certificate is not looked at: what vouches for it is the TLS connection that it came by. Never throws.
 */
export async function snsMessage(body: string, options: SnsOptions): Promise<SnsMessage | RefusedSns> {
  const envelope = envelopeIn(body);
  if (!envelope) return { refused: 'not a message of SNS' };
  const topic = envelope.TopicArn;
  const place = options.topics.includes(topic) ? placeOf(topic) : undefined;
  if (!place) return { refused: 'a message of a topic of SNS that is not listened to' };
  const at = Date.parse(envelope.Timestamp);
  if (!(at >= options.now - OLDEST)) return { refused: 'a message of SNS that is older than an hour, or has no date' };
  if (at > options.now + FUTURE)
    return { refused: 'a message of SNS from the future; check the clock of this machine' };
  if (!isCertificateUrl(envelope.SigningCertURL, place)) {
    return { refused: `a message of SNS whose certificate does not lie at ${place.host}` };
  }
  const key = await keyOf(envelope.SigningCertURL, place, options);
  if ('refused' in key) return key;
  if (!isSigned(envelope, key.certificate)) return { refused: 'a message of SNS whose signature does not hold' };
  return heard(envelope, place);
}

function envelopeIn(body: string): SnsEnvelope | undefined {
  if (body.length > MOST_BODY) return undefined;
  try {
    return snsEnvelopeSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

async function keyOf(
  url: string,
  place: SnsPlace,
  { certificates, now }: SnsOptions,
): Promise<{ readonly certificate: X509Certificate } | RefusedSns> {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(await certificates(url));
  } catch {
    return { refused: `the certificate of SNS could not be had from ${place.host}`, again: true };
  }
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (!(from <= now && now <= to)) return { refused: 'a message of SNS whose certificate is not valid now' };
  const isSns = place.names.some((name) => certificate.checkHost(name, { wildcards: false }) !== undefined);
  if (!isSns || certificate.ca) return { refused: 'a message of SNS whose certificate is not issued to SNS' };
  return { certificate };
}

/** RSA with PKCS #1 v1.5 padding, over SHA-1 or SHA-256. */
function isSigned(envelope: SnsEnvelope, { publicKey }: X509Certificate): boolean {
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  const algorithm = envelope.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  try {
    return verify(algorithm, Buffer.from(signedText(envelope)), publicKey, Buffer.from(envelope.Signature, 'base64'));
  } catch {
    // A system whose policy forbids SHA-1 says so here.
    return false;
  }
}

function heard(envelope: SnsEnvelope, place: SnsPlace): SnsMessage | RefusedSns {
  const topic = envelope.TopicArn;
  switch (envelope.Type) {
    case 'Notification':
      return { kind: 'notification', message: envelope.Message, id: envelope.MessageId, topic };
    case 'SubscriptionConfirmation': {
      const url = envelope.SubscribeURL;
      if (isConfirmUrl(url, place, topic, envelope.Token)) return { kind: 'confirm', url, topic };
      return { refused: `a message of SNS that asks for something else than to confirm at ${place.host}` };
    }
    case 'UnsubscribeConfirmation':
      return { refused: `SNS brings no more events of ${topic}: somebody ended the subscription` };
  }
}
