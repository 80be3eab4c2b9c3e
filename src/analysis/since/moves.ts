import { compare, isZero, parseDecimal, ZERO } from '../../core/decimal.ts';
import { lastFullMonth, monthOf, type IsoDate } from '../../core/date.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { RecordedFigure } from '../../model/report-record.ts';
import type { Position } from '../../core/problem.ts';
import { definitionOf } from './definition.ts';

/** A figure that moved since an earlier report, and why: before + restated + activity = now, to the last digit. */
export interface Move {
  readonly figure: Figure;
  /** As the earlier report said. */
  readonly before: Figure;
  /** What today's sources say of the day of the earlier report, less what it said. */
  readonly restated: Figure;
  /** What came after that day. */
  readonly activity: Figure;
  /** Per cent of it; undefined where that is zero or less. */
  readonly change: Figure | undefined;
}

/** A figure that was shown before and cannot be compared, and why. */
export interface Incomparable {
  readonly figure: Figure;
  readonly why: 'defined-differently' | 'not-known-now' | 'not-known-then';
}

export interface Moves {
  readonly moved: readonly Move[];
  readonly incomparable: readonly Incomparable[];
  /** Figures that were compared, moved or not. */
  readonly compared: number;
}

export interface MovesInput {
  readonly recorded: readonly RecordedFigure[];
  /** The day of the earlier report, the hash of what it said, and where it is on record. */
  readonly on: IsoDate;
  readonly edition: string;
  readonly at: Position;
  /** Today's sources as of that day: the same book where it is the same day. */
  readonly past: Book;
  readonly now: Book;
}

/**
 * Splits each move in two: what the sources now say differently of the day of the earlier report (restated history), and
 * what happened since (new activity). A figure that is made in another way than it was is not compared at all.
 */
export function movesSince(input: MovesInput): Moves {
  const { recorded, past, now } = input;
  const moved: Move[] = [];
  const incomparable: Incomparable[] = [];
  let compared = 0;
  for (const one of recorded) {
    const figure = now.find(one.id);
    const before = past.find(one.id);
    // A month that was not over then, or one that only an earlier day looks at, is no closed period of both.
    if (!figure || !before || isOpen(one.id, input.on)) continue;
    const said = one.value === undefined ? undefined : parseDecimal(one.value);
    if (definitionOf(before, (id) => past.find(id)) !== one.definition) {
      incomparable.push({ figure, why: 'defined-differently' });
    } else if (!said) {
      if (figure.value) incomparable.push({ figure, why: 'not-known-then' });
    } else if (!figure.value || !before.value) {
      incomparable.push({ figure, why: 'not-known-now' });
    } else {
      compared += 1;
      const move = moveOf(figure, said, input);
      if (!isZero(move.restated.value ?? said) || !isZero(move.activity.value ?? said)) moved.push(move);
    }
  }
  return { moved, incomparable, compared };
}

/** Figures of one month name it: `jada.revenue.2026-04`. */
function isOpen(id: string, on: IsoDate): boolean {
  const month = /\.(\d{4}-\d{2})(?:\.|$)/.exec(id)?.[1];
  return month !== undefined && month > lastFullMonth(on) && month <= monthOf(on);
}

function moveOf(figure: Figure, said: NonNullable<Figure['value']>, { on, edition, at, past, now }: MovesInput): Move {
  const { id, label, unit } = figure;
  // Two readers' last reports of one day may have said two things.
  const base = `since.${on}.${edition.slice(0, 8)}`;
  const text = `as the report of ${on} said`;
  const before = now.recorded(`${base}.said.${id}`, `${label}, ${text}`, unit, said, at, text);
  const today =
    past === now
      ? figure
      : now.adopt(past, [id], (own) => ({ id: `since.${on}.${own.id}`, label: `${own.label}, as of ${on}` }))[0];
  const same = today ?? figure;
  const digits = Math.max(said.scale, figure.value?.scale ?? 0, same.value?.scale ?? 0);
  const less = (name: string, what: string, inputs: readonly Figure[], formula: string): Figure =>
    now.formula(`${base}.${name}.${id}`, `${label}, ${what}`, unit, 'difference', inputs, { text: formula, digits });
  const restated = less('restated', 'restated', [same, before], `as of ${on} by today’s sources − what was said`);
  const activity = less('activity', 'since then', [figure, same], `now − as of ${on} by today’s sources`);
  const moved = less('moved', 'moved', [figure, before], 'now − then');
  const change =
    compare(said, ZERO) <= 0
      ? undefined
      : now.formula(`${base}.change.${id}`, `${label}, change`, { kind: 'percent' }, 'percent', [moved, before], {
          text: '100 × (now − then) ÷ then',
        });
  return { figure, before, restated, activity, change };
}
