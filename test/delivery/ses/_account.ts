import type { Asked, Reply } from './_server.ts';

/** What SES has, as its API answers it; what is not there is answered as not found. */
export interface FakeAccount {
  readonly account?: Reply | Record<string, unknown>;
  readonly identities?: Readonly<Record<string, Reply | Record<string, unknown>>>;
  readonly sets?: Readonly<Record<string, Reply | Record<string, unknown>>>;
}

export const goodAccount = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
  SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
};

export const goodDomain = {
  IdentityType: 'DOMAIN',
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', Tokens: ['one', 'two', 'three'] },
  MailFromAttributes: {
    MailFromDomain: 'bounce.example.com',
    MailFromDomainStatus: 'SUCCESS',
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  },
};

export const goodSet = {
  EventDestinations: [
    {
      Name: 'events',
      Enabled: true,
      MatchingEventTypes: ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERY_DELAY'],
      SnsDestination: { TopicArn: 'arn:aws:sns:us-west-2:123456789012:events' },
    },
  ],
};

export const denied: Reply = { status: 403, type: 'AccessDeniedException', body: { message: 'not authorized' } };

const missing: Reply = { status: 404, type: 'NotFoundException', body: { message: 'it is not there' } };

/** Answers questions about the account from what it has. */
export function answering({ account = goodAccount, identities = {}, sets = {} }: FakeAccount): (asked: Asked) => Reply {
  return ({ path }) => {
    if (path === '/v2/email/account') return reply(account);
    const identity = /^\/v2\/email\/identities\/([^/]+)$/.exec(path)?.[1];
    if (identity !== undefined) return reply(identities[decodeURIComponent(identity)]);
    const set = /^\/v2\/email\/configuration-sets\/([^/]+)\/event-destinations$/.exec(path)?.[1];
    return reply(sets[decodeURIComponent(set ?? '')]);
  };
}

function reply(answer: Reply | Record<string, unknown> | undefined): Reply {
  if (answer === undefined) return missing;
  if (typeof answer === 'string') return answer;
  return isReply(answer) ? answer : { status: 200, body: answer };
}

function isReply(answer: Reply | Record<string, unknown>): answer is Reply {
  return typeof answer === 'string' || typeof answer.status === 'number';
}
