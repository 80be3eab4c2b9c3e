import type { SESv2Client, SESv2ClientConfig } from '@aws-sdk/client-sesv2';
import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import type { DeliverySettings } from '../../model/delivery-settings.ts';

/** Milliseconds. */
export interface Patience {
  /** For a connection to come about. */
  readonly connection: number;
  /** For the whole answer, the connection included. */
  readonly request: number;
  /** For the credentials to be loaded. */
  readonly credentials: number;
}

export const PATIENCE: Patience = { connection: 5000, request: 30_000, credentials: 10_000 };

export interface Place {
  readonly region: string;
  /** Where requests go instead of AWS's own address. */
  readonly endpoint?: string;
}

const REGION = /^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/;

/**
 * Region and endpoint, of the portfolio and the environment (docs/environment.md). Throws UserError `ses-region` or
 * `ses-endpoint`.
 */
export function placeOf(settings: DeliverySettings, env: Effects['env']): Place {
  const region = [settings.ses?.region, env['SES_REGION'], env['AWS_REGION']].map((one) => one?.trim()).find(Boolean);
  if (region === undefined || !REGION.test(region)) {
    const was = region === undefined ? 'SES needs a region' : `"${region.slice(0, 60)}" is no AWS region`;
    throw new UserError('ses-region', `${was}; set \`delivery.ses.region\` or SES_REGION, such as us-west-2`);
  }
  const endpoint = [env['AWS_ENDPOINT_URL_SESV2'], env['AWS_ENDPOINT_URL']].map((one) => one?.trim()).find(Boolean);
  if (endpoint === undefined) return { region };
  if (!URL.canParse(endpoint) || !['http:', 'https:'].includes(new URL(endpoint).protocol)) {
    const names = 'AWS_ENDPOINT_URL_SESV2 or AWS_ENDPOINT_URL';
    throw new UserError('ses-endpoint', `${names} is no http or https address; set it anew, or unset it`);
  }
  return { region, endpoint };
}

export interface ClientOptions {
  readonly place: Place;
  readonly patience: Patience;
  /** Instead of the SDK's default chain (environment, profile, sign-on, role). */
  readonly credentials?: NonNullable<SESv2ClientConfig['credentials']>;
}

/**
 * An idle connection is closed by us before SES closes it: a request on a connection that is just being closed fails in
 * a way that leaves open whether it was taken.
 */
const IDLE = 4000;

/** The SDK is loaded at the first use: it takes longer than the rest of the program. `attempts` is 1 for whatever sends. */
export async function openClient({ place, patience, credentials }: ClientOptions, attempts = 1): Promise<SESv2Client> {
  const { SESv2Client: Client } = await import('./sdk.ts');
  const agent = { keepAlive: true, maxSockets: 50, timeout: IDLE };
  return new Client({
    ...place,
    ...(credentials ? { credentials } : {}),
    maxAttempts: attempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: patience.connection,
      requestTimeout: patience.request,
      // Without it the SDK only warns, and waits on.
      throwOnRequestTimeout: true,
      socketTimeout: patience.request,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
}

/** The deadline of one request: unlike the handler's own limits it also ends an answer that trickles. */
export function deadline({ request }: Patience): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(request) };
}
