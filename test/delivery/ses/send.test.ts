import { describe, expect, it, onTestFinished } from 'vitest';
import { createSes, ses } from '../../../src/delivery/ses/index.ts';
import { credentials, message, NOW, sesAt, settings } from './_ses.ts';
import { scripted } from './_server.ts';

const taken = { status: 200, body: { MessageId: '0100-abc' } };

describe('SES: a message that it takes', () => {
  it('is sent raw, with the envelope spelt out and the tags that events bring back', async () => {
    const { url, asked } = await scripted(() => taken);
    const transport = sesAt(url, { settings: settings({ configuration_set: 'reports' }) });
    const sent = message({ attempt: 3 });
    expect(await transport.send(sent)).toEqual({ outcome: 'accepted', receipt: '0100-abc' });
    expect(asked.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: '/v2/email/outbound-emails',
        body: {
          FromEmailAddress: 'reports@example.com',
          Destination: { ToAddresses: ['ann@example.com', 'audit@example.com'] },
          Content: { Raw: { Data: Buffer.from(sent.bytes).toString('base64') } },
          ConfigurationSetName: 'reports',
          EmailTags: [
            { Name: 'dispatch', Value: '20260430T150000Z-cfo-1f3a90c2' },
            { Name: 'attempt', Value: '3' },
          ],
        },
      },
    ]);
  });

  it('is signed for the region of the settings', async () => {
    const { url, asked } = await scripted(() => taken);
    await sesAt(url, { settings: settings({ region: 'eu-central-1' }) }).send(message());
    expect(asked[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/ses\//,
    );
    expect(asked[0]?.body).not.toHaveProperty('ConfigurationSetName');
  });

  it.each([
    ['settings', settings({ region: 'us-west-2' }), { SES_REGION: 'eu-west-1', AWS_REGION: 'eu-west-2' }, 'us-west-2'],
    ['SES_REGION', noRegion(), { SES_REGION: 'eu-west-1', AWS_REGION: 'eu-west-2' }, 'eu-west-1'],
    ['AWS_REGION', noRegion(), { SES_REGION: ' ', AWS_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])('goes to the region of %s, at the address of the environment', async (_, given, env, region) => {
    const { url, asked } = await scripted(() => taken);
    const effects = { now: () => NOW, env: { ...env, AWS_ENDPOINT_URL: url } };
    await createSes({ settings: given, effects, credentials }).send(message());
    expect(asked[0]?.headers.authorization).toContain(`/${region}/ses/`);
  });
});

function noRegion() {
  return { ...settings(), ses: { topics: [] } };
}

describe('SES: settings that are wrong', () => {
  it.each([
    ['no region', {}, 'ses-region', 'SES needs a region'],
    ['a region that is none', { SES_REGION: 'Oregon' }, 'ses-region', '"Oregon" is no AWS region'],
    ['an address that is none', { AWS_REGION: 'us-west-2', AWS_ENDPOINT_URL: 'there' }, 'ses-endpoint', 'no http'],
    ['another protocol', { AWS_REGION: 'us-west-2', AWS_ENDPOINT_URL: 'file:///x' }, 'ses-endpoint', 'no http'],
  ])('%s is refused at once', async (_, env, code, says) => {
    const opened = ses.open({ outbox: '/nowhere', settings: noRegion(), effects: { now: () => NOW, env } });
    await expect(opened).rejects.toMatchObject({ name: 'UserError', code, message: expect.stringContaining(says) });
  });
});

describe('SES: what it cannot take', () => {
  it.each([
    ['51 recipients', { envelope: { from: 'r@example.com', to: addresses(51) } }, 'ses-too-many-recipients'],
    ['more than 40 MB', { bytes: new Uint8Array(40_000_001) }, 'ses-too-large'],
  ])('%s: it is not asked', async (_, change, code) => {
    const { url, asked } = await scripted(() => taken);
    const outcome = await sesAt(url).send(message(change));
    expect(outcome).toMatchObject({ outcome: 'failed', failure: { class: 'permanent', code } });
    expect(asked).toEqual([]);
  });

  it('takes 50 recipients', async () => {
    const { url, asked } = await scripted(() => taken);
    await sesAt(url).send(message({ envelope: { from: 'r@example.com', to: addresses(50) } }));
    expect(asked[0]?.body).toMatchObject({ Destination: { ToAddresses: addresses(50) } });
  });
});

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `reader-${index}@example.com`);
}

