import { oneLine, type Position, type Problem } from '../core/problem.ts';
import { REFUSALS } from '../model/guarded.ts';

/** Every problem code of reports of the owner, with its meaning in one line. `test/errors/own-reports/` has a case for each. */
export const OWN_CODES = {
  // The file
  'file-unreadable': 'The file is not there, is too large, or is no UTF-8',
  'front-matter': 'The file does not begin with front matter between two lines of ---, or it is no YAML',
  'key-unknown': 'A key of the front matter that there is not',
  'key-missing': 'A key of the front matter that has to be there',
  'key-invalid': 'A value of the front matter that cannot be: a type that is no id, an entity that is not declared',
  'type-taken': 'The type is that of one of our reports, or of another file',
  // Prose
  'number-in-prose': 'A number stands in prose, a heading, a title or a label',
  'name-invalid': 'What stands in braces is no figure id, or stands where no figure can',
  'name-unknown': 'No figure is called so (a warning): the report says “not known” there',
  'markdown-unsupported': 'A part of Markdown that reports do not have: a table, an image, HTML',
  // Blocks
  'block-unknown': 'A fenced block that is no figure, table, chart or check in SQL',
  'attribute-unknown': 'A word behind ```sql that the block does not have',
  'attribute-missing': 'A word behind ```sql that the block needs',
  'attribute-invalid': 'A word behind ```sql with a value that cannot be',
  'id-twice': 'Two blocks of the file, or two checks of all files, share an id',
  'too-many-blocks': 'The file holds more blocks than the limit',
  // SQL
  ...REFUSALS,
  'column-missing': 'The rows lack a column that the block needs',
  'column-type': 'A column holds what it may not: money that is no whole number of minor units, numbers in words',
  'currency-mixed': 'The rows are in another currency than the block',
  'row-unplaced': 'A row names no file of the portfolio, so that nobody could look it up',
  'too-many-rows': 'A figure rests on more rows than the limit',
  'too-many-groups': 'A chart has more points than the limit',
} as const satisfies Record<string, string>;

export type OwnCode = keyof typeof OWN_CODES;

type Advice = Partial<Pick<Problem, 'expected' | 'mend' | 'severity'>>;

export function problem(code: OwnCode, at: Position, message: string, advice: Advice = {}): Problem {
  return { code, at, severity: 'error', message, ...advice };
}

const LONGEST_SHOWN = 60;

/** A word of the file inside a message. */
export function shown(text: string): string {
  return `"${oneLine(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text)}"`;
}
