import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Portion } from './portions.ts';
import type { List, ListItem, Node, Table } from './tree.ts';
import { wordsOf, type Words } from './words.ts';

/** An entry of a list, with what stands below it. */
export interface Entry {
  readonly line: number;
  /** Of a check box; undefined without one. */
  readonly checked: boolean | undefined;
  readonly words: Words;
  /** Further paragraphs. */
  readonly more: readonly Words[];
  readonly entries: readonly Entry[];
}

/** A document as far as it can say anything: code and rules are left out. */
export type Block =
  | { readonly kind: 'heading'; readonly line: number; readonly depth: number; readonly words: Words }
  /** `quoted`: it stands in a quotation. */
  | { readonly kind: 'paragraph'; readonly line: number; readonly words: Words; readonly quoted: boolean }
  | { readonly kind: 'list'; readonly line: number; readonly entries: readonly Entry[] }
  | { readonly kind: 'table'; readonly line: number; readonly header: readonly Words[]; readonly rows: readonly Row[] };

export interface Row {
  readonly line: number;
  readonly cells: readonly Words[];
}

/** Marks within lines are read by `wordsOf`: the parser's own way takes quadratic time. */
const MARKS = ['attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'htmlText', 'definition'];

const OPTIONS = {
  extensions: [gfmTable(), gfmTaskListItem(), { disable: { null: MARKS } }],
  mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
};

export function blocksOf({ text, first }: Portion): readonly Block[] {
  const lineOf = (node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number =>
    (node.position?.start.line ?? 1) + first - 1;
  const ofTable = (table: Table): Block => {
    const [header, ...rows] = table.children.map((row) => ({
      line: lineOf(row),
      cells: row.children.map((cell) => wordsOf(cell.children)),
    }));
    return { kind: 'table', line: lineOf(table), header: header?.cells ?? [], rows };
  };
  const ofEntry = (item: ListItem): Entry => {
    const paragraphs = item.children.flatMap((child) => (child.type === 'paragraph' ? [wordsOf(child.children)] : []));
    const [words = wordsOf([]), ...more] = paragraphs;
    const entries = item.children.flatMap((child) => (child.type === 'list' ? entriesOf(child) : []));
    return { line: lineOf(item), checked: item.checked ?? undefined, words, more, entries };
  };
  const entriesOf = (list: List): Entry[] => list.children.map(ofEntry);
  const ofNode = (node: Node, quoted: boolean): Block[] => {
    switch (node.type) {
      case 'heading':
        return [{ kind: 'heading', line: lineOf(node), depth: node.depth, words: wordsOf(node.children) }];
      case 'paragraph':
        return [{ kind: 'paragraph', line: lineOf(node), words: wordsOf(node.children), quoted }];
      case 'list':
        return quoted ? [] : [{ kind: 'list', line: lineOf(node), entries: entriesOf(node) }];
      case 'table':
        return quoted ? [] : [ofTable(node)];
      case 'blockquote':
        return node.children.filter(({ type }) => type === 'paragraph').flatMap((child) => ofNode(child, true));
      default:
        return [];
    }
  };
  return fromMarkdown(text, OPTIONS).children.flatMap((node) => ofNode(node, false));
}
