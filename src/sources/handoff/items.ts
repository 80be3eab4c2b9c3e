import type { IsoDate } from '../../core/date.ts';
import type { Entry } from './blocks.ts';
import { particularsOf, tidied } from './particulars.ts';
import { modeOf, type Mode, type Section } from './sections.ts';
import { correctedState, isOnlyState, statedState, type Ended } from './states.ts';
import { linesOf, type Words } from './words.ts';

/** One thing that a document says is to be done, decided, feared or waited for; a row of `handoff_items`. */
export interface Item {
  readonly line: number;
  readonly kind: 'task' | 'decision' | 'risk' | 'blocker';
  readonly state: 'open' | 'done' | 'pending' | 'taken' | 'tabled' | 'withdrawn';
  readonly text: string;
  readonly section: string;
  readonly owner: string;
  readonly waitsFor: string;
  readonly since: IsoDate | undefined;
  readonly due: IsoDate | undefined;
  readonly link: string;
}

/** Where a line stands. */
export interface Place {
  readonly line: number;
  readonly mode: Mode;
  readonly ended: Ended | undefined;
  readonly path: Section['path'];
  readonly dated: IsoDate | undefined;
}

const LONGEST_TEXT = 400;

/** What stands there only until someone fills it in, and what is given as an example. */
const PLACEHOLDER =
  /<[\p{L}][\p{L}\p{N} _/|-]{0,40}>|\{\{[^{}]{0,80}\}\}|(?<![\p{L}\p{N}])(?:TBD|TBC|TBA|XXX+|YYYY|FIXME)(?![\p{L}\p{N}])|lorem ipsum|\$[XYN](?![\p{L}\p{N}])|\[(?:your |insert |name|date|owner|task|todo|tbd|x{2,})[^\]]{0,40}\]/iu;
const EXAMPLE = /^\W*(?:e\.?g\.?|for example|for instance|example|sample|z\.\s?b\.|beispiel)(?![\p{L}])/iu;
const NOTHING =
  /^\W*(?:none|nothing|nobody|n\/a|nil|no (?:open|known|pending|further|new|other|more)\b.{0,40}|none (?:known|at the moment|right now|so far|yet)|nothing (?:open|pending|else|blocked|yet|right now|at the moment|for now|new)|none (?:at the moment|for now)|keine|nichts|all (?:clear|done))\W*$/iu;

const LABELS: readonly (readonly [Mode, RegExp])[] = [
  [
    'task',
    /^\W*(?:to-?do|to do|next(?: steps?| actions?)?|action(?: item)?|task|follow-?up|aufgabe)\s*(?::|—|–|-\s)\s*/iu,
  ],
  ['blocker', /^\W*(?:blocked|blocker|blockiert)\s*(?::|—|–|-\s)\s*/iu],
  [
    'decision',
    /^\W*(?:decision (?:needed|pending|required|due)|(?:pending|open) decision|to decide|open question|question|frage)\s*(?::|—|–|-\s)\s*/iu,
  ],
  ['taken', /^\W*(?:decision(?: taken| made)?|decided|entschieden|entscheidung)\s*(?::|—|–|-\s)\s*/iu],
  ['risk', /^\W*(?:risk|risiko)\s*(?::|—|–|-\s)\s*/iu],
];
const WAITING_LINE = /^\W*(?:blocked (?:by|on)|waiting (?:for|on)|wartet auf|warten auf)\s*:?\s+[\p{L}\p{N}]/iu;

/** What a line by itself says that it is: `TODO: …`, `Waiting on …`. */
export function labelled({ meant }: Words): Mode | undefined {
  const [mode, pattern] = LABELS.find((label) => label[1].test(meant)) ?? [];
  // With nothing behind it, it is the label of what stands below.
  if (pattern) return /[\p{L}]/u.test(meant.replace(pattern, '')) ? mode : undefined;
  return WAITING_LINE.test(meant) ? 'blocker' : undefined;
}

