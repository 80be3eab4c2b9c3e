import type { Effects } from '../../core/effects.ts';

export interface DynamoOptions {
  /** How the names of the tables begin: `<tables>-reports-audit`, `<tables>-dashboard`, `<tables>-auth`. */
  readonly tables: string;
  /** Else what the SDK finds: AWS_REGION, or the profile's. */
  readonly region?: string | undefined;
  /** Else what the SDK finds: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, or AWS itself. */
  readonly endpoint?: string | undefined;
  /** Else the SDK's own chain: the environment, the profile, the role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How often a call is made at most, with the SDK's backoff and jitter; 5 where it is not said. */
  readonly attempts?: number;
  readonly effects: Pick<Effects, 'now' | 'randomBytes' | 'step'>;
}
