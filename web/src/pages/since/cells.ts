import type { Since } from '../../api/contract.ts';
import { counted } from '../../ui/numbers.ts';

export type SourceDiff = Since['sources'][number];
export type Row = SourceDiff['added'][number];

/** A cell before and now; undefined where it was, or is, empty. */
export interface Cell {
  readonly name: string;
  readonly before?: string | undefined;
  readonly now?: string | undefined;
  readonly differs: boolean;
}

/** The cells of a row that says something else, in their order: those that only one of the two has, too. */
export function cellsOf(before: Row, now: Row): readonly Cell[] {
  const names = [...new Set([...Object.keys(before.cells), ...Object.keys(now.cells)])];
  return names.map((name) => {
    const [was, is] = [before.cells[name], now.cells[name]];
    return { name: name.replaceAll('_', ' '), before: was, now: is, differs: was !== is };
  });
}

/** One row of the table of a source: what became of it, and whether it is of days that the last report spoke for. */
export interface Change {
  readonly what: 'added' | 'removed' | 'changed';
  readonly line: number;
  readonly date?: string | undefined;
  readonly cells: readonly Cell[];
  readonly history: boolean;
}

/** The rows of a source that changed, in the order of their lines. A day up to the last report's is history. */
export function changesOf(source: SourceDiff, last: string | undefined): readonly Change[] {
  const isHistory = ({ date }: Row): boolean => date === undefined || last === undefined || date <= last;
  const whole = (what: 'added' | 'removed', row: Row): Change => ({
    what,
    line: row.line,
    date: row.date,
    cells: Object.entries(row.cells).map(([name, text]) => ({
      name: name.replaceAll('_', ' '),
      ...(what === 'added' ? { now: text } : { before: text }),
      differs: true,
    })),
    history: isHistory(row),
  });
  const changes: readonly Change[] = [
    ...source.changed.map(({ before, now }) => ({
      what: 'changed' as const,
      line: now.line,
      date: now.date ?? before.date,
      cells: cellsOf(before, now),
      history: isHistory(now) || isHistory(before),
    })),
    ...source.added.map((row) => whole('added', row)),
    ...source.removed.map((row) => whole('removed', row)),
  ];
  return changes.toSorted((a, b) => a.line - b.line);
}

/** `2 rows changed, 1 row new`; of a whole file, that. */
export function countsText({ state, counts, unknown }: SourceDiff): string {
  if (unknown) return 'changed; its earlier rows are no longer stored, so nobody can say how';
  const parts = [
    ...(counts.changed > 0 ? [`${counted(counts.changed, 'row')} changed`] : []),
    ...(counts.added > 0 ? [`${counted(counts.added, 'row')} new`] : []),
    ...(counts.removed > 0 ? [`${counted(counts.removed, 'row')} taken out`] : []),
  ];
  const rows = parts.length === 0 ? 'no row says anything else' : parts.join(', ');
  return { added: `new source: ${rows}`, removed: `source taken out: ${rows}`, changed: rows }[state];
}

/** Rows that changed and are not listed. */
export function unlisted({ counts, added, removed, changed }: SourceDiff): number {
  return counts.added - added.length + (counts.removed - removed.length) + (counts.changed - changed.length);
}
