import { expect, it } from 'vitest';
import type { House } from './_house.ts';
import { open, shown } from './_visit.ts';

export function looking(house: () => House): void {
  it('acknowledges a finding, which goes quiet', async () => {
    const { page } = house();
    await open(page, '/findings');
    const first = page.getByRole('article').first();
    const id = await first.getAttribute('id');
    await first.getByRole('button', { name: 'Acknowledge…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Note').fill('seen on Monday');
    const written = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    expect((await written).status()).toBe(200);
    const quiet = page.getByRole('region', { name: 'Known and quiet' });
    await quiet.locator(`article[id="${id}"]`).waitFor();
    // And stays so: it is on record.
    await page.reload();
    await quiet.locator(`article[id="${id}"]`).waitFor();
    expect(await shown(quiet.getByText('seen on Monday'))).toBe(true);
  });

  it('leads from a figure to the very rows that it is the sum of', async () => {
    const { page } = house();
    await open(page, '/figures?q=jada');
    await page.getByRole('row').filter({ hasText: 'Rows' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await shown(page.getByRole('rowheader', { name: /\.\w+:\d+$/ }))).toBe(true);
  });

  it('shows a report in a frame in which nothing runs, and puts the reading on record', async () => {
    const { page, serving } = house();
    await open(page, '/reader?report=cfo');
    await page
      .getByRole('button', { name: /^Open / })
      .first()
      .click();
    const frame = page.locator('iframe');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('');
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
    const url = `${serving.origin}${await frame.getAttribute('src')}`;
    expect((await fetch(url)).status).toBe(410);
    await open(page, '/audit');
    await page.getByRole('row').filter({ hasText: 'sergio' }).first().waitFor();
  });

  it('verifies the chain', async () => {
    const { page } = house();
    await open(page, '/audit');
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByRole('button', { name: 'Verify again' }).waitFor();
    await page.getByRole('region', { name: 'What was found' }).getByText('Faults').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('says when what goes out by itself, in the portfolio’s zone', async () => {
    const { page } = house();
    await open(page, '/schedule');
    expect(await shown(page.getByText(/Monday/))).toBe(true);
    expect(await shown(page.getByText(/P[DS]T|America\/Los_Angeles|Pacific/))).toBe(true);
  });

  it('offers a reader nothing that only admins may', async () => {
    const { readerPage: page } = house();
    await open(page, '/');
    await page.getByRole('button', { name: 'Send it to me' }).waitFor();
    expect(await page.getByRole('button', { name: 'Send now' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Reader' }).count()).toBe(0);
    // No whole address of anybody.
    expect(await page.locator('main').innerText()).not.toContain('sergio@example.com');
    await open(page, '/findings');
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('button', { name: 'Acknowledge…' }).count()).toBe(0);
    await open(page, '/audit');
    expect(await page.getByRole('button', { name: 'Verify the chain' }).count()).toBe(0);
    await open(page, '/reader');
    expect(await page.getByRole('button', { name: /^Open / }).count()).toBe(0);
  });

  it('says when the server cannot be reached, and goes on when it can', async () => {
    const { admin, page } = house();
    await open(page, '/coverage');
    await admin.context.setOffline(true);
    await page.getByRole('link', { name: 'Schedule' }).click();
    await page.getByText('Quarterdeck cannot be reached.').waitFor();
    expect(await page.getByRole('button', { name: 'Try now' }).isVisible()).toBe(true);
    // It need not be pressed: the browser says that the network is back.
    await admin.context.setOffline(false);
    await page.getByText('Quarterdeck cannot be reached.').waitFor({ state: 'detached' });
    expect(await shown(page.getByRole('heading', { name: 'Schedule', level: 1 }))).toBe(true);
  });
}
