import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Records, Dns } from '../../../src/delivery/_dns.ts';
import { systemDns } from '../../../src/delivery/_dns.ts';
import type { SenderLook } from '../../../src/model/dispatch.ts';
import { startNameServer, type NameServer, type ZoneName } from '../_dns-server.ts';
import { answering, denied, goodAccount, goodDomain, goodSet, type FakeAccount } from './_account.ts';
import { sesAt, settings } from './_ses.ts';
import { startScripted, type ScriptedSes } from './_server.ts';

const sender = 'reports@example.com';

const goodZone: Readonly<Record<string, ZoneName>> = {
  'bounce.example.com': { txt: [['v=spf1 include:amazonses.com ~all']] },
  '_dmarc.example.com': { txt: [['v=DMARC1; p=reject; rua=mailto:dmarc@example.com']] },
};

let zone: Record<string, ZoneName> = {};
let has: FakeAccount = {};
let server: ScriptedSes;
let names: NameServer;
beforeAll(async () => {
  server = await startScripted((asked) => answering(has)(asked));
  names = await startNameServer(new Proxy({}, { get: (_, name) => zone[String(name)] }));
});
afterAll(async () => {
  server.close();
  await names.close();
});

/** An account and a zone where all is well, but for what is given. */
async function look(
  account: FakeAccount = {},
  records: Record<string, ZoneName> = {},
  senders = [sender],
): Promise<readonly SenderLook[]> {
  has = { identities: { 'example.com': goodDomain }, sets: { reports: goodSet }, ...account };
  zone = { ...goodZone, ...records };
  const dns = systemDns({ servers: [names.address] });
  const transport = sesAt(server.url, { dns, settings: settings({ configuration_set: 'reports' }) });
  return (await transport.look?.(senders)) ?? [];
}

/** What one of the looks says, and its state. */
async function one(what: string, looks: Promise<readonly SenderLook[]>): Promise<string> {
  return (await looks)
    .filter((each) => each.what === what)
    .map(({ state, says }) => `${state}: ${says}`)
    .join('\n');
}

describe('SES: a look before the first send', () => {
  it('at an account where all is well', async () => {
    expect(await look()).toEqual([
      { what: 'account', state: 'ok', says: 'sending is enabled in us-west-2, and the account is in good standing' },
      { what: 'sandbox', state: 'ok', says: 'the account has production access in us-west-2' },
      { what: 'suppression', state: 'ok', says: 'SES suppresses addresses that bounced or complained' },
      { what: 'configuration-set', state: 'ok', says: 'configuration set reports tells what becomes of each message' },
      { what: 'identity', sender, state: 'ok', says: 'example.com is verified in us-west-2' },
      { what: 'dkim', sender, state: 'ok', says: 'SES signs in the name of example.com' },
      { what: 'mail-from', sender, state: 'ok', says: 'bounces go to bounce.example.com' },
      { what: 'spf', sender, state: 'ok', says: 'bounce.example.com lets SES send' },
      {
        what: 'dmarc',
        sender,
        state: 'ok',
        says: 'the DMARC policy of example.com is reject, and DKIM and SPF align',
      },
    ]);
  });

  it('asks for each identity once, and changes nothing', async () => {
    const before = server.asked.length;
    await look({}, {}, [sender, 'news@example.com', sender]);
    expect(server.asked.slice(before).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([
      'GET /v2/email/account',
      'GET /v2/email/configuration-sets/reports/event-destinations',
      'GET /v2/email/identities/reports@example.com',
      'GET /v2/email/identities/example.com',
      'GET /v2/email/identities/news@example.com',
    ]);
  });
});

describe('SES: the account', () => {
  it.each([
    ['account', { EnforcementStatus: 'SHUTDOWN' }, 'failure: AWS has stopped'],
    ['account', { SendingEnabled: false }, 'failure: sending is paused in us-west-2'],
    ['account', { EnforcementStatus: 'PROBATION' }, 'warning: AWS has this account under review'],
    ['account', { SendingEnabled: undefined }, 'not-seen: SES did not say'],
    ['sandbox', { ProductionAccessEnabled: false }, 'warning: the account is in the sandbox in us-west-2'],
    ['sandbox', { ProductionAccessEnabled: undefined }, 'not-seen: SES did not say'],
    ['suppression', { SuppressionAttributes: { SuppressedReasons: ['COMPLAINT'] } }, 'warning: SES does not suppress'],
    ['suppression', { SuppressionAttributes: undefined }, 'not-seen: SES did not say'],
  ])('%s, %j: %s', async (what, change, says) => {
    expect(await one(what, look({ account: { ...goodAccount, ...change } }))).toContain(says);
  });

  it.each(['account', 'sandbox', 'suppression'])('that may not be looked at: %s was not seen', async (what) => {
    const says = await one(what, look({ account: denied }));
    expect(says).toBe('not-seen: these credentials may not look: allow them ses:GetAccount');
  });
});

const events = (change: object) => ({ EventDestinations: [{ ...goodSet.EventDestinations[0], ...change }] });

describe('SES: the configuration set', () => {
  it.each([
    ['is not there', undefined, 'failure: there is no configuration set reports in this region'],
    ['has no destination', { EventDestinations: [] }, 'warning: configuration set reports has no enabled'],
    ['has one that is off', events({ Enabled: false }), 'outcomes that are unknown can then not be resolved'],
    ['only counts', events({ SnsDestination: undefined, CloudWatchDestination: {} }), 'warning: configuration set'],
    ['leaves out SEND', events({ MatchingEventTypes: ['BOUNCE'] }), 'leave out SEND, REJECT, COMPLAINT'],
    [
      'may not be looked at',
      denied,
      'not-seen: these credentials may not look: allow them ses:GetConfigurationSetEventDestinations',
    ],
  ])('%s', async (_, answer, says) => {
    const sets = answer === undefined ? {} : { reports: answer };
    expect(await one('configuration-set', look({ sets }))).toContain(says);
  });

  it('is not named', async () => {
    has = {};
    const looks = await sesAt(server.url).look?.([]);
    expect(looks?.find(({ what }) => what === 'configuration-set')).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('outcomes that are unknown can then not be resolved'),
    });
  });
});

