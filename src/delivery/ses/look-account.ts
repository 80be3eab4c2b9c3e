import type { GetAccountResponse, GetConfigurationSetEventDestinationsResponse } from '@aws-sdk/client-sesv2';
import type { SenderLook } from '../../model/dispatch.ts';
import type { Answer } from './account.ts';

/** What GetAccount tells of sending, of the sandbox and of the account's own suppression list. */
export function accountLooks(answer: Answer<GetAccountResponse>, region: string): readonly SenderLook[] {
  if (answer.state !== 'seen') {
    const says = answer.state === 'missing' ? `SES knows no account in ${region}` : answer.says;
    return ['account', 'sandbox', 'suppression'].map((what) => ({ what, state: 'not-seen', says }));
  }
  return [sendingLook(answer.value, region), sandboxLook(answer.value, region), suppressionLook(answer.value)];
}

function sendingLook({ SendingEnabled, EnforcementStatus }: GetAccountResponse, region: string): SenderLook {
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'account', state, says });
  if (EnforcementStatus === 'SHUTDOWN')
    return look('failure', 'AWS has stopped this account’s mail for its reputation: answer AWS’s support case');
  if (SendingEnabled === false)
    return look('failure', `sending is paused in ${region}: resume it on the reputation page of the SES console`);
  if (EnforcementStatus === 'PROBATION')
    return look(
      'warning',
      'AWS has this account under review: see the reputation page of the SES console, and mend it',
    );
  if (SendingEnabled === undefined) return look('not-seen', 'SES did not say whether sending is enabled');
  return look('ok', `sending is enabled in ${region}, and the account is in good standing`);
}

function sandboxLook({ ProductionAccessEnabled }: GetAccountResponse, region: string): SenderLook {
  if (ProductionAccessEnabled === true)
    return { what: 'sandbox', state: 'ok', says: `the account has production access in ${region}` };
  if (ProductionAccessEnabled === undefined)
    return { what: 'sandbox', state: 'not-seen', says: 'SES did not say whether the account is in the sandbox' };
  const says = `the account is in the sandbox in ${region}: only addresses and domains that it has verified get mail, 200 a day; ask for production access on the account dashboard of the SES console`;
  return { what: 'sandbox', state: 'warning', says };
}

function suppressionLook({ SuppressionAttributes }: GetAccountResponse): SenderLook {
  const reasons = SuppressionAttributes?.SuppressedReasons;
  if (reasons === undefined)
    return { what: 'suppression', state: 'not-seen', says: 'SES did not say whom the account suppresses' };
  if (reasons.includes('BOUNCE') && reasons.includes('COMPLAINT'))
    return { what: 'suppression', state: 'ok', says: 'SES suppresses addresses that bounced or complained' };
  const says =
    'SES does not suppress both addresses that bounced and those that complained: turn on both reasons on the suppression list page of the SES console';
  return { what: 'suppression', state: 'warning', says };
}

/** The events that tell what became of a message; SEND is what settles an outcome that is unknown. */
const NEEDED = ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERY_DELAY'] as const;

const UNRESOLVED = 'outcomes that are unknown can then not be resolved';

/** Whether anybody is told what becomes of the messages. */
export function configurationSetLook(
  name?: string,
  answer?: Answer<GetConfigurationSetEventDestinationsResponse>,
): SenderLook {
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'configuration-set', state, says });
  if (name === undefined || !answer)
    return look('warning', `no \`delivery.ses.configuration_set\`: ${UNRESOLVED}; make one with an event destination`);
  if (answer.state === 'not-seen') return look('not-seen', answer.says);
  if (answer.state === 'missing')
    return look('failure', `there is no configuration set ${name} in this region: create it, or mend its name`);
  const told = (answer.value.EventDestinations ?? []).filter(
    (one) => one.Enabled === true && (one.SnsDestination ?? one.EventBridgeDestination) !== undefined,
  );
  if (told.length === 0)
    return look(
      'warning',
      `configuration set ${name} has no enabled event destination at SNS or EventBridge: ${UNRESOLVED}`,
    );
  const types = new Set<string>(told.flatMap((one) => one.MatchingEventTypes ?? []));
  const missing = NEEDED.filter((type) => !types.has(type));
  if (missing.length === 0) return look('ok', `configuration set ${name} tells what becomes of each message`);
  const which = missing.join(', ');
  const unresolved = missing.includes('SEND') ? `: ${UNRESOLVED}` : '';
  return look('warning', `the event destinations of ${name} leave out ${which}${unresolved}; add these types`);
}
