import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** As distributions name it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Letters are drawn alike everywhere; in a container the browser has no sandbox of its own. */
const ARGS = ['--no-sandbox', '--font-render-hinting=none'];

/** The Chromium of this machine, else the one that @sparticuz/chromium brings. Where neither runs, that is an error. */
export async function startBrowser(): Promise<Browser> {
  const { CHROMIUM = '', PATH = '' } = process.env;
  const onPath = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name))).filter(isProgram);
  // Whoever names one wants that one.
  const candidates = CHROMIUM === '' ? [...onPath.map((path) => async () => path), unpacked] : [async () => CHROMIUM];
  const failed: string[] = [];
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ executablePath: await candidate(), args: ARGS });
    } catch (error) {
      failed.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new Error(`no Chromium starts here; install one, or say where it is with CHROMIUM=…\n${failed.join('\n')}`);
}

/** Takes some five seconds. */
async function unpacked(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
