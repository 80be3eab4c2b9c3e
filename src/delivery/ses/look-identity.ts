import type { SenderLook } from '../../model/dispatch.ts';
import { isVerified, mailFromOf, signedBy, type Identities } from './identity.ts';

/** Whether SES has verified the sender's address or a domain that it belongs to: without it nothing is sent. */
export function identityLook(identities: Identities, region: string): SenderLook {
  const { sender, domain, found, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'identity', sender, state, says });
  const verified = found.find(isVerified);
  if (verified) return look('ok', `${verified.name} is verified in ${region}`);
  if (unseen !== undefined) return look('not-seen', unseen);
  const [first] = found;
  if (!first)
    return look('failure', `SES knows neither ${sender} nor ${domain} in ${region}: create the identity there`);
  const status = first.is.VerificationStatus ?? 'not verified';
  const mend = first.name.includes('@')
    ? 'open the link in the mail that AWS sent there'
    : 'publish the DNS records that the SES console shows';
  return look('failure', `${first.name} is not verified in ${region} (${status}): ${mend}`);
}

/** Whether mail is signed in the name of the sender's domain. */
export function dkimLook(identities: Identities): SenderLook {
  const { sender, domain, found, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'dkim', sender, state, says });
  const signer = signedBy(identities);
  if (signer !== undefined) return look('ok', `SES signs in the name of ${signer}`);
  if (unseen !== undefined) return look('not-seen', unseen);
  const dkim = found.at(-1)?.is.DkimAttributes;
  if (!dkim || dkim.Status === 'NOT_STARTED' || dkim.Status === undefined)
    return look('warning', `SES does not sign for ${domain}: make ${domain} an identity with Easy DKIM`);
  if (dkim.Status === 'SUCCESS')
    return look(
      'warning',
      `DKIM signing is turned off for ${found.at(-1)?.name ?? domain}: turn it on in the SES console`,
    );
  const says = `SES does not find its DKIM records for ${domain} (${dkim.Status}): publish the three CNAMEs that the SES console shows`;
  return look('warning', says);
}

/** Whose domain bounces go to, and what SES does while its MX record is missing. */
export function mailFromLook(identities: Identities, region: string): SenderLook {
  const { sender, domain, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'mail-from', sender, state, says });
  const mailFrom = mailFromOf(identities);
  if (!mailFrom && unseen !== undefined) return look('not-seen', unseen);
  if (!mailFrom) {
    const says = `bounces go to amazonses.com, so SPF speaks for Amazon and not for ${domain}; DKIM carries DMARC alone unless the identity gets a MAIL FROM domain of its own`;
    return look('ok', says);
  }
  if (mailFrom.status === 'SUCCESS') return look('ok', `bounces go to ${mailFrom.domain}`);
  const mend = `publish the MX record \`10 feedback-smtp.${region}.amazonses.com\` at ${mailFrom.domain}`;
  return mailFrom.rejects
    ? look('failure', `SES rejects mail while ${mailFrom.domain} lacks its MX record (${mailFrom.status}): ${mend}`)
    : look('warning', `${mailFrom.domain} lacks its MX record (${mailFrom.status}), so amazonses.com is used: ${mend}`);
}
