import type { Schedule } from '../../../../src/http/contract/schedule.ts';
import { counted } from '../../ui/numbers.ts';
import { instantText } from '../../ui/time-text.ts';

type Entry = Schedule['schedules'][number];
/** What a report is called. */
export type TitleOf = (report: string) => string;
type Outcome = NonNullable<Entry['last']>['state'];

/** What goes out next, over all; none when nothing does. */
export function nextOf(schedules: readonly Entry[]): { readonly at: string; readonly entry: Entry } | undefined {
  const all = schedules.flatMap((entry) => entry.next.map((at) => ({ at, entry })));
  return all.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))[0];
}

/** The page in one sentence: how many, which is next, and who starts them. */
export function answerOf({ timeZone, runsHere, schedules }: Schedule, titleOf: TitleOf): string {
  if (schedules.length === 0) return 'Nothing goes out by itself: each report is sent when somebody sends it.';
  const many = `${counted(schedules.length, 'schedule')} ${schedules.length === 1 ? 'sends' : 'send'} reports by ${schedules.length === 1 ? 'itself' : 'themselves'}`;
  const next = nextOf(schedules);
  const first = next ? `; next: ${titleOf(next.entry.report)}, ${instantText(next.at, timeZone)}` : '';
  return runsHere ? `${many}${first}.` : `${many}, but this server starts none of them.`;
}

interface OutcomeWords {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'info' | 'medium';
}

export const OUTCOMES: Readonly<Record<Outcome, OutcomeWords>> = {
  waiting: { word: 'About to begin', tone: 'info' },
  composing: { word: 'Being composed', tone: 'info' },
  verifying: { word: 'Being verified', tone: 'info' },
  sending: { word: 'Being sent', tone: 'info' },
  done: { word: 'Sent', tone: 'good' },
  failed: { word: 'Nothing was sent', tone: 'bad' },
  parked: { word: 'In the queue', tone: 'medium' },
};

/** To be pasted into portfolio.yaml. */
export const EXAMPLE = `schedule:
  - { id: owner-on-mondays, report: ceo, cron: '0 7 * * 1' }
  - { id: books-on-the-second, report: accounting, cron: '30 8 2 * *' }`;
