import type { Effects } from '../../core/effects.ts';
import type { Quota, SenderLook, Transport } from '../../model/dispatch.ts';
import type { DeliverySettings } from '../../model/delivery-settings.ts';
import { systemDns, type Dns } from '../_dns.ts';
import type { TransportKind } from '../_options.ts';
import { openAccount } from './account.ts';
import { PATIENCE, placeOf, type ClientOptions, type Patience } from './client.ts';
import { lookAt } from './look.ts';
import { quotaOf } from './quota.ts';
import { sesSender } from './send.ts';

export interface SesOptions {
  readonly settings: DeliverySettings;
  readonly effects: Pick<Effects, 'env' | 'now'>;
  readonly patience?: Patience;
  /** Instead of the SDK's default chain. */
  readonly credentials?: NonNullable<ClientOptions['credentials']>;
  readonly dns?: Dns;
}

/** Amazon SES by its API of version 2. Throws UserError `ses-region` or `ses-endpoint`; asks nobody yet. */
export function createSes(options: SesOptions): Transport {
  const { settings, effects, patience = PATIENCE, credentials, dns = systemDns() } = options;
  const configurationSet = settings.ses?.configuration_set;
  const set = configurationSet === undefined ? {} : { configurationSet };
  const client = { place: placeOf(settings, effects.env), patience, effects, ...(credentials ? { credentials } : {}) };
  const sender = sesSender({ ...client, ...set });
  // What every account may, where SES does not say what this one may, and the portfolio does not either.
  const unseen = settings.rate === undefined ? { perSecond: 1 } : undefined;
  const quota = async (): Promise<Quota | undefined> => {
    const account = await openAccount(client);
    try {
      const answer = (await account.locked()) ? undefined : await account.account();
      return (answer?.state === 'seen' ? quotaOf(answer.value.SendQuota) : undefined) ?? unseen;
    } finally {
      account.close();
    }
  };
  const look = async (senders: readonly string[]): Promise<readonly SenderLook[]> => {
    const account = await openAccount(client);
    try {
      return await lookAt(senders, { account, dns, region: client.place.region, ...set });
    } finally {
      account.close();
    }
  };
  return { name: 'ses', send: sender.send, quota, look, close: sender.close };
}

export const ses: TransportKind = {
  name: 'ses',
  open: ({ settings, effects }) => Promise.resolve().then(() => createSes({ settings, effects })),
};
