import type { Problem } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { openText } from '../_open.ts';
import { problem } from '../_codes.ts';
import { decodeText } from '../_text.ts';
import { blocksOf } from './blocks.ts';
import { amended } from './corrections.ts';
import { readHead } from './document.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Item } from './items.ts';
import { itemsOfSections } from './outline.ts';
import { portionsOf } from './portions.ts';
import { sectionsOf } from './sections.ts';

const MOST_BYTES = 512 * 1024;
const NAME = /\.(?:md|markdown|mdown|mkd)$/i;

function tooLarge(bytes: Uint8Array, file: string): Problem | undefined {
  if (bytes.length <= MOST_BYTES) return undefined;
  const advice = { expected: `at most ${MOST_BYTES}`, mend: 'keep what is over in a document of its own' };
  return problem('document-too-large', { file, line: 1, column: 1 }, `the document has ${bytes.length} bytes`, advice);
}

function rowOf(item: Item): Record<string, string | bigint | null> {
  const { line, kind, state, text, section, owner, waitsFor, since, due, link } = item;
  return {
    line: BigInt(line),
    kind,
    state,
    text,
    section,
    owner,
    waits_for: waitsFor,
    since: since ?? null,
    due: due ?? null,
    link,
  };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const nothing = { kind: 'handoff', layout: {}, rows: [], balances: [] };
  const large = tooLarge(bytes, file);
  if (large) return { ...nothing, problems: [large] };
  const opened = openText(bytes, file, 'a Markdown document', () => decodeText(bytes, options.encoding));
  if ('code' in opened) return { ...nothing, problems: [opened] };
  const lines = opened.text.split(/\r\n|\n|\r/);
  const { matter, lines: skipped, problems: ofMatter } = readFrontMatter(lines, file);
  const { portions, problems } = portionsOf(lines.slice(skipped), skipped + 1, file);
  const blocks = portions.flatMap(blocksOf);
  const head = readHead(blocks, matter, file);
  const items = amended(itemsOfSections(sectionsOf(blocks), head), blocks);
  const { line, title, dated, state, supersededBy } = head;
  return {
    ...nothing,
    layout: { encoding: opened.encoding, document: state, items: String(items.length) },
    problems: [...opened.losses, ...ofMatter, ...problems],
    tables: {
      handoffs: [{ line: BigInt(line), title, dated: dated ?? null, state, superseded_by: supersededBy }],
      handoff_items: items.map(rowOf),
    },
  };
}

/** Markdown documents about the state of a project: what is to be done, decided, feared, waited for. */
export const handoff: Reader = {
  kind: 'handoff',
  role: 'handoff',
  version: 1,
  recognises: (_head, name) => (NAME.test(name) ? 1 : 0),
  read,
};
