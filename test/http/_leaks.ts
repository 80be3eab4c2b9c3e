import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from './_house.ts';

/** Long words of files that hold keys. */
const SECRET = /[\w+/=-]{40,}/g;

/** What no answer and no line of the log may say: keys, places of this machine, stack traces. */
export function secretsOf({ folder }: House): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /key/i.test(name));
  const keys = files.flatMap((name) => {
    try {
      return readFileSync(join(folder, name), 'utf8').match(SECRET) ?? [];
    } catch {
      // A folder.
      return [];
    }
  });
  return [...keys, folder, process.cwd(), 'node_modules'];
}

const TRACE = /\bat [\w.<>]* ?\(?(?:file:|node:|\/)\S+:\d+:\d+/;

export function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  const trace = TRACE.exec(text)?.[0];
  return [...secrets.filter((secret) => text.includes(secret)), ...(trace === undefined ? [] : [trace])];
}
