import { EXIT, UserError } from '../../core/problem.ts';
import type { RecordCode } from '../codes.ts';

export interface Call {
  /** DynamoDB's name for it: `GetItem`; IAM's is `dynamodb:GetItem`. */
  readonly action: string;
  readonly table: string;
  readonly writes: boolean;
}

/** The command that makes the tables. */
const MAKES_TABLES = 'quarterdeck records tables';

/**
 * What a call may come to, by the error's name or code, and what to do. Names: Amazon DynamoDB Developer Guide, "Error
 * handling with DynamoDB", and IAM's "Common errors"; codes: Node's.
 */
const SAYS: readonly { readonly names: readonly string[]; readonly says: (call: Call) => string }[] = [
  {
    names: ['ResourceNotFoundException'],
    says: ({ table }) => `there is no table ${table} in this region; ${MAKES_TABLES} makes it`,
  },
  {
    names: ['AccessDeniedException', 'AccessDenied', 'NotAuthorized'],
    says: ({ action, table }) => `AWS does not allow dynamodb:${action} on ${table}; give it to this user or role`,
  },
  {
    names: ['CredentialsProviderError', 'TokenProviderError'],
    says: () => 'there are no AWS credentials; set AWS_PROFILE, or run it where a role is given',
  },
  {
    names: [
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'InvalidClientTokenId',
      'IncompleteSignature',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ],
    says: () => 'AWS does not know these credentials; check them, and the clock of this machine',
  },
  {
    names: ['ExpiredTokenException', 'ExpiredToken'],
    says: () => 'the AWS credentials have expired; sign in again',
  },
  {
    names: [
      'ProvisionedThroughputExceededException',
      'ThrottlingException',
      'Throttling',
      'RequestLimitExceeded',
      'LimitExceededException',
    ],
    says: ({ table }) => `DynamoDB slowed ${table} down, and went on after several tries; try again later`,
  },
  {
    names: ['Region is missing'],
    says: () => 'no region is set; set AWS_REGION, or `region` below `records` in the portfolio',
  },
  {
    names: [
      'TimeoutError',
      'RequestTimeout',
      'ECONNREFUSED',
      'ECONNRESET',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EPIPE',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
    ],
    says: () => 'DynamoDB did not answer after several tries; check the network and the endpoint, then try again',
  },
  {
    names: ['InternalServerError', 'InternalServerErrorException', 'ServiceUnavailable', 'InternalFailure'],
    says: () => 'DynamoDB has an error of its own, after several tries; try again later',
  },
];

/** Anything that a call threw, as the user's error. AWS's own words may name the account: they stay in the cause. */
export function dynamoError(error: unknown, call: Call): UserError {
  if (error instanceof UserError) return error;
  const names = namesOf(error);
  const row = SAYS.find((one) => one.names.some((name) => names.includes(name)));
  const why = row?.says(call) ?? `DynamoDB answered ${names[0] ?? 'an error'} to ${call.action}`;
  return recordsError(call, why, error);
}

/** Of a table whose rows are not as they were written, or which cannot be used. */
export function recordsError(
  { table, writes }: Pick<Call, 'table' | 'writes'>,
  why: string,
  cause?: unknown,
): UserError {
  const code: RecordCode = writes ? 'records-unwritable' : 'records-unreadable';
  const message = `DynamoDB ${table} cannot be ${writes ? 'written' : 'read'}: ${why}`;
  return new UserError(code, message, { exit: EXIT.failure, cause });
}

/** Its name and its code; for the one error of the SDK that has neither, its text. */
function namesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return error.name === 'Error' ? [...code, error.message] : [error.name, ...code];
}
