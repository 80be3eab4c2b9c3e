import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { plainAccount, type SesAccount } from './_ses-account.ts';
import { onEventBridge, type SesEvent } from './_ses-events.ts';
import { FAULTS, startFakeSes, type FakeSes, type FakeSesOptions } from './fake-ses.ts';

let ses: FakeSes | undefined;
afterEach(async () => {
  await ses?.close();
  ses = undefined;
});

const start = async (options: FakeSesOptions = {}): Promise<FakeSes> => (ses = await startFakeSes(options));
const withAccount = (changes: Partial<SesAccount>): SesAccount => ({ ...plainAccount(), ...changes });

const RAW = 'From: Reports <reports@owner.example>\r\nTo: ann@reader.example\r\nSubject: CFO\r\n\r\nhello\r\n';

interface Asked {
  readonly to?: readonly string[];
  readonly bcc?: readonly string[];
  readonly from?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly set?: string;
  readonly raw?: string;
}

const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260430/us-west-2/ses/aws4_request' };

async function ask(
  method: string,
  path: string,
  content?: object,
): Promise<[status: number, said: string, body: Said]> {
  const body = content === undefined ? null : JSON.stringify(content);
  const answer = await fetch(`${ses?.url ?? ''}${path}`, { method, headers: signed, body });
  const said = (await answer.json()) as Said;
  return [answer.status, answer.headers.get('x-amzn-errortype') ?? said.MessageId ?? '', said];
}
type Said = Readonly<Record<string, unknown>> & { readonly MessageId?: string; readonly message?: string };

function send({ to, bcc, from = 'reports@owner.example', tags = {}, set = 'reports', raw = RAW }: Asked = {}) {
  return ask('POST', '/v2/email/outbound-emails', {
    FromEmailAddress: from,
    ...(to || bcc ? { Destination: { ToAddresses: to ?? [], BccAddresses: bcc ?? [] } } : {}),
    Content: { Raw: { Data: Buffer.from(raw).toString('base64') } },
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: set,
  });
}

/** All events that are there by now, by their type. */
const heard = ({ post }: FakeSes, now = Date.now() + 3_600_000): SesEvent[] =>
  post.take(10_000, now).map(({ event }) => event);

