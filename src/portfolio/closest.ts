import { distance } from 'fastest-levenshtein';

import { shown } from './codes.ts';

/** Longer words are no slips of the pen, and the distance takes length × length steps. */
const LONGEST = 64;

/** The candidate that was most likely meant: a third of the letters may differ. */
function closest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const plain = word.toLowerCase().replaceAll(/[-\s]/g, '_');
  const ranked = candidates
    .map((candidate) => ({ candidate, away: distance(plain, candidate.replaceAll('-', '_')) }))
    .toSorted((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Advice for a word that is none of those allowed: the one that was likely meant, or all of them. */
export function instead(
  word: string,
  allowed: readonly string[],
  otherwise?: string,
): { expected?: string; mend?: string } {
  const meant = closest(word, allowed);
  if (meant !== undefined) return { mend: `did you mean ${shown(meant)}?` };
  return {
    ...(allowed.length > 0 ? { expected: `one of ${allowed.join(', ')}` } : {}),
    ...(otherwise === undefined ? {} : { mend: otherwise }),
  };
}
