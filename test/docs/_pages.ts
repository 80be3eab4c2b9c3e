import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const home = fileURLToPath(new URL('../../', import.meta.url));

/** A page for people: its path from the root of the project, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block: ```` ```yaml portfolio ```` has the words `yaml` and `portfolio`. */
export interface Block {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly words: readonly string[];
  readonly text: string;
}

function page(path: string): Page {
  return { path, text: readFileSync(join(home, path), 'utf8') };
}

/** The guide: the pages of docs/ (decisions left out: they speak of their day), README and CONTRIBUTING. */
export function guide(): readonly Page[] {
  const docs = readdirSync(join(home, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`)].map(page);
}

export function pageOf(name: string): Page {
  return page(`docs/${name}`);
}

export function blocks({ path, text }: Page): readonly Block[] {
  const found: Block[] = [];
  let open: { line: number; words: readonly string[]; lines: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const fence = /^```(.*)$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (open) {
      found.push({ page: path, line: open.line, words: open.words, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else {
      open = { line: index + 1, words: (fence[1] ?? '').split(' ').filter((word) => word !== ''), lines: [] };
    }
  });
  if (open) throw new Error(`${path}:${open.line}: this block has no end`);
  return found;
}

/** The text of a page without its fenced blocks. */
export function prose({ text }: Page): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** Rows of the table that follows a heading, each a list of cells; code marks and escapes are taken off. */
export function tableBelow({ path, text }: Page, heading: string): readonly (readonly string[])[] {
  const section = text.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${path} has no section "${heading}"`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .replace(/^\| ?/, '')
      .replace(/ ?\|$/, '')
      .split(/ \| /)
      .map((cell) =>
        cell
          .trim()
          .replace(/^`([^`]*)`$/, '$1')
          .replaceAll('\\|', '|'),
      ),
  );
}
