import { sha256 } from '../core/hash.ts';
import type { AccessOptions, AccessUser, LinkAnswer, LinkWish } from './access.ts';
import { clientNetwork } from './client.ts';
import { newSecret, SECRET } from './secrets.ts';
import { LINK_MS } from './times.ts';

const HOUR_MS = 3_600_000;
/** More than a person who is in trouble with mail asks for; few enough that nobody's mailbox is flooded. */
const MOST_OF_ADDRESS = 5;
/** An office behind one address signs in within an hour; whoever tries addresses gets nowhere. */
const MOST_OF_CLIENT = 20;

export interface Links {
  ask(wish: LinkWish): Promise<LinkAnswer | { readonly askAt: number }>;
  /** Whose link it was, once; undefined for one that cannot be used. */
  use(token: string, browser: string | undefined): Promise<AccessUser | undefined>;
}

/**
 * Links by mail. An address that is nobody's costs the same work as a user's: limits are counted, a link is made and
 * put on record, and only its mail is never sent. Addresses stand on record as keyed hashes.
 */
export function magicLinks({ records, effects, settings }: AccessOptions): Links {
  const { links, attempts, addresses } = records;

  /** When to ask again, if there were too many. */
  const tooMany = async ({ client }: LinkWish, address: string): Promise<number | undefined> => {
    const now = effects.now();
    const network = addresses.now(`client:${clientNetwork(client)}`);
    return (
      (await attempts.try(`link-client#${network}`, MOST_OF_CLIENT, HOUR_MS, now)) ??
      (await attempts.try(`link-address#${address}`, MOST_OF_ADDRESS, HOUR_MS, now))
    );
  };

  return {
    ask: async (wish) => {
      const address = addresses.now(wish.address);
      const askAt = await tooMany(wish, address);
      if (askAt !== undefined) return { askAt };
      // Every user is compared, so that the place in the list takes no time of its own.
      const [user] = (await settings()).users.filter(({ email }) => addresses.now(email) === address);
      const token = newSecret(effects);
      const browser = wish.browser !== undefined && SECRET.test(wish.browser) ? wish.browser : newSecret(effects);
      const created = effects.now();
      await links.add({
        hash: sha256(token),
        address,
        role: user?.role ?? 'none',
        browser: sha256(browser),
        created,
        expires: created + LINK_MS,
      });
      return { browser, seconds: LINK_MS / 1000, ...(user ? { link: { token, user } } : {}) };
    },
    use: async (token, browser) => {
      if (browser === undefined || !SECRET.test(token) || !SECRET.test(browser)) return undefined;
      const link = await links.use(sha256(token), sha256(browser), effects.now());
      if (!link) return undefined;
      // Whoever was taken out of the portfolio, or has another address there by now, is not let in.
      const { users } = await settings();
      return users.find(({ email }) => addresses.all(email).includes(link.address));
    },
  };
}
