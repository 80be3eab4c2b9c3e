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

/** A portion ends here at the latest, wherever that is. */
const LONGEST_PORTION = 6000;
/** From here on it ends where an entry of a list begins, or a paragraph. */
const LONG = 2048;
/** From here on it ends at the next heading. */
const ENOUGH = 1024;
/** Lists and quotes that may begin on one line. */
const DEEPEST = 6;
const LONGEST_LINE = 4000;

const MARKERS = /^(?:[ \t]{0,12}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^#{1,6}[ \t]/;
const ENTRY = /^(?:[-*+][ \t]|\d{1,9}[.)][ \t])/;
const DELIMITER_ROW = /^\|?[ :|-]*-[ :|-]*$/;

/** Lines without fenced code and comments, which say nothing of their own; those that go too deep are left out. */
function plainLines(
  lines: readonly string[],
  file: string,
  first: number,
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
    problems.push(problem('document-line-refused', { file, line: first + index, column: 1 }, message, { expected }));
    return '';
  });
  return { lines: plain, problems };
}

function isFit(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const [markers = ''] = MARKERS.exec(line) ?? [];
  return markers.replaceAll(/[ \t\d]/g, '').length <= DEEPEST;
}

/** True where a portion may end before this line and change nothing of what the parser sees. */
function mayCut(line: string, before: string, size: number): boolean {
  if (size > ENOUGH && HEADING.test(line)) return true;
  return size > LONG && (ENTRY.test(line) || (before === '' && /^\S/.test(line)));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A document in portions; a table or list that is longer than one goes on in the next, a table with its header. */
export function portionsOf(
  lines: readonly string[],
  first: number,
  file: string,
): { readonly portions: readonly Portion[]; readonly problems: readonly Problem[] } {
  const { lines: plain, problems } = plainLines(lines, file, first);
  const portions: Portion[] = [];
  let [own, start, size]: [string[], number, number] = [[], first, 0];
  let header: readonly string[] = [];
  /** What is nested deep in a long entry moves to the left, or it would be code. */
  let margin = 0;
  const close = (next: number): void => {
    if (own.some((line) => line !== '')) portions.push({ text: own.join('\n'), first: start });
    [own, start, size] = [[], next, 0];
  };
  plain.forEach((line, index) => {
    const at = first + index;
    const before = plain[index - 1] ?? '';
    if (DELIMITER_ROW.test(line) && line.includes('|')) header = [before, line];
    else if (!line.includes('|')) header = [];
    if (line !== '' && indentOf(line) < margin) margin = 0;
    const full = size + line.length > LONGEST_PORTION;
    if (full || mayCut(line, before, size)) {
      close(at);
      if (full) margin = indentOf(line);
      if (header.length > 0 && header[1] !== line) [own, start] = [[...header], at - header.length];
    }
    own.push(line.slice(margin));
    size += line.length + 1;
  });
  close(first + plain.length);
  return { portions, problems };
}