describe('accepts', () => {
  it('a raw message, and notes whom it is for, its tags and its exact bytes', async () => {
    const fake = await start({ now: () => 1_777_500_000_000 });
    const [status, messageId] = await send({
      to: ['ann@reader.example'],
      bcc: ['audit@owner.example'],
      tags: { a: '1' },
    });
    expect(status).toBe(200);
    expect(fake.accepted).toEqual([
      {
        seq: 1,
        messageId,
        from: 'reports@owner.example',
        recipients: ['ann@reader.example', 'audit@owner.example'],
        tags: { a: '1' },
        configurationSet: 'reports',
        sha256: createHash('sha256').update(RAW).digest('hex'),
        size: RAW.length,
        at: 1_777_500_000_000,
      },
    ]);
  });

  it('without a Destination those of the headers only: a blind copy that is in no header is lost', async () => {
    const fake = await start();
    await send();
    expect(fake.accepted[0]?.recipients).toEqual(['ann@reader.example']);
  });

  it('the same message as often as it comes: there is no idempotency', async () => {
    const fake = await start();
    await send({ tags: { dispatch: 'one' } });
    await send({ tags: { dispatch: 'one' } });
    expect(fake.accepted.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe('refuses', () => {
  const many = Array.from({ length: 51 }, (_, index) => `r${index}@reader.example`);
  it.each<[string, Partial<SesAccount>, Asked, number, string, RegExp]>([
    ['an unverified sender', {}, { from: 'x@other.example' }, 400, 'MessageRejected', /not verified.*x@other\.example/],
    ['a stranger in the sandbox', { production: false }, {}, 400, 'MessageRejected', /ann@reader\.example/],
    ['everything when suspended', { enforcement: 'SHUTDOWN' }, {}, 400, 'AccountSuspendedException', /revoked/],
    ['everything when paused', { sendingEnabled: false }, {}, 400, 'SendingPausedException', /disabled/],
    ['an unknown configuration set', {}, { set: 'no' }, 404, 'NotFoundException', /<no> does not exist/],
    ['more than 50 recipients', {}, { to: many }, 400, 'BadRequestException', /exceeds 50/],
    ['a tag with a dot', {}, { tags: { a: '1.2' } }, 400, 'BadRequestException', /tag/],
    ['what has no sender', {}, { from: '' }, 400, 'MessageRejected', /not verified/],
    ['what is beyond the day', { perDay: 0 }, {}, 429, 'TooManyRequestsException', /Daily message quota/],
  ])('%s', async (_, account, asked, status, code, says) => {
    const fake = await start({ account: withAccount(account) });
    const [seen, said, { message }] = await send(asked);
    expect([seen, said]).toEqual([status, code]);
    expect(message).toMatch(says);
    expect(fake.accepted).toEqual([]);
  });

  it('a sender whose MAIL FROM domain is broken, where it says so', async () => {
    const mailFrom = { domain: 'mail.owner.example', status: 'FAILED', onFailure: 'REJECT_MESSAGE' } as const;
    await start({ account: withAccount({ identities: new Map([['owner.example', { verified: true, mailFrom }]]) }) });
    expect((await send()).slice(0, 2)).toEqual([400, 'MailFromDomainNotVerifiedException']);
  });

  it('what is unsigned, and what is no JSON', async () => {
    const { url } = await start();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/v2/email/outbound-emails`, { method: 'POST', body: '{', headers });
    expect((await post({})).status).toBe(403);
    expect((await post(signed)).status).toBe(400);
  });

  it('in the sandbox nobody whose address or domain is verified', async () => {
    const account = withAccount({ production: false });
    account.identities.set('ann@reader.example', { verified: true });
    await start({ account });
    expect((await send({ to: ['ann@reader.example'] }))[0]).toBe(200);
    expect((await send({ to: ['ann@reader.example', 'bob@reader.example'] }))[1]).toBe('MessageRejected');
  });

  it('more than the rate: recipients count, and a large message runs into debt', async () => {
    let now = 1_000_000;
    await start({ account: withAccount({ perSecond: 2 }), now: () => now });
    const four = ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'];
    expect((await send({ to: four }))[0]).toBe(200);
    expect(await send()).toMatchObject([
      429,
      'TooManyRequestsException',
      { message: 'Maximum sending rate exceeded.' },
    ]);
    now += 1_000;
    expect((await send())[0]).toBe(429);
    now += 500;
    expect((await send())[0]).toBe(200);
  });

  it('more than the day’s quota, until the day is over', async () => {
    let now = 1_000_000;
    await start({ account: withAccount({ perDay: 2 }), now: () => now });
    expect((await send({ to: ['a@x.example', 'b@x.example'] }))[0]).toBe(200);
    expect((await send())[0]).toBe(429);
    now += 86_400_000;
    expect((await send())[0]).toBe(200);
  });
});

describe('answers about the account', () => {
  it('its quota, its sandbox and what was sent', async () => {
    await start({ account: withAccount({ perSecond: 14, perDay: 50_000 }) });
    await send({ to: ['a@x.example', 'b@x.example'] });
    expect((await ask('GET', '/v2/email/account'))[2]).toMatchObject({
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 2 },
      ProductionAccessEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendingEnabled: true,
    });
  });

  it('its identities', async () => {
    const fake = await start();
    fake.account.identities.set('new@other.example', { verified: false, dkim: 'PENDING' });
    expect((await ask('GET', '/v2/email/identities/owner.example'))[2]).toMatchObject({
      IdentityType: 'DOMAIN',
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
    });
    expect((await ask('GET', '/v2/email/identities/new%40other.example'))[2]).toMatchObject({
      IdentityType: 'EMAIL_ADDRESS',
      VerifiedForSendingStatus: false,
      VerificationStatus: 'PENDING',
    });
    expect((await ask('GET', '/v2/email/identities/none.example'))[1]).toBe('NotFoundException');
  });

  it('where events go', async () => {
    await start();
    expect((await ask('GET', '/v2/email/configuration-sets/reports/event-destinations'))[2]).toMatchObject({
      EventDestinations: [{ Enabled: true, MatchingEventTypes: expect.arrayContaining(['SEND', 'BOUNCE']) }],
    });
    expect((await ask('GET', '/v2/email/configuration-sets/no/event-destinations'))[0]).toBe(404);
  });

  it('its suppression list, which can be added to and taken from', async () => {
    await start();
    const one = '/v2/email/suppression/addresses/bad%40reader.example';
    expect((await ask('GET', one))[0]).toBe(404);
    const entry = { EmailAddress: 'bad@reader.example', Reason: 'BOUNCE' };
    expect((await ask('PUT', '/v2/email/suppression/addresses', entry))[0]).toBe(200);
    expect((await ask('GET', one))[2]).toMatchObject({ SuppressedDestination: entry });
    expect((await ask('GET', '/v2/email/suppression/addresses'))[2]).toMatchObject({
      SuppressedDestinationSummaries: [entry],
    });
    expect((await ask('DELETE', one))[0]).toBe(200);
    expect((await ask('DELETE', one))[0]).toBe(404);
    const bad = { EmailAddress: 'bad@reader.example', Reason: 'MOOD' };
    expect((await ask('PUT', '/v2/email/suppression/addresses', bad))[0]).toBe(400);
  });

  it('nothing else', async () => {
    await start();
    expect((await ask('GET', '/v2/email/templates'))[0]).toBe(404);
  });
});

describe('events', () => {
  it.each<[string, readonly string[]]>([
    ['success', ['Send', 'Delivery']],
    ['bounce', ['Send', 'Bounce']],
    ['softbounce', ['Send', 'Bounce']],
    ['complaint', ['Send', 'Delivery', 'Complaint']],
    ['delay', ['Send', 'DeliveryDelay', 'Delivery']],
    ['reject', ['Send', 'Reject']],
    ['suppressionlist', ['Send', 'Bounce']],
  ])('for %s@…', async (local, types) => {
    const fake = await start();
    await send({ to: [`${local}+ann@reader.example`], tags: { dispatch: 'd1' } });
    const events = heard(fake);
    expect(events.map(({ eventType }) => eventType)).toEqual(types);
    for (const { mail } of events) {
      expect(mail).toMatchObject({
        messageId: fake.accepted[0]?.messageId,
        destination: [`${local}+ann@reader.example`],
      });
      expect(mail.tags).toMatchObject({ dispatch: ['d1'], 'ses:configuration-set': ['reports'] });
    }
  });

  it('blame the recipient that bounced, and nobody else', async () => {
    const fake = await start();
    await send({ to: ['ann@reader.example', 'bounce@reader.example', 'softbounce@reader.example'] });
    const [, delivery, hard, soft] = heard(fake);
    expect(delivery).toMatchObject({ delivery: { recipients: ['ann@reader.example'] } });
    expect(hard?.['bounce']).toMatchObject({
      bounceType: 'Permanent',
      bouncedRecipients: [{ emailAddress: 'bounce@reader.example', status: '5.1.1' }],
    });
    expect(soft?.['bounce']).toMatchObject({ bounceType: 'Transient' });
  });

  it('of an address that is suppressed say so', async () => {
    const fake = await start();
    fake.account.suppressed.set('ann@reader.example', { reason: 'COMPLAINT', at: 1 });
    await send({ to: ['Ann@reader.example'] });
    expect(heard(fake)[1]?.['bounce']).toMatchObject({ bounceSubType: 'OnAccountSuppressionList' });
  });

  it('come of no configuration set, and of none whose destination is off', async () => {
    const account = plainAccount();
    account.configurationSets.set('quiet', { events: false });
    const fake = await start({ account });
    await send({ set: 'quiet' });
    expect(fake.accepted).toHaveLength(1);
    expect(heard(fake)).toEqual([]);
  });

  it('fare by their shares', async () => {
    const fake = await start({ fates: { bounced: 0.5 } });
    await send({ to: Array.from({ length: 40 }, (_, index) => `r${index}@reader.example`) });
    const [, , bounce] = heard(fake);
    const { length } = (bounce?.['bounce'] as { bouncedRecipients: string[] } | undefined)?.bouncedRecipients ?? [];
    expect(length).toBeGreaterThan(8);
    expect(length).toBeLessThan(32);
  });

  it('come late, twice, out of order or never, the same for the same seed', async () => {
    const run = async (seed: number): Promise<string[]> => {
      const fake = await startFakeSes({
        seed,
        now: () => 0,
        events: { missing: 0.2, silent: 0.1, duplicated: 0.3, late: 5_000 },
      });
      ses = fake;
      for (let number = 0; number < 30; number += 1) await send({ tags: { number: String(number) } });
      const events = heard(fake, 5_000).map(({ eventType, mail }) => `${mail.tags['number']?.[0] ?? ''} ${eventType}`);
      await fake.close();
      return events;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    const counts = new Map(first.map((one) => [one, first.filter((other) => other === one).length]));
    const all = Array.from({ length: 30 }, (_, number) => [`${number} Send`, `${number} Delivery`]).flat();
    expect(all.some((one) => !counts.has(one))).toBe(true);
    expect([...counts.values()]).toContain(2);
    expect(first).not.toEqual(first.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)));
  });

  it('come again until someone says that they are done', async () => {
    const fake = await start({ now: () => 0 });
    await send();
    const [first, second] = fake.post.take(10, 0, 1_000);
    expect(fake.post.take(10, 999, 1_000)).toEqual([]);
    fake.post.done(first?.ticket ?? 0);
    expect(fake.post.take(10, 1_000, 1_000)).toEqual([second]);
    fake.post.done(second?.ticket ?? 0);
    expect(fake.post.waiting).toBe(0);
  });

  it('are wrapped as EventBridge does', async () => {
    const fake = await start();
    await send({ to: ['bounce@reader.example'] });
    const wrapped = heard(fake).map((event) => onEventBridge(event, { at: 0, region: 'us-west-2' }));
    expect(wrapped[1]).toMatchObject({
      version: '0',
      'detail-type': 'Email Bounced',
      source: 'aws.ses',
      time: '1970-01-01T00:00:00.000Z',
      detail: { eventType: 'Bounce' },
    });
  });
});

describe('faults', () => {
  const outcome = (): Promise<number | 'broken'> =>
    send({ tags: { dispatch: 'd1' } }).then(
      ([status]) => status,
      () => 'broken' as const,
    );

  it.each([
    ['reset-before', 'broken', 0],
    ['throttled', 429, 0],
    ['error-before', 503, 0],
    ['reset-after', 'broken', 1],
    ['silence-after', 'broken', 1],
    ['error-after', 500, 1],
  ] as const)('%s', async (fault, seen, accepted) => {
    const fake = await start({ faults: { [fault]: 1 }, holds: 5 });
    expect(await outcome()).toBe(seen);
    expect(fake.accepted).toHaveLength(accepted);
    expect(heard(fake)).toHaveLength(2 * accepted);
    expect(fake.drawnFaults[fault]).toBe(1);
  });

  it('fall on the same messages for the same seed, whatever their order', async () => {
    const faults = Object.fromEntries(FAULTS.map((one) => [one, 0.1]));
    const run = async (numbers: readonly number[]): Promise<Map<number, number | 'broken'>> => {
      const fake = await startFakeSes({ seed: 3, faults, holds: 1 });
      ses = fake;
      const seen = new Map<number, number | 'broken'>();
      for (const number of numbers)
        seen.set(
          number,
          await send({ tags: { number: String(number) } }).then(
            ([status]) => status,
            () => 'broken' as const,
          ),
        );
      await fake.close();
      return seen;
    };
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const rising = await run(numbers);
    expect(await run(numbers.toReversed())).toEqual(rising);
    expect(new Set(rising.values())).toEqual(new Set([200, 'broken', 429, 500, 503]));
  });
});
