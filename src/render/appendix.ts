import type { Block, Report } from '../model/report.ts';
import { quote, say } from '../model/sentence.ts';
import { wholeReport } from './content.ts';

const isAppendix = (block: Block): boolean => block.kind === 'table' && block.appendix === true;

/**
 * The report as it goes into a mail: without the tables that are only there to be looked up and, while it does not fit,
 * without the last of the others. A note names what is left out, and how to get it.
 */
export function abridged(report: Report, fits: (report: Report) => boolean): Report {
  const appendix = report.blocks.filter(isAppendix);
  const others = report.blocks.filter(({ id, kind }) => kind === 'table' && id !== CHECKS).toReversed();
  const candidates = others.filter((block) => !appendix.includes(block));
  const shortenedBy = (dropped: number): Report =>
    without(report, new Set([...appendix, ...candidates.slice(0, dropped)]));
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const dropped = Math.floor((low + high) / 2);
    if (fits(shortenedBy(dropped))) high = dropped;
    else low = dropped + 1;
  }
  return shortenedBy(low);
}

/** What was looked at, and what could not be seen, is never left out. */
const CHECKS = 'checks';

function without(report: Report, left: ReadonlySet<Block>): Report {
  if (left.size === 0) return report;
  const titles = report.blocks.flatMap((block) => (left.has(block) ? [block.title ?? ''] : [])).join(' · ');
  const note: Block = {
    kind: 'prose',
    id: 'appendix',
    title: 'Appendix',
    sentences: [
      say`Not in this mail, for its length: ${quote(titles)}.`,
      say`They are in the whole report: ${quote(wholeReport(report))}.`,
    ],
  };
  const kept = report.blocks.filter((block) => !left.has(block));
  const last = kept.findIndex(({ id, kind }) => id === CHECKS || kind === 'gaps' || kind === 'sources');
  const at = last === -1 ? kept.length : last;
  return { ...report, blocks: [...kept.slice(0, at), note, ...kept.slice(at)] };
}
