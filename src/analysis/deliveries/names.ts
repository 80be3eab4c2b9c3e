import { distinctSlug, slug } from '../ids.ts';
import { referenceKey, wordsOf } from '../recognition/words.ts';

/** Letters that stand for others and are no letter with an accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** A text in lower case and plain letters: `Søren Núñez` → `soren nunez`. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[øłđðþßæœı]/g, (letter) => PLAIN[letter] ?? letter);
}

/**
 * What the spellings of a person's or a vessel's name have in common: its words, whatever their order (`Núñez, Søren`);
 * '' when there is no word in it.
 */
export function nameKey(name: string): string {
  return wordsOf(fold(name))
    .map(({ text }) => text)
    .toSorted()
    .join(' ');
}

/** `YD-104`, `yd 104` and `YD104` name one job. */
export function jobKey(reference: string): string {
  return referenceKey(fold(reference));
}

/** A key for each name, for figure ids: its slug; names that share one are told apart by their hash and their order. */
export function keysOf(names: readonly string[]): readonly string[] {
  const slugs = names.map((name) => slug(name) || 'unnamed');
  const uses = new Map<string, number>();
  for (const one of slugs) uses.set(one, (uses.get(one) ?? 0) + 1);
  const seen = new Map<string, number>();
  return names.map((name, at) => {
    const own = slugs[at] ?? '';
    if (uses.get(own) === 1) return own;
    const number = (seen.get(own) ?? 0) + 1;
    seen.set(own, number);
    return `${distinctSlug(name)}-${number}`;
  });
}
