import type { IsoDate } from '../../core/date.ts';
import type { Block } from './blocks.ts';
import { readDay, WRITTEN_DAY } from './dates.ts';
import type { Field, FrontMatter } from './front-matter.ts';
import { tidied } from './particulars.ts';
import { statedState, type Ended } from './states.ts';
import { plainWords, type Words } from './words.ts';

/** What a document says of itself; a row of `handoffs`. */
export interface Head {
  readonly line: number;
  readonly title: string;
  readonly dated: IsoDate | undefined;
  readonly state: 'current' | 'superseded' | 'tabled';
  readonly supersededBy: string;
  /** Who answers for what names nobody. */
  readonly owner: string;
}

const OF_ITSELF =
  /(?<![\p{L}])(?:this|the present|dieses?) (?:document|doc|handoff|hand-off|note|memo|page|plan|file|report|version|list|dokument|notiz)(?![\p{L}])/iu;
const BY =
  /(?<![\p{L}])(?:superseded|replaced|obsoleted|ersetzt)(?: as of [\d-]{8,10}| on [\d-]{8,10})? (?:by|durch|with)\s+([^;,()\n—–]{1,200})/iu;
const DAY = new RegExp(WRITTEN_DAY, 'iu');
const DATE_LINE = new RegExp(
  `^\\W*(?:(last )?(?:updated?|revised|modified|reviewed|changed)(?: on)?|date[d]?|as of|stand|datum|written|status as of)\\s*:?\\s*(?:\\p{L}{2,9},? )?(${WRITTEN_DAY})`,
  'iu',
);

/** Blocks above the first section: a title, a line of dates, a notice. */
function headOf(blocks: readonly Block[]): readonly Block[] {
  const end = blocks.findIndex(
    (block, index) => block.kind === 'heading' && (block.depth > 1 || index > 0) && index > 0,
  );
  return (end < 0 ? blocks : blocks.slice(0, end)).slice(0, 20);
}

function textsOf(block: Block): readonly Words[] {
  return block.kind === 'heading' || block.kind === 'paragraph' ? [block.words] : [];
}

/** What a notice says of the document as a whole. */
function noticeState(words: Words, inHead: boolean): Ended | undefined {
  if (inHead && words.shown.trim() === '' && words.struck !== '') return 'withdrawn';
  const sentences = words.meant.split(/(?<=[.!?])\s+|\n/);
  const own = sentences.filter((sentence) => OF_ITSELF.test(sentence));
  const found = (inHead ? sentences : own).flatMap((sentence) => {
    const state = statedState(sentence);
    return state && state !== 'done' ? [state] : [];
  });
  return found.at(-1);
}

function dayOf(blocks: readonly Block[], matter: FrontMatter, file: string): IsoDate | undefined {
  const read = (text: string | undefined): IsoDate | undefined => {
    const written = DAY.exec(text ?? '')?.[0];
    return written === undefined ? undefined : readDay(written, { dated: undefined, side: 'behind' });
  };
  const lines = blocks.flatMap(textsOf).flatMap(({ meant }) => meant.split('\n'));
  const stated = lines.flatMap((line) => {
    const [, last, written] = DATE_LINE.exec(line) ?? [];
    const day = read(written);
    return day === undefined
      ? []
      : [{ day, last: last !== undefined || /^\W*(?:updated|revised|modified)/i.test(line) }];
  });
  return (
    read(matter.updated?.text) ??
    stated.find(({ last }) => last)?.day ??
    read(matter.date?.text) ??
    stated[0]?.day ??
    read(lines[0]) ??
    read(file.slice(file.lastIndexOf('/') + 1).replace(/^(\d{4})(\d{2})(\d{2})(?!\d)/, '$1-$2-$3'))
  );
}

function stateOfField(field: Field | undefined): Ended | undefined {
  const state = field && statedState(field.text);
  if (state && state !== 'done') return state;
  return field && /^\s*archived?\b/i.test(field.text) ? 'withdrawn' : undefined;
}

/** What the document says of itself: its title, its day, and whether it still holds. */
export function readHead(blocks: readonly Block[], matter: FrontMatter, file: string): Head {
  const head = headOf(blocks);
  const inHead = new Set(head);
  const heading = blocks.find((block) => block.kind === 'heading');
  const notices = blocks.flatMap((block) => {
    const state = textsOf(block)
      .map((words) => noticeState(words, inHead.has(block)))
      .find(Boolean);
    return state && (inHead.has(block) || block.kind === 'paragraph') ? [{ state, block }] : [];
  });
  const replaced = matter.supersededBy?.text ?? '';
  const state = replaced === '' ? (stateOfField(matter.status) ?? notices.at(-1)?.state) : 'withdrawn';
  const by = notices.flatMap(({ block }) => textsOf(block)).find(({ meant }) => BY.test(meant));
  const named = by ? by.link || tidied(BY.exec(by.shown)?.[1] ?? '').replace(/\.$/, '') : '';
  const shown = heading ? textsOf(heading)[0] : undefined;
  return {
    line: heading?.line ?? matter.title?.line ?? 1,
    title: (tidied(matter.title?.text ?? '') || tidied(shown?.shown ?? '') || (shown?.struck ?? '')).slice(0, 300),
    dated: dayOf(head, matter, file),
    state: state === undefined ? 'current' : state === 'tabled' ? 'tabled' : 'superseded',
    supersededBy: (replaced === '' ? named : plainWords(replaced).link || replaced).slice(0, 300),
    owner: (matter.owner?.text ?? '').replace(/^@/, '').slice(0, 80),
  };
}
