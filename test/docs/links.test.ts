import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { guide, home, prose } from './_pages.ts';

/** A heading as the web page's address has it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsIn(path: string): string[] {
  const text = readFileSync(join(home, path), 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

const links = guide().flatMap((page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => [page.path, target] as const),
);

describe('Links of the guide', () => {
  it.each(links)('%s → %s', (from, target) => {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? from : join(dirname(from), file);
    expect(existsSync(join(home, path))).toBe(true);
    if (anchor !== undefined) expect(anchorsIn(path)).toContain(anchor);
  });
});
