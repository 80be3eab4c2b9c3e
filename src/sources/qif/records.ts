/*
 * QIF is a line a field: a letter that says what it is, then the value; `^` ends a record; lines with `!` say what the
 * records after them are.
 */

export interface QifField {
  readonly letter: string;
  readonly text: string;
  /** Where the letter stands. */
  readonly offset: number;
}

export interface QifRecord {
  /** `bank`, `ccard`, `invst`, `account`; '' before the first header. */
  readonly section: string;
  /** As the file writes it: `!Type:Oth A`. */
  readonly header: string;
  readonly fields: readonly QifField[];
  readonly offset: number;
  /** False for one that the end of the file cuts off. */
  readonly closed: boolean;
}

/** A record of splits has three fields a split. */
const MOST_FIELDS = 10_000;

/** `!Type:Oth A` → `otha`; `!Account` → `account`; options are no section. */
function sectionOf(line: string): string | undefined {
  const text = line.slice(1).trim().toLowerCase().replaceAll(/\s/g, '');
  if (text.startsWith('option:') || text.startsWith('clear:')) return undefined;
  return text.startsWith('type:') ? text.slice('type:'.length) : text;
}

/** The records of a text in order. Blank lines are passed over; CRLF, LF and CR end a line. */
export function* recordsOf(text: string): Generator<QifRecord> {
  let section = '';
  let header = '';
  let fields: QifField[] = [];
  const ended = (closed: boolean): QifRecord => {
    const record = { section, header, fields, offset: fields[0]?.offset ?? 0, closed };
    fields = [];
    return record;
  };
  const ends = /\r\n|\n|\r|$/g;
  for (let offset = 0; offset < text.length; offset = ends.lastIndex) {
    ends.lastIndex = offset;
    const end = ends.exec(text)?.index ?? text.length;
    const line = text.slice(offset, end);
    const letter = line.trimStart().charAt(0);
    if (letter === '!') {
      if (fields.length > 0) yield ended(false);
      const next = sectionOf(line.trim());
      if (next !== undefined) [section, header] = [next, line.trim()];
    } else if (letter === '^') {
      if (fields.length > 0) yield ended(true);
    } else if (letter !== '' && fields.length < MOST_FIELDS) {
      const at = line.indexOf(letter);
      fields.push({ letter, text: line.slice(at + 1), offset: offset + at });
    }
    if (end >= text.length) break;
  }
  if (fields.length > 0) yield ended(false);
}
