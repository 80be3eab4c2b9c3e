import type { Reading } from '../analysis/index.ts';
import type { Figure } from '../model/figure.ts';
import type { Sentence } from '../model/finding.ts';
import type { Block, CellValue, Column } from '../model/report.ts';
import { quote, say } from '../model/sentence.ts';

export function left(...labels: readonly string[]): Column[] {
  return labels.map((label) => ({ label, align: 'left' }));
}

export function right(...labels: readonly string[]): Column[] {
  return labels.map((label) => ({ label, align: 'right' }));
}

export function label(text: string): CellValue {
  return { kind: 'label', text };
}

/** Words from outside, such as a payee: shown as they stand. */
export function quoted(text: string): CellValue {
  return { kind: 'sentence', sentence: say`${quote(text)}` };
}

export function words(sentence: Sentence): CellValue {
  return { kind: 'sentence', sentence };
}

/** A figure's cell; a missing one says why it is missing. */
export function figure(of: Figure | undefined, why = 'nothing is on file'): CellValue {
  if (!of) return { kind: 'unknown', why };
  return of.value === undefined ? { kind: 'unknown', why: of.unknown ?? why } : { kind: 'figure', id: of.id };
}

/** The block of an analysis that saw something; else the same block says what is missing. */
export function whenSeen<T>(reading: Reading<T>, id: string, title: string, make: (value: T) => Block): Block {
  if (reading.value !== undefined) return make(reading.value);
  const [first, ...others] = reading.gaps.filter(
    (gap, at, all) => all.findIndex(({ id: same }) => same === gap.id) === at,
  );
  if (!first) return { kind: 'prose', id, title, sentences: [say`Not known: nothing is on file.`] };
  const why = say`Not known, for want of this: ${quote(first.source)}. It would tell ${quote(first.wouldTell)}.`;
  const more = others.length > 0 ? [say`What else is missing stands under “What could not be seen”.`] : [];
  return { kind: 'prose', id, title, sentences: [why, ...more] };
}

/** `, a, b and c are left out` for names from outside; an empty sentence for none. */
export function leftOut(names: readonly string[]): Sentence {
  if (names.length === 0) return say``;
  return say` Left out, for want of data: ${quote(names.join(', '))}.`;
}
