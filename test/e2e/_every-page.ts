import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { House } from './_house.ts';
import { PAGES, THEMES, WIDTHS } from './_pages.ts';
import { axeFinds, open, shorten, visit } from './_visit.ts';

const SCREENS = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));

/** Pixels of a picture: longer ones take a browser seconds. */
const LONGEST = 6000;

/** Holds a page that is open against axe at both widths in both themes, and keeps its pictures. */
async function looksRight(page: Page, name: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    // As tall as the page: a browser draws all of a page for its picture, however little is kept of it.
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    await page.setViewportSize({ ...size, height: Math.min(LONGEST, Math.max(size.height, height)) });
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(SCREENS, `${name}-${width}-${theme}.png`) });
      const found = [...(await axeFinds(page)), ...(await tooWide(page))];
      wrong.push(...found.map((one) => `${width}, ${theme}: ${one}`));
    }
  }
  return wrong;
}

/** Nobody scrolls sideways (WCAG 1.4.10). */
async function tooWide(page: Page): Promise<readonly string[]> {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return Number(over) > 0 ? [`${String(over)} px wider than the screen`] : [];
}

/** After the flows, so that there is something on every page. */
export function everyPage(house: () => House): void {
  mkdirSync(SCREENS, { recursive: true });

  it.each(Object.entries(PAGES))('%s: axe finds nothing, at two widths in two themes', async (name, path) => {
    const { page } = house();
    await open(page, path);
    await shorten(page);
    expect(await looksRight(page, name)).toEqual([]);
  });

  it('sign-in, and a dialog: axe finds nothing, at two widths in two themes', async () => {
    const { serving, browser, page } = house();
    const stranger = await visit(browser, serving);
    const tab = await stranger.tab();
    await open(tab, '/');
    expect(await looksRight(tab, 'sign-in')).toEqual([]);
    expect(stranger.offences).toEqual([]);
    await stranger.context.close();
    await open(page, '/');
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await looksRight(page, 'send-question')).toEqual([]);
  });

  it('first load weighs less than 150 KB', async () => {
    const { serving, browser } = house();
    const fresh = await visit(browser, serving);
    const tab = await fresh.tab();
    const session = await fresh.context.newCDPSession(tab);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await tab.goto('/', { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(150_000);
    console.log(`first load: ${Math.round(bytes / 1000)} KB`);
    await fresh.context.close();
  });

  it('no page broke the policy, failed, or asked another site', () => {
    const { admin, reader } = house();
    expect([...admin.offences, ...reader.offences]).toEqual([]);
  });
}
