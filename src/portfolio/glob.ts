import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import picomatch from 'picomatch';

import { stateOf, staysInside } from './files.ts';
import { MAX_FOLDER_ENTRIES, MAX_WILDCARDS } from './limits.ts';

/** What a glob finds: paths relative to the folder, sorted; `outside` are links that leave it and are not followed. */
export interface Matches {
  readonly files: readonly string[];
  readonly outside: readonly string[];
  /** Why the glob was not (wholly) tried. */
  readonly trouble?: string;
}

export function isGlob(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern);
}

/**
 * The files of a folder that a glob matches. Folders that begin with a dot (so `.quarterdeck/`), `node_modules` and
 * those in `skipped` are not entered, nor are links to folders: they could lead round in a circle.
 */
export function expandGlob(folder: string, pattern: string, skipped: readonly string[] = []): Matches {
  const wildcards = pattern.match(/[*?]+|\[|\{/g)?.length ?? 0;
  if (wildcards > MAX_WILDCARDS)
    return { files: [], outside: [], trouble: `it has more than ${MAX_WILDCARDS} wildcards` };
  // Without extended globs: `+(a|aa)` can take exponential time.
  const matches = picomatch(pattern, { noextglob: true, nonegate: true });
  const files: string[] = [];
  const outside: string[] = [];
  const base = folderOf(pattern);
  if (!staysInside(folder, base)) return { files, outside: [base] };
  const waiting = [base];
  let seen = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const { name, kind } of entriesOf(join(folder, path))) {
      seen += 1;
      if (seen > MAX_FOLDER_ENTRIES) {
        return { files: [], outside: [], trouble: `the folder holds more than ${MAX_FOLDER_ENTRIES} files` };
      }
      const inner = path === '' ? name : `${path}/${name}`;
      if (kind === 'folder' && name !== 'node_modules' && !name.startsWith('.') && !skipped.includes(inner))
        waiting.push(inner);
      if (kind === 'folder' || !matches(inner)) continue;
      if (kind === 'link' && !staysInside(folder, inner)) outside.push(inner);
      else if (stateOf(join(folder, inner)) === 'file') files.push(inner);
    }
  }
  return { files: files.toSorted(), outside: outside.toSorted() };
}

/** The folders before the first wildcard: only what is below them can match. */
function folderOf(pattern: string): string {
  const fixed = pattern.slice(0, pattern.search(/[*?[\]{}]/));
  return fixed.slice(0, Math.max(0, fixed.lastIndexOf('/')));
}

interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

function entriesOf(absolute: string): FolderEntry[] {
  try {
    return readdirSync(absolute, { withFileTypes: true }).map((entry) => {
      const kind = entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : 'file';
      return { name: entry.name, kind };
    });
  } catch {
    return [];
  }
}
