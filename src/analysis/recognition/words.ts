/** A word of a bank's or a provider's text, in lower case and without accents, and what stands before it. */
export interface Word {
  readonly text: string;
  /** Between the word before and this one. */
  readonly gap: string;
}

const WORD = /[\p{L}\p{N}]+/gu;
const DIGITS = /^\d+$/;

/** `Charter, JDA-1041` → `charter`, `jda`, `1041`. */
export function wordsOf(text: string): readonly Word[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words: Word[] = [];
  let end = 0;
  for (const match of plain.matchAll(WORD)) {
    words.push({ text: match[0], gap: plain.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return words;
}

/** Letters and digits alone: `JDA-1041`, `jda 1041` and `JDA1041` are one reference, since banks strip the signs. */
export function referenceKey(reference: string): string {
  return wordsOf(reference)
    .map(({ text }) => text)
    .join('');
}

/** Shorter ones stand in a text by chance: `12` guests are no booking 12. */
export function isUsable(key: string): boolean {
  if (DIGITS.test(key)) return key.length >= 4;
  return /\d/.test(key) ? key.length >= 3 : key.length >= 5;
}

/** A reference is written in at most so many parts. */
const MOST_PARTS = 4;

/**
 * What the keys of `known` stand for in a text, each as whole words and the longest only: in `BK-2024-17` a booking
 * `2024` is not named. Digits alone must be a word by themselves, no part of a date or of an amount.
 */
export function namedIn<T>(words: readonly Word[], known: ReadonlyMap<string, T>): readonly T[] {
  const hits: { readonly from: number; readonly to: number; readonly value: T }[] = [];
  for (let from = 0; from < words.length; from += 1) {
    let key = '';
    for (let to = from; to < Math.min(words.length, from + MOST_PARTS); to += 1) {
      if (to > from && !isJoint(words[to]?.gap ?? '')) break;
      key += words[to]?.text ?? '';
      const value = known.get(key);
      if (value === undefined || (DIGITS.test(key) && !standsAlone(words, from, to))) continue;
      hits.push({ from, to, value });
    }
  }
  const widest = hits.filter(
    ({ from, to }) => !hits.some((other) => other.from <= from && other.to >= to && other.to - other.from > to - from),
  );
  return [...new Set(widest.map(({ value }) => value))];
}

/** What may stand inside a reference: one sign or one space. */
function isJoint(gap: string): boolean {
  return gap.length <= 1;
}

function standsAlone(words: readonly Word[], from: number, to: number): boolean {
  if (from !== to) return false;
  const [before, after] = [words[from - 1], words[to + 1]];
  const tied = (gap: string, other: string): boolean => /^[-/.,:]$/.test(gap) && /^\d/.test(other);
  return !tied(words[from]?.gap ?? '', before?.text ?? '') && !tied(after?.gap ?? '', after?.text ?? '');
}

/** True when every word of a name stands in the text, in any order: banks write `MEYER ANNA`. */
export function namesAll(words: ReadonlySet<string>, name: readonly string[]): boolean {
  return name.length > 0 && name.every((word) => words.has(word));
}

/** The words of a customer's name by which payments can name it. */
export function nameWords(customer: string): readonly string[] {
  return wordsOf(customer)
    .map(({ text }) => text)
    .filter((word) => word.length > 1);
}
