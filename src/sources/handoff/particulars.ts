import type { IsoDate } from '../../core/date.ts';
import { readDay, WRITTEN_DAY } from './dates.ts';
import type { Words } from './words.ts';

/** What a line says beside what is to be done. */
export interface Particulars {
  /** The line without what is told below. */
  readonly text: string;
  readonly owner: string;
  readonly waitsFor: string;
  readonly since: IsoDate | undefined;
  readonly due: IsoDate | undefined;
  readonly blocked: boolean;
}

const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?';
const before = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})\\s*:?\\s+(?:the )?${WEEKDAY}(${WRITTEN_DAY})`, 'iu');

const DUE = before(
  'due(?: date| on| by)?|deadline|no later than|not later than|by|until|till|before|fällig(?: am| bis)?|bis(?: zum)?|spätestens(?: am)?',
);
const SINCE = before(
  '(?:blocked |waiting |pending |open )?since|asked(?: on)?|raised(?: on)?|opened(?: on)?|requested(?: on)?|seit(?: dem)?',
);
const DUE_MARK = new RegExp(`(?:📅|⏰|🗓️?)\\s*(${WRITTEN_DAY})`, 'iu');

const NAME = "\\p{Lu}[\\p{L}'’-]{1,29}(?: \\p{Lu}[\\p{L}'’.-]{0,29})?";
const NAMES = `${NAME}(?:(?:,| and| &| \\+|/| und) ?${NAME}){0,2}`;
const OWNERS: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:[Oo]wner|[Aa]ssigned to|[Aa]ssignee|[Rr]esponsible|[Ww]ho|[Ll]ead|[Vv]erantwortlich|[Zz]uständig)\\s*(?::|is|=)?\\s*@?(${NAMES})(?![\\p{L}\\p{N}])`,
    'u',
  ),
  /(?<![\p{L}\p{N}.@])@(\p{L}[\p{L}\p{N}_-]{0,38})(?![\p{L}\p{N}.@])/u,
  new RegExp(`\\((${NAMES})\\s*[,;]?\\s*\\)(?=\\s*(?:[.,;:—–-]|$))`, 'u'),
  new RegExp(`(?<![\\p{L}\\p{N}])(${NAME}) (?:to decide|decides|to answer|to confirm|entscheidet)(?![\\p{L}])`, 'u'),
  new RegExp(`\\s(?:—|–|--?)\\s*(${NAMES})\\s*[.,;]*\\s*$`, 'u'),
];
/** Words with a capital that are no people. */
const NOBODY =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|done|optional|urgent|blocked|high|low|medium|draft|phase|pending|open|closed|tabled|parked|waiting|later|today|tomorrow|yesterday|everyone|nobody|none|tbd|unassigned|see|done|new|critical|important|final|confirmed|estimate|approved|rejected|won|lost|yes|no)\b/i;

const BLOCKED =
  /(?<![\p{L}\p{N}])(?:blocked|waiting (?:for|on)|waits (?:for|on)|awaiting|stuck|blockiert|wartet auf|warten auf)(?![\p{L}\p{N}])/iu;
const UNBLOCKED =
  /(?<![\p{L}])(?:no longer|not|never|isn['’]t|nothing(?: is)?|if|when|un|once|until|nicht(?: mehr)?)[ -](?:blocked|waiting|stuck|blockiert)/iu;
const WAITS =
  /(?<![\p{L}\p{N}])(?:blocked (?:by|on)|waiting (?:for|on)|waits (?:for|on)|awaiting|wartet auf|warten auf|blockiert durch)\s*:?\s+([^.;,()\n—–]{1,160})/iu;
const WAITS_UNTIL = /\s+(?:since|until|till|from \d|before|by \d|seit|bis|- )[^]*$/iu;

/** Fields that say that they are not known; what they belong to is no placeholder for that. */
const UNKNOWN_FIELD =
  /[([]?(?<![\p{L}])(?:owner|who|due(?: date)?|deadline|when|date|by|assigned to)\s*[:=]?\s*(?:tbd|tbc|tba|unassigned|nobody(?: yet)?|\?+)(?![\p{L}])[)\]]?/giu;

type Pair = Pick<Words, 'shown' | 'meant'>;

/** Takes a match in what is meant out of what is shown, too: both are equally long. */
function cut({ shown, meant }: Pair, { index, 0: whole }: RegExpExecArray): Pair {
  const without = (text: string): string => `${text.slice(0, index)} ${text.slice(index + whole.length)}`;
  return { shown: without(shown), meant: without(meant) };
}

function cutAll(pair: Pair, pattern: RegExp): Pair {
  const matches = [...pair.meant.matchAll(pattern)].toReversed();
  return matches.reduce(cut, pair);
}

function ownerIn(pair: Pair): { readonly owner: string; readonly rest: Pair } {
  for (const pattern of OWNERS) {
    const match = pattern.exec(pair.meant);
    const name = match?.[1] ?? '';
    if (match && !NOBODY.test(name)) return { owner: name, rest: cut(pair, match) };
  }
  return { owner: '', rest: pair };
}

function dayIn(
  pair: Pair,
  pattern: RegExp,
  near: Parameters<typeof readDay>[1],
): { readonly day: IsoDate | undefined; readonly rest: Pair } {
  const match = pattern.exec(pair.meant);
  const day = match ? readDay(match[1] ?? '', near) : undefined;
  return { day, rest: match && day !== undefined ? cut(pair, match) : pair };
}

/** Text with its leftovers put away: empty brackets, doubled points, blanks before them, dashes and marks at the ends. */
export function tidied(text: string): string {
  return text
    .replaceAll(/\(\s*[,;:—–-]?\s*\)|\[\s*\]/g, ' ')
    .replaceAll(/\(\s*[,;]\s*/g, '(')
    .replaceAll(/\s*[,;]\s*\)/g, ')')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,;:)])/g, '')
    .replaceAll(/[,;:](?=[.,;:])|(?<=[.?!])[.,;:]+/g, '')
    .replace(/^[^\p{L}\p{N}("'“„«$€£@#/<{[]+/u, '')
    .replace(/[\s,;:.—–-]+$/, '')
    .trim();
}

/** Owner, days and what is waited for, out of one line; quotations and code say none of it. */
export function particularsOf(words: Words, dated: IsoDate | undefined): Particulars {
  const known = cutAll(words, UNKNOWN_FIELD);
  const blocked = BLOCKED.test(known.meant) && !UNBLOCKED.test(known.meant);
  const waits = blocked ? (WAITS.exec(known.meant)?.[1]?.replace(WAITS_UNTIL, '') ?? '') : '';
  const marked = dayIn(known, DUE_MARK, { dated, side: 'ahead' });
  const since = dayIn(marked.rest, SINCE, { dated, side: 'behind' });
  const due = dayIn(since.rest, DUE, { dated, side: 'ahead' });
  const { owner, rest } = ownerIn(due.rest);
  return {
    text: tidied(rest.shown),
    owner,
    waitsFor: tidied(waits).slice(0, 160),
    since: since.day,
    due: marked.day ?? due.day,
    blocked,
  };
}
