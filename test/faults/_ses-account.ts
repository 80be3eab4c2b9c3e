/** What an account is and has: all of it may be changed while the server runs. */
export interface SesAccount {
  region: string;
  /** False in the sandbox: then every recipient must be a verified identity. */
  production: boolean;
  /** False: SendingPausedException. */
  sendingEnabled: boolean;
  /** SHUTDOWN: AccountSuspendedException. */
  enforcement: 'HEALTHY' | 'PROBATION' | 'SHUTDOWN';
  /** Recipients a second, and in any 24 hours. */
  perSecond: number;
  perDay: number;
  readonly identities: Map<string, SesIdentity>;
  /** Configuration sets by name, and whether their event destination is enabled. */
  readonly configurationSets: Map<string, { events: boolean }>;
  /** Addresses that mail is taken for and never delivered to. */
  readonly suppressed: Map<string, { reason: 'BOUNCE' | 'COMPLAINT'; at: number }>;
}

export interface SesIdentity {
  verified: boolean;
  dkim?: 'PENDING' | 'SUCCESS' | 'FAILED' | 'TEMPORARY_FAILURE' | 'NOT_STARTED';
  /** The custom MAIL FROM domain; mail is refused while it is broken and set to be. */
  mailFrom?: {
    domain: string;
    status: 'PENDING' | 'SUCCESS' | 'FAILED';
    onFailure: 'USE_DEFAULT_VALUE' | 'REJECT_MESSAGE';
  };
}

/** An account in production with plenty of everything, one verified domain and one configuration set. */
export function plainAccount(): SesAccount {
  return {
    region: 'us-west-2',
    production: true,
    sendingEnabled: true,
    enforcement: 'HEALTHY',
    perSecond: 100_000,
    perDay: 10_000_000,
    identities: new Map([['owner.example', { verified: true, dkim: 'SUCCESS' }]]),
    configurationSets: new Map([['reports', { events: true }]]),
    suppressed: new Map(),
  };
}

/** The address in `Name <address>`, or the text itself. */
export function bareAddress(text: string): string {
  return (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

/** The identity that speaks for an address: the address itself, its domain, or a domain above that. */
export function identityOf(account: SesAccount, address: string): SesIdentity | undefined {
  const bare = bareAddress(address);
  const own = account.identities.get(bare);
  if (own) return own;
  const labels = bare.slice(bare.lastIndexOf('@') + 1).split('.');
  const domains = labels.map((_, index) => labels.slice(index).join('.'));
  const domain = domains.find((one) => account.identities.has(one));
  return domain === undefined ? undefined : account.identities.get(domain);
}

/**
 * How SES counts: as long as anything is left of the rate a message of any number of recipients goes through, and the
 * debt is paid off before the next one does.
 */
export class SendRate {
  #left: number | undefined;
  #at = 0;
  readonly #day: { at: number; recipients: number }[] = [];
  #sum = 0;

  /** Recipients in the last 24 hours. */
  sent(now: number): number {
    for (let first = this.#day[0]; first && first.at <= now - 86_400_000; first = this.#day[0]) {
      this.#sum -= first.recipients;
      this.#day.shift();
    }
    return this.#sum;
  }

  /** Why it may not be sent now; undefined when it was counted. */
  refuse(account: SesAccount, recipients: number, now: number): string | undefined {
    const { perSecond, perDay } = account;
    const flow = ((now - this.#at) / 1000) * perSecond;
    const left = Math.min(Math.max(1, perSecond), (this.#left ?? perSecond) + flow);
    this.#at = now;
    this.#left = left;
    if (this.sent(now) + recipients > perDay) return 'Daily message quota exceeded.';
    if (left < 1) return 'Maximum sending rate exceeded.';
    this.#left = left - recipients;
    this.#day.push({ at: now, recipients });
    this.#sum += recipients;
    return undefined;
  }
}
