import type { Head } from './document.ts';
import { isCorrection, itemOf, itemsOfEntries, labelled, type Item, type Place } from './items.ts';
import { itemsOfTable } from './rows.ts';
import { modeOf, type Mode, type Section } from './sections.ts';
import { statedState, type Ended } from './states.ts';
import { linesOf, type Words } from './words.ts';

/** What a whole document is ended by ends everything in it that is not done. */
const ENDS: Partial<Record<Head['state'], Ended>> = { superseded: 'withdrawn', tabled: 'tabled' };

/** Every item of the document, in the order of its lines. */
export function itemsOfSections(sections: readonly Section[], head: Head): readonly Item[] {
  const items = sections.flatMap((section) => itemsOfSection(section, head));
  return items.map((item) => (item.owner === '' && isOpen(item) ? { ...item, owner: head.owner } : item));
}

const isOpen = ({ state }: Item): boolean => state === 'open' || state === 'pending';

const SECTION_OF_ITSELF =
  /(?<![\p{L}])(?:this|the) (?:section|list|part|chapter)|everything (?:here|below)|all (?:of )?(?:this|these)|dieser abschnitt/iu;

/** A notice right below a heading, or one that names its section, speaks of all of it. */
function noticeOf({ blocks, mode }: Section): Ended | undefined {
  const states = blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph') return [];
    const speaks = SECTION_OF_ITSELF.test(block.words.meant);
    const first =
      index === 0 && mode !== 'plain' && labelled(block.words) === undefined && block.words.meant.length < 200;
    const state = speaks || first ? statedState(block.words.meant) : undefined;
    return state === undefined || (state === 'done' && !speaks) ? [] : [state];
  });
  return states.at(-1);
}

/** Modes under which a paragraph is an item where the section has no list. */
const TOLD_IN_PROSE: ReadonlySet<Mode> = new Set(['task', 'blocker', 'risk', 'decision']);
const LONGEST_IN_PROSE = 300;

function itemsOfSection(section: Section, head: Head): Item[] {
  const { path, blocks } = section;
  if (section.mode === 'aside') return [];
  const ended = ENDS[head.state] ?? section.ended ?? noticeOf(section);
  const listed = blocks.some(({ kind }) => kind !== 'paragraph');
  let mode: Mode = section.mode;
  const items: Item[] = [];
  blocks.forEach((block, index) => {
    const place: Place = { line: block.line, mode, ended, path, dated: head.dated };
    switch (block.kind) {
      case 'list':
        if (mode !== 'aside') items.push(...itemsOfEntries(block.entries, place));
        return;
      case 'table':
        items.push(...itemsOfTable(block, place));
        return;
      case 'paragraph': {
        const next = blocks[index + 1];
        const label =
          block.quoted || next === undefined || next.kind === 'paragraph' ? undefined : labelOf(block.words);
        // "**Next steps**" above a list is a heading in all but name; it holds down to the next of its like.
        if (label) mode = label;
        else if (!block.quoted) items.push(...itemsOfProse(block.words, place, !listed));
      }
    }
  });
  return items;
}

function labelOf(words: Words): Mode | undefined {
  const last = linesOf(words).at(-1);
  const short = last !== undefined && last.shown.trim().length <= 60;
  return short && labelled(last) === undefined ? modeOf(last) : undefined;
}

/** Lines that say what they are (`TODO: …`); or the paragraph, where nothing else stands below such a heading. */
function itemsOfProse(words: Words, place: Place, alone: boolean): Item[] {
  const lines = linesOf(words).map((line, index) => ({ words: line, line: place.line + index }));
  const marked = lines.filter((one) => labelled(one.words) !== undefined);
  if (marked.length > 0) return marked.flatMap((one) => itemOf(one.words, { ...place, line: one.line }) ?? []);
  const fits = words.shown.length <= LONGEST_IN_PROSE && !/:\s*$/.test(words.meant) && !isCorrection(words);
  if (!alone || !TOLD_IN_PROSE.has(place.mode) || !fits || statedState(words.meant) === 'done') return [];
  const flat = (text: string): string => text.replaceAll('\n', ' ');
  const item = itemOf({ ...words, shown: flat(words.shown), meant: flat(words.meant) }, place);
  return item ? [item] : [];
}
