/*
 * Columns that a text takes on a terminal or in a monospaced mail. Follows Unicode's East Asian Width (UAX #11): wide
 * and fullwidth characters and emoji take two columns, combining marks none.
 */

let made: Intl.Segmenter | undefined;

/** Made when it is wanted: it takes longer than many a command has to run. */
function segments(text: string): Intl.Segments {
  return (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);
}

/** ASCII, Latin letters, dashes and points, currency signs, lines of boxes: each is a grapheme of one column. */
const NARROW = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u20a0-\u20bf\u2500-\u257f]*$/;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

/** First and last of the blocks that are wide or fullwidth, emoji aside. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return WIDE.some(([first, last]) => code >= first && code <= last);
}

function graphemeWidth(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0;
  // The halfwidth marks of Japanese join their letter in Unicode and stand beside it on a screen.
  if (/[\uff9e\uff9f]$/.test(grapheme)) return grapheme.length;
  return EMOJI.test(grapheme) || isWide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

/** Columns of one line of text. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments(text)) width += graphemeWidth(segment);
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Where a long word breaks best: behind the marks within paths and ids. */
const WITHIN = /^(.*[./:_,-])([^./:_,-]*)$/u;

/** A full line of a long word, and what is left for the next one. */
function broken(line: string): readonly [string, string] {
  const [, head = '', tail = ''] = WITHIN.exec(line) ?? [];
  return displayWidth(head) * 2 > displayWidth(line) ? [head, tail] : [line, ''];
}

/** A word longer than the line, in pieces that fit; a character is never split. */
function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const lines: string[] = [];
  let line = '';
  for (const { segment } of segments(word)) {
    if (line !== '' && displayWidth(line) + graphemeWidth(segment) > width) {
      const [full, rest] = broken(line);
      lines.push(full);
      line = rest;
    }
    line += segment;
  }
  return [...lines, line];
}

/** Text in lines of at most `width` columns, broken at spaces; at least one line. No-break spaces do not break. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(/ +/)
    .filter((part) => part !== '')
    .flatMap((part) => pieces(part, Math.max(2, width)))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
