import { hostOf, siteKey } from './address-key.ts';
import { follow, type Reached } from './addresses.ts';
import type { PageLink, SiteRows } from './rows.ts';

/** One step of the way from a page to buying: a link or a form, and what it leads to. */
export interface Step {
  /** Address of the page. */
  readonly page: string;
  /** The words of the links that led to the page, from the start on. */
  readonly trail: readonly string[];
  readonly link: PageLink;
  readonly leads: 'page' | 'form' | 'payment' | 'phone' | 'mail' | 'elsewhere' | 'script' | 'nowhere';
  /** What became of it; `undefined` where it leads to no address of the web. */
  readonly reached: Reached | undefined;
  /** 'sound' for what works, 'broken' for what does not, 'unseen' where nobody can tell. */
  readonly state: 'sound' | 'broken' | 'unseen';
}

/** More pages than these no visitor goes through. */
const MOST_PAGES = 40;
const MOST_STEPS = 300;

const PAYMENT =
  /(?:^|\.)(?:(?:buy|checkout|donate|invoice)\.stripe\.com|paypal\.(?:com|me)|square\.link|squareup\.com|checkout\.square\.site|pay\.google\.com|venmo\.com|mollie\.com|sumup\.link|gocardless\.com|payrexx\.com)$/;
const PHONE = /^\s*(?:tel|sms|callto|whatsapp):/i;
const MAIL = /^\s*mailto:/i;
/** Frames that show something and sell nothing. */
const SHOWS_ONLY =
  /(?:^|\.)(?:youtube(?:-nocookie)?\.com|vimeo\.com|google\.[a-z.]+|googletagmanager\.com|openstreetmap\.org|facebook\.com|instagram\.com|spotify\.com|soundcloud\.com)$/;

/** The way from a start page: calls to action are followed from page to page, each page once, as far as they go. */
export function walk(rows: SiteRows, start: string): readonly Step[] {
  const steps: Step[] = [];
  const known = new Set<string>([siteKey(start)]);
  const asked = new Set<string>();
  const waiting: { readonly page: string; readonly trail: readonly string[] }[] = [{ page: start, trail: [] }];
  for (let at = 0; at < waiting.length && at < MOST_PAGES; at += 1) {
    const now = waiting[at];
    if (!now) break;
    for (const link of rows.links.get(siteKey(now.page)) ?? []) {
      const key = `${link.kind} ${link.leadsTo || `${siteKey(now.page)} ${link.target}`}`;
      if (!isStep(link, rows) || asked.has(key) || steps.length >= MOST_STEPS) continue;
      asked.add(key);
      const step = stepOf(rows, now, link);
      if (!step) continue;
      steps.push(step);
      const next = step.leads === 'page' ? step.reached?.page : undefined;
      if (next === undefined || known.has(siteKey(next))) continue;
      known.add(siteKey(next));
      waiting.push({ page: next, trail: [...now.trail, link.text || link.target] });
    }
  }
  return steps;
}

/** Calls to action, forms that send something, and frames of other sites, which may be where one books. */
function isStep(link: PageLink, { hosts }: SiteRows): boolean {
  if (link.kind === 'form') return link.callToAction || link.method === 'post';
  const host = hostOf(link.leadsTo);
  if (link.kind === 'frame') return host !== '' && !hosts.has(host) && !SHOWS_ONLY.test(host);
  return link.kind === 'link' && link.callToAction;
}

function stepOf(rows: SiteRows, from: Pick<Step, 'trail' | 'page'>, link: PageLink): Step | undefined {
  const step = { ...from, link };
  const none = { ...step, reached: undefined };
  if (PHONE.test(link.target)) return { ...none, leads: 'phone', state: 'sound' };
  if (MAIL.test(link.target)) return { ...none, leads: 'mail', state: 'sound' };
  const leads = link.kind === 'form' ? 'form' : 'nowhere';
  if (/^\s*javascript:/i.test(link.target))
    return { ...none, leads: link.kind === 'form' ? 'form' : 'script', state: 'unseen' };
  // "#" and nothing at all lead nowhere, unless a script of the page takes care of it.
  if (/^#?$/.test(link.target))
    return { ...none, leads, state: scripted(rows, from.page, link.kind) ? 'unseen' : 'broken' };
  if (link.leadsTo === '') return { ...none, leads: 'elsewhere', state: 'unseen' };
  // To another place on the same page: what is there is looked at anyway.
  if (link.kind === 'link' && siteKey(link.leadsTo) === siteKey(from.page)) return undefined;
  const reached = follow(rows, link.leadsTo, link.method);
  const state = ({ there: 'sound', broken: 'broken', unseen: 'unseen' } as const)[reached.state];
  return { ...step, reached, state, leads: link.kind === 'form' ? 'form' : kindOf(rows, reached.url, link.leadsTo) };
}

function kindOf({ hosts }: SiteRows, url: string, asked: string): Step['leads'] {
  if (PAYMENT.test(hostOf(asked)) || PAYMENT.test(hostOf(url))) return 'payment';
  return hosts.has(hostOf(url)) ? 'page' : 'elsewhere';
}

/** A link may be any script's; a form only one's that speaks of sending, or a file of the site itself. */
function scripted({ links, hosts }: SiteRows, page: string, kind: string): boolean {
  const scripts = (links.get(siteKey(page)) ?? []).filter((link) => link.kind === 'script');
  return scripts.some(({ text, leadsTo }) => kind === 'link' || text === 'submit' || hosts.has(hostOf(leadsTo)));
}