const domain = (change: object) => ({ identities: { 'example.com': { ...goodDomain, ...change } } });

describe('SES: the identity', () => {
  it.each([
    [
      'nothing is known',
      { identities: {} },
      'failure: SES knows neither reports@example.com nor example.com in us-west-2',
    ],
    [
      'the domain waits for its records',
      domain({ VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' }),
      'failure: example.com is not verified in us-west-2 (PENDING): publish the DNS records',
    ],
    [
      'the address waits for its owner',
      { identities: { [sender]: { VerifiedForSendingStatus: false } } },
      'failure: reports@example.com is not verified in us-west-2 (not verified): open the link',
    ],
    [
      'the address alone is verified',
      { identities: { [sender]: { VerifiedForSendingStatus: true } } },
      'ok: reports@example.com is verified',
    ],
    [
      'may not be looked at',
      { identities: { [sender]: denied } },
      'not-seen: these credentials may not look: allow them ses:GetEmailIdentity',
    ],
    [
      'SES fails',
      { identities: { [sender]: { status: 400, type: 'BadRequestException' } } },
      'not-seen: SES finds fault',
    ],
  ])('%s', async (_, account, says) => {
    expect(await one('identity', look(account))).toContain(says);
  });

  it('a verified domain speaks for all below it, as far as strict alignment lets it', async () => {
    const below = ['cfo@reports.eu.example.com'];
    expect(await one('identity', look({}, {}, below))).toBe('ok: example.com is verified in us-west-2');
    expect(await one('dmarc', look({}, {}, below))).toContain('ok: the DMARC policy of example.com is reject');
    const strict = { '_dmarc.example.com': { txt: [['v=DMARC1; p=none; sp=quarantine; adkim=s; aspf=s']] } };
    expect(await one('dmarc', look({}, strict, below))).toContain(
      'failure: the DMARC policy of example.com is quarantine',
    );
  });
});

const tokens = ['one', 'two', 'three'];
const cnames = (wanted: readonly string[]) =>
  Object.fromEntries(
    wanted.map((token) => [`${token}._domainkey.example.com`, { cname: `${token}.dkim.amazonses.com` }]),
  );
const dkim = (change: object) => domain({ DkimAttributes: { ...goodDomain.DkimAttributes, ...change } });

describe('SES: DKIM', () => {
  it.each([
    ['never begun', dkim({ Status: 'NOT_STARTED' }), {}, 'warning: SES does not sign for example.com'],
    ['turned off', dkim({ SigningEnabled: false }), {}, 'warning: DKIM signing is turned off for example.com'],
    [
      'one record is missing',
      dkim({ Status: 'PENDING' }),
      cnames(['one', 'three']),
      'warning: SES does not find its DKIM records for example.com (PENDING): publish two._domainkey.example.com as',
    ],
    ['published since', dkim({ Status: 'FAILED' }), cnames(tokens), '(FAILED): they are published, so wait'],
    ['not seen', { identities: { [sender]: denied } }, {}, 'not-seen: these credentials may not look'],
  ])('%s', async (_, account, records, says) => {
    expect(await one('dkim', look(account, records))).toContain(says);
  });
});

const mailFrom = (change: object) => domain({ MailFromAttributes: { ...goodDomain.MailFromAttributes, ...change } });
const exchange: Record<string, ZoneName> = {
  'bounce.example.com': { mx: [[10, 'feedback-smtp.us-west-2.amazonses.com']] },
};

describe('SES: MAIL FROM', () => {
  it.each([
    ['is Amazon’s', domain({ MailFromAttributes: undefined }), {}, 'ok: bounces go to amazonses.com'],
    [
      'lacks its record, and SES goes on',
      mailFrom({ MailFromDomainStatus: 'PENDING' }),
      {},
      'warning: SES does not find the MX record of bounce.example.com (PENDING) and uses amazonses.com until then: publish `10 feedback-smtp.us-west-2.amazonses.com`',
    ],
    [
      'lacks its record, and SES rejects',
      mailFrom({ MailFromDomainStatus: 'FAILED', BehaviorOnMxFailure: 'REJECT_MESSAGE' }),
      exchange,
      'failure: SES does not find the MX record of bounce.example.com (FAILED) and rejects mail until then: it is published, so wait',
    ],
    ['was not seen', { identities: { [sender]: denied } }, {}, 'not-seen: these credentials may not look'],
  ])('%s', async (_, account, records, says) => {
    expect(await one('mail-from', look(account, records))).toContain(says);
  });
});

const spf = (...records: readonly string[]) => ({ 'bounce.example.com': { txt: records.map((record) => [record]) } });

describe('SES: SPF', () => {
  it.each([
    [
      'is there, among other things',
      spf('v=spf1 mx include:amazonses.com -all', 'verify=1'),
      'ok: bounce.example.com lets',
    ],
    ['is missing', spf('v=spf10 include:amazonses.com'), 'warning: bounce.example.com has no SPF record'],
    [
      'names others',
      spf('v=spf1 include:notamazonses.com ~all'),
      'warning: the SPF record of bounce.example.com does not',
    ],
    [
      'refuses SES',
      spf('v=spf1 -include:amazonses.com ~all'),
      'warning: the SPF record of bounce.example.com does not',
    ],
    [
      'is there twice',
      spf('v=spf1 include:amazonses.com ~all', 'v=spf1 -all'),
      'warning: bounce.example.com has 2 SPF',
    ],
    [
      'cannot be looked up',
      { 'bounce.example.com': { fails: 'refused' as const } },
      'not-seen: SPF of bounce.example.com',
    ],
  ])('%s', async (_, records, says) => {
    expect(await one('spf', look({}, records))).toContain(says);
  });

  it('is Amazon’s where MAIL FROM is; unseen where the identity is', async () => {
    expect(await one('spf', look(domain({ MailFromAttributes: undefined })))).toBe(
      'ok: Amazon’s own, of amazonses.com',
    );
    expect(await one('spf', look({ identities: { [sender]: denied } }))).toContain('not-seen');
  });
});

const dmarc = (...records: readonly string[]) => ({ '_dmarc.example.com': { txt: records.map((record) => [record]) } });
const alone = domain({ DkimAttributes: undefined, MailFromAttributes: undefined });

describe('SES: DMARC', () => {
  it.each([
    [
      'by DKIM alone',
      domain({ MailFromAttributes: undefined }),
      {},
      'ok: the DMARC policy of example.com is reject, and DKIM aligns',
    ],
    ['by SPF alone', domain({ DkimAttributes: undefined }), {}, 'is reject, and SPF aligns'],
    [
      'by neither, and it is refused',
      alone,
      {},
      'failure: the DMARC policy of example.com is reject, so receivers would reject',
    ],
    [
      'by neither, and nobody minds',
      alone,
      dmarc('v=DMARC1;p=none'),
      'warning: the DMARC policy of example.com is none',
    ],
    ['no policy', {}, dmarc(), 'warning: example.com has no DMARC record'],
    ['two policies are none', {}, dmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject'), 'warning: example.com has no DMARC'],
    [
      'a policy that is none',
      alone,
      dmarc('v=DMARC1; p=everything'),
      'warning: the DMARC policy of example.com is none',
    ],
    [
      'strict, and signed by the domain itself',
      {},
      dmarc('v=DMARC1; p=reject; adkim=s; aspf=s'),
      'ok: the DMARC policy of example.com is reject, and DKIM aligns',
    ],
    [
      'cannot be looked up',
      {},
      { '_dmarc.example.com': { fails: 'refused' as const } },
      'not-seen: DMARC of example.com',
    ],
    [
      'nobody may see the identity',
      { identities: { [sender]: denied } },
      {},
      'not-seen: the DMARC policy of example.com is reject; whether',
    ],
  ])('%s', async (_, account, records, says) => {
    expect(await one('dmarc', look(account, records))).toContain(says);
  });
});

const unasked: Dns = {
  txt: () => Promise.resolve<Records<string>>({ state: 'none' }),
  mx: () => Promise.resolve({ state: 'none' }),
  cname: () => Promise.resolve({ state: 'none' }),
};

describe('SES: when it cannot be asked', () => {
  it.each([
    ['no credentials', { name: 'CredentialsProviderError' }, 'credentials', 'no AWS credentials could be loaded'],
    ['no network', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'connection', 'could not be looked up'],
  ])('%s: it says so, and has not seen the senders', async (_, fields, what, says) => {
    const fails = () => Promise.reject(Object.assign(new Error('no'), fields));
    const transport = sesAt(server.url, { credentials: fails, dns: unasked });
    expect(await transport.look?.([sender])).toEqual([
      { what, state: 'failure', says: expect.stringContaining(says) },
      { what: 'identity', sender, state: 'not-seen', says: 'not looked at: SES could not be asked' },
    ]);
    expect(await transport.quota?.()).toEqual({ perSecond: 1 });
  });

  it('credentials that nobody knows', async () => {
    const looks = await look({ account: { status: 403, type: 'UnrecognizedClientException' } });
    expect(looks.map(({ what, state }) => [what, state])).toEqual([
      ['credentials', 'failure'],
      ['identity', 'not-seen'],
    ]);
  });

  it('an answer that makes no sense', async () => {
    const looks = await look({ account: 'not-json' });
    expect(looks[0]).toEqual({
      what: 'connection',
      state: 'failure',
      says: 'SES gave no answer that helps (not-understood)',
    });
  });
});

describe('SES: quota', () => {
  it.each([
    ['as it is', {}, { perSecond: 14, perDay: 50_000, sentToday: 120 }],
    ['without a limit a day', { Max24HourSend: -1 }, { perSecond: 14, sentToday: 120 }],
    ['in part', { Max24HourSend: undefined, SentLast24Hours: undefined }, { perSecond: 14 }],
    ['that makes no sense: one a second, which every account may', { MaxSendRate: 0 }, { perSecond: 1 }],
  ])('%s', async (_, change, expected) => {
    has = { account: { ...goodAccount, SendQuota: { ...goodAccount.SendQuota, ...change } } };
    expect(await sesAt(server.url).quota?.()).toEqual(expected);
  });

  it('that nobody may see: one a second, or the rate that the portfolio says', async () => {
    has = { account: denied };
    expect(await sesAt(server.url).quota?.()).toEqual({ perSecond: 1 });
    expect(await sesAt(server.url, { settings: { ...settings(), rate: 20 } }).quota?.()).toBeUndefined();
  });
});
