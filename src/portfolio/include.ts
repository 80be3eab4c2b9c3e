import { join, posix } from 'node:path';

import { sha256 } from '../core/hash.ts';
import type { Position, Problem } from '../core/problem.ts';
import { place, problem, shown } from './codes.ts';
import { PORTFOLIO_FILE, pathInside, readBounded, staysInside } from './files.ts';
import { expandGlob, isGlob } from './glob.ts';
import { MAX_INCLUDES, MAX_LEXEMES, MAX_YAML_BYTES } from './limits.ts';
import { declaredAt, Declaration, listTree, mapTree, type Entry, type MapTree, type Tree } from './tree.ts';
import { readYaml, type Budget } from './yaml.ts';

/** portfolio.yaml with its includes as one tree. */
export interface Gathered {
  readonly tree?: MapTree;
  readonly problems: readonly Problem[];
  /** Of every file read: its name and bytes. */
  readonly hash: string;
  /** Every file read. */
  readonly files: readonly string[];
  /** Files that could not be understood, and from which line. */
  readonly broken: ReadonlyMap<string, number>;
  /** A part is missing, so that what seems to be missing may stand in it. */
  readonly incomplete: boolean;
}

export function gather(folder: string): Gathered {
  const gathering = new Gathering(folder);
  const tree = gathering.read(PORTFOLIO_FILE, { file: PORTFOLIO_FILE, line: 1, column: 1 }, []);
  return {
    ...(tree ? { tree } : {}),
    problems: gathering.problems,
    hash: sha256(JSON.stringify([...gathering.files].map(([path, file]) => [path, file.hash]))),
    files: [...gathering.files.keys()],
    broken: gathering.broken,
    incomplete: gathering.incomplete,
  };
}

class Gathering {
  readonly problems: Problem[] = [];
  readonly broken = new Map<string, number>();
  /** In the order of reading; with the place that first named it. */
  readonly files = new Map<string, { readonly hash: string; readonly by: Position }>();
  incomplete = false;
  readonly #folder: string;
  readonly #budget: Budget = { lexemes: MAX_LEXEMES, bytes: MAX_YAML_BYTES };

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A file with all that it includes. `chain` are the files that led to it. */
  read(path: string, by: Position, chain: readonly string[]): MapTree | undefined {
    const text = this.#text(path, by);
    if (text === undefined) return this.#failed(path);
    const { tree, problems, broken } = readYaml(text, path, this.#budget);
    this.problems.push(...problems);
    if (broken !== undefined) this.#failed(path, broken);
    if (tree?.kind !== 'map') {
      if (problems.length === 0) this.#refuseTop(path, tree);
      return this.#failed(path);
    }
    const parts = this.#included(tree, path, chain);
    const merged = new Map(tree.entries);
    merged.delete('include');
    for (const part of parts) this.#merge(merged, part);
    return mapTree(tree.at, merged);
  }

  #failed(path: string, line = 1): undefined {
    this.broken.set(path, line);
    this.incomplete = true;
  }

