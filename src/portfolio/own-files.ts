import { join } from 'node:path';

import type { Declared } from '../model/declared.ts';
import { pathInside, readBounded, staysInside } from './files.ts';
import { expandGlob, isGlob } from './glob.ts';

/** Bytes of a report file of the owner: a few pages of prose and SQL. */
const MAX_BYTES = 200_000;

/** The owner's report files, globs expanded, each once, in the order of the portfolio. */
export function ownReportFiles({ portfolio, folder }: Pick<Declared, 'portfolio' | 'folder'>): readonly string[] {
  return filesOf(portfolio.reports, folder, portfolio.outbox);
}

/** The text of a report file, or why it cannot be read. */
export function readOwnFile(folder: string, file: string): { readonly text: string } | { readonly trouble: string } {
  if (!staysInside(folder, file)) return { trouble: 'it is outside the portfolio folder' };
  const bytes = readBounded(join(folder, file), MAX_BYTES);
  if (bytes === 'too-large') return { trouble: `it has more than ${MAX_BYTES} bytes` };
  if (bytes === 'absent') return { trouble: 'it is not there' };
  if (typeof bytes === 'string') return { trouble: `it is no file that can be read` };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { trouble: 'it holds bytes that are not UTF-8' };
  }
}

/** The line of the front matter that says the type. */
const TYPE = /^---[ \t]*\r?\n(?:(?!---)[^\n]*\n)*?type:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#[^\n]*)?\r?\n/;

/** The types that report files name, for lists; undefined when a file does not say its own: what it is called is not known. */
export function ownTypes(patterns: readonly string[], folder: string, outbox: string): readonly string[] | undefined {
  const types = filesOf(patterns, folder, outbox).map((file) => {
    const read = readOwnFile(folder, file);
    return 'text' in read ? TYPE.exec(read.text)?.[1] : undefined;
  });
  const known = types.filter((type) => type !== undefined);
  return known.length === types.length ? known : undefined;
}

function filesOf(patterns: readonly string[], folder: string, outbox: string): readonly string[] {
  const files = patterns.flatMap((written) => {
    const path = pathInside('', written);
    if (path === undefined) return [];
    return isGlob(path) ? expandGlob(folder, path, [outbox]).files : [path];
  });
  return [...new Set(files)];
}
