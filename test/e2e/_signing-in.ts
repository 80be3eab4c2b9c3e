import { expect, it } from 'vitest';
import { ADMIN, type House } from './_house.ts';
import { askForLink, shown, visit } from './_visit.ts';

export function signingIn(house: () => House): void {
  it('shows who is signed in, and to what', async () => {
    const { page, readerPage } = house();
    await page.getByRole('button', { name: 'Sergio' }).waitFor();
    await page.getByRole('banner').getByText('San Diego line-up').waitFor();
    await readerPage.getByRole('button', { name: 'Ruth' }).waitFor();
    // What brought them in does not stay in the address, nor in the history.
    expect(new URL(page.url()).hash).toBe('');
  });

  it('opens a link only in the browser that asked for it, and there once', async () => {
    const { serving, browser } = house();
    const asking = await visit(browser, serving);
    const tab = await asking.tab();
    await askForLink(tab, ADMIN);
    const link = await serving.linkFor(ADMIN);
    const thief = await visit(browser, serving);
    await (await thief.tab(link)).getByRole('heading', { name: 'This link does not work' }).waitFor();
    // A thief who tries it uses nothing up.
    await tab.goto(link);
    await tab.getByRole('navigation', { name: 'Pages' }).waitFor();
    const again = await asking.tab(link);
    await again.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await again.getByText('You are signed in as Sergio already').waitFor();
    expect([...asking.offences, ...thief.offences]).toEqual([]);
    await Promise.all([asking.context.close(), thief.context.close()]);
  });

  it('says the same of an address that is nobody’s', async () => {
    const { serving, browser } = house();
    const stranger = await visit(browser, serving);
    const tab = await stranger.tab();
    await askForLink(tab, 'nobody@example.com');
    expect(await tab.getByText('may sign in, a link is on its way').innerText()).toContain('nobody@example.com');
    await stranger.context.close();
  });

  it('ends in every tab when somebody signs out in one', async () => {
    const { serving, browser } = house();
    const leaving = await visit(browser, serving);
    const tab = await leaving.tab();
    await askForLink(tab, ADMIN);
    await tab.goto(await serving.linkFor(ADMIN));
    await tab.getByRole('navigation', { name: 'Pages' }).waitFor();
    const second = await leaving.tab('/coverage');
    await second.getByRole('heading', { name: 'Coverage' }).waitFor();
    await tab.getByRole('button', { name: 'Sergio' }).click();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByText('You are signed out.').waitFor();
    await second.getByRole('button', { name: 'Send me a link' }).waitFor();
    // Nor is anything left to come back with.
    await second.goto('/coverage');
    expect(await shown(second.getByRole('button', { name: 'Send me a link' }))).toBe(true);
    await leaving.context.close();
  });
}
