import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';

/** A part of a document that is parsed by itself. Line 1 of `text` is line `first` of the document. */
export interface Portion {
  readonly text: string;
  readonly first: number;
}

/*
 * The parser's time grows with the square of some inputs (nested lists and quotes, lazy lines), so it is given a few
 * thousand characters at a time. A heading ends every list and paragraph: cutting before one changes nothing.
 */

const LONGEST_PORTION = 8192;
/** From here on a portion ends at the next heading. */
const ENOUGH = 2048;
/** Lists and quotes that may begin on one line. */
const DEEPEST = 6;
const LONGEST_LINE = 4000;

const MARKERS = /^(?:[ \t]{0,12}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^#{1,6}[ \t]/;
const MAY_CUT = /^(?:[-*+][ \t]|\d{1,9}[.)][ \t]|$)/;
const DELIMITER_ROW = /^\|?[ :|-]*-[ :|-]*$/;

/** Lines without fenced code and comments, which say nothing of their own; those that go too deep are left out. */
function plainLines(
  lines: readonly string[],
  file: string,
): { readonly lines: string[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  let until: ((line: string) => boolean) | undefined;
  const plain = lines.map((line, index) => {
    if (until) {
      if (until(line)) until = undefined;
      return '';
    }
    const [, fence] = FENCE.exec(line) ?? [];
    if (fence !== undefined) {
      const close = fence.slice(0, 3);
      until = (next) => next.trimStart().startsWith(close) && next.trim().length >= fence.length;
      return '';
    }
    if (/^ {0,3}<!--/.test(line)) {
      if (!line.includes('-->')) until = (next) => next.includes('-->');
      return '';
    }
    if (isFit(line)) return line;
    const message = 'the line is nested too deep or too long, and is not read';
    const expected = `at most ${DEEPEST} lists and quotes within each other, and ${LONGEST_LINE} characters`;
    problems.push(problem('document-line-refused', { file, line: index + 1, column: 1 }, message, { expected }));
    return '';
  });
  return { lines: plain, problems };
}

function isFit(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const [markers = ''] = MARKERS.exec(line) ?? [];
  return markers.replaceAll(/[ \t\d]/g, '').length <= DEEPEST;
}

/** A document in portions; a table or list that is longer than one goes on in the next, a table with its header. */
export function portionsOf(
  lines: readonly string[],
  first: number,
  file: string,
): { readonly portions: readonly Portion[]; readonly problems: readonly Problem[] } {
  const { lines: plain, problems } = plainLines(lines, file);
  const portions: Portion[] = [];
  let own: string[] = [];
  let start = first;
  let size = 0;
  let header: readonly string[] = [];
  const close = (next: number): void => {
    if (own.some((line) => line !== '')) portions.push({ text: own.join('\n'), first: start });
    [own, start, size] = [[], next, 0];
  };
  plain.forEach((line, index) => {
    const at = first + index;
    if (DELIMITER_ROW.test(line) && line.includes('|')) header = [plain[index - 1] ?? '', line];
    else if (!line.includes('|')) header = [];
    const full = size + line.length > LONGEST_PORTION;
    if (full || (size > ENOUGH && HEADING.test(line)) || (size > LONGEST_PORTION / 2 && MAY_CUT.test(line))) {
      close(at);
      if (header.length > 0 && header[1] !== line) [own, start] = [[...header], at - header.length];
    }
    own.push(line);
    size += line.length + 1;
  });
  close(first + plain.length);
  return { portions, problems };
}
