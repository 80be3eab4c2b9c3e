import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import * as z from 'zod';
import type { Serving } from './_server.ts';

/** One browser of one person: its cookies are nobody else's. */
export interface Visit {
  readonly context: BrowserContext;
  /** Opens a tab. */
  tab(path?: string): Promise<Page>;
  /** What no page may do, so far: break the policy, fail, or ask another site. */
  readonly offences: string[];
}

export async function visit(
  browser: Browser,
  { origin }: Serving,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-US', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(20_000);
  const offences: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted ?Type|Permissions policy/i.test(text)) offences.push(text);
  });
  context.on('weberror', (error) => offences.push(String(error.error())));
  context.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      offences.push(request.url());
  });
  return {
    context,
    offences,
    tab: async (path) => {
      const page = await context.newPage();
      if (path !== undefined) await page.goto(path);
      return page;
    },
  };
}

/** Asks for a link on the sign-in page, as a person would. */
export async function askForLink(page: Page, address: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your e-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByText('a link is on its way').waitFor();
}

/** Signs in by the mail in the outbox. */
export async function signIn(page: Page, serving: Serving, address: string): Promise<void> {
  await askForLink(page, address);
  await page.goto(await serving.linkFor(address));
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** Waits until it can be seen. */
export async function shown(what: Locator, options: { timeout?: number } = {}): Promise<true> {
  await what.first().waitFor(options);
  return true;
}

/** Opens a page, and waits until nothing is loading any more. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.locator('h1').first().waitFor();
  await page
    .getByText(/^Loading /)
    .first()
    .waitFor({ state: 'detached' });
  await page.waitForFunction('document.fonts.status === "loaded"');
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const found = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

const REPEATED = ['article:nth-of-type(n+4)', 'tbody tr:nth-child(n+13)', 'li:nth-child(n+13)'];

/** Of what repeats the first few stay: ninety cards of one kind are drawn by the same lines, and take axe half a minute. */
export async function shorten(page: Page): Promise<void> {
  const hide = `(one) => one.style.setProperty('display', 'none', 'important')`;
  await page.evaluate(`document.querySelectorAll(${JSON.stringify(REPEATED.join())}).forEach(${hide})`);
}

/** What axe finds on a page, in words; nothing where all is well. Frames are pages of their own, in which nothing runs. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const options = { runOnly: TAGS, iframes: false, resultTypes: ['violations'] };
  const run = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`;
  return found
    .parse(await page.evaluate(run))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html.slice(0, 200)} (${failureSummary})`),
    );
}
