import type { Since } from '../analysis/index.ts';
import type { SourceChange, SourceRow } from '../model/changes.ts';
import type { Finding, Sentence } from '../model/finding.ts';
import type { Block, TableRow } from '../model/report.ts';
import { onDate, quote, say } from '../model/sentence.ts';
import { figure, label, left, quoted, right, words } from './_cells.ts';

/** Longer lists are cut, and say so: the reader wants what changed, not a ledger. */
const MOST_ROWS = 20;

/** An entity's name by its id. */
type Named = (entity: string) => string;

/** What changed since the reader's last report: findings, figures, and the very rows; nothing for a first report. */
export function sinceBlocks(since: Since | undefined, named: Named): Block[] {
  if (!since) return [];
  const tables = [...findingsTable(since, named), ...figuresTable(since), ...rowsTable(since)];
  return [
    { kind: 'prose', id: 'since', title: 'Since your last report', sentences: summary(since, tables) },
    ...tables,
  ];
}

function summary({ on, declared, moves, sources }: Since, tables: readonly Block[]): Sentence[] {
  const last = say`Your last report was of ${onDate(on)}.`;
  const portfolio = declared
    ? [
        say`The portfolio itself says something else than it did: what moved may come from its rules, prices or limits, too.`,
      ]
    : [];
  if (tables.length === 0 && moves.incomparable.length === 0)
    return [last, ...portfolio, say`Nothing changed since: every figure and every finding stands as it stood.`];
  const restated = moves.moved.some(({ restated: again }) => again.value?.mantissa !== 0n);
  const history = restated
    ? [
        say`History was restated: what the sources say of the days before is not what they said then. It stands apart from new activity.`,
      ]
    : sources.length > 0 && moves.moved.length === 0
      ? [say`No figure that you look at first moved.`]
      : [];
  return [last, ...portfolio, ...history];
}

function findingsTable({ risen, resolved, outOfSight }: Since, named: Named): Block[] {
  const row = (state: string, what: Sentence, whom: string): TableRow => ({
    cells: [label(state), words(what), label(whom)],
  });
  const of = (one: Finding): TableRow =>
    row(STATES[one.life?.state ?? 'new'], say`${quote(one.title)}: ${one.claim}`, named(one.entity));
  const before = (state: string, one: Since['resolved'][number]): TableRow =>
    row(state, say`${quote(`${one.title}: ${one.subject}`)}`, named(one.entity));
  const rows = [
    ...risen.toSorted((a, b) => orderOf(a) - orderOf(b)).map(of),
    ...resolved.map((one) => before('Resolved', one)),
    ...outOfSight.map((one) => before('Can no longer be seen', one)),
  ];
  return rows.length === 0
    ? []
    : [table('since-findings', 'Findings that changed', left('What', 'Finding', 'Business'), rows)];
}

const orderOf = ({ life }: Finding): number => Object.keys(STATES).indexOf(life?.state ?? 'new');

const STATES = { new: 'New', worse: 'Worse', reopened: 'Back again', persisting: 'Still there' } as const;

function figuresTable({ moves }: Since): Block[] {
  const moved = moves.moved.map(({ figure: now, before, restated, activity, change }): TableRow => ({
    cells: [
      label(now.label),
      figure(before),
      figure(restated),
      figure(activity),
      figure(now),
      change ? figure(change) : label('–'),
    ],
  }));
  const others = moves.incomparable.map(({ figure: now, why }): TableRow => ({
    cells: [label(now.label), label(WHY[why]), label(''), label(''), figure(now), label('')],
  }));
  const rows = [...moved, ...others];
  if (rows.length === 0) return [];
  const columns = [...left('Figure'), ...right('Then', 'Restated', 'New activity', 'Now', 'Of then')];
  return [table('since-figures', 'Figures that moved', columns, rows)];
}

const WHY = {
  'defined-differently': 'made in another way than then: not compared',
  'not-known-then': 'was not known',
  'not-known-now': 'is not known any more',
} as const;

function rowsTable({ sources, on }: Since): Block[] {
  const rows = sources.flatMap((change) => changedRows(change, on));
  return rows.length === 0
    ? []
    : [table('since-rows', 'Rows that changed', left('Source', 'What', 'Row', 'Counts as'), rows)];
}

function changedRows(change: SourceChange, on: string): TableRow[] {
  const { file, state } = change;
  const whole = { added: 'new source', removed: 'source taken out', changed: 'changed' }[state];
  if (change.unknown || state !== 'changed')
    return [
      {
        cells: [
          quoted(file),
          label(whole),
          label(change.unknown ? 'its earlier rows are no longer stored' : ''),
          label(''),
        ],
      },
    ];
  const at = ({ line }: SourceRow): string => `${file}:${line}`;
  const counts = ({ date }: SourceRow): string =>
    date !== undefined && date > on ? 'new activity' : 'restated history';
  const row = (what: string, one: SourceRow, said: Sentence): TableRow => ({
    cells: [quoted(at(one)), label(what), words(said), label(counts(one))],
  });
  return [
    ...change.changed.map(({ before, now }) =>
      row('says something else', now, say`${quote(wordsOf(now))}; ${quote(apart(before, now))}`),
    ),
    ...change.added.map((one) => row('new row', one, say`${quote(wordsOf(one))}`)),
    ...change.removed.map((one) => row('row taken out', one, say`${quote(wordsOf(one))}`)),
  ];
}

const wordsOf = ({ cells }: SourceRow): string => Object.values(cells).join(' · ');

/** `amount was 150.00 USD, payee was empty`. */
function apart(before: SourceRow, now: SourceRow): string {
  const names = [...new Set([...Object.keys(before.cells), ...Object.keys(now.cells)])];
  return names
    .filter((name) => before.cells[name] !== now.cells[name])
    .map((name) => `${name.replaceAll('_', ' ')} was ${before.cells[name] ?? 'empty'}`)
    .join(', ');
}

function table(id: string, title: string, columns: ReturnType<typeof left>, rows: readonly TableRow[]): Block {
  const shown = rows.slice(0, MOST_ROWS);
  const note = rows.length > shown.length ? { note: say`There are more: the first of them stand here.` } : {};
  return { kind: 'table', id, title, columns, rows: shown, ...note };
}

/** What someone knows of and has acknowledged or put off; it is not said above. */
export function quietBlocks(quiet: readonly Finding[] | undefined, named: Named): Block[] {
  if (!quiet || quiet.length === 0) return [];
  const rows = quiet.map((one): TableRow => {
    const { kind, until, note } = one.life?.quiet ?? { kind: 'acknowledged' };
    const state = kind === 'snoozed' && until !== undefined ? say`put off until ${onDate(until)}` : say`acknowledged`;
    return {
      cells: [
        words(say`${quote(one.title)}: ${one.claim}`),
        label(named(one.entity)),
        words(state),
        quoted(note ?? ''),
      ],
    };
  });
  return [table('quiet', 'Known, and quiet until it worsens', left('Finding', 'Business', 'State', 'Note'), rows)];
}
