import { Resolver } from 'node:dns/promises';

/** What a name service said; `none` is its word that there is no such record. */
export type Records<T> =
  | { readonly state: 'found'; readonly records: readonly T[] }
  | { readonly state: 'none' }
  | { readonly state: 'not-seen'; readonly says: string };

/** Looks names up. Never throws; every look-up ends within its time limit. */
export interface Dns {
  /** Each record with its strings put together (RFC 7208 §3.3). */
  txt(name: string): Promise<Records<string>>;
  mx(name: string): Promise<Records<{ readonly exchange: string; readonly priority: number }>>;
  cname(name: string): Promise<Records<string>>;
}

export interface DnsOptions {
  /** Addresses, with `:port` where it is not 53; else the system's own. */
  readonly servers?: readonly string[];
  /** Milliseconds for one look-up, all tries together. */
  readonly limit?: number;
}

const ABSENT: readonly string[] = ['ENOTFOUND', 'ENODATA'];
const TRIES = 2;

export function systemDns({ servers, limit = 5000 }: DnsOptions = {}): Dns {
  const ask = async <T>(question: (resolver: Resolver) => Promise<T[]>): Promise<Records<T>> => {
    // One each: cancelling ends all of a resolver's look-ups.
    const resolver = new Resolver({ timeout: Math.ceil(limit / TRIES), tries: TRIES });
    const over = AbortSignal.timeout(limit);
    const cancel = (): void => resolver.cancel();
    over.addEventListener('abort', cancel, { once: true });
    try {
      if (servers) resolver.setServers(servers);
      const records = await question(resolver);
      return records.length === 0 ? { state: 'none' } : { state: 'found', records };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      if (ABSENT.includes(code)) return { state: 'none' };
      return { state: 'not-seen', says: `the name service did not answer (${code})` };
    } finally {
      over.removeEventListener('abort', cancel);
    }
  };
  return {
    txt: (name) => ask(async (resolver) => (await resolver.resolveTxt(name)).map((parts) => parts.join(''))),
    mx: (name) => ask((resolver) => resolver.resolveMx(name)),
    cname: (name) => ask((resolver) => resolver.resolveCname(name)),
  };
}
