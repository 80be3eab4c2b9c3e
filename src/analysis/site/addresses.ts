import { hostOf, plainAddress, siteKey } from './address-key.ts';
import type { Placed, SiteRows } from './rows.ts';

/** What became of an address. */
export interface Reached {
  /**
   * 'there': a page of the folder, or an answer below 400; 'broken': an answer of 400 and more, a page that is not in
   * the folder, or a circle of redirects; 'unseen': another site that nobody has looked at.
   */
  readonly state: 'there' | 'broken' | 'unseen';
  /** Of the last answer; undefined where there was none. */
  readonly status: number | undefined;
  /** Where it ends, redirects followed. */
  readonly url: string;
  /** The page of the folder that is there. */
  readonly page: string | undefined;
  /** The rows of the answers that it went through; all but the last are redirects when it ends elsewhere. */
  readonly answers: readonly Placed[];
  readonly redirects: readonly Placed[];
}

const MOST_REDIRECTS = 10;

/** Answers of a form's address to a plain look: it takes what is posted only. */
const POSTS_ONLY = 405;
/** The other side was busy, or does not let programs look: that tells nothing of a visitor. */
const TELLS_NOTHING = new Set([401, 403, 429]);

/** Follows an address through what was answered and what is in the folder. */
export function follow(rows: SiteRows, address: string, method: string): Reached {
  const answers: Placed[] = [];
  const redirects: Placed[] = [];
  let url = plainAddress(address);
  const been = new Set<string>();
  const end = (state: Reached['state'], status?: number): Reached => ({
    state,
    status,
    url,
    page: state === 'there' ? rows.pages.get(siteKey(url))?.url : undefined,
    answers,
    redirects,
  });
  while (!been.has(url) && redirects.length <= MOST_REDIRECTS) {
    been.add(url);
    const answer = rows.answers.get(url);
    if (!answer) return end(withoutAnswer(rows, url));
    answers.push(answer);
    const { status, location } = answer;
    if (status >= 300 && status < 400 && location !== '' && URL.canParse(location, url)) {
      redirects.push(answer);
      url = plainAddress(new URL(location, url).href);
      continue;
    }
    if (status === POSTS_ONLY && method === 'post') return end('there', status);
    if (TELLS_NOTHING.has(status)) return end('unseen', status);
    return end(status >= 400 ? 'broken' : 'there', status);
  }
  return end('broken');
}

function withoutAnswer(rows: SiteRows, url: string): Reached['state'] {
  if (rows.pages.has(siteKey(url))) return 'there';
  return rows.hosts.has(hostOf(url)) ? 'broken' : 'unseen';
}
