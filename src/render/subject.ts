import type { Report } from '../model/report.ts';
import { plain } from './outside.ts';
import { sentenceText } from './sentence.ts';

/** RFC 5322 §2.1.1 lets a line hold 998 octets; a reader's list of messages shows some 60 characters. */
const LONGEST = 180;

/** The subject line: one line, no controls, cut at a word where an owner's names make it too long. */
export function subjectText(report: Report): string {
  const subject = plain(sentenceText(report.subject, report.figures)).replaceAll(/\s+/g, ' ').trim();
  const characters = [...subject];
  if (characters.length <= LONGEST) return subject;
  const head = characters.slice(0, LONGEST - 1).join('');
  const lastSpace = head.lastIndexOf(' ');
  return `${head.slice(0, lastSpace > LONGEST / 2 ? lastSpace : undefined).trimEnd()}…`;
}
