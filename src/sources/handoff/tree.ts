import type { fromMarkdown } from 'mdast-util-from-markdown';

/** The nodes of the parser's tree: blocks of the document, and what stands in a paragraph. */
export type Node = ReturnType<typeof fromMarkdown>['children'][number];
export type List = Extract<Node, { type: 'list' }>;
export type ListItem = List['children'][number];
export type Table = Extract<Node, { type: 'table' }>;
export type Inline = Extract<Node, { type: 'paragraph' }>['children'][number];