/** Boxes that only some programs know: `[-]` given up, `[>]` put off, `[/]` begun. */
const BOX = /^\s*\[([-~>/!])\]\s+/;
/** A mark before the words: done. */
const TICKED = /^\s*(?:✅|☑|✔|✓)/u;
const BOXES: Readonly<Record<string, Ended>> = { '-': 'withdrawn', '~': 'withdrawn', '>': 'tabled' };

const CORRECTION =
  /^\W*(?:update[ds]?|corrections?|corrected|edit(?:ed)?|resolved|resolution|answer(?:ed)?|decided|status|korrektur|nachtrag)(?![\p{L}])/iu;
const REPLACES = /^\W*(?:corrections?|corrected|korrektur)(?![\p{L}])[^:]{0,40}:\s*/iu;

/** A line of an entry that begins so speaks of the entry. */
function withoutCorrections(words: Words): { readonly words: Words; readonly corrections: readonly Words[] } {
  const [first, ...more] = linesOf(words);
  const at = more.findIndex(isCorrection);
  if (!first || at < 0) return { words, corrections: [] };
  const kept = [first, ...more.slice(0, at)];
  const text = (name: 'shown' | 'meant'): string => kept.map((line) => line[name]).join('\n');
  return { words: { ...words, shown: text('shown'), meant: text('meant') }, corrections: more.slice(at) };
}

export const isCorrection = ({ meant }: Words): boolean => CORRECTION.test(meant);

function without(words: Words, pattern: RegExp): Words {
  const [whole = ''] = pattern.exec(words.meant) ?? [];
  return { ...words, shown: words.shown.slice(whole.length), meant: words.meant.slice(whole.length) };
}

interface Said {
  readonly words: Words;
  readonly ended: Ended | undefined;
}

/** What a line says once what is struck out and its marks are read. */
function readLine(words: Words): Said {
  const [, box = ''] = BOX.exec(words.meant) ?? [];
  const plain = box === '' ? words : without(words, BOX);
  const stated = BOXES[box] ?? statedState(plain.meant) ?? (TICKED.test(plain.meant) ? 'done' : undefined);
  const rest = tidied(plain.shown);
  if (plain.struck === '') return { words: plain, ended: stated };
  const ofStruck = { ...plain, shown: plain.struck, meant: plain.struck };
  const { text } = particularsOf(plain, undefined);
  // "~~Call the marina~~ done": what is left says only what became of it.
  if (rest === '' || text === '' || isOnlyState(plain.meant)) return { words: ofStruck, ended: stated ?? 'withdrawn' };
  return { words: plain, ended: stated };
}

/** The last word of what stands below a line and corrects it. */
function corrected(said: Said, corrections: readonly Words[]): Said {
  return corrections.reduce<Said>((now, correction) => {
    const ended =
      correctedState(correction.meant) ?? (/^\W*(?:answer|resol|decided)/i.test(correction.meant) ? 'done' : undefined);
    if (ended) return { ...now, ended };
    return REPLACES.test(correction.meant) ? { words: without(correction, REPLACES), ended: undefined } : now;
  }, said);
}

const KINDS: Partial<Record<Mode, Item['kind']>> = {
  blocker: 'blocker',
  risk: 'risk',
  decision: 'decision',
  taken: 'decision',
};
/** Words below a plain "Decisions" that say that one is not taken yet. */
const UNDECIDED =
  /\?(?:\s|$)|(?<![\p{L}])(?:pending|undecided|to decide|to be decided|need(?:s|ed)? (?:a )?decision|not (?:yet )?decided|open|offen)(?![\p{L}])/iu;

/** What is so by decision stays so. */
const BY_DECISION = /(?<![\p{L}])(?:not a bug|by design)(?![\p{L}])/iu;
/** Among decisions: `Pending: which of the two?` */
const PENDING = /^\W*pending\s*:\s*/iu;

