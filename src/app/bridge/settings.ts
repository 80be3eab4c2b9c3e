import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import type { DashboardSettings } from '../../model/dashboard-settings.ts';
import type { Declared } from '../../model/declared.ts';
import { readPortfolio } from '../../portfolio/load.ts';

/** Who was taken out of the portfolio is out after so long at most. */
const LOOK_MS = 1000;

interface Seen {
  readonly declared: Declared;
  /** Of its files as they were then. */
  readonly marks: string;
}

/**
 * The settings of the dashboard as portfolio.yaml and its includes have them now, although the server runs: above all
 * its users. The files are read again only once one of them changed; as long as they have mistakes, what was good before
 * goes on.
 */
export function dashboardSettings(options: {
  readonly declared: Declared;
  readonly effects: Pick<Effects, 'now'>;
}): () => Promise<DashboardSettings> {
  const { declared, effects } = options;
  let seen: Promise<Seen> = marksOf(declared).then((marks) => ({ declared, marks }));
  let looked = effects.now();
  return async () => {
    const now = effects.now();
    if (Math.abs(now - looked) >= LOOK_MS) {
      looked = now;
      seen = seen.then(lookAgain);
    }
    return (await seen).declared.portfolio.dashboard;
  };
}

async function lookAgain(before: Seen): Promise<Seen> {
  const marks = await marksOf(before.declared);
  if (marks === before.marks) return before;
  const { declared = before.declared } = await readPortfolio(before.declared.folder);
  return { declared, marks };
}

/** Changes whenever a file is written, replaced or taken away. */
async function marksOf({ folder, files = [] }: Declared): Promise<string> {
  const marks = files.map(async (file) => {
    try {
      const { mtimeMs, ctimeMs, size, ino } = await stat(join(folder, file));
      return [file, mtimeMs, ctimeMs, size, ino];
    } catch {
      return [file];
    }
  });
  return JSON.stringify(await Promise.all(marks));
}
