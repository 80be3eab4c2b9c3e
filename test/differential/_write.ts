import type { State } from './_directives.ts';
import type { Draw } from './_draw.ts';
import type { Comment, Posting, Transaction } from './_meaning.ts';
import { sumText } from './_notation.ts';

/** `2024-03-05`, `2024/3/5`, `3.5` where the year is known. */
function dayText(draw: Draw, day: string, year: number | undefined): string {
  const mark = draw.pick(['-', '/', '.']);
  const [y = '', m = '', d = ''] = day.split('-');
  const short = draw.once(2) ? [String(Number(m)), String(Number(d))] : [m, d];
  return (Number(y) === year && draw.once(2) ? short : [y, ...short]).join(mark);
}

/** The comment on its item's own line, then on lines of its own. */
function commented(draw: Draw, line: string, { lines: [first = '', ...rest] }: Comment): string[] {
  const mark = draw.pick(['; ', ';', ';  ']);
  const own = first === '' ? line : `${line}  ${mark}${first}`;
  return [own, ...rest.map((text) => `    ; ${text}`)];
}

const BRACKETS = { real: ['', ''], virtual: ['(', ')'], balanced: ['[', ']'] } as const;

function postingLines(draw: Draw, posting: Posting, { notation }: State): string[] {
  const [open, close] = BRACKETS[posting.kind];
  const indent = draw.pick(['    ', ' ', '\t', '  ']);
  const gap = draw.pick(['  ', '        ', ' \t', '\t\t']);
  const sum = sumText(draw, posting, notation);
  const head = `${indent}${posting.status}${posting.status === '' ? '' : ' '}${open}${posting.written}${close}`;
  return commented(draw, sum === '' ? head : `${head}${gap}${sum}`, posting.comment);
}

/** A transaction as its file has it. */
export function transactionLines(draw: Draw, transaction: Transaction, state: State): string[] {
  const { day, day2, status, code, description, comment, postings } = transaction;
  const second = day2 === undefined ? '' : `=${dayText(draw, day2, Number(day.slice(0, 4)))}`;
  const parts = [dayText(draw, day, state.year) + second, status, code === '' ? '' : `(${code})`, description];
  return [
    ...commented(draw, parts.filter((part) => part !== '').join(' '), comment),
    ...postings.flatMap((posting) => postingLines(draw, posting, state)),
  ];
}
