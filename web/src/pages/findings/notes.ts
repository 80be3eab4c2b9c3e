import type { Finding, NoteRequest } from '../../api/contract.ts';
import { dayText } from '../../ui/time-text.ts';

type Note = Finding['notes'][number];

/** Who did something about a finding, and when. */
export interface Hand {
  readonly at: string;
  readonly by: string;
}

/** The findings as they will be once the server has written the note down. */
export function withNote(
  findings: readonly Finding[],
  request: NoteRequest,
  hand: Hand,
  asOf: string,
): readonly Finding[] {
  return findings.map((finding) => (finding.id === request.which ? noted(finding, request, hand, asOf) : finding));
}

function noted(finding: Finding, request: NoteRequest, { at, by }: Hand, asOf: string): Finding {
  const { which: _which, ...said } = request;
  const notes = [...finding.notes, { ...said, at, by }];
  const life = finding.life ?? { state: 'new' as const, reports: 1, since: asOf };
  const words = request.note === undefined ? {} : { note: request.note };
  switch (request.action) {
    case 'assign':
      return { ...finding, notes, owner: request.to };
    case 'acknowledge':
      return { ...finding, notes, life: { ...life, quiet: { kind: 'acknowledged', ...words } } };
    case 'snooze':
      return { ...finding, notes, life: { ...life, quiet: { kind: 'snoozed', until: request.until, ...words } } };
    case 'reopen': {
      const { quiet: _quiet, ...loud } = life;
      return { ...finding, notes, life: loud };
    }
  }
}

/** The note that made a finding quiet; undefined where it speaks. */
export function quietedBy({ life, notes }: Finding): Note | undefined {
  if (!life?.quiet) return undefined;
  const action = life.quiet.kind === 'snoozed' ? 'snooze' : 'acknowledge';
  return notes.findLast((note) => note.action === action);
}

/** The day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export type Deed = NoteRequest['action'];

/** What a dialog asked for. */
export interface Wish {
  readonly action: Deed;
  readonly note: string;
  readonly until: string;
  readonly to: string;
}

/** What is asked of the server; or why it cannot be, in words. */
export function requestOf(which: string, wish: Wish, asOf: string): NoteRequest | { readonly wrong: string } {
  const note = wish.note.trim() === '' ? {} : { note: wish.note.trim() };
  const to = wish.to.trim();
  switch (wish.action) {
    case 'snooze':
      return isDay(wish.until) && wish.until > asOf
        ? { action: 'snooze', which, until: wish.until, ...note }
        : { wrong: `Choose a day after ${dayText(asOf)}, the day that the findings speak for, and before 2200.` };
    case 'assign':
      return to === ''
        ? { wrong: 'Say who is to see to it: a name.' }
        : { action: 'assign', which, to: to.slice(0, 200), ...note };
    case 'acknowledge':
    case 'reopen':
      return { action: wish.action, which, ...note };
  }
}

/** As far as the calendar of the house goes. */
const isDay = (text: string): boolean => /^(?:20|21)\d{2}-\d{2}-\d{2}$/.test(text);
