import type { Block, Report } from '../model/report.ts';
import { quote, say } from '../model/sentence.ts';
import { wholeReport } from './content.ts';

const isAppendix = (block: Block): boolean => block.kind === 'table' && block.appendix === true;

/**
 * The report as it goes into a mail: without the tables that are only there to be looked up and, while it does not fit,
 * without the last of the others. A note names what is left out, and how to get it.
 */
export function abridged(report: Report, fits: (report: Report) => boolean): Report {
  let left = new Set(report.blocks.filter(isAppendix));
  let shown = without(report, left);
  while (!fits(shown)) {
    const last = report.blocks.findLast((block) => block.kind === 'table' && block.id !== CHECKS && !left.has(block));
    if (!last) return shown;
    left = new Set([...left, last]);
    shown = without(report, left);
  }
  return shown;
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
