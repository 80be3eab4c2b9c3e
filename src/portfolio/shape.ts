import type * as z from 'zod';

import type { Position, Problem } from '../core/problem.ts';
import type { Path } from '../model/declared.ts';
import { allowedKeys } from './allowed.ts';
import { instead } from './closest.ts';
import { isPortfolioCode, problem, shown, type PortfolioCode } from './codes.ts';
import { declaredAt, find, type Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found wrong, at the places where it stands. */
export function shapeProblems(schema: z.core.$ZodType, root: Tree, issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => fromIssue(schema, root, issue, issue.path.map(step)));
}

function step(key: PropertyKey): string | number {
  return typeof key === 'number' ? key : String(key);
}

function fromIssue(schema: z.core.$ZodType, root: Tree, issue: Issue, path: Path): Problem[] {
  const found = find(root, path);
  if (!found) return [missing(root, issue, path)];
  const { tree } = found;
  if (tree.kind === 'scalar' && tree.value === null) {
    const mend = 'write the value, or remove the line';
    return [problem('empty-value', found.key ?? tree.at, `${named(path)} has no value`, { ...wanted(issue), mend })];
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = allowedKeys(schema, path);
      return issue.keys.map((key) => unknownKey(key, keyPlace(root, path, key), allowed));
    }
    case 'invalid_union':
      return fromUnion(schema, root, issue, path);
    case 'invalid_key': {
      const key = String(path.at(-1));
      return [
        valueProblem(
          issue.issues[0] ?? issue,
          { kind: 'scalar', at: tree.at, value: key, size: 1, depth: 1 },
          found.key ?? tree.at,
        ),
      ];
    }
    default:
      return [valueProblem(issue, tree, tree.kind === 'scalar' ? tree.at : (found.key ?? tree.at))];
  }
}

/** The branch that the value was written for is the one whose own shape fits; its mistakes are the ones to show. */
function fromUnion(schema: z.core.$ZodType, root: Tree, issue: z.core.$ZodIssueInvalidUnion, path: Path): Problem[] {
  const branches = issue.errors.filter(
    (errors) => !errors.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  const fitting = branches.length === 1 ? branches[0] : undefined;
  if (fitting) return fitting.flatMap((one) => fromIssue(schema, root, one, [...path, ...one.path.map(step)]));
  const tree = find(root, path)?.tree ?? root;
  return [problem('wrong-type', declaredAt(root, path), `this is ${kindOf(tree)}`, { expected: anyOf(issue) })];
}

/** The types that a union takes. Where numbers are asked for, text stands for them: the loader keeps them so. */
function anyOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const types = new Set(issue.errors.flatMap((errors) => errors.map(typeWanted)));
  if (types.has('a number')) types.delete('text');
  return [...types].join(' or ');
}

function keyPlace(root: Tree, path: Path, key: string): Position {
  const parent = find(root, path)?.tree;
  return (parent?.kind === 'map' && parent.entries.get(key)?.key) || declaredAt(root, path);
}

function unknownKey(key: string, at: Position, allowed: readonly string[]): Problem {
  return problem('unknown-key', at, `${shown(key)} is not a key here`, instead(key, allowed, 'remove it'));
}

/** `"price"`, or `item 2` of a list, counted from 1 as people do. */
function named(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the portfolio';
  return typeof last === 'number' ? `item ${last + 1} of the list` : shown(last);
}

function missing(root: Tree, issue: Issue, path: Path): Problem {
  const parent = find(root, path.slice(0, -1));
  const at = parent ? (parent.key ?? parent.tree.at) : declaredAt(root, path);
  return problem('missing-key', at, `${named(path)} is missing here`, {
    ...wanted(issue),
    mend: `add \`${String(path.at(-1))}:\``,
  });
}

/** What a value should have been, where the schema says more than "text". */
function wanted(issue: Issue): { expected?: string } {
  if (issue.code === 'invalid_value') return { expected: `one of ${issue.values.map(String).join(', ')}` };
  if (issue.code === 'custom' || issue.code === 'invalid_format') return { expected: issue.message };
  if (issue.code === 'invalid_type' && issue.expected !== 'string') return { expected: typeWanted(issue) };
  return issue.code === 'invalid_union' ? { expected: anyOf(issue) } : {};
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys and values',
  record: 'a mapping of keys and values',
};

