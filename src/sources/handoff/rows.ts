import type { Block } from './blocks.ts';
import { readDay, WRITTEN_DAY } from './dates.ts';
import { itemOf, type Item, type Place } from './items.ts';
import type { Mode } from './sections.ts';
import { statedState, type Ended } from './states.ts';
import type { Words } from './words.ts';

const COLUMNS = {
  text: /^(?:tasks?|items?|actions?(?: items?)?|to-?do|what|descriptions?|issues?|topics?|subjects?|work|deliverables?|next steps?|aufgaben?|was|thema)$/,
  decision: /^(?:(?:open |pending )?(?:decisions?|questions?)|entscheidung(?:en)?|fragen?)$/,
  risk: /^(?:risks?|risiko|risiken)$/,
  blocker: /^(?:blockers?|blocked|waiting|blockiert)$/,
  state: /^(?:status|states?|done\??|progress|stand|zustand)$/,
  owner: /^(?:owners?|who|assignees?|assigned(?: to)?|responsible|leads?|person|wer|verantwortlich|zuständig)$/,
  due: /^(?:due(?: date| on| by)?|deadline|by(?: when)?|when|target(?: date)?|until|fällig(?: am)?|bis|termin|frist)$/,
  since: /^(?:since|opened|raised|asked|requested|waiting since|blocked since|open since|seit)$/,
  waitsFor: /^(?:waiting (?:for|on)|waits (?:for|on)|blocked by|depends on|needs|wartet auf)$/,
  link: /^(?:links?|urls?|refs?|references?)$/,
} as const;
type Column = keyof typeof COLUMNS;

const TEXT_COLUMNS = ['text', 'decision', 'risk', 'blocker'] as const satisfies readonly Column[];
const MODES: Readonly<Record<(typeof TEXT_COLUMNS)[number], Mode | undefined>> = {
  text: undefined,
  decision: 'decision',
  risk: 'risk',
  blocker: 'blocker',
};

const DAY = new RegExp(WRITTEN_DAY, 'iu');
const UNKNOWN = /^(?:tbd|tbc|tba|\?+|[-—–]|n\/a|none|unassigned|\s*)$/i;
const DONE_CELL = /^(?:x|✓|✔|✅|☑|yes|ja|done|complete[d]?|ok|100 ?%|closed|erledigt|fertig)/iu;
const BLOCKED_CELL = /(?:^|[^\p{L}])(?:blocked|waiting|stuck|blockiert|wartet)(?![\p{L}])|⛔|🚫/iu;
const TAKEN_CELL = /^(?:taken|decided|made|approved|yes|no|entschieden)(?![\p{L}])/iu;

function columnsOf(header: readonly Words[]): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {};
  header.forEach(({ shown }, index) => {
    const title = shown
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}? -]/gu, '')
      .trim();
    const column = (Object.keys(COLUMNS) as Column[]).find(
      (one) => found[one] === undefined && COLUMNS[one].test(title),
    );
    if (column !== undefined) found[column] = index;
  });
  return found;
}

/** What a cell of the column of states says; a word that says nothing of an end leaves the row open. */
function cellState(cell: Words): {
  readonly ended: Ended | undefined;
  readonly blocked: boolean;
  readonly taken: boolean;
} {
  const text = cell.meant.trim();
  const ended = statedState(text) ?? (DONE_CELL.test(text) ? 'done' : undefined);
  return { ended, blocked: ended === undefined && BLOCKED_CELL.test(text), taken: TAKEN_CELL.test(text) };
}

/** The rows of a table of tasks, decisions or risks; a table of anything else has none. */
export function itemsOfTable(table: Block & { kind: 'table' }, place: Place): Item[] {
  const columns = columnsOf(table.header);
  const textColumn = TEXT_COLUMNS.find((one) => columns[one] !== undefined);
  const inPlain = place.mode === 'plain';
  const tells = columns.state !== undefined || (columns.owner !== undefined && columns.due !== undefined);
  if (place.mode === 'aside' || textColumn === undefined || (inPlain && !tells)) return [];
  const mode = MODES[textColumn] ?? (inPlain ? 'task' : place.mode);
  return table.rows.flatMap((row) => {
    const cell = (column: Column): Words | undefined => row.cells[columns[column] ?? -1];
    const words = cell(textColumn);
    const state = cell('state');
    if (!words) return [];
    const said = state ? cellState(state) : undefined;
    const ended = said?.taken && mode === 'decision' ? 'done' : said?.ended;
    const item = itemOf(words, { ...place, mode, line: row.line, ended: place.ended ?? ended }, undefined);
    return item ? [withCells(item, { cell, blocked: said?.blocked === true, place })] : [];
  });
}

interface Beside {
  readonly cell: (column: Column) => Words | undefined;
  readonly blocked: boolean;
  readonly place: Place;
}

function withCells(item: Item, { cell, blocked, place }: Beside): Item {
  const told = (column: Column): string => {
    const text = cell(column)?.shown.trim() ?? '';
    return UNKNOWN.test(text) ? '' : text.slice(0, 160);
  };
  const day = (column: Column, side: 'ahead' | 'behind'): string | undefined => {
    const written = DAY.exec(cell(column)?.meant ?? '')?.[0];
    return written === undefined ? undefined : readDay(written, { dated: place.dated, side });
  };
  return {
    ...item,
    kind: blocked && item.kind === 'task' ? 'blocker' : item.kind,
    owner: told('owner').replace(/^@/, '') || item.owner,
    waitsFor: told('waitsFor') || item.waitsFor,
    since: day('since', 'behind') ?? (blocked ? day('state', 'behind') : undefined) ?? item.since,
    due: day('due', 'ahead') ?? item.due,
    link: cell('link')?.link || cell('link')?.shown.trim() || item.link,
  };
}