  #refuseTop(path: string, tree: Tree | undefined): void {
    const at = tree?.at ?? { file: path, line: 1, column: 1 };
    const empty = tree?.kind === 'scalar' && tree.value === null;
    const message = empty ? 'the file is empty' : 'the file is no mapping';
    const mend = tree?.kind === 'list' ? 'put the list below a key, such as `entities:`' : 'see `quarterdeck init`';
    this.problems.push(
      problem(empty ? 'empty-value' : 'wrong-type', at, message, {
        expected: 'keys and values such as `name: My companies`',
        mend,
      }),
    );
  }

  #text(path: string, by: Position): string | undefined {
    if (path === PORTFOLIO_FILE && !staysInside(this.#folder, path)) {
      const advice = { expected: 'a file inside it', mend: 'copy the file into the folder' };
      return this.#refuse(problem('path-outside', by, `the link ${shown(path)} leaves the portfolio folder`, advice));
    }
    const bytes = readBounded(join(this.#folder, path), this.#budget.bytes);
    if (bytes === 'too-large') {
      const advice = {
        expected: `at most ${MAX_YAML_BYTES / 1_000_000} MB of YAML in all`,
        mend: 'keep data in CSV files, which sources name',
      };
      return this.#refuse(problem('file-too-large', by, `${shown(path)} is too large`, advice));
    }
    if (bytes === 'folder') {
      return this.#refuse(
        problem('file-unreadable', by, `${shown(path)} is a folder`, { mend: 'add /*.yaml for every file in it' }),
      );
    }
    if (typeof bytes === 'string') {
      const message =
        bytes === 'absent' ? `there is no file ${shown(path)}` : `${shown(path)} cannot be read as a file`;
      return this.#refuse(problem('file-unreadable', by, message, { mend: 'check its name and its permissions' }));
    }
    this.#budget.bytes -= bytes.length;
    this.files.set(path, { hash: sha256(bytes), by });
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      const at = firstBadByte(bytes, path);
      return this.#refuse(
        problem('not-utf-8', at, 'this byte is not UTF-8', {
          expected: 'a text file in UTF-8',
          mend: 'save the file as UTF-8',
        }),
      );
    }
  }

  #refuse(found: Problem): undefined {
    this.problems.push(found);
  }

  #included(tree: MapTree, path: string, chain: readonly string[]): MapTree[] {
    const parts: MapTree[] = [];
    const here = new Set<string>();
    for (const written of new Declaration({ tree }).oneOrMore('include')) {
      const pattern = written.text();
      if (pattern === undefined || pattern === '') {
        this.incomplete = true;
        this.#refuse(
          problem('wrong-type', written.at, 'this is no file to include', {
            expected: 'a path or a glob such as `entities/*.yaml`',
          }),
        );
        continue;
      }
      for (const file of this.#named(pattern, path, written.at)) {
        if (here.has(file) || !this.#mayRead(file, written.at, [...chain, path])) continue;
        here.add(file);
        const part = this.read(file, written.at, [...chain, path]);
        if (part) parts.push(part);
      }
    }
    return parts;
  }

  /** The files that a path or glob names, relative to the portfolio folder, sorted. */
  #named(pattern: string, path: string, at: Position): readonly string[] {
    const inside = pathInside(posix.dirname(path), pattern);
    if (inside === undefined || !staysInside(this.#folder, isGlob(inside) ? '.' : inside)) {
      return this.#none(
        problem('path-outside', at, `${shown(pattern)} leaves the portfolio folder`, {
          expected: 'a path inside it',
          mend: 'move or copy the file into the folder',
        }),
      );
    }
    if (!isGlob(inside)) {
      const state = readBounded(join(this.#folder, inside), 0);
      if (state !== 'absent') return [inside];
      return this.#none(
        problem('include-missing', at, `there is no file ${shown(inside)}`, {
          mend: 'check the name; it is relative to this file',
        }),
      );
    }
    const { files, outside, trouble } = expandGlob(this.#folder, inside);
    if (trouble !== undefined)
      return this.#none(
        problem('bad-glob', at, `${shown(pattern)} is not tried: ${trouble}`, {
          mend: 'name the files or a folder more closely',
        }),
      );
    for (const link of outside)
      this.#refuse(
        problem('path-outside', at, `the link ${shown(link)} leaves the portfolio folder`, {
          mend: 'copy the file into the folder',
        }),
      );
    const others = files.filter((file) => file !== path);
    if (others.length === 0 && outside.length === 0)
      this.#refuse(
        problem('glob-matches-nothing', at, `${shown(pattern)} matches no file`, {
          severity: 'warning',
          mend: 'check the pattern; it is relative to this file',
        }),
      );
    return others;
  }

  #none(found: Problem): readonly string[] {
    this.incomplete = true;
    this.problems.push(found);
    return [];
  }

  #mayRead(file: string, at: Position, chain: readonly string[]): boolean {
    const before = this.files.get(file);
    const from = chain.indexOf(file);
    if (from >= 0) {
      const circle = [...chain.slice(from), file].join(' → ');
      this.#refuse(
        problem('include-cycle', at, `this closes a circle: ${circle}`, { mend: 'remove one of these includes' }),
      );
    } else if (before) {
      this.#refuse(
        problem('include-twice', at, `${shown(file)} is included already, from ${place(before.by)}`, {
          mend: 'remove one of the two',
        }),
      );
    } else if (this.files.size > MAX_INCLUDES) {
      this.incomplete = true;
      if (this.problems.some(({ code }) => code === 'too-many-includes')) return false;
      this.#refuse(
        problem('too-many-includes', at, `more than ${MAX_INCLUDES} files are included`, {
          mend: 'put several entities into one file',
        }),
      );
    } else return true;
    return false;
  }

  /** Lists are joined, mappings merged key by key; anything else may be given only once. */
  #merge(into: Map<string, Entry>, part: MapTree): void {
    for (const [key, entry] of part.entries) {
      const before = into.get(key);
      if (!before) into.set(key, entry);
      else if (before.tree.kind === 'list' && entry.tree.kind === 'list') {
        into.set(key, { key: before.key, tree: listTree(before.tree.at, [...before.tree.items, ...entry.tree.items]) });
      } else if (before.tree.kind === 'map' && entry.tree.kind === 'map') {
        const both = new Map(before.tree.entries);
        this.#merge(both, entry.tree);
        into.set(key, { key: before.key, tree: mapTree(before.tree.at, both) });
      } else {
        const first = declaredAt(before.tree, []);
        this.#refuse(
          problem('given-twice', entry.key, `${shown(key)} is given in ${place(first)}, too`, {
            mend: 'keep one of the two',
          }),
        );
      }
    }
  }
}

function firstBadByte(bytes: Uint8Array, file: string): Position {
  // A decoder that replaces what is bad finds it; the replacement character itself, where it was written, is rare.
  const before = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0] ?? '';
  const lines = before.split('\n');
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
