import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';

import { portfolioJsonSchema } from '../../src/portfolio/schema.ts';
import { reportTypes } from '../../src/reports/index.ts';
import { linesOf } from '../portfolio/_folder.ts';
import { blocks, guide, pageOf, type Block } from './_pages.ts';

/*
 * The words after ```yaml say what a snippet is: `portfolio` is a whole one; a path is a file that the portfolio before
 * it includes; `part` holds keys of a portfolio and `entity` keys of an entity, which are put into the least portfolio.
 * A ```text block `problems` after it is what `quarterdeck check` says; without one it says nothing at all.
 */
interface Snippet {
  readonly block: Block;
  readonly included: readonly Block[];
  readonly problems: readonly string[];
}

function snippetsOf(all: readonly Block[]): Snippet[] {
  const starts = all.flatMap(({ words }, index) => (isStart(words) ? [index] : []));
  return starts.map((start, place) => {
    const [block, ...after] = all.slice(start, starts[place + 1]);
    if (!block) throw new Error('a snippet begins with a block');
    const problems = after.find(({ words }) => words[0] === 'text' && words[1] === 'problems');
    return {
      block,
      included: after.filter(({ words }) => words[0] === 'yaml' && isFile(words[1])),
      problems: problems ? problems.text.trimEnd().split('\n') : [],
    };
  });
}

const isStart = ([language, what]: readonly string[]): boolean =>
  language === 'yaml' && ['portfolio', 'part', 'entity'].includes(what ?? '');
const isFile = (word: string | undefined): boolean => word?.endsWith('.yaml') ?? false;

const LEAST = 'name: N\nbase_currency: USD\ntime_zone: UTC\n';
const LEAST_ENTITY = '  - id: e\n    name: E\n    kind: other\n';

function wholeOf({ words, text }: Block): string {
  if (words[1] === 'portfolio') return text;
  if (words[1] === 'part') return `${LEAST}entities:\n${LEAST_ENTITY}${text}`;
  return `${LEAST}entities:\n${LEAST_ENTITY}${text.replaceAll(/^(?=.)/gm, '    ')}`;
}

/** The files that a portfolio names, so that none is missing; a glob's star stands for an `x`. */
function filesNamed(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filesNamed);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    ['file', 'document', 'form'].includes(key) && typeof inner === 'string'
      ? [inner.replaceAll('*', 'x')]
      : filesNamed(inner),
  );
}

function filesOf({ block, included }: Snippet): Record<string, string> {
  const parts = included.map(({ words, text }) => [words[1] ?? '', text] as const);
  const texts = [wholeOf(block), ...included.map(({ text }) => text)];
  const named = texts.flatMap((text) => filesNamed(parse(text))).map((file) => [file, ''] as const);
  return Object.fromEntries([...named, ...parts, ['portfolio.yaml', wholeOf(block)] as const]);
}

const snippets = guide().flatMap((page) => snippetsOf(blocks(page)));

describe('Portfolios shown in the guide', () => {
  it('are there', () => {
    expect(snippets.length).toBeGreaterThan(10);
  });

  it.each(snippets.map((snippet) => [`${snippet.block.page}:${snippet.block.line}`, snippet] as const))(
    '%s gives the problems that are shown below it, or none',
    async (_place, snippet) => {
      expect(await linesOf(filesOf(snippet), { reports: reportTypes })).toEqual(snippet.problems);
    },
  );

  it('show every key that a portfolio can have', () => {
    const shown = snippetsOf(blocks(pageOf('portfolio.md'))).flatMap(({ block }) => keysShown(parse(wholeOf(block))));
    // Categories, initiatives and rules have the same keys in the portfolio and in an entity.
    const once = (key: string): string => key.replace(/^entities\[\]\.(?=(?:categories|initiatives|rules)\b)/, '');
    const known = new Set(keysOfSchema(portfolioJsonSchema()).map(once));
    expect([...known].filter((key) => !shown.map(once).includes(key))).toEqual([]);
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** `entities[].revenue[].price` and so on: every key that the schema knows. */
function keysOfSchema(schema: Schema, at = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const here = at === '' ? key : `${at}.${key}`;
    return [here, ...keysOfSchema(inner, here)];
  });
  const items = schema.items ? keysOfSchema(schema.items, `${at}[]`) : [];
  const either = (schema.anyOf ?? []).flatMap((one) => keysOfSchema(one, at));
  return [...new Set([...own, ...items, ...either])];
}

function keysShown(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysShown(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = at === '' ? key : `${at}.${key}`;
    return [here, ...keysShown(inner, here)];
  });
}
