import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Position, Problem } from '../core/problem.ts';
import { blockOf } from './blocks.ts';
import { problem } from './codes.ts';
import { readFrontMatter, type Known } from './front-matter.ts';
import { MAX_BLOCKS } from './limits.ts';
import { proseOf, unsupported, wordsOf, type Places, type Prose } from './prose.ts';
import type { OwnBlock, OwnReport } from './report.ts';
import type { Root, RootContent } from './tree.ts';

export interface OwnRead {
  /** Undefined when the file has a mistake: a report that says less than its owner wrote is not sent. */
  readonly report?: OwnReport;
  /** Whatever else is wrong, where the front matter says it. */
  readonly type?: string;
  readonly problems: readonly Problem[];
}

/** What a file may name, and the currency of its money where neither a block nor its entity says one. */
export interface OwnContext extends Known {
  currencyOf(entity: string | undefined): string;
}

/** YAML between two lines of --- at the beginning of the file. */
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/;

/** Reads a report of the owner: front matter, prose, blocks of SQL. Every mistake has its place; it throws for no text. */
export function readOwnReport(text: string, file: string, context: OwnContext): OwnRead {
  const problems: Problem[] = [];
  const at = { file, line: 1, column: 1 };
  const [whole = '', yaml] = FRONT_MATTER.exec(text) ?? [];
  if (yaml === undefined) {
    const mend = 'begin the file with ---, `type:`, `title:`, `audience:` and --- on lines of their own';
    return { problems: [problem('front-matter', at, 'the file has no front matter', { mend })] };
  }
  const matter = readFrontMatter(yaml, { ...at, line: 2 }, context, problems);
  const body = new Body(file, context.currencyOf(matter?.entity), problems);
  const blocks = body.read(treeOf(whole.replaceAll(/[^\n]/g, '') + text.slice(whole.length)).children);
  if (!matter) return { problems };
  const { type } = matter;
  if (problems.length > 0) return type === '' ? { problems } : { type, problems };
  return { report: { file, ...matter, blocks }, type, problems };
}

/** Tables of Markdown are read so that they can be refused. The front matter is blank lines here: places stay. */
function treeOf(text: string): Root {
  return fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

class Body {
  readonly #file: string;
  readonly #currency: string;
  readonly #problems: Problem[];
  readonly #blocks: OwnBlock[] = [];
  readonly #ids = new Set<string>();
  readonly #places: Places = (line, column) => ({ file: this.#file, line, column });
  /** The heading that nothing stands below yet. */
  #heading: string | undefined;
  #paragraphs: Prose[] = [];

  constructor(file: string, currency: string, problems: Problem[]) {
    this.#file = file;
    this.#currency = currency;
    this.#problems = problems;
  }

  read(nodes: readonly RootContent[]): readonly OwnBlock[] {
    for (const node of nodes) this.#take(node);
    this.#endProse();
    this.#endHeading();
    return this.#blocks;
  }

  #take(node: RootContent): void {
    switch (node.type) {
      case 'heading':
        this.#endProse();
        this.#endHeading();
        this.#heading = wordsOf(proseOf(node, this.#places, this.#problems), this.#problems);
        return;
      case 'paragraph':
        this.#paragraphs.push(proseOf(node, this.#places, this.#problems));
        return;
      case 'list':
        node.children.flatMap(({ children }) => children).forEach((child) => this.#take(child));
        return;
      case 'code':
        this.#fence(node.lang ?? '', node.meta ?? '', node.value, this.#at(node));
        return;
      case 'thematicBreak':
        this.#endProse();
        return;
      default:
        unsupported(node, this.#at(node), this.#problems);
    }
  }

  #fence(language: string, meta: string, sql: string, at: Position): void {
    const heading = this.#paragraphs.length > 0 ? undefined : this.#heading;
    this.#endProse();
    this.#heading = undefined;
    const block = blockOf({ language, meta, sql, at, heading, currency: this.#currency }, this.#problems);
    if (!block) return;
    if (this.#ids.has(block.id)) {
      const message = `there is a block "${block.id}" already`;
      this.#problems.push(problem('id-twice', at, message, { mend: 'give one of them another id or title' }));
    }
    this.#ids.add(block.id);
    if (this.#blocks.push(block) === MAX_BLOCKS + 1)
      this.#problems.push(
        problem('too-many-blocks', at, `the file holds more than ${MAX_BLOCKS} blocks`, {
          mend: 'put the rest into a report of its own',
        }),
      );
  }

  /** A heading with nothing below it is shown all the same: it may stand above further headings. */
  #endHeading(): void {
    if (this.#heading !== undefined) this.#blocks.push({ kind: 'prose', heading: this.#heading, paragraphs: [] });
    this.#heading = undefined;
  }

  #endProse(): void {
    if (this.#paragraphs.length > 0) {
      this.#blocks.push({ kind: 'prose', heading: this.#heading, paragraphs: this.#paragraphs });
      this.#heading = undefined;
    }
    this.#paragraphs = [];
  }

  #at(node: RootContent): Position {
    return this.#places(node.position?.start.line ?? 1, node.position?.start.column ?? 1);
  }
}
