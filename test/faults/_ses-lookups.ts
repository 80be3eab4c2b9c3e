import { bareAddress, type SesAccount } from './_ses-account.ts';

/** An answer that is none: SES's error in REST-JSON. */
export class SesRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface Lookup {
  readonly account: SesAccount;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  /** Recipients in the last 24 hours. */
  readonly sent: number;
  readonly now: number;
}

const missing = (what: string): SesRefusal => new SesRefusal(404, 'NotFoundException', what);

/** Everything but sending: account, identities, event destinations, the suppression list. */
export function lookedUp(lookup: Lookup): object {
  const { account, method, path } = lookup;
  if (method === 'GET' && path === '/v2/email/account') return accountOf(lookup);
  const [, identity] = /^\/v2\/email\/identities\/([^/]+)$/.exec(path) ?? [];
  if (method === 'GET' && identity !== undefined) return identityFor(account, decodeURIComponent(identity));
  const [, set] = /^\/v2\/email\/configuration-sets\/([^/]+)\/event-destinations$/.exec(path) ?? [];
  if (method === 'GET' && set !== undefined) return destinationsOf(account, decodeURIComponent(set));
  const [, address] = /^\/v2\/email\/suppression\/addresses(?:\/([^/]+))?$/.exec(path) ?? [];
  if (path.startsWith('/v2/email/suppression/addresses'))
    return suppression(lookup, address === undefined ? undefined : bareAddress(decodeURIComponent(address)));
  throw missing(`No operation ${method} ${path}`);
}

function accountOf({ account, sent }: Lookup): object {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: account.enforcement,
    ProductionAccessEnabled: account.production,
    SendQuota: { Max24HourSend: account.perDay, MaxSendRate: account.perSecond, SentLast24Hours: sent },
    SendingEnabled: account.sendingEnabled,
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  };
}

function identityFor(account: SesAccount, name: string): object {
  const identity = account.identities.get(name.toLowerCase());
  if (!identity) throw missing(`Email identity <${name}> does not exist.`);
  const { verified, dkim = 'NOT_STARTED', mailFrom } = identity;
  return {
    IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    FeedbackForwardingStatus: false,
    VerifiedForSendingStatus: verified,
    VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
    DkimAttributes: {
      SigningEnabled: dkim === 'SUCCESS',
      Status: dkim,
      Tokens: ['aaaa', 'bbbb', 'cccc'],
      SigningAttributesOrigin: 'AWS_SES',
    },
    MailFromAttributes: mailFrom && {
      MailFromDomain: mailFrom.domain,
      MailFromDomainStatus: mailFrom.status,
      BehaviorOnMxFailure: mailFrom.onFailure,
    },
    Policies: {},
    Tags: [],
  };
}

const EVENT_TYPES = ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERY_DELAY', 'RENDERING_FAILURE'];

function destinationsOf(account: SesAccount, name: string): object {
  const set = account.configurationSets.get(name);
  if (!set) throw missing(`Configuration set <${name}> does not exist.`);
  const bus = `arn:aws:events:${account.region}:123456789012:event-bus/default`;
  const destination = { Name: 'bus', MatchingEventTypes: EVENT_TYPES, EventBridgeDestination: { EventBusArn: bus } };
  return { EventDestinations: [{ ...destination, Enabled: set.events }] };
}

function suppression({ account, method, body, now }: Lookup, address: string | undefined): object {
  const { suppressed } = account;
  if (method === 'PUT' && address === undefined) {
    const { EmailAddress, Reason } = JSON.parse(body.toString()) as Record<string, string>;
    if (EmailAddress === undefined || (Reason !== 'BOUNCE' && Reason !== 'COMPLAINT'))
      throw new SesRefusal(400, 'BadRequestException', 'Bad address or reason.');
    suppressed.set(bareAddress(EmailAddress), { reason: Reason, at: now });
    return {};
  }
  const shown = ([EmailAddress, { reason, at }]: readonly [string, { reason: string; at: number }]): object => ({
    EmailAddress,
    Reason: reason,
    LastUpdateTime: at / 1000,
  });
  if (method === 'GET' && address === undefined)
    return { SuppressedDestinationSummaries: [...suppressed].map((one) => shown(one)) };
  const found = address === undefined ? undefined : suppressed.get(address);
  if (address === undefined || !found)
    throw missing(`Email address ${address ?? ''} does not exist on your suppression list.`);
  if (method === 'DELETE') {
    suppressed.delete(address);
    return {};
  }
  return { SuppressedDestination: shown([address, found]) };
}
