/*
 * MT940 is a list of fields, `:61:` and what follows up to the next tag. Banks send it inside SWIFT's blocks
 * (`{1:…}{2:…}{4:` … `-}`) or bare, with a line `-` at the end of a message and sometimes lines of their own between.
 */

export interface Field {
  /** `60F`, `61`, `86`. */
  readonly tag: string;
  /** Its lines; the first without the tag. */
  readonly lines: readonly string[];
  /** Where the tag's colon stands. */
  readonly offset: number;
  /** Where the value begins. */
  readonly value: number;
}

const TAG = /^:(\d{2}[A-Z]?):/;
/** A field of MT940 has at most a dozen lines of 65 characters. Some banks write long ones; none writes more than this. */
const MOST_LINES = 200;

/** Lines with the offset of each; CRLF, LF and CR end a line. */
function* linesOf(text: string): Generator<{ readonly line: string; readonly offset: number }> {
  const ends = /\r\n|\n|\r/g;
  let offset = 0;
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    yield { line: text.slice(offset, end.index), offset };
    offset = ends.lastIndex;
  }
  if (offset < text.length) yield { line: text.slice(offset), offset };
}

/** Where a field can begin on a line: past SWIFT's blocks, of which the fourth holds the fields. */
function pastBlocks(line: string): number {
  if (!line.startsWith('{') && !line.startsWith('-}')) return 0;
  const body = line.lastIndexOf('{4:');
  return body < 0 ? line.length : body + 3;
}

function isEnd(line: string): boolean {
  return line.trimEnd() === '-' || line.startsWith('-}') || line.startsWith('{');
}

/** The fields of a text in order. Lines outside messages belong to none. */
export function* fieldsOf(text: string): Generator<Field> {
  let open: { tag: string; lines: string[]; offset: number; value: number } | undefined;
  for (const { line, offset } of linesOf(text)) {
    const start = pastBlocks(line);
    const body = start === 0 ? line : line.slice(start);
    const tag = TAG.exec(body);
    if (tag || isEnd(line)) {
      if (open) yield open;
      open = undefined;
    }
    if (tag) {
      const at = offset + start;
      open = { tag: tag[1] ?? '', lines: [body.slice(tag[0].length)], offset: at, value: at + tag[0].length };
    } else if (open && open.lines.length < MOST_LINES) open.lines.push(line);
  }
  if (open) yield open;
}
