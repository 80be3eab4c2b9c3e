import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type CST,
  type Document,
  type YAMLError,
} from 'yaml';

import type { Position, Problem } from '../core/problem.ts';
import { problem, shown, type PortfolioCode } from './codes.ts';
import { MAX_DEPTH, MAX_LEXEMES, MAX_VALUES } from './limits.ts';
import { listTree, mapTree, type Entry, type ScalarTree, type Tree } from './tree.ts';

export interface YamlFile {
  /** Undefined when there is nothing that could be checked further. */
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
  /** The line from which the text is not YAML: what was understood of the rest may be wrong. */
  readonly broken?: number;
}

/** What is left of the limits for all files together. */
export interface Budget {
  lexemes: number;
  bytes: number;
}

/**
 * Reads YAML 1.2 with places. Numbers stay text as written; tags are refused; aliases are expanded by sharing, with
 * their expanded size counted, so that no chain of aliases takes time or memory.
 */
export function readYaml(text: string, file: string, budget: Budget): YamlFile {
  const at = placesIn(text, file);
  const { tokens, stopped } = tokenise(text, budget);
  if (stopped) return { problems: [problem(stopped.code, at(stopped.offset), stopped.message, stopped)], broken: 1 };

  const [document, second] = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
  if (!document) return { problems: [] };
  const grower = new Grower(at);
  const tree = grower.grow(document.contents, 0);
  const { problems, broken } = syntaxProblems(document, (offset) => at(grower.openQuotes.get(offset) ?? offset));
  if (second) {
    const advice = { expected: 'one document', mend: 'put the rest into a file of its own and `include:` it' };
    problems.push(problem('many-documents', at(second.range[0]), 'a second document begins here', advice));
  }
  const version = document.directives?.yaml;
  if (version?.explicit && version.version !== '1.2') {
    const advice = { expected: 'YAML 1.2', mend: 'remove the %YAML line' };
    problems.push(problem('yaml-syntax', at(0), `this is YAML ${version.version}`, advice));
  }
  problems.push(...grower.problems.filter((found) => found.at.line < (broken ?? Number.POSITIVE_INFINITY)));
  return { ...(tree ? { tree } : {}), problems, ...(broken === undefined ? {} : { broken }) };
}

const OPTIONS = {
  prettyErrors: false,
  // Looked for below: the parser compares each key with each other, which takes hours for a mapping of 100,000.
  uniqueKeys: false,
  resolveKnownTags: false,
  customTags: (tags: readonly unknown[]) => tags.filter((tag) => !isNumberTag(tag)) as never[],
} as const;

/** With the tags for numbers taken out, a plain 1250.10 stays the text "1250.10". */
function isNumberTag(tag: unknown): boolean {
  return typeof tag === 'object' && tag !== null && 'tag' in tag && /:(?:int|float)$/.test(String(tag.tag));
}

/** From an offset to its place. The parser's own counter misses line ends inside some scalars. */
function placesIn(text: string, file: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const within = Math.min(Math.max(offset, 0), text.length);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: within - (starts[low] ?? 0) + 1 };
  };
}

interface Stop {
  readonly code: PortfolioCode;
  readonly offset: number;
  readonly message: string;
  readonly mend: string;
}

/** Lexes and parses without recursion; stops where the text nests too deep for what comes after, which recurses. */
function tokenise(text: string, budget: Budget): { tokens: CST.Token[]; stopped?: Stop } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    budget.lexemes -= 1;
    if (parser.stack.length > MAX_DEPTH) {
      const stopped = {
        code: 'too-deep',
        message: `values are nested more than ${MAX_DEPTH} deep`,
        mend: 'check the brackets and the indentation',
      } as const;
      return { tokens, stopped: { ...stopped, offset: parser.offset } };
    }
    if (budget.lexemes < 0) {
      const stopped = {
        code: 'too-many-values',
        message: `the YAML has more than ${MAX_LEXEMES} parts`,
        mend: 'keep data in CSV files, which sources name',
      } as const;
      return { tokens, stopped: { ...stopped, offset: parser.offset } };
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}

function syntaxProblems(
  document: Document.Parsed,
  at: (offset: number) => Position,
): { problems: Problem[]; broken: number | undefined } {
  const problems: Problem[] = [];
  const lines = new Set<number>();
  for (const error of [...document.errors, ...document.warnings]) {
    const where = at(error.pos[0]);
    if (error.code !== 'TAG_RESOLVE_FAILED') {
      // One slip of the pen makes several errors: the first of a line is the one to mend.
      if (lines.has(where.line)) continue;
      lines.add(where.line);
    }
    problems.push(syntaxProblem(error, where));
  }
  const broken = [...lines].reduce((first, line) => Math.min(first, line), Number.POSITIVE_INFINITY);
  return { problems, broken: lines.size > 0 ? broken : undefined };
}

