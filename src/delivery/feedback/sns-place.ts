/** Where a topic is, and so where everything that SNS says of it must come from. */
export interface SnsPlace {
  /** `sns.us-west-2.amazonaws.com`; in China `.com.cn`. */
  readonly host: string;
  /** Names that a certificate of SNS may be issued to, there. */
  readonly names: readonly string[];
}

/** Undefined for what is no topic of SNS, and for the partitions that are cut off from the internet. */
export function placeOf(topic: string): SnsPlace | undefined {
  const [, china, region = ''] =
    /^arn:aws(-cn|-us-gov)?:sns:([a-z]{2}-[a-z-]{1,30}-\d):\d{12}:[\w-]{1,256}(?:\.fifo)?$/.exec(topic) ?? [];
  if (region === '') return undefined;
  const suffix = china === '-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  // As the AWS SDK for Java has them (sns-message-manager): regions that are opted into sign with names of their own.
  const names = [
    `sns.${suffix}`,
    `sns.${region}.${suffix}`,
    `sns-signing.${region}.${suffix}`,
    `sns-${region}.${suffix}`,
  ];
  // Both regions of GovCloud sign with the name of one.
  return {
    host: `sns.${region}.${suffix}`,
    names: [...names, ...(china === '-us-gov' ? ['sns-us-gov-west-1.amazonaws.com'] : [])],
  };
}

/** A certificate's address: https, on this very host, one file that ends in `.pem`, and nothing else. */
export function isCertificateUrl(text: string, { host }: SnsPlace): boolean {
  const url = guarded(text, host);
  return url !== undefined && url.search === '' && /^\/[\w-]{1,100}\.pem$/.test(url.pathname);
}

/** Where a subscription to this topic is confirmed, and nothing else is done. */
export function isConfirmUrl(text: string, { host }: SnsPlace, topic: string, token: string): boolean {
  const url = guarded(text, host);
  if (url?.pathname !== '/') return false;
  const asked = [...url.searchParams].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return (
    JSON.stringify(asked) ===
    JSON.stringify([
      ['Action', 'ConfirmSubscription'],
      ['Token', token],
      ['TopicArn', topic],
    ])
  );
}

/** Compared as it was written, too: what URL makes of `\`, tabs or other ways to write a host is not ours to guess. */
function guarded(text: string, host: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isExact =
    url?.protocol === 'https:' && url.host === host && url.username === '' && url.password === '' && url.hash === '';
  return isExact && text.startsWith(`https://${host}/`) ? url : undefined;
}
