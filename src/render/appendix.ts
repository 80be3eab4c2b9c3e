import type { Block, Report } from '../model/report.ts';
import { quote, say } from '../model/sentence.ts';
import { wholeReport } from './content.ts';

const isAppendix = (block: Block): boolean => block.kind === 'table' && block.appendix === true;

/** The report without the tables that are only there to be looked up; it names them, and how to get them. */
export function withoutAppendix(report: Report): Report {
  const left = report.blocks.filter(isAppendix);
  if (left.length === 0) return report;
  const titles = left.map(({ title }) => title ?? '').join(' · ');
  const note: Block = {
    kind: 'prose',
    id: 'appendix',
    title: 'Appendix',
    sentences: [
      say`Not in this mail, for its length: ${quote(titles)}.`,
      say`They are in the whole report: ${quote(wholeReport(report))}.`,
    ],
  };
  const kept = report.blocks.filter((block) => !isAppendix(block));
  const last = kept.findIndex(({ kind }) => kind === 'gaps' || kind === 'sources');
  const at = last === -1 ? kept.length : last;
  return { ...report, blocks: [...kept.slice(0, at), note, ...kept.slice(at)] };
}
