import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A piece of an input that can be taken out: a row, a movement, an item. */
export interface Piece {
  readonly file: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly text: string;
}

/** Rows of a file, each as its owner would take it out: a line of a sheet, a movement of OFX, an item of a document. */
export function piecesOf(folder: string, file: string): readonly Piece[] {
  const text = readFileSync(join(folder, file), 'latin1');
  switch (extname(file).toLowerCase()) {
    case '.ofx':
    case '.qfx':
      return found(file, text, /<STMTTRN>[\s\S]*?(?:<\/STMTTRN>|(?=<STMTTRN>|<\/BANKTRANLIST>))\r?\n?/g);
    case '.md':
      return found(file, text, /^ *(?:[-*] |\d+\. ).*\n(?:(?! *(?:[-*] |\d+\. )| *$).*\n)*/gm);
    case '.html':
      return found(file, text, /^.*<(?:a|form) .*\n/gm);
    case '.journal':
    case '.ledger':
    case '.beancount':
      return found(file, text, /^\d{4}-\d{2}-\d{2} .*\n(?:[ \t]+\S.*\n)+/gm);
    default:
      return found(file, text, /^.*\n/gm).slice(1).filter(isRecord);
  }
}

/** Lines above a header, totals and records of several lines are left alone. */
function isRecord({ text }: Piece): boolean {
  return /\d|(?:,|;|\t|\|).*(?:,|;|\t|\|)/.test(text) && (text.match(/"/g) ?? []).length % 2 === 0;
}

function found(file: string, text: string, pattern: RegExp): Piece[] {
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    text: match[0],
  }));
}

/** Takes a piece out of its file; answers what puts the file back. */
export function takeOut(folder: string, { file, line, text }: Piece): () => void {
  const path = join(folder, file);
  const before = readFileSync(path, 'latin1');
  const at =
    before
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  writeFileSync(path, before.slice(0, at) + before.slice(at + text.length), 'latin1');
  return () => writeFileSync(path, before, 'latin1');
}