function decisionState(
  { mode, ended: placed }: Place,
  { words, ended }: Said,
  checked: boolean | undefined,
): Item['state'] {
  if (checked === true || ended === 'done') return 'taken';
  const taken = mode === 'taken' && checked !== false && !UNDECIDED.test(words.meant);
  // A project that is set aside leaves standing what was decided of it.
  if (placed === 'withdrawn' || (placed === 'tabled' && !taken)) return placed;
  if (ended !== undefined && !BY_DECISION.test(words.meant)) return ended;
  return taken || ended !== undefined || placed === 'done' ? 'taken' : 'pending';
}

function stateOf(kind: Item['kind'], place: Place, said: Said, checked: boolean | undefined): Item['state'] {
  if (kind === 'decision') return decisionState(place, said, checked);
  if (checked === true || said.ended === 'done') return 'done';
  const listed = place.mode === 'done' && checked !== false ? 'done' : undefined;
  return place.ended ?? said.ended ?? listed ?? 'open';
}

/** The item that a line is; undefined for what is none: a placeholder, an example, "none". */
export function itemOf(
  words: Words,
  place: Place,
  checked?: boolean,
  corrections: readonly Words[] = [],
): Item | undefined {
  const label = labelled(words);
  const mode = label ?? place.mode;
  const isDecision = KINDS[mode] === 'decision';
  const mark = LABELS.find(([, pattern]) => pattern.test(words.meant))?.[1] ?? (isDecision ? PENDING : undefined);
  const bare = mark ? without(words, mark) : words;
  const pending = isDecision && bare !== words && label === undefined && PENDING.test(words.meant);
  const said = corrected(readLine(bare), corrections);
  if (EXAMPLE.test(said.words.meant) || NOTHING.test(said.words.meant)) return undefined;
  const { text, owner, waitsFor, since, due, blocked } = particularsOf(said.words, place.dated);
  if (text === '' || !/[\p{L}]/u.test(text) || PLACEHOLDER.test(text)) return undefined;
  const kind = KINDS[mode] ?? (blocked ? 'blocker' : 'task');
  return {
    line: place.line,
    kind,
    state: stateOf(kind, { ...place, mode: pending ? 'decision' : mode }, said, checked),
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text,
    section: place.path.join(' › '),
    owner,
    waitsFor,
    since,
    due,
    link: words.link,
  };
}

/** Lists whose entries are items by themselves; elsewhere only boxes and labelled lines are. */
const LISTED: ReadonlySet<Mode> = new Set([
  'task',
  'blocker',
  'risk',
  'decision',
  'taken',
  'done',
  'tabled',
  'withdrawn',
]);

/** The items of a list, those within each other too. */
export function itemsOfEntries(entries: readonly Entry[], place: Place, top = true): Item[] {
  return entries.flatMap((entry) => {
    const own = { ...place, line: entry.line };
    const below = entry.entries.filter(({ words, checked }) => checked === undefined && isCorrection(words));
    const rest = entry.entries.filter((one) => !below.includes(one));
    const isLabel = entry.checked === undefined && rest.length > 0 && /:\s*$/.test(entry.words.meant);
    const counts = entry.checked !== undefined || labelled(entry.words) !== undefined || BOX.test(entry.words.meant);
    const listed = top && LISTED.has(place.mode);
    const { words, corrections: inside } = withoutCorrections(entry.words);
    const corrections = [...inside, ...entry.more.filter(isCorrection), ...below.map((one) => one.words)];
    const item = !isLabel && (counts || listed) ? itemOf(words, own, entry.checked, corrections) : undefined;
    // A label such as "Next:" says what stands below it; what is withdrawn is withdrawn with all that belongs to it.
    const mode = isLabel ? (modeOf(entry.words) ?? place.mode) : place.mode;
    const ended = item?.state === 'withdrawn' || item?.state === 'tabled' ? item.state : place.ended;
    const inner = itemsOfEntries(
      rest,
      { ...place, mode, ended },
      isLabel && (top || modeOf(entry.words) !== undefined),
    );
    return [...(item ? [item] : []), ...inner];
  });
}