function syntaxProblem(error: YAMLError, at: Position): Problem {
  switch (error.code) {
    case 'TAB_AS_INDENT': {
      const advice = { expected: 'spaces', mend: 'put two spaces in place of the tab' };
      return problem('yaml-tab', at, 'a tab indents this line', advice);
    }
    case 'TAG_RESOLVE_FAILED': {
      const advice = {
        expected: 'a plain value',
        mend: 'remove the tag, or put quotes around a value that begins with !',
      };
      return problem('custom-tag', at, 'a tag (!) stands before this value', advice);
    }
    default: {
      const message = error.message
        .replaceAll(/\s+/g, ' ')
        .replace(/^Missing closing (["'])quote$/, 'the quote $1 that begins here has no end');
      const mend = 'check the quotes, colons and indentation here and on the line before';
      return problem('yaml-syntax', at, message.length > 160 ? `${message.slice(0, 160)}…` : message, { mend });
    }
  }
}

/** Grows the tree from the parser's nodes, in the order of the text. */
class Grower {
  readonly #at: (offset: number) => Position;
  readonly problems: Problem[] = [];
  /** Where a quote without its end ends all the same, and where it begins. */
  readonly openQuotes = new Map<number, number>();
  /** Undefined while the anchor's own value is being read. */
  readonly #anchors = new Map<string, Tree | undefined>();
  #full = false;

  constructor(at: (offset: number) => Position) {
    this.#at = at;
  }

  grow(node: unknown, offset: number): Tree | undefined {
    const at = this.#at(rangeOf(node) ?? offset);
    if (isAlias(node)) return this.#bounded(this.#alias(node.source, at), at);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const tree = this.#bounded(this.#value(node, at, offset), at);
    if (anchor !== undefined) this.#anchors.set(anchor, tree ?? scalar(at, null));
    return tree;
  }

  #value(node: unknown, at: Position, offset: number): Tree {
    if (isMap(node)) return mapTree(at, this.#entries(node.items, offset));
    if (isScalar(node) && node.type?.startsWith('QUOTE') && node.range)
      this.openQuotes.set(node.range[1], node.range[0]);
    if (!isSeq(node)) return scalar(at, isScalar(node) ? scalarValue(node.value) : null);
    const items = node.items.map((item) => this.grow(item, offset));
    return listTree(
      at,
      items.filter((item) => item !== undefined),
    );
  }

  #entries(pairs: readonly { key: unknown; value: unknown }[], offset: number): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const pair of pairs) {
      const start = rangeOf(pair.key) ?? offset;
      const at = this.#at(start);
      const key = this.#key(pair.key, at);
      const tree = this.grow(pair.value, start);
      if (key === undefined || !tree) continue;
      const before = entries.get(key);
      if (before) {
        const advice = { mend: `keep one of them: the first is on line ${before.key.line}` };
        this.problems.push(problem('duplicate-key', at, `${shown(key)} is given twice`, advice));
      } else entries.set(key, { key: at, tree });
    }
    return entries;
  }

  #key(node: unknown, at: Position): string | undefined {
    const key = isScalar(node) ? (node.source ?? scalarValue(node.value)) : undefined;
    // `__proto__` would be set aside without a word by whatever copies objects.
    if (typeof key === 'string' && key !== '' && key !== '__proto__') return key;
    this.problems.push(
      problem('bad-key', at, 'this key is no plain text', {
        expected: 'a name and a colon',
        mend: 'check the colon and the indentation',
      }),
    );
    return undefined;
  }

  #alias(name: string, at: Position): Tree | undefined {
    const tree = this.#anchors.get(name);
    if (tree) return { ...tree, at };
    const message = this.#anchors.has(name)
      ? `the alias *${name} stands inside the value that it names`
      : `no anchor &${name} stands before this alias`;
    this.problems.push(
      problem('bad-alias', at, message, { mend: 'write the value out, or put it in quotes if it begins with *' }),
    );
    return undefined;
  }

  #bounded(tree: Tree | undefined, at: Position): Tree | undefined {
    if (!tree || (tree.size <= MAX_VALUES && tree.depth <= MAX_DEPTH)) return this.#full ? undefined : tree;
    if (!this.#full) {
      const [code, limit] =
        tree.size > MAX_VALUES
          ? (['too-many-values', `${MAX_VALUES} values`] as const)
          : (['too-deep', `${MAX_DEPTH} levels`] as const);
      this.problems.push(
        problem(code, at, `with its aliases expanded, this holds more than ${limit}`, {
          mend: 'write the values out where they belong',
        }),
      );
    }
    this.#full = true;
    return undefined;
  }
}

function rangeOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

function scalarValue(value: unknown): ScalarTree['value'] {
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function scalar(at: Position, value: ScalarTree['value']): ScalarTree {
  return { kind: 'scalar', at, value, size: 1, depth: 1 };
}
