import type {
  GetAccountResponse,
  GetConfigurationSetEventDestinationsResponse,
  GetEmailIdentityResponse,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Effects } from '../../core/effects.ts';
import type { Failure } from '../../model/dispatch.ts';
import { deadline, openClient, type ClientOptions } from './client.ts';
import { loaded } from './credentials.ts';
import { credentialsFailure, failureFrom, isDenied, isNotFound } from './failures.ts';

/** What one question to SES came to. */
export type Answer<T> =
  | { readonly state: 'seen'; readonly value: T }
  | { readonly state: 'missing' }
  /** Not seen, and why: the IAM action that is not allowed, or what failed. */
  | { readonly state: 'not-seen'; readonly says: string; readonly failure?: Failure };

/** Questions about the account; nothing is changed or sent. */
export interface Account {
  /** Why SES cannot be asked at all. */
  locked(): Promise<Failure | undefined>;
  account(): Promise<Answer<GetAccountResponse>>;
  /** An address or a domain; each is asked for once. */
  identity(name: string): Promise<Answer<GetEmailIdentityResponse>>;
  events(configurationSet: string): Promise<Answer<GetConfigurationSetEventDestinationsResponse>>;
  close(): void;
}

export interface AccountOptions extends ClientOptions {
  readonly effects: Pick<Effects, 'now'>;
}

/** SES answers one such question a second ("Service quotas in Amazon SES"): the SDK waits and asks again. */
const ATTEMPTS = 4;

export async function openAccount(options: AccountOptions): Promise<Account> {
  const { effects, patience } = options;
  const client = await openClient(options, ATTEMPTS);
  const { GetAccountCommand, GetConfigurationSetEventDestinationsCommand, GetEmailIdentityCommand } =
    await import('./sdk.ts');
  const around = () => ({ now: effects.now(), unproven: true });
  const ask = async <T>(action: string, question: () => Promise<T>): Promise<Answer<T>> => {
    try {
      return { state: 'seen', value: await question() };
    } catch (error) {
      if (isNotFound(error)) return { state: 'missing' };
      if (isDenied(error)) return { state: 'not-seen', says: `these credentials may not look: allow them ${action}` };
      const failure = failureFrom(error, around());
      // The table speaks of messages that may have been taken; here there was none.
      const says = failure.class === 'unknown' ? `SES gave no answer that helps (${failure.code})` : failure.message;
      return { state: 'not-seen', says, failure };
    }
  };
  const identities = new Map<string, Promise<Answer<GetEmailIdentityResponse>>>();
  const identity = (name: string): Promise<Answer<GetEmailIdentityResponse>> => {
    const asked =
      identities.get(name) ??
      ask('ses:GetEmailIdentity', () =>
        client.send(new GetEmailIdentityCommand({ EmailIdentity: name }), deadline(patience)),
      );
    identities.set(name, asked);
    return asked;
  };
  return {
    locked: () => locked(client, options),
    account: () => ask('ses:GetAccount', () => client.send(new GetAccountCommand({}), deadline(patience))),
    identity,
    events: (ConfigurationSetName) =>
      ask('ses:GetConfigurationSetEventDestinations', () =>
        client.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }), deadline(patience)),
      ),
    close: () => client.destroy(),
  };
}

async function locked(client: SESv2Client, { patience, effects }: AccountOptions): Promise<Failure | undefined> {
  try {
    await loaded(client, patience.credentials);
    return undefined;
  } catch (error) {
    return credentialsFailure(error, { now: effects.now(), unproven: true });
  }
}
