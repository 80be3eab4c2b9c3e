import type { Sentence } from '../../model/finding.ts';
import { figureText } from '../numbers.ts';
import { figureOf, partText, type Figures } from '../sentence.ts';

/** A number and its unit stay on one line: `wrap` breaks at spaces only, and no-break spaces become spaces at the end. */
export function bound(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export function boundFigure(id: string, figures: Figures): string {
  return bound(figureText(figureOf(figures, id)));
}

export function boundSentence(sentence: Sentence, figures: Figures): string {
  return sentence
    .map((part) => {
      const known = part.kind === 'figure' && figureOf(figures, part.id).value !== undefined;
      const text = partText(part, figures);
      return known || part.kind === 'date' ? bound(text) : text;
    })
    .join('');
}
