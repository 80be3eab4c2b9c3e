import type { fromMarkdown } from 'mdast-util-from-markdown';

/** A Markdown file as a syntax tree (mdast). */
export type Root = ReturnType<typeof fromMarkdown>;
export type RootContent = Root['children'][number];
export type Paragraph = Extract<RootContent, { type: 'paragraph' }>;
export type PhrasingContent = Paragraph['children'][number];