function typeWanted(issue: Issue): string {
  return issue.code === 'invalid_type' ? (TYPE_WORDS[issue.expected] ?? issue.expected) : issue.message;
}

function kindOf(tree: Tree): string {
  if (tree.kind === 'list') return 'a list';
  if (tree.kind === 'map') return 'a mapping of keys and values';
  return typeof tree.value === 'boolean'
    ? `${String(tree.value)}, which is no text`
    : `the text ${shown(String(tree.value))}`;
}

function valueProblem(issue: Issue, tree: Tree, at: Position): Problem {
  const text = tree.kind === 'scalar' ? String(tree.value) : kindOf(tree);
  switch (issue.code) {
    case 'invalid_type': {
      const quoted = tree.kind === 'scalar' && typeof tree.value === 'boolean' && issue.expected === 'string';
      const advice = { expected: typeWanted(issue), ...(quoted ? { mend: `put it in quotes: "${text}"` } : {}) };
      return problem('wrong-type', at, `this is ${kindOf(tree)}`, advice);
    }
    case 'invalid_value':
      return problem(
        'unknown-value',
        at,
        `${shown(text)} is none of the words allowed here`,
        choice(text, issue.values.map(printable)),
      );
    case 'too_small':
      if (issue.origin === 'array')
        return problem('too-few', at, 'this list is too short', { expected: `at least ${issue.minimum} in it` });
      return problem('empty-value', at, 'this text is empty', { mend: 'write the value, or remove the line' });
    case 'too_big':
      return problem('too-long', at, 'this is too long', {
        expected: `at most ${issue.maximum} ${issue.origin === 'array' ? 'items' : 'characters'}`,
      });
    case 'invalid_format':
      return malformed(FORMATS[issue.format] ?? 'wrong-type', at, text, issue.message);
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return malformed(isPortfolioCode(code) ? code : 'wrong-type', at, text, issue.message);
    }
    default:
      return problem('wrong-type', at, `${shown(text)}: ${issue.message}`);
  }
}

const FORMATS: Readonly<Record<string, PortfolioCode>> = { email: 'bad-email', url: 'bad-url' };

/** Per code: what the text is not, and what people most often have to change about it. */
const MALFORMED: Partial<Record<PortfolioCode, readonly [what: string, mend?: string]>> = {
  'bad-decimal': ['a plain decimal', 'leave out currency signs, thousands separators and %'],
  'bad-number': ['a whole number in these bounds'],
  'bad-day': ['a day', 'write the year first, then month and day'],
  'bad-month': ['a month', 'write the year first, then the month'],
  'bad-currency': ['a currency code', 'write its three capital letters'],
  'bad-time-zone': ['a time zone', 'take the nearest city of the IANA time zone list'],
  'bad-account': ['an account', 'put colons between the parts, and the type first'],
  'bad-id': ['an id', 'the name for people goes under `name:`'],
  'bad-figure': ['a figure id', '`quarterdeck explain` lists the figures'],
  'bad-tag': ['a tag'],
  'bad-email': ['an e-mail address'],
  'bad-url': ['a web address', 'write the whole address'],
};

function malformed(code: PortfolioCode, at: Position, text: string, expected: string): Problem {
  const [what, mend] = MALFORMED[code] ?? ['of the form asked for'];
  return problem(code, at, `${shown(text)} is not ${what}`, { expected, ...(mend === undefined ? {} : { mend }) });
}

function printable(value: unknown): string {
  return value === '\t' ? 'a tab' : String(value);
}

/** All the words, and the one that was likely meant. */
function choice(word: string, allowed: readonly string[]): { expected: string; mend?: string } {
  const { mend } = instead(word, allowed);
  return { expected: `one of ${allowed.join(', ')}`, ...(mend === undefined ? {} : { mend }) };
}
