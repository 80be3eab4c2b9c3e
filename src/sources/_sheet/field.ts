import { headingKey } from '../_table/heading-key.ts';

/** What the cells of a column are. Whatever stands there, an empty one is not known: NULL, or '' for words. */
export type FieldType =
  | 'text'
  | 'day'
  | 'money'
  /** A whole number, with or without its unit: `1,250 nm`, `15th`. */
  | 'whole'
  /** An exact decimal: `2.5`, `15 %`. */
  | 'decimal'
  /** Seconds: `1:30`, `01:30:00`, `1h 30m`, `1.5` hours. */
  | 'duration'
  /** Minutes, as seconds. */
  | 'minutes'
  | 'yes-no'
  /** One of a list of words. */
  | 'choice'
  | 'currency';

/** A column that a kind of sheet may have. */
export interface Field {
  readonly type: FieldType;
  /** Keys (`headingKey`) of the headings that it is known by; the earlier of two wins. */
  readonly headings: readonly string[];
  /** Of a choice: what each word, as a key, stands for. */
  readonly words?: ReadonlyMap<string, string>;
}

/** Lists of words, separated by commas, as keys: a table that reads like the words it holds. */
export function keys(...lists: readonly string[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list.split(',').map(headingKey)))];
}

const fieldOf =
  (type: FieldType) =>
  (...headings: readonly string[]): Field => ({ type, headings: keys(...headings) });

export const text = fieldOf('text');
export const day = fieldOf('day');
export const money = fieldOf('money');
export const whole = fieldOf('whole');
export const decimal = fieldOf('decimal');
export const duration = fieldOf('duration');
export const minutes = fieldOf('minutes');

/** A sign such as ✗ has no letter, so it stands for itself: as a key it would be the empty cell. */
function wordsOf(choices: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const listed = (list: string): string[] => list.split(',').map((word) => headingKey(word) || word.trim());
  return new Map(
    Object.entries(choices).flatMap(([choice, list]) => listed(list).map((word) => [word, choice] as const)),
  );
}

/** `choices`: each answer with the words that stand for it. */
export function choice(choices: Readonly<Record<string, string>>, ...headings: readonly string[]): Field {
  return { type: 'choice', headings: keys(...headings), words: wordsOf(choices) };
}

const YES_NO = wordsOf({
  yes: 'yes, y, true, t, 1, x, ✓, ✔, ja, j, si, oui, wahr, on, done',
  no: 'no, n, false, f, 0, ✗, ✘, nein, non, falsch, off',
});

export function yesNo(...headings: readonly string[]): Field {
  return { type: 'yes-no', headings: keys(...headings), words: YES_NO };
}

export const CURRENCY: Field = {
  type: 'currency',
  headings: keys('currency, currency code, ccy, wahrung, divisa, moneda, devise'),
};
