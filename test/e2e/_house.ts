import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './_browser.ts';
import { startServer, type Serving } from './_server.ts';
import { signIn, visit, type Visit } from './_visit.ts';

export const ADMIN = 'sergio@example.com';
const READER = 'ruth.books@example.com';

/** One server and one browser for all browser tests, with an admin and a reader who are signed in. */
export interface House {
  readonly serving: Serving;
  readonly browser: Browser;
  readonly admin: Visit;
  /** The admin's first tab. */
  readonly page: Page;
  readonly reader: Visit;
  readonly readerPage: Page;
  close(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const serving = await startServer();
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await serving.stop();
  };
  try {
    browser = await startBrowser();
    const admin = await visit(browser, serving);
    const reader = await visit(browser, serving);
    const page = await admin.tab();
    const readerPage = await reader.tab();
    await signIn(page, serving, ADMIN);
    await signIn(readerPage, serving, READER);
    return { serving, browser, admin, page, reader, readerPage, close };
  } catch (error) {
    await close();
    throw error;
  }
}
