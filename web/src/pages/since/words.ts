import type { Since } from '../../api/contract.ts';
import { counted, listed } from '../../ui/numbers.ts';
import { dayText } from '../../ui/time-text.ts';

/** The page in one sentence: what was found and what moved since the day of the last report. */
export function answerOf({ last, moves, risen, resolved, outOfSight, sources, declared, incomparable }: Since): string {
  if (last === undefined) return 'There is no earlier report to compare with yet.';
  const parts = [
    ...part(risen.length, 'finding', (are) => `${are} new, worse or back`),
    ...part(resolved.length, 'finding', (are) => `${are} resolved`),
    ...part(outOfSight.length, 'finding', (are) => `${are} out of sight`),
    ...part(moves.length, 'figure', () => 'moved'),
    ...sourcesPart(sources),
  ];
  if (parts.length > 0) return `Since ${dayText(last)}: ${listed(parts)}.`;
  return declared || incomparable.length > 0
    ? `Since ${dayText(last)} no figure moved that can be compared, and no finding changed.`
    : `Since ${dayText(last)} nothing changed: every figure and every finding stands as it stood.`;
}

function part(number: number, thing: string, does: (are: string) => string): readonly string[] {
  return number === 0 ? [] : [`${counted(number, thing)} ${does(number === 1 ? 'is' : 'are')}`];
}

function sourcesPart(sources: Since['sources']): readonly string[] {
  if (sources.length === 0) return [];
  const rows = sources.reduce((sum, { counts }) => sum + counts.added + counts.removed + counts.changed, 0);
  const files = counted(sources.length, 'source');
  return [rows === 0 ? `${files} changed` : `${counted(rows, 'row')} changed in ${files}`];
}

export const WHY = {
  'defined-differently': 'It is made in another way than it was then, so the two numbers say different things.',
  'not-known-then': 'It was not known then.',
  'not-known-now': 'It was known then, and is not known any more.',
} as const;

export const ROW = { added: 'New row', removed: 'Row taken out', changed: 'Says something else' } as const;
