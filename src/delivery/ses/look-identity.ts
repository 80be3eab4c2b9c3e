import type { SenderLook } from '../../model/dispatch.ts';
import type { Dns } from '../_dns.ts';
import { isVerified, mailFromOf, signedBy, type Identities, type Identity } from './identity.ts';

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

/** Whether mail is signed in the name of the sender's domain ("Easy DKIM in Amazon SES"). */
export async function dkimLook(identities: Identities, dns: Dns): Promise<SenderLook> {
  const { sender, domain, found, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'dkim', sender, state, says });
  const signer = signedBy(identities);
  if (signer !== undefined) return look('ok', `SES signs in the name of ${signer}`);
  if (unseen !== undefined) return look('not-seen', unseen);
  const last = found.at(-1);
  const dkim = last?.is.DkimAttributes;
  if (!last || dkim?.Status === undefined || dkim.Status === 'NOT_STARTED')
    return look('warning', `SES does not sign for ${domain}: make ${domain} an identity with Easy DKIM`);
  if (dkim.Status === 'SUCCESS')
    return look('warning', `DKIM signing is turned off for ${last.name}: turn it on in the SES console`);
  const wanted = await unpublished(last, dns);
  const mend =
    wanted.length === 0
      ? 'they are published, so wait until it looks again'
      : `publish ${wanted.join(', ')} as CNAMEs, as the SES console shows`;
  return look('warning', `SES does not find its DKIM records for ${last.domain} (${dkim.Status}): ${mend}`);
}

/** The names of SES's DKIM records that do not point where they should. */
async function unpublished({ domain, is }: Identity, dns: Dns): Promise<readonly string[]> {
  const { Tokens = [], SigningHostedZone = 'dkim.amazonses.com' } = is.DkimAttributes ?? {};
  const names: string[] = [];
  for (const token of Tokens) {
    const name = `${token}._domainkey.${domain}`;
    const answer = await dns.cname(name);
    const isThere =
      answer.state === 'found' && answer.records.some((one) => sameName(one, `${token}.${SigningHostedZone}`));
    if (!isThere) names.push(name);
  }
  return names;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/, '') === b.toLowerCase();
}

/** Whose domain bounces go to, and what SES does while its MX record is missing ("Setting up a custom MAIL FROM domain"). */
export async function mailFromLook(identities: Identities, region: string, dns: Dns): Promise<SenderLook> {
  const { sender, domain, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'mail-from', sender, state, says });
  const mailFrom = mailFromOf(identities);
  if (!mailFrom && unseen !== undefined) return look('not-seen', unseen);
  if (!mailFrom) {
    const says = `bounces go to amazonses.com, so SPF speaks for Amazon and not for ${domain}; DKIM carries DMARC alone unless the identity gets a MAIL FROM domain of its own`;
    return look('ok', says);
  }
  if (mailFrom.status === 'SUCCESS') return look('ok', `bounces go to ${mailFrom.domain}`);
  const exchange = `feedback-smtp.${region}.amazonses.com`;
  const answer = await dns.mx(mailFrom.domain);
  const isThere = answer.state === 'found' && answer.records.some((one) => sameName(one.exchange, exchange));
  const mend = isThere
    ? 'it is published, so wait until SES looks again'
    : `publish \`10 ${exchange}\` as its MX record`;
  const missing = `SES does not find the MX record of ${mailFrom.domain} (${mailFrom.status})`;
  return mailFrom.rejects
    ? look('failure', `${missing} and rejects mail until then: ${mend}`)
    : look('warning', `${missing} and uses amazonses.com until then: ${mend}`);
}
