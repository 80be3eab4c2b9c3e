import type { Figure } from '../model/figure.ts';
import type { Sentence, SentencePart } from '../model/finding.ts';
import { dateText, monthText } from './locale.ts';
import { figureText, whyUnknown, type NumberStyle } from './numbers.ts';
import { plain } from './outside.ts';

export type Figures = Readonly<Record<string, Figure>>;

/** The figure of an id. A report that names a figure it does not carry is a bug, and nothing may be sent of it. */
export function figureOf(figures: Figures, id: string): Figure {
  const figure = Object.hasOwn(figures, id) ? figures[id] : undefined;
  if (!figure) throw new Error(`the report names figure ${id} and does not carry it`);
  return figure;
}

function dayOrMonth(date: string): string {
  return date.length === 7 ? monthText(date) : dateText(date);
}

/** One part of a sentence as plain text. In prose a figure that is not known says why. */
export function partText(part: SentencePart, figures: Figures, style: NumberStyle = 'prose'): string {
  switch (part.kind) {
    case 'text':
    case 'term':
      return part.text;
    case 'quote':
      return plain(part.text);
    case 'date':
      return dayOrMonth(part.date);
    case 'figure': {
      const figure = figureOf(figures, part.id);
      const why = whyUnknown(figure);
      return why === undefined ? figureText(figure, style) : `${figureText(figure, style)} (${why})`;
    }
  }
}

export function sentenceText(sentence: Sentence, figures: Figures): string {
  return sentence.map((part) => partText(part, figures)).join('');
}
