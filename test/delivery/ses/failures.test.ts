import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { FAILURES, type FailureRow } from '../../../src/delivery/_failures.ts';
import { failureFrom } from '../../../src/delivery/ses/failures.ts';
import type { Failure, FailureClass, Transport } from '../../../src/model/dispatch.ts';
import { closedPort, message, NOW, sesAt } from './_ses.ts';
import { startScripted, type Reply, type ScriptedSes } from './_server.ts';

/** An error as SES answers it. */
function refusal(status: number, type: string, text = 'no', headers: Record<string, string> = {}): Reply {
  return { status, type, body: { message: text }, headers };
}

const unverified =
  'Email address is not verified. The following identities failed the check in region US-WEST-2: bob@example.net';

/** What SES answers, or what happens in its place; the class and the code that it has. */
const answers: readonly [reply: Reply, kind: FailureClass, code: string][] = [
  [refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'), 'retryable', 'ses-throttled'],
  [refusal(400, 'Throttling', 'Maximum sending rate exceeded.'), 'retryable', 'ses-throttled'],
  [refusal(400, 'ThrottlingException', 'Rate exceeded'), 'retryable', 'ses-throttled'],
  [{ status: 429 }, 'retryable', 'ses-too-many-requests'],
  [refusal(429, 'TooManyRequestsException', 'Daily message quota exceeded.'), 'stop-all', 'ses-daily-quota'],
  [refusal(400, 'LimitExceededException', 'Daily message quota exceeded.'), 'stop-all', 'ses-daily-quota'],
  [refusal(400, 'LimitExceededException'), 'stop-all', 'ses-limit'],
  [refusal(400, 'AccountSuspendedException'), 'stop-all', 'ses-account-suspended'],
  [refusal(400, 'SendingPausedException'), 'stop-all', 'ses-sending-paused'],
  [refusal(400, 'MessageRejected', 'Sending paused for this account.'), 'stop-all', 'ses-sending-stopped'],
  [refusal(404, 'NotFoundException', 'Configuration set <r> does not exist.'), 'stop-all', 'ses-configuration-set'],
  [
    refusal(403, 'AccessDeniedException', 'not authorized to perform: ses:SendRawEmail'),
    'stop-all',
    'ses-access-denied',
  ],
  [refusal(403, 'UnrecognizedClientException', 'The security token is invalid'), 'stop-all', 'ses-credentials'],
  [refusal(403, 'InvalidSignatureException', 'does not match'), 'stop-all', 'ses-credentials'],
  [refusal(403, 'InvalidSignatureException', 'Signature expired: 2026'), 'retryable', 'ses-clock-signature'],
  [refusal(403, 'RequestTimeTooSkewed'), 'retryable', 'ses-clock'],
  [refusal(403, 'ExpiredTokenException'), 'stop-all', 'ses-credentials-expired'],
  [refusal(400, 'MessageRejected', unverified), 'permanent', 'ses-not-verified'],
  [refusal(400, 'MessageRejected', 'Address blacklisted.'), 'permanent', 'ses-rejected'],
  [refusal(400, 'MailFromDomainNotVerifiedException'), 'permanent', 'ses-mail-from'],
  [refusal(400, 'BadRequestException', 'Missing final @domain'), 'permanent', 'ses-bad-request'],
  [refusal(404, 'NotFoundException', 'Tenant'), 'permanent', 'ses-not-found'],
  [refusal(400, 'RequestEntityTooLargeException'), 'permanent', 'ses-entity-too-large'],
  [{ status: 413 }, 'permanent', 'ses-payload-too-large'],
  [refusal(500, 'InternalServiceErrorException'), 'unknown', 'ses-server-error'],
  [refusal(503, 'TooManyRequestsException'), 'unknown', 'ses-server-error'],
  [{ status: 504 }, 'unknown', 'ses-server-error'],
  ['reset', 'unknown', 'connection-lost'],
  ['silence', 'unknown', 'timeout'],
  ['half', 'unknown', 'timeout'],
  ['not-json', 'unknown', 'not-understood'],
  [{ status: 200, body: {} }, 'unknown', 'not-understood'],
  [{ status: 302, headers: { location: '/elsewhere' } }, 'unknown', 'not-understood'],
  [{ status: 403 }, 'unknown', 'not-understood'],
  [refusal(418, 'TeapotException'), 'unknown', 'not-understood'],
];

function named(reply: Reply): string {
  if (typeof reply === 'string') return reply;
  const { message: text = '' } = (reply.body ?? {}) as { message?: string };
  return `${reply.status} ${reply.type ?? ''} ${text.slice(0, 40)}`;
}

/** Milliseconds; long enough for what answers at once, on a machine that has much to do. */
const SHORT = { connection: 400, request: 400, credentials: 5000 };
const LONG = { connection: 10_000, request: 10_000, credentials: 5000 };

describe('SES: an answer', () => {
  let reply: Reply = 'silence';
  let server: ScriptedSes;
  let patient: Transport;
  let impatient: Transport;
  beforeAll(async () => {
    server = await startScripted(() => reply);
    patient = sesAt(server.url, { patience: LONG });
    impatient = sesAt(server.url, { patience: SHORT });
  });
  afterAll(() => server.close());

  it.each(answers.map(([given, kind, code]) => [named(given), kind, code, given] as const))(
    '%s: %s, %s, after one request',
    async (_, kind, code, given) => {
      reply = given;
      const before = server.asked.length;
      const transport = given === 'silence' || given === 'half' ? impatient : patient;
      const outcome = await transport.send(message());
      expect(outcome).toMatchObject({ outcome: 'failed', failure: { class: kind, code } });
      expect(server.asked).toHaveLength(before + 1);
    },
  );
});

describe('SES: no connection', () => {
  it('to a port where nobody listens: nothing was sent', async () => {
    const outcome = await sesAt(`http://127.0.0.1:${await closedPort()}`).send(message());
    expect(outcome).toMatchObject({ failure: { class: 'retryable', code: 'connection-refused' } });
  });

  it('to someone who cannot prove who he is: nothing was given to him', async () => {
    let said = 0;
    // It says that its certificate is not to be trusted, which is what this is about.
    const quiet = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => quiet.mockRestore());
    const server = new SMTPServer({ secure: true, onConnect: (_, done) => ((said += 1), done()) });
    server.on('error', () => undefined);
    const listening = server.listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const address = listening.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const outcome = await sesAt(`https://127.0.0.1:${port}`).send(message());
    expect(outcome).toMatchObject({ failure: { class: 'stop-all', code: 'certificate' } });
    expect(said).toBe(0);
  });

  const late = '@smithy/node-http-handler - the request socket did not establish a connection with the server';
  it.each([
    ['a name that is nowhere', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'retryable', 'dns'],
    ['a name service that is silent', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, 'retryable', 'dns'],
    ['a connection that takes too long', { name: 'TimeoutError', message: late }, 'retryable', 'not-connected'],
    ['a host that is away', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'retryable', 'not-connected'],
    [
      'two addresses that are away',
      { code: 'ETIMEDOUT', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] },
      'retryable',
      'not-connected',
    ],
    ['too many files', { code: 'EMFILE', syscall: 'connect' }, 'retryable', 'too-many-open'],
    ['a host that went away', { code: 'EHOSTUNREACH', syscall: 'read' }, 'unknown', 'not-understood'],
    ['a write that timed out', { code: 'ETIMEDOUT', syscall: 'write' }, 'unknown', 'timeout'],
    ['a deadline', { name: 'AbortError' }, 'unknown', 'timeout'],
    ['something else', {}, 'unknown', 'not-understood'],
  ])('%s', (_, fields, kind, code) => {
    const error = Object.assign(new Error('it failed'), fields);
    expect(failureFrom(error, { now: NOW, unproven: true })).toMatchObject({ class: kind, code });
  });

  it.each([[undefined], ['a text'], [{ name: 7, $metadata: 'x', errors: 3 }]])(
    'what is thrown and no error, such as %j, is not understood',
    (thrown) => {
      expect(failureFrom(thrown, { now: NOW, unproven: true })).toMatchObject({ code: 'not-understood' });
    },
  );
});

