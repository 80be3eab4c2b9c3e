import type { Finding } from '../../api/contract.ts';
import { counted } from '../../ui/numbers.ts';
import { dayText } from '../../ui/time-text.ts';
import { gravestFirst, isFiltered, type Filters } from './filters.ts';

type Life = NonNullable<Finding['life']>;
type Note = Finding['notes'][number];

/** How many checks looked, and how many could not. */
export interface Looked {
  readonly seen: number;
  readonly unseen: number;
}

/** The page in one sentence. It counts findings, and says what the gravest of them puts at stake: it adds no money up. */
export function answerOf(shown: readonly Finding[], all: readonly Finding[], filters: Filters): string {
  if (shown.length === 0)
    return all.length === 0 ? 'Nothing was found.' : `None of ${findings(all.length)} is like that.`;
  const loud = gravestFirst(shown.filter(({ life }) => !life?.quiet));
  const what = isFiltered(filters) ? ' shown' : '';
  const [gravest] = loud;
  if (!gravest) return `${allOf(shown.length, what)} known and quiet.`;
  const same = loud.filter(({ severity }) => severity === gravest.severity).length;
  const head =
    same === loud.length
      ? allOf(same, what)
      : `${same} of ${findings(loud.length)}${what} ${same === 1 ? 'is' : 'are'}`;
  const quiet = shown.length - loud.length;
  const more = quiet === 0 ? '' : `; ${quiet} more ${quiet === 1 ? 'is' : 'are'} known and quiet`;
  return `${head} ${SEVERITY_WORDS[gravest.severity].toLowerCase()}${stakeOf(loud)}${more}.`;
}

const findings = (number: number): string => counted(number, 'finding');

/** `All 3 findings are`, `The one finding is`. */
const allOf = (number: number, what: string): string =>
  number === 1 ? `The one finding${what} is` : `All ${findings(number)}${what} are`;

function stakeOf(loud: readonly Finding[]): string {
  const costly = loud.filter(({ stake }) => stake !== undefined);
  const [first] = costly;
  if (!first?.stake) return '';
  const amount = `${first.stake.text} in “${first.title}” (${first.entityName})`;
  return costly.length === 1
    ? `; ${first.stake.text} is at stake in “${first.title}” (${first.entityName})`
    : `; ${costly.length} put money at stake, the gravest of them ${amount}`;
}

/** Nothing found is worth what the looking is worth. */
export function nothingFound({ seen, unseen }: Looked): string {
  if (seen === 0) return 'Nothing was looked at: no check has the data that it needs.';
  const blind = unseen === 0 ? '' : ` ${counted(unseen, 'check')} could not look: what they would find is not known.`;
  return `${counted(seen, 'check')} looked and found nothing.${blind}`;
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** `third`, `12th`. */
function ordinal(count: number): string {
  const ending = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return ORDINALS[count] ?? `${count}${ending}`;
}

/** What became of a finding since the reports before; '' where no report told of it. */
export function lifeText(life: Life | undefined): string {
  if (!life) return '';
  const { state, reports, since } = life;
  const inRow = reports > 1 ? `${ordinal(reports)} report in a row, since ${dayText(since)}` : '';
  switch (state) {
    case 'new':
      return 'New';
    case 'reopened':
      return 'Back again';
    case 'worse':
      return inRow === '' ? 'Worse' : `Worse: ${inRow}`;
    case 'persisting':
      return inRow === '' ? 'In the last report, too' : capital(inRow);
  }
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** What someone did, without who and when: `snoozed until 15 May 2026`. */
export function deedText({ action, until, to }: Pick<Note, 'action' | 'until' | 'to'>): string {
  switch (action) {
    case 'acknowledge':
      return 'acknowledged';
    case 'snooze':
      return until === undefined ? 'snoozed' : `snoozed until ${dayText(until)}`;
    case 'assign':
      return `assigned to ${to ?? 'nobody'}`;
    case 'reopen':
      return 'opened again';
  }
}

/** Heads the group of a severity. */
export const SEVERITY_WORDS = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'For information',
} as const;

export const STATE_WORDS = {
  new: 'New',
  worse: 'Worse',
  persisting: 'Not new',
  reopened: 'Back again',
  quiet: 'Known and quiet',
  unreported: 'In no report yet',
} as const;

/** What is said aloud when a note is on its way. */
export function doneText(note: Pick<Note, 'action' | 'until' | 'to'>): string {
  const quiet = note.action === 'acknowledge' || note.action === 'snooze';
  const words = deedText(note);
  return `Finding ${words}${quiet ? ': it stands under “Known and quiet” now' : ''}`;
}

/** Whoever did something: users of the dashboard are on record as `user:ann`. */
export function whoText(by: string): string {
  return by.replace(/^user:/, '');
}
