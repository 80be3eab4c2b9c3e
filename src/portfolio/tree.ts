import { parseDecimal, type Decimal } from '../core/decimal.ts';
import type { Position } from '../core/problem.ts';
import type { Path } from '../model/declared.ts';

/** A YAML value with its place. Numbers are text as written, so that no amount passes through a float. */
export type Tree = MapTree | ListTree | ScalarTree;

interface Place {
  readonly at: Position;
  /** Values in it, itself included, with aliases expanded. */
  readonly size: number;
  /** Levels in it: 1 for a scalar. */
  readonly depth: number;
}

export interface ScalarTree extends Place {
  readonly kind: 'scalar';
  readonly value: string | boolean | null;
}

export interface ListTree extends Place {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export interface MapTree extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  /** Where the key stands. */
  readonly key: Position;
  readonly tree: Tree;
}

function bounds(parts: readonly Tree[]): { size: number; depth: number } {
  const size = parts.reduce((sum, part) => sum + part.size, 1);
  return { size, depth: parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + 1 };
}

export function listTree(at: Position, items: readonly Tree[]): ListTree {
  return { kind: 'list', at, items, ...bounds(items) };
}

export function mapTree(at: Position, entries: ReadonlyMap<string, Entry>): MapTree {
  return { kind: 'map', at, entries, ...bounds([...entries.values()].map((entry) => entry.tree)) };
}

/** The plain value for the schema. Objects have no prototype: no key means anything to JavaScript. */
export function plainValue(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainValue);
    case 'map': {
      const plain = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of tree.entries) plain[key] = plainValue(entry.tree);
      return plain;
    }
  }
}

interface Found {
  readonly tree: Tree;
  /** Where its key stands, if it has one. */
  readonly key?: Position;
}

function child(tree: Tree, step: string | number): Found | undefined {
  if (tree.kind === 'map') return tree.entries.get(String(step));
  const item = tree.kind === 'list' && typeof step === 'number' ? tree.items[step] : undefined;
  return item && { tree: item };
}

/** The value at a path; undefined when it was not declared. */
export function find(root: Tree, path: Path): Found | undefined {
  let found: Found | undefined = { tree: root };
  for (const step of path) found &&= child(found.tree, step);
  return found;
}

/** Where a value was declared: a scalar itself, the key of a mapping or list; else its nearest declared parent. */
export function declaredAt(root: Tree, path: Path): Position {
  let found: Found = { tree: root };
  for (const step of path) {
    const next = child(found.tree, step);
    if (!next) break;
    found = next;
  }
  return found.tree.kind === 'scalar' ? found.tree.at : (found.key ?? found.tree.at);
}

/**
 * A declared value, for checks that must see everything at once, also beside mistakes: what is not there or of another
 * shape answers nothing, for the schema reports that.
 */
export class Declaration {
  readonly tree: Tree;
  readonly #key: Position | undefined;

  constructor(found: Found) {
    this.tree = found.tree;
    this.#key = found.key;
  }

  /** The place for a problem with this value as a whole. */
  get at(): Position {
    return this.tree.kind === 'scalar' ? this.tree.at : (this.#key ?? this.tree.at);
  }

  get(key: string): Declaration | undefined {
    const found = child(this.tree, key);
    return found && new Declaration(found);
  }

  /** The items of the list under a key. */
  list(key: string): Declaration[] {
    const tree = this.get(key)?.tree;
    return tree?.kind === 'list' ? tree.items.map((item) => new Declaration({ tree: item })) : [];
  }

  /** The items of the list under a key, or the one value that stands there without a list. */
  oneOrMore(key: string): Declaration[] {
    const found = this.get(key);
    return found === undefined || found.tree.kind === 'list' ? this.list(key) : [found];
  }

  /** The text of this scalar, without space around it. */
  text(): string | undefined {
    return this.tree.kind === 'scalar' && typeof this.tree.value === 'string' ? this.tree.value.trim() : undefined;
  }

  /** This scalar as a decimal. A long one is none: its powers of ten would be costly. */
  decimal(): Decimal | undefined {
    const text = this.text();
    return text === undefined || text.length > 40 ? undefined : parseDecimal(text);
  }

  isTrue(): boolean {
    return this.tree.kind === 'scalar' && this.tree.value === true;
  }
}