describe('SES: what a failure says', () => {
  let reply: Reply = 'silence';
  let server: ScriptedSes;
  let transport: Transport;
  beforeAll(async () => {
    server = await startScripted(() => reply);
    transport = sesAt(server.url);
  });
  afterAll(() => server.close());

  async function failureOf(given: Reply): Promise<Failure> {
    reply = given;
    const outcome = await transport.send(message());
    if (outcome.outcome !== 'failed') throw new Error('it was taken');
    return outcome.failure;
  }

  it.each([
    ['seconds', '7', 7000],
    ['a date', new Date(NOW + 90_000).toUTCString(), 90_000],
    ['more than a day', '9999999', 86_400_000],
    ['a date that is over', new Date(NOW - 90_000).toUTCString(), undefined],
    ['nonsense', 'soon', undefined],
  ])('how long to wait: %s', async (_, header, wait) => {
    const failure = await failureOf(refusal(429, 'TooManyRequestsException', 'slow', { 'retry-after': header }));
    expect(failure.retryAfter).toBe(wait);
  });

  it('which address is not verified, and what to do', async () => {
    const { message: says } = await failureOf(refusal(400, 'MessageRejected', unverified));
    expect(says).toContain('bob@example.net');
    expect(says).toContain('verify a sender in the region that sends');
    expect(says).toContain('production access');
  });

  it('nothing of signatures and keys', async () => {
    const canonical =
      "The Canonical String for this request should have been 'POST\n/v2/email/outbound-emails' Signature=0123abcd Credential=AKIAABCDEFGHIJKLMNOP/20260430";
    for (const type of [
      'InvalidSignatureException',
      'AccessDeniedException',
      'MessageRejected',
      'BadRequestException',
    ]) {
      const { message: says } = await failureOf(refusal(403, type, `${canonical} ${'ab12'.repeat(16)}`));
      expect(says).not.toMatch(/0123abcd|AKIA|ab12ab12/);
      expect(says).not.toContain('\n');
    }
  });

  it('no more than a few lines, whatever it was told', async () => {
    const { message: says } = await failureOf(refusal(400, 'MessageRejected', 'no '.repeat(100_000)));
    expect(says.length).toBeLessThan(500);
  });
});

describe('The table of failures', () => {
  const codes = FAILURES.map(({ code }) => code);

  it('has each code once', () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('ends with a row that always holds, and takes the message for sent or not', () => {
    expect(FAILURES.at(-1)).toMatchObject({ transport: 'any', when: {}, class: 'unknown' });
  });

  it('never says that something may be sent again when the service itself failed', () => {
    const servers = FAILURES.filter(({ when }) => (when.status?.[1] ?? 0) >= 500);
    expect(new Set(servers.map((row) => row.class))).toEqual(new Set(['unknown']));
  });

  it('has each of its rows for SES shown above, or with the credentials', () => {
    const elsewhere = ['ses-too-many-recipients', 'ses-too-large', 'ses-no-credentials', 'ses-credentials-reload'];
    const shown = new Set([...answers.map(([, , code]) => code), ...elsewhere]);
    const ours = FAILURES.filter(({ transport }: FailureRow) => transport === 'ses').map(({ code }) => code);
    expect(ours.filter((code) => !shown.has(code))).toEqual([]);
  });
});
