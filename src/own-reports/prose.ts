import { fromMarkdown } from 'mdast-util-from-markdown';
import { isIsoDate } from '../core/date.ts';
import { isCurrency } from '../core/money.ts';
import type { Position, Problem } from '../core/problem.ts';
import type { SentencePart } from '../model/finding.ts';
import { onDate, quote, term } from '../model/sentence.ts';
import { problem, shown } from './codes.ts';
import type { Paragraph, PhrasingContent, RootContent } from './tree.ts';

/** A figure that prose names, before anyone knows whether there is one. */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
  readonly at: Position;
}

/** A sentence of the owner's: words without numbers, terms, and names of figures. */
export type Prose = readonly (SentencePart | Name)[];

/** Where a line and column of the parsed text stand in the file. */
export type Places = (line: number, column: number) => Position;

const NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/** What a paragraph or heading says; numbers in it are problems. */
export function proseOf(
  node: { readonly children: readonly PhrasingContent[] },
  places: Places,
  problems: Problem[],
): Prose {
  return node.children.flatMap((child) => partsOf(child, places, problems));
}

/** Prose in an attribute or a key: inline Markdown, all of it at one place. */
export function inlineProse(text: string, at: Position, problems: Problem[]): Prose {
  const { children } = fromMarkdown(text);
  const [first, ...more] = children;
  if (first?.type === 'paragraph' && more.length === 0) return proseOf(first satisfies Paragraph, () => at, problems);
  const message = `${shown(text)} is no single sentence`;
  problems.push(problem('markdown-unsupported', at, message, { expected: 'one sentence, without lists or headings' }));
  return [];
}

/** Prose where only words can stand: a title, a label. */
export function wordsOf(prose: Prose, problems: Problem[]): string {
  const words = prose.map((part) => {
    switch (part.kind) {
      case 'name': {
        const message = `a title or label names the figure {${part.name}}`;
        problems.push(problem('name-invalid', part.at, message, { mend: 'name it in a paragraph below' }));
        return '';
      }
      case 'figure':
        return '';
      case 'date':
        return part.date;
      default:
        return part.text;
    }
  });
  return words.join('').trim();
}

function partsOf(node: PhrasingContent, places: Places, problems: Problem[]): Prose {
  const at = places(node.position?.start.line ?? 1, node.position?.start.column ?? 1);
  switch (node.type) {
    case 'text':
      return textParts(node.value, at, problems);
    case 'inlineCode':
      return termParts(node.value, at, problems);
    case 'emphasis':
    case 'strong':
    case 'delete':
      return proseOf(node, places, problems);
    case 'link':
      return linkParts(node, places, problems);
    case 'break':
      return [{ kind: 'text', text: ' ' }];
    default:
      return unsupported(node, at, problems);
  }
}

/** The words of a link, and its address behind them where it is another. */
function linkParts(node: Extract<PhrasingContent, { type: 'link' }>, places: Places, problems: Problem[]): Prose {
  const [only] = node.children;
  if (node.children.length === 1 && only?.type === 'text' && node.url.endsWith(only.value)) return [quote(only.value)];
  return [
    ...proseOf(node, places, problems),
    { kind: 'text', text: ' (' },
    quote(node.url),
    { kind: 'text', text: ')' },
  ];
}

/** A comment says nothing; everything else that is no text has no place in a report. */
export function unsupported(node: RootContent, at: Position, problems: Problem[]): [] {
  if (node.type === 'html' && /^<!--[\s\S]*-->$/.test(node.value.trim())) return [];
  const mend = node.type === 'table' ? 'write a block ```sql table' : 'write it as a paragraph';
  problems.push(problem('markdown-unsupported', at, `reports have no ${WORDS[node.type] ?? node.type}`, { mend }));
  return [];
}

const WORDS: Readonly<Record<string, string>> = {
  html: 'HTML',
  image: 'images',
  imageReference: 'images',
  table: 'tables of Markdown',
  blockquote: 'quotations',
  footnoteReference: 'footnotes',
  footnoteDefinition: 'footnotes',
  linkReference: 'links by reference',
};

const SPECIAL = /\{([^{}]*)\}|[{}]|[\p{N}]+(?:[.,:/-]?[\p{N}]+)*/gu;

function textParts(value: string, start: Position, problems: Problem[]): Prose {
  const parts: (SentencePart | Name)[] = [];
  const words = (text: string): void => {
    if (text !== '') parts.push({ kind: 'text', text: text.replaceAll(/\s+/g, ' ') });
  };
  let from = 0;
  for (const match of value.matchAll(SPECIAL)) {
    words(value.slice(from, match.index));
    from = match.index + match[0].length;
    const at = within(value.slice(0, match.index), start);
    if (match[1] !== undefined && NAME.test(match[1])) parts.push({ kind: 'name', name: match[1], at });
    else if (/[{}]/.test(match[0]))
      problems.push(
        problem('name-invalid', at, `${shown(match[0])} is no figure id`, { expected: 'one such as {group.cash}' }),
      );
    else problems.push(numberIn(match[0], at));
  }
  words(value.slice(from));
  return parts;
}

function within(before: string, start: Position): Position {
  const lines = before.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  const column = lines.length > 1 ? last + 1 : start.column + last;
  return { ...start, line: start.line + lines.length - 1, column };
}

function numberIn(text: string, at: Position): Problem {
  return problem('number-in-prose', at, `a number in prose is no figure: ${shown(text)}`, {
    mend: 'name the figure as {id}, or put a name such as ASC 606 in backquotes',
  });
}

/** Dates and names that hold digits. An amount in backquotes would be a number that no receipt proves. */
function termParts(value: string, at: Position, problems: Problem[]): Prose {
  if (isIsoDate(value)) return [onDate(value)];
  if (isAmount(value)) problems.push(numberIn(value, at));
  return [term(value)];
}

const PERIOD = /^(?:19|20)\d\d(?:-\d\d)?$/;

function isAmount(value: string): boolean {
  if (!/\p{N}/u.test(value) || PERIOD.test(value)) return false;
  const words = value.match(/\p{L}+/gu) ?? [];
  return words.length === 0 || /\p{Sc}|%/u.test(value) || words.some((word) => isCurrency(word.toUpperCase()));
}
