import type { Coverage, Sources } from '../../api/contract.ts';
import { counted } from '../../ui/numbers.ts';
import { sentence } from '../../ui/sentence.ts';
import { dayText } from '../../ui/time-text.ts';

type Source = Sources['sources'][number];
type Mistake = Sources['mistakes'][number];

/** The page in one sentence: how much could be seen, and what hides the rest. */
export function answerOf({ seen, unseen, gaps, entities }: Coverage, stale: number): string {
  if (entities.length === 0) return 'Nothing is on file: no entity is declared.';
  const checks = seen + unseen.length;
  const looked =
    checks === 0
      ? 'No check was asked'
      : unseen.length === 0
        ? `All ${counted(checks, 'check')} could look`
        : `${seen} of ${counted(checks, 'check')} could look`;
  const parts = [
    ...(gaps.length > 0 ? [`${counted(gaps.length, 'source')} ${gaps.length === 1 ? 'is' : 'are'} missing`] : []),
    ...(stale > 0 ? [`${stale} ${stale === 1 ? 'is' : 'are'} older than allowed`] : []),
  ];
  return `${looked}; ${parts.length === 0 ? 'no source is missing or old' : parts.join(', and ')}.`;
}

/** Stale ones on top, then the oldest; those without a day at the end. */
export function stalestFirst(sources: readonly Source[]): readonly Source[] {
  return sources.toSorted(
    (a, b) =>
      Number(b.stale) - Number(a.stale) ||
      (b.age ?? -Infinity) - (a.age ?? -Infinity) ||
      a.file.localeCompare(b.file, 'en'),
  );
}

export function ageText(age: number | undefined): string {
  if (age === undefined) return 'not known';
  if (age < 0) return `${counted(-age, 'day')} ahead`;
  return age === 0 ? 'today' : counted(age, 'day');
}

/** The days that a source or an account speaks for. */
export function spanText(first: string | undefined, last: string | undefined): string {
  if (first === undefined || last === undefined) return 'no dated row';
  return first === last ? dayText(first) : `${dayText(first)} – ${dayText(last)}`;
}

/** `finance/bank.csv:12:3`, as an editor opens it. */
export function placeOf({ file, line, column }: Mistake): string {
  return `${file}:${line}:${column}`;
}

/** Errors first, then by place. */
export function gravestMistakes(mistakes: readonly Mistake[]): readonly Mistake[] {
  const rank = ({ severity }: Mistake): number => (severity === 'error' ? 0 : 1);
  return mistakes.toSorted(
    (a, b) => rank(a) - rank(b) || a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column,
  );
}

/** What suffers is a figure, or a check by its id: `RENT-01`. */
export function isCheck(suffers: string): boolean {
  return /^[A-Z][A-Z0-9]*-\d+$/.test(suffers);
}

/** A fragment as a sentence. A path or a code at its beginning keeps its letters. */
export function spoken(text: string): string {
  const [first = ''] = text.trim().split(/[\s:]/, 1);
  return /[/.`_\d]/.test(first) ? ended(text.trim()) : sentence(text);
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What stands between backticks, and what does not. */
export function codeParts(text: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  const parts = text.split('`');
  // One without a second is a backtick.
  if (parts.length % 2 === 0) return [{ text, isCode: false }];
  return parts.map((part, at) => ({ text: part, isCode: at % 2 === 1 })).filter((part) => part.text !== '');
}
