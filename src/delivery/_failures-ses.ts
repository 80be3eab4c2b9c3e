import type { FailureRow } from './_failure-row.ts';

type Row = Omit<FailureRow, 'transport'>;

/** Before SES is asked, and what a failure of the service itself means. */
const FIRST: readonly Row[] = [
  {
    when: { names: ['TooManyRecipients'] },
    class: 'permanent',
    code: 'ses-too-many-recipients',
    says: 'SES takes 50 recipients in a message, blind copies included: split the list, or take `together` off it',
  },
  {
    when: { names: ['MessageTooLarge'] },
    class: 'permanent',
    code: 'ses-too-large',
    says: 'SES takes messages of up to 40 MB: attach less',
  },
  {
    when: { names: ['CredentialsNotLoaded'] },
    class: 'stop-all',
    code: 'ses-no-credentials',
    says: 'no AWS credentials could be loaded: sign in (`aws sso login`), set AWS_PROFILE, or give this machine a role {said}',
  },
  {
    when: { status: [500, 599] },
    class: 'unknown',
    code: 'ses-server-error',
    says: 'SES failed while it handled the message, which may have been taken or not: {said}',
  },
];

/** Who asks, and may they: nothing was sent. What SES says of signatures is never repeated. */
const ACCESS: readonly Row[] = [
  {
    when: { names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'], unproven: true },
    class: 'stop-all',
    code: 'ses-credentials-expired',
    says: 'the AWS credentials that this machine has are expired: sign in again, or replace the session token',
  },
  {
    when: { names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'] },
    class: 'retryable',
    code: 'ses-credentials-reload',
    says: 'the AWS credentials have expired; the next attempt loads them anew',
  },
  {
    when: { names: ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'] },
    class: 'retryable',
    code: 'ses-clock',
    says: 'this machine’s clock is off by more than AWS allows; the next attempt goes by the time that AWS told, but set the clock',
  },
  {
    when: {
      names: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
      said: /signature (?:expired|not yet current)/i,
    },
    class: 'retryable',
    code: 'ses-clock-signature',
    says: 'the request was signed for another time: this machine’s clock is off; the next attempt goes by the time that AWS told, but set the clock',
  },
  {
    when: {
      names: [
        'AuthFailure',
        'IncompleteSignature',
        'IncompleteSignatureException',
        'InvalidAccessKeyId',
        'InvalidClientTokenId',
        'InvalidSignatureException',
        'MissingAuthenticationToken',
        'MissingAuthenticationTokenException',
        'OptInRequired',
        'SignatureDoesNotMatch',
        'UnrecognizedClientException',
      ],
    },
    class: 'stop-all',
    code: 'ses-credentials',
    says: 'AWS does not know these credentials, or not in this region: check the access key, its secret and the region',
  },
  {
    when: { names: ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'] },
    class: 'stop-all',
    code: 'ses-access-denied',
    says: 'these credentials may not send: allow them ses:SendEmail and ses:SendRawEmail on the identity and the configuration set (docs/ses.md) {said}',
  },
];

/** What stops the whole account, or slows it down: nothing was sent. */
const ACCOUNT: readonly Row[] = [
  {
    when: { names: ['AccountSuspended', 'AccountSuspendedException'] },
    class: 'stop-all',
    code: 'ses-account-suspended',
    says: 'AWS has suspended this account’s mail for good: answer AWS’s support case',
  },
  {
    when: {
      names: [
        'AccountSendingPausedException',
        'ConfigurationSetSendingPausedException',
        'SendingPaused',
        'SendingPausedException',
      ],
    },
    class: 'stop-all',
    code: 'ses-sending-paused',
    says: 'sending is paused for the account or the configuration set: see the reputation page of the SES console, and resume it there {said}',
  },
  {
    when: { names: ['MessageRejected'], said: /sending (?:is |has been )?(?:paused|suspended)/i },
    class: 'stop-all',
    code: 'ses-sending-stopped',
    says: 'SES does not send for this account now: see the reputation page of the SES console {said}',
  },
  {
    when: {
      names: ['TooManyRequestsException', 'Throttling', 'ThrottlingException', 'LimitExceededException'],
      said: /daily|24.?hour/i,
    },
    class: 'stop-all',
    code: 'ses-daily-quota',
    says: 'the account has sent all that it may in 24 hours; the rest goes when the window has moved on, or ask AWS for a higher quota {said}',
  },
  {
    when: { names: ['LimitExceeded', 'LimitExceededException'] },
    class: 'stop-all',
    code: 'ses-limit',
    says: 'a limit of the SES account is reached: see its quotas in the SES console {said}',
  },
  {
    when: {
      names: [
        'RequestLimitExceeded',
        'RequestThrottled',
        'RequestThrottledException',
        'SlowDown',
        'Throttling',
        'ThrottlingException',
        'ThrottledException',
        'TooManyRequests',
        'TooManyRequestsException',
      ],
    },
    class: 'retryable',
    code: 'ses-throttled',
    says: 'SES asks to slow down {said}',
  },
  {
    when: { status: [429, 429] },
    class: 'retryable',
    code: 'ses-too-many-requests',
    says: 'SES, or what stands before it, asks to slow down {said}',
  },
  {
    when: { names: ['NotFoundException'], said: /configuration.?set/i },
    class: 'stop-all',
    code: 'ses-configuration-set',
    says: 'the configuration set of `delivery.ses.configuration_set` is not there in this region: create it, or mend its name {said}',
  },
];

/** What concerns this message alone: nothing was sent, and never will be. */
const MESSAGE: readonly Row[] = [
  {
    when: { names: ['MessageRejected'], said: /not verified/i },
    class: 'permanent',
    code: 'ses-not-verified',
    says: 'SES has not verified an address of this message, or its domain: verify a sender in the region that sends; a recipient only needs it while the account is in the sandbox, so verify it or ask AWS for production access {said}',
  },
  {
    when: { names: ['MessageRejected'] },
    class: 'permanent',
    code: 'ses-rejected',
    says: 'SES rejected the message {said}',
  },
  {
    when: { names: ['MailFromDomainNotVerified', 'MailFromDomainNotVerifiedException'] },
    class: 'permanent',
    code: 'ses-mail-from',
    says: 'the sender’s MAIL FROM domain lacks its MX record, and its identity says to reject mail then: add the record that the SES console shows {said}',
  },
  {
    when: { names: ['NotFound', 'NotFoundException'] },
    class: 'permanent',
    code: 'ses-not-found',
    says: 'SES does not find something that the message names, in this region {said}',
  },
  {
    when: { names: ['RequestEntityTooLarge', 'RequestEntityTooLargeException'] },
    class: 'permanent',
    code: 'ses-entity-too-large',
    says: 'SES found the message too large: attach less {said}',
  },
  {
    when: { status: [413, 413] },
    class: 'permanent',
    code: 'ses-payload-too-large',
    says: 'SES, or what stands before it, found the message too large: attach less',
  },
  {
    when: {
      names: [
        'BadRequest',
        'BadRequestException',
        'InvalidParameterValue',
        'SerializationException',
        'ValidationError',
        'ValidationException',
      ],
    },
    class: 'permanent',
    code: 'ses-bad-request',
    says: 'SES finds fault with the message or an address of it {said}',
  },
];

export const SES_FAILURES: readonly FailureRow[] = [...FIRST, ...ACCESS, ...ACCOUNT, ...MESSAGE].map((row) => ({
  transport: 'ses' as const,
  ...row,
}));
