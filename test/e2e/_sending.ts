import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { House } from './_house.ts';
import { messagesIn } from './_server.ts';
import { open, shown } from './_visit.ts';

/** Composing reads nothing anew here, and computes every figure of the report. */
const PATIENCE = { timeout: 60_000 };
const FINANCE = ['ruth.books@example.com', 'sergio@example.com'];

/** Whom messages of a report lie in the outbox for. */
async function mailsOf(report: string, { serving }: House): Promise<readonly string[]> {
  const files = messagesIn(join(serving.folder, 'outbox')).filter((file) => basename(file).includes(`-${report}-`));
  const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(file))));
  return mails.flatMap(({ to = [] }) => to.map(({ address = '' }) => address));
}

const outcome = (page: Page, name: string) => page.getByRole('region', { name: `Sending ${name}` });

export function sending(house: () => House): void {
  it('sends the CFO report to the finance list, and tells each recipient’s outcome', async () => {
    const { page } = house();
    await open(page, '/');
    await page.getByLabel('Report', { exact: true }).selectOption('cfo');
    await page.getByLabel('Lists').selectOption({ label: 'Only finance' });
    await page.getByText('2 recipients').first().waitFor();
    await page.getByRole('button', { name: 'Send now' }).click();
    const question = page.getByRole('dialog');
    for (const address of [...FINANCE, 'audit@example.com']) await question.getByText(address).first().waitFor();
    expect(await mailsOf('cfo', house())).toEqual([]);
    await question.getByRole('button', { name: 'Send to 2 recipients' }).click();
    const ended = outcome(page, 'CFO report');
    for (const address of FINANCE)
      await ended
        .getByRole('row', { name: address })
        .getByText(/sent|delivered|accepted/i)
        .waitFor(PATIENCE);
    expect((await mailsOf('cfo', house())).toSorted()).toEqual(FINANCE);
  });

  it('shows it in the history, with each recipient and whose wish it was', async () => {
    const { page } = house();
    await open(page, '/');
    const history = page.getByRole('region', { name: 'Last sent' });
    // A message for each.
    for (const summary of await history.locator('summary').filter({ hasText: 'CFO report' }).all())
      await summary.click();
    for (const address of FINANCE) expect(await shown(history.getByRole('row', { name: address }))).toBe(true);
    expect(await shown(history.getByRole('definition').filter({ hasText: /^sergio$/i }))).toBe(true);
  });

  it('follows it on when the page is loaded anew in the middle of it', async () => {
    // A tab of its own: where something is turned away, a browser caches nothing.
    const page = await house().admin.tab();
    await open(page, '/');
    // The page never hears how far it is: for it, it goes on.
    await page.route('**/api/sends/**', (route) => route.abort());
    await page.getByLabel('Report', { exact: true }).selectOption('ceo');
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send to 1 recipient' }).click();
    await expect.poll(() => page.evaluate('sessionStorage.length')).toBe(1);
    await page.unroute('**/api/sends/**');
    await page.reload();
    const ended = outcome(page, 'CEO report');
    await ended.getByText(/^Accepted for 2 of 2/).waitFor(PATIENCE);
    await ended.getByRole('button', { name: 'Close' }).click();
    expect(await focused(page)).toBe('Send');
    // Once is enough.
    await page.reload();
    await page.getByRole('button', { name: 'Send now' }).waitFor();
    expect(await ended.count()).toBe(0);
    expect(await mailsOf('ceo', house())).toHaveLength(1);
    await page.close();
  });

  it('does it all by keyboard', async () => {
    const { page } = house();
    await open(page, '/');
    await reach(page, 'Report');
    // Letters choose in a select, as everywhere.
    await page.keyboard.type('Rental');
    await reach(page, 'Send now');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await reach(page, 'Cancel');
    await page.keyboard.press('Enter');
    // The focus comes back to where it was.
    expect(await focused(page)).toContain('Send now');
    await page.keyboard.press('Enter');
    await reach(page, /^Send to \d+ recipients?$/);
    await page.keyboard.press('Enter');
    await outcome(page, 'Rental')
      .or(page.getByRole('region', { name: /^Sending Rental/ }))
      .getByRole('row')
      .nth(1)
      .waitFor(PATIENCE);
    expect((await mailsOf('rental', house())).length).toBeGreaterThan(0);
  });
}

const FOCUSED = `(() => {
  const it = document.activeElement;
  const label = it?.labels?.[0]?.innerText ?? it?.getAttribute('aria-label') ?? it?.innerText ?? '';
  return label.trim();
})()`;

async function focused(page: Page): Promise<string> {
  return String(await page.evaluate(FOCUSED));
}

/** Tabs until something of this name has the focus, which must be visible on it. */
async function reach(page: Page, name: string | RegExp): Promise<void> {
  const fits = (label: string): boolean => (typeof name === 'string' ? label.startsWith(name) : name.test(label));
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (fits(await focused(page))) {
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(outline).not.toBe('none');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`nothing called ${name} was reached by keyboard`);
}