const expired = { status: 403, type: 'ExpiredTokenException', body: { message: 'The token is expired' } };

describe('SES: credentials', () => {
  it('that expire after they were good are loaded anew for the next attempt', async () => {
    const { url, asked } = await scripted((_, count) => (count === 2 ? expired : taken));
    let loads = 0;
    const chain = () => Promise.resolve({ ...credentials, accessKeyId: `AKID${(loads += 1)}` });
    const transport = sesAt(url, { credentials: chain });
    const outcomes = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) outcomes.push(await transport.send(message({ attempt })));
    expect(outcomes).toMatchObject([
      { outcome: 'accepted' },
      { failure: { class: 'retryable', code: 'ses-credentials-reload' } },
      { outcome: 'accepted' },
    ]);
    const keys = asked.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
    expect(keys).toEqual(['AKID1', 'AKID1', 'AKID2']);
  });

  it('that have expired before anything was sent stop all, and are loaded anew all the same', async () => {
    const { url } = await scripted((_, count) => (count === 1 ? expired : taken));
    let loads = 0;
    const transport = sesAt(url, { credentials: () => Promise.resolve({ ...credentials, loads: (loads += 1) }) });
    expect(await transport.send(message())).toMatchObject({
      failure: { class: 'stop-all', code: 'ses-credentials-expired' },
    });
    expect(await transport.send(message({ attempt: 2 }))).toMatchObject({ outcome: 'accepted' });
    expect(loads).toBe(2);
  });

  it.each([
    ['are nowhere', { name: 'CredentialsProviderError' }, 'stop-all', 'ses-no-credentials'],
    ['are refused by the service that gives them', { name: 'InvalidGrantException' }, 'stop-all', 'ses-no-credentials'],
    ['cannot be asked for: no network', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'retryable', 'dns'],
    ['break off while they are loaded', { code: 'ECONNRESET' }, 'retryable', 'not-connected'],
    ['cannot be given at present', { $metadata: { httpStatusCode: 503 } }, 'retryable', 'not-connected'],
  ])('that %s: nothing was sent', async (_, fields, kind, code) => {
    const { url, asked } = await scripted(() => taken);
    const fails = () => Promise.reject(Object.assign(new Error('Token is expired; run aws sso login'), fields));
    const outcome = await sesAt(url, { credentials: fails }).send(message());
    expect(outcome).toMatchObject({ outcome: 'failed', failure: { class: kind, code } });
    expect(asked).toEqual([]);
  });

  it('that never come: nothing was sent', async () => {
    const { url, asked } = await scripted(() => taken);
    const transport = sesAt(url, {
      credentials: () => new Promise(() => undefined),
      patience: { connection: 1000, request: 1000, credentials: 20 },
    });
    expect(await transport.send(message())).toMatchObject({ failure: { class: 'retryable', code: 'not-connected' } });
    expect(asked).toEqual([]);
  });
});

describe('SES: a clock that is off', () => {
  it('is put right by the time that AWS tells, for the next attempt', async () => {
    const there = new Date(Date.now() + 3_600_000);
    const { url, asked } = await scripted((_, count) =>
      count === 1
        ? { status: 403, type: 'RequestTimeTooSkewed', headers: { date: there.toUTCString() } }
        : { ...taken, headers: { date: there.toUTCString() } },
    );
    const transport = sesAt(url);
    expect(await transport.send(message())).toMatchObject({ failure: { class: 'retryable', code: 'ses-clock' } });
    expect(await transport.send(message({ attempt: 2 }))).toMatchObject({ outcome: 'accepted' });
    const ahead = asked.map(({ headers }) => hoursAhead(String(headers['x-amz-date'])));
    expect(ahead.map(String)).toEqual(['0', '1']);
  });
});

/** Of `20260430T150000Z`. */
function hoursAhead(date: string): number {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Math.round((Date.parse(iso) - Date.now()) / 3_600_000);
}

describe('SES: connections', () => {
  it('are shared by attempts, and closed in the end', async () => {
    const { url, asked } = await scripted(() => taken);
    const transport = sesAt(url);
    onTestFinished(() => transport.close?.());
    await Promise.all([1, 2, 3].map((attempt) => transport.send(message({ attempt }))));
    await transport.close?.();
    expect(await transport.send(message({ attempt: 4 }))).toMatchObject({ outcome: 'accepted' });
    expect(asked).toHaveLength(4);
  });
});
