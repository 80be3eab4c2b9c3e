import type { Inline } from './tree.ts';

/** Text of a paragraph, heading or cell, as it is shown and as it is meant. */
export interface Words {
  /** What stands there without marks and without what is struck out; lines end with `\n`. */
  readonly shown: string;
  /** The same, character by character, with code and quotations blotted out: what they say, the author does not. */
  readonly meant: string;
  /** What is struck out. */
  readonly struck: string;
  /** The first link's target; '' without one. */
  readonly link: string;
}

/** Takes the place of what is quoted: no letter, no blank. */
export const BLOT = '\u2591';

const COMMENT = /<!--[^]*?(?:-->|$)/g;
const TAG = /<\/?(?:br|b|i|em|strong|u|sub|sup|span|p|small|mark|kbd|details|summary|a)(?:\s[^<>]{0,300})?\/?>/gi;
const STRUCK = /~~(?=\S)([^~]{1,1000}?)~~|<(del|s|strike)>([^<]{1,1000})<\/\2>/gi;
const LINK =
  /!?\[([^[\]]{0,300})\](?:\(\s*<?([^()\s<>]{1,500}(?:\([^()\s]{0,100}\))?)>?(?:\s[^()]{0,100})?\)|\[[^[\]]{0,100}\])/g;
const ADDRESS = /https?:\/\/[^\s<>()[\]"']{1,500}/;
const EMPHASIS = /\*\*|__|(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gu;
const QUOTATION = /"[^"\n]{1,300}"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»/g;

const blot = (text: string): string => BLOT.repeat(text.length);

interface Piece {
  readonly text: string;
  readonly code: boolean;
}

function piecesOf(nodes: readonly Inline[]): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    switch (node.type) {
      case 'text':
        return [{ text: node.value, code: false }];
      case 'inlineCode':
        return [{ text: node.value, code: true }];
      case 'break':
        return [{ text: '\n', code: false }];
      case 'link':
        return [{ text: node.url, code: false }];
      default:
        return [];
    }
  });
}

/** The parser leaves marks within lines alone; here they are read, each in linear time. */
export function wordsOf(nodes: readonly Inline[]): Words {
  const codes: string[] = [];
  // Code stands aside while marks are read: what looks like one there is none.
  const text = piecesOf(nodes)
    .map((piece) => (piece.code ? `\ue000${codes.push(piece.text) - 1}\ue001` : piece.text))
    .join('');
  return readMarks(text, codes);
}

/** Words of a text without a tree, such as a value of the front matter. */
export function plainWords(text: string): Words {
  return readMarks(text, []);
}

function readMarks(text: string, codes: readonly string[]): Words {
  let link = '';
  const linked = text
    .replaceAll(COMMENT, '')
    .replaceAll(TAG, ' ')
    .replaceAll(LINK, (_whole, label: string, target: string | undefined) => {
      if (link === '') link = target ?? '';
      return label;
    });
  const struck: string[] = [];
  const kept = linked.replaceAll(STRUCK, (_whole, tildes: string | undefined, _tag, element: string | undefined) => {
    struck.push(tildes ?? element ?? '');
    return ' ';
  });
  const clean = (part: string): string => part.replaceAll(EMPHASIS, '').replaceAll(/[^\S\n]+/g, ' ');
  const withCode = (part: string, mark: (code: string) => string): string =>
    part.replaceAll(/\ue000(\d+)\ue001/g, (_whole, index: string) => mark(codes[Number(index)] ?? ''));
  const cleaned = clean(kept);
  return {
    shown: withCode(cleaned, (code) => code),
    meant: withCode(cleaned, blot).replaceAll(QUOTATION, blot),
    struck: withCode(clean(struck.join(' ')), (code) => code).trim(),
    link: link === '' ? (ADDRESS.exec(linked)?.[0] ?? '') : link,
  };
}

/** One line of several. */
export function linesOf({ shown, meant, struck, link }: Words): readonly Words[] {
  const meanings = meant.split('\n');
  return shown
    .split('\n')
    .map((line, index) => ({ shown: line, meant: meanings[index] ?? '', struck: index === 0 ? struck : '', link }));
}
