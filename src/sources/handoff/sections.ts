import type { Block } from './blocks.ts';
import { statedState, type Ended } from './states.ts';
import type { Words } from './words.ts';

/** What the entries below a heading are; `aside` is what says nothing of the state: examples, templates. */
export type Mode = 'task' | 'blocker' | 'risk' | 'decision' | 'taken' | Ended | 'aside' | 'plain';

/** A heading with what stands below it, down to the next heading. */
export interface Section {
  /** Headings above it and its own. */
  readonly path: readonly string[];
  readonly mode: Mode;
  /** The whole of it is done, set aside or withdrawn. */
  readonly ended: Ended | undefined;
  readonly blocks: readonly Exclude<Block, { kind: 'heading' }>[];
}

/** Headings by what they begin with, in the order in which they are tried. */
const MODES: readonly (readonly [Mode, RegExp])[] = [
  [
    'aside',
    /^(?:examples?|samples?|templates?|legend|format|how to (?:use|read)|instructions|glossary|beispiele?|vorlagen?)\b/,
  ],
  [
    'withdrawn',
    /^(?:superseded|withdrawn|cancell?ed|dropped|obsolete|rejected|abandoned|out of scope|not doing|won['’]t (?:do|fix)|non-goals|verworfen|entfällt)\b/,
  ],
  [
    'tabled',
    /^(?:tabled|parked|parking lot|on hold|deferred|postponed|someday|some day|later|icebox|ideas|shelved|zurückgestellt|später)\b/,
  ],
  [
    'decision',
    /^(?:decisions? (?:pending|needed|required|open|to (?:make|take|be made)|due|waiting)|(?:pending|open|needed|outstanding|undecided) (?:decisions?|questions?)|to (?:be )?decided?|needs? (?:a )?decisions?|undecided|(?:open )?questions?|offene (?:entscheidungen|fragen)|fragen)\b/,
  ],
  ['taken', /^(?:decisions?|decided|entscheidungen|entschieden|beschlüsse)\b/],
  [
    'blocker',
    /^(?:blocked|blockers?|blocking|waiting|awaiting|stuck|blockiert|wartet|warten|waiting on others|dependencies)\b/,
  ],
  ['risk', /^(?:(?:open |known |top |main |key )?risks?|concerns|risiken|risiko)\b/],
  [
    'done',
    /^(?:done|completed?|finished|shipped|delivered|closed|resolved|what (?:was|has been|is|got|we) (?:done|did|shipped)|accomplished|recently (?:done|completed|shipped)|change ?log|history|erledigt|fertig|abgeschlossen)\b/,
  ],
  [
    'task',
    /^(?:next(?: up| steps?| actions?| tasks?)?|to-?dos?|to do|tasks?|open(?: items?| tasks?| points?| issues?| work| actions?)?|actions?(?: items?)?|remaining(?: work| tasks?)?|outstanding|follow-?ups?|in progress|doing|pending|backlog|left to do|still to do|what(?:['’]s| is) (?:left|next|open)|this week|nächste schritte|als nächstes|offen|offene (?:punkte|aufgaben)|aufgaben|in arbeit)\b(?![- ]source|[- ]house|[- ]water)/,
  ],
];

/** What a heading, or the label of a list, says that the entries below it are; undefined when it says nothing. */
export function modeOf({ meant }: Words): Mode | undefined {
  const plain = meant
    .toLowerCase()
    .replace(/^[^\p{L}]+/u, '')
    .slice(0, 200);
  return MODES.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** Headings that end everything below them, whatever it is called. */
const LASTING: ReadonlySet<Mode> = new Set(['aside', 'withdrawn', 'tabled']);
const ENDS: Partial<Record<Mode, Ended>> = { withdrawn: 'withdrawn', tabled: 'tabled' };

interface Open {
  readonly depth: number;
  readonly title: string;
  readonly mode: Mode;
  readonly ended: Ended | undefined;
}

function openedBy(block: Block & { kind: 'heading' }, above: Open | undefined): Open {
  const { depth, words } = block;
  const title = words.shown.trim() || words.struck;
  // The title of the document is no section of it: "Open house" may stand there.
  const own = depth === 1 ? undefined : modeOf(words);
  const lasting = above && LASTING.has(above.mode) ? above.mode : undefined;
  const mode = lasting ?? own ?? above?.mode ?? 'plain';
  const struck = words.shown.trim() === '' && words.struck !== '' ? 'withdrawn' : undefined;
  const stated = own === undefined ? statedState(words.meant) : trailing(words);
  return { depth, title, mode, ended: above?.ended ?? struck ?? ENDS[mode] ?? stated };
}

/** `Next steps (superseded)`: what is said behind the heading's own words. */
function trailing({ meant }: Words): Ended | undefined {
  const at = meant.search(/[—–:([]|\s-\s/);
  const state = at < 0 ? undefined : statedState(meant.slice(at));
  return state === 'done' ? undefined : state;
}

/** The document cut at its headings. What a heading ends is ended down to the next of its rank. */
export function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const sections: { path: string[]; mode: Mode; ended: Ended | undefined; blocks: Section['blocks'][number][] }[] = [];
  let open: Open[] = [];
  let own = {
    path: [] as string[],
    mode: 'plain' as Mode,
    ended: undefined as Ended | undefined,
    blocks: [] as Section['blocks'][number][],
  };
  sections.push(own);
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      own.blocks.push(block);
      continue;
    }
    open = open.filter(({ depth }) => depth < block.depth);
    const opened = openedBy(block, open.at(-1));
    open.push(opened);
    own = { path: open.map(({ title }) => title), mode: opened.mode, ended: opened.ended, blocks: [] };
    sections.push(own);
  }
  return sections;
}
