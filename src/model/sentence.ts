import type { Figure } from './figure.ts';
import type { Sentence, SentencePart } from './finding.ts';

/** A word from the outside (a payee, a file, an entity's name), shown as it stands and always escaped. */
export function quote(text: string): SentencePart {
  return { kind: 'quote', text };
}

/** A fixed term of the field that holds a digit: `13-week cash forecast`, `ASC 606`. */
export function term(text: string): SentencePart {
  return { kind: 'term', text };
}

export function onDate(date: string): SentencePart {
  return { kind: 'date', date };
}

/**
 * Writes a sentence: say`Burn is ${burn} a month`. Figures, dates and quotes come in as values; the words between may
 * hold no digit, so prose cannot invent a number. A bare string value counts as words.
 */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (Figure | SentencePart | string | Sentence)[]
): Sentence {
  const parts: SentencePart[] = [];
  const addText = (text: string): void => {
    if (/\p{N}/u.test(text)) throw new Error(`a sentence's words may hold no number, only figures do: "${text}"`);
    if (text !== '') parts.push({ kind: 'text', text });
  };
  words.forEach((word, index) => {
    addText(word);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'string') addText(value);
    else if (isSentence(value)) parts.push(...value);
    else if ('kind' in value) parts.push(value);
    else parts.push({ kind: 'figure', id: value.id });
  });
  return parts;
}

function isSentence(value: Figure | SentencePart | Sentence): value is Sentence {
  return Array.isArray(value);
}

/** Ids of the figures that a sentence names. */
export function figuresIn(sentence: Sentence): readonly string[] {
  return sentence.flatMap((part) => (part.kind === 'figure' ? [part.id] : []));
}
