import type { Failure, SenderLook } from '../../model/dispatch.ts';
import type { Dns } from '../_dns.ts';
import type { Account } from './account.ts';
import { identitiesOf } from './identity.ts';
import { accountLooks, configurationSetLook } from './look-account.ts';
import { dmarcLook, spfLook } from './look-dns.ts';
import { dkimLook, identityLook, mailFromLook } from './look-identity.ts';

export interface LookAround {
  readonly account: Account;
  readonly dns: Dns;
  readonly region: string;
  readonly configurationSet?: string;
}

/** Looks at the account, the configuration set and each sender, one after the other: SES answers one question a second. */
export async function lookAt(senders: readonly string[], around: LookAround): Promise<readonly SenderLook[]> {
  const { account, region, configurationSet } = around;
  const locked = await account.locked();
  if (locked) return [closedLook(locked, locked.message), ...unseen(senders)];
  const answer = await account.account();
  if (answer.state === 'not-seen' && answer.failure)
    return [closedLook(answer.failure, answer.says), ...unseen(senders)];
  const looks: SenderLook[] = [...accountLooks(answer, region)];
  looks.push(
    configurationSet === undefined
      ? configurationSetLook()
      : configurationSetLook(configurationSet, await account.events(configurationSet)),
  );
  for (const sender of new Set(senders)) looks.push(...(await senderLooks(sender, around)));
  return looks;
}

async function senderLooks(sender: string, { account, dns, region }: LookAround): Promise<readonly SenderLook[]> {
  const identities = await identitiesOf(sender, account);
  return [
    identityLook(identities, region),
    await dkimLook(identities, dns),
    await mailFromLook(identities, region, dns),
    await spfLook(identities, dns),
    await dmarcLook(identities, dns),
  ];
}

/** `credentials` is for someone to mend; a `connection` may come back by itself. */
function closedLook(failure: Failure, says: string): SenderLook {
  return { what: failure.class === 'stop-all' ? 'credentials' : 'connection', state: 'failure', says };
}

function unseen(senders: readonly string[]): SenderLook[] {
  const says = 'not looked at: SES could not be asked';
  return senders.map((sender) => ({ what: 'identity', sender, state: 'not-seen', says }));
}
