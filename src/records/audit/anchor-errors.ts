import { EXIT, UserError } from '../../core/problem.ts';
import type { AuditCode } from './codes.ts';

/** What the bucket was asked. */
export interface Asked {
  /** S3’s name for it: `PutObject`. */
  readonly action: string;
  readonly bucket: string;
}

export function refused(message: string, cause?: unknown): UserError {
  const code: AuditCode = 'anchors-refused';
  return new UserError(code, message, { exit: EXIT.failure, ...(cause === undefined ? {} : { cause }) });
}

/** Object Lock must be on: what can be taken away again proves nothing. */
export function notLocked(bucket: string): UserError {
  const mend = `turn Object Lock on for it, or name another under \`records.anchors\``;
  return refused(`the bucket ${bucket} does not lock what it holds, so checkpoints in it could be taken away; ${mend}`);
}

/** By the error’s name or code. Names: Amazon S3 API Reference, "Error responses"; codes: Node’s. */
const SAYS: readonly { readonly names: readonly string[]; readonly says: (asked: Asked) => string }[] = [
  { names: ['NoSuchBucket'], says: ({ bucket }) => `there is no bucket ${bucket}` },
  {
    names: ['AccessDenied', 'AllAccessDisabled', 'Forbidden'],
    says: ({ action, bucket }) => `AWS does not allow s3:${action} on ${bucket}; give it to this user or role`,
  },
  {
    names: ['CredentialsProviderError', 'TokenProviderError'],
    says: () => 'there are no AWS credentials; set AWS_PROFILE, or run it where a role is given',
  },
  {
    names: ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken', 'RequestTimeTooSkewed'],
    says: () => 'AWS does not take these credentials; sign in again, and check the clock of this machine',
  },
  {
    names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'],
    says: ({ bucket }) => `the bucket ${bucket} is in another region; set AWS_REGION to it`,
  },
  { names: ['Region is missing'], says: () => 'no region is set; set AWS_REGION' },
  {
    names: ['TimeoutError', 'AbortError', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE'],
    says: () => 'S3 cannot be reached, or does not answer in time; try again later',
  },
  { names: ['SlowDown', 'InternalError', 'ServiceUnavailable'], says: () => 'S3 is busy; try again later' },
];

/** What went wrong, as a sentence. Nothing of the request is in it. */
export function anchorError(error: unknown, asked: Asked): UserError {
  if (error instanceof UserError) return error;
  const names = namesOf(error);
  const known = SAYS.find((one) => one.names.some((name) => names.includes(name)));
  const says = known?.says(asked) ?? `S3 answered ${names[0] ?? 'something unknown'} to ${asked.action}`;
  return refused(`checkpoints in the bucket ${asked.bucket}: ${says}`, error);
}

function namesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...code, error.name, error.message];
}
