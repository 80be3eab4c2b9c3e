import type { GetEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import type { Account } from './account.ts';

/** An identity that SES has: a sender's address, its domain, or a domain above that one. */
export interface Identity {
  readonly name: string;
  /** The domain of the address, or the domain itself. */
  readonly domain: string;
  readonly is: GetEmailIdentityResponse;
}

/** What SES has for one sender; the most specific first, whose settings count ("Managing identities in Amazon SES"). */
export interface Identities {
  readonly sender: string;
  readonly domain: string;
  readonly found: readonly Identity[];
  /** Why something was not seen. */
  readonly unseen?: string;
}

/** The domain itself and those above it, down to two labels: a verified domain may send for all below it. */
export function domainsAbove(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, from) => labels.slice(from).join('.'));
}

/** Asks for the address, its domain and, where that one is not there, the next above that is. */
export async function identitiesOf(sender: string, account: Pick<Account, 'identity'>): Promise<Identities> {
  const at = sender.lastIndexOf('@');
  const domain = sender.slice(at + 1).toLowerCase();
  const address = `${sender.slice(0, at)}@${domain}`;
  const found: Identity[] = [];
  for (const name of [address, ...domainsAbove(domain)]) {
    const answer = await account.identity(name);
    if (answer.state === 'not-seen') return { sender, domain, found, unseen: answer.says };
    if (answer.state === 'missing') continue;
    found.push({ name, domain: name === address ? domain : name, is: answer.value });
    if (name !== address) break;
  }
  return { sender, domain, found };
}

export function isVerified({ is }: Identity): boolean {
  return is.VerifiedForSendingStatus === true;
}

/** The domain in whose name SES signs (DKIM's `d=`); undefined when it does not sign. */
export function signedBy({ found }: Identities): string | undefined {
  return found.find(({ is }) => is.DkimAttributes?.SigningEnabled === true && is.DkimAttributes.Status === 'SUCCESS')
    ?.domain;
}

/** The sender's own MAIL FROM domain, of the most specific identity that has one. */
export function mailFromOf({ found }: Identities): { domain: string; status: string; rejects: boolean } | undefined {
  for (const { is } of found) {
    const { MailFromDomain: domain, MailFromDomainStatus: status, BehaviorOnMxFailure } = is.MailFromAttributes ?? {};
    if (domain) return { domain, status: status ?? 'unknown', rejects: BehaviorOnMxFailure === 'REJECT_MESSAGE' };
  }
  return undefined;
}
