import type { SenderLook } from '../../model/dispatch.ts';
import type { Dns, Records } from '../_dns.ts';
import { domainsAbove, mailFromOf, signedBy, type Identities } from './identity.ts';

const INCLUDE = /(?:^|\s)\+?include:amazonses\.com(?:\s|$)/i;

/** Whether the MAIL FROM domain lets SES send for it (RFC 7208; "Setting up a custom MAIL FROM domain"). */
export async function spfLook(identities: Identities, dns: Dns): Promise<SenderLook> {
  const { sender, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'spf', sender, state, says });
  const mailFrom = mailFromOf(identities);
  if (!mailFrom && unseen !== undefined) return look('not-seen', unseen);
  if (!mailFrom) return look('ok', 'Amazon’s own, of amazonses.com');
  const { domain } = mailFrom;
  const answer = await dns.txt(domain);
  if (answer.state === 'not-seen') return look('not-seen', `SPF of ${domain}: ${answer.says}`);
  const records = recordsOf(answer, /^v=spf1(?:\s|$)/i);
  const wanted = '`v=spf1 include:amazonses.com ~all`';
  if (records.length > 1)
    return look('warning', `${domain} has ${records.length} SPF records, which counts as an error: keep one`);
  const [record] = records;
  if (record === undefined) return look('warning', `${domain} has no SPF record: publish the TXT record ${wanted}`);
  if (!INCLUDE.test(record))
    return look('warning', `the SPF record of ${domain} does not let SES send: add include:amazonses.com to it`);
  return look('ok', `${domain} lets SES send`);
}

function recordsOf(answer: Records<string>, begin: RegExp): readonly string[] {
  return answer.state === 'found' ? answer.records.filter((record) => begin.test(record.trim())) : [];
}

const POLICIES = ['none', 'quarantine', 'reject'] as const;

interface Dmarc {
  /** Where the record stands: the domain or one above it. */
  readonly at: string;
  readonly policy: (typeof POLICIES)[number];
  readonly strictDkim: boolean;
  readonly strictSpf: boolean;
}

/**
 * The DMARC record that holds for a domain: its own, or that of the next domain above (RFC 7489 §6.6.3; walking up the
 * names takes the place of a list of public suffixes).
 */
async function dmarcOf(domain: string, dns: Dns): Promise<Dmarc | 'none' | { readonly unseen: string }> {
  for (const at of domainsAbove(domain)) {
    const answer = await dns.txt(`_dmarc.${at}`);
    if (answer.state === 'not-seen') return { unseen: `DMARC of ${at}: ${answer.says}` };
    const records = recordsOf(answer, /^v=DMARC1\s*(?:;|$)/i);
    const [record] = records;
    // More than one counts as none.
    if (record === undefined || records.length > 1) continue;
    return dmarcFrom(record, at, at !== domain);
  }
  return 'none';
}

function dmarcFrom(record: string, at: string, isBelow: boolean): Dmarc {
  const tags = new Map(
    record.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=', 2).map((one) => one.trim().toLowerCase());
      return [name, value];
    }),
  );
  const asked = (isBelow ? tags.get('sp') : undefined) ?? tags.get('p');
  const policy = POLICIES.find((one) => one === asked) ?? 'none';
  return { at, policy, strictDkim: tags.get('adkim') === 's', strictSpf: tags.get('aspf') === 's' };
}

/**
 * Relaxed alignment is within one organisation. An identity signs, and has bounces sent, only within its own domain, which
 * the sender's is or belongs to: so whatever SES authenticates is.
 */
function isAligned(domain: string, authenticated: string | undefined, strict: boolean): boolean {
  return authenticated !== undefined && (!strict || authenticated.toLowerCase() === domain);
}

/** Whether what SES sends passes the DMARC policy of the From domain: by DKIM or by SPF, in that domain's name. */
export async function dmarcLook(identities: Identities, dns: Dns): Promise<SenderLook> {
  const { sender, domain, unseen } = identities;
  const look = (state: SenderLook['state'], says: string): SenderLook => ({ what: 'dmarc', sender, state, says });
  const dmarc = await dmarcOf(domain, dns);
  if (dmarc === 'none')
    return look('warning', `${domain} has no DMARC record: publish \`v=DMARC1; p=none\` as TXT at _dmarc.${domain}`);
  if ('unseen' in dmarc) return look('not-seen', dmarc.unseen);
  const mailFrom = mailFromOf(identities);
  const ways = [
    ...(isAligned(domain, signedBy(identities), dmarc.strictDkim) ? ['DKIM'] : []),
    ...(mailFrom?.status === 'SUCCESS' && isAligned(domain, mailFrom.domain, dmarc.strictSpf) ? ['SPF'] : []),
  ];
  const policy = `the DMARC policy of ${dmarc.at} is ${dmarc.policy}`;
  if (ways.length > 0)
    return look('ok', `${policy}, and ${ways.join(' and ')} ${ways.length > 1 ? 'align' : 'aligns'}`);
  if (unseen !== undefined) return look('not-seen', `${policy}; whether mail passes it was not seen: ${unseen}`);
  const mend = `neither DKIM nor SPF speaks for ${domain}: turn on Easy DKIM for it`;
  return dmarc.policy === 'none'
    ? look('warning', `${policy}, and ${mend}`)
    : look('failure', `${policy}, so receivers would ${dmarc.policy} the mail: ${mend}`);
}
