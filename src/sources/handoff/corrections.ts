import type { Block, Entry } from './blocks.ts';
import type { Item } from './items.ts';
import { isCorrection } from './items.ts';
import { correctedState } from './states.ts';
import { linesOf, type Words } from './words.ts';

/** More corrections than this are no handoff; the rest is not compared with every item. */
const MOST = 100;
const PASSED_OVER = new Set(
  'this that with from have been were what when they them will would should could item task note done update updated correction corrected status today yesterday already still also after before into about open closed'.split(
    ' ',
  ),
);

/** Words that tell one item from another. */
function telling(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !PASSED_OVER.has(word)));
}

function correctionsIn(blocks: readonly Block[]): readonly Words[] {
  let below = false;
  return blocks.flatMap((block) => {
    if (block.kind === 'heading')
      below = /^\W*(?:corrections?|updates?|errata|korrekturen|nachträge)\W*$/iu.test(block.words.meant);
    if (block.kind === 'paragraph' && !block.quoted)
      return linesOf(block.words).filter((line) => below || isCorrection(line));
    return block.kind === 'list' && below ? block.entries.map(({ words }: Entry) => words) : [];
  });
}

/** At least two telling words of the item, and most of them, stand in the correction. */
function speaksOf(correction: ReadonlySet<string>, item: ReadonlySet<string>): boolean {
  const shared = [...item].filter((word) => correction.has(word)).length;
  return shared >= 2 && shared * 2 > item.size;
}

/** The items as corrections elsewhere in the document leave them: "Update: the hull survey is done." */
export function amended(items: readonly Item[], blocks: readonly Block[]): readonly Item[] {
  const corrections = correctionsIn(blocks)
    .slice(-MOST)
    .flatMap(({ meant }) => {
      const ended = correctedState(meant);
      return ended ? [{ ended, words: telling(meant) }] : [];
    });
  if (corrections.length === 0) return items;
  return items.map((item) => {
    if (item.state !== 'open' && item.state !== 'pending') return item;
    const own = telling(item.text);
    const last = corrections.findLast(({ words }) => speaksOf(words, own));
    if (!last) return item;
    return { ...item, state: item.kind === 'decision' && last.ended === 'done' ? 'taken' : last.ended };
  });
}
