import type { Finding, Stake } from '../model/finding.ts';
import type { Block, CellValue, Column, PlanItem, Report, TableRow, Tile } from '../model/report.ts';
import { figuresIn } from '../model/sentence.ts';
import { categoryText } from './chart/points.ts';
import { dateText, monthText, periodText, tally } from './locale.ts';
import { figureText, NOT_KNOWN, rangeText, whyUnknown } from './numbers.ts';
import { plain } from './outside.ts';
import { figureOf, sentenceText, type Figures } from './sentence.ts';

/* What the renderers have in common: the words of a report before they take a format. */

export interface CellText {
  readonly text: string;
  /** Figure id, where the cell is one. */
  readonly id?: string;
  /** Why it is not known. */
  readonly why?: string;
}

export function cellText(cell: CellValue, column: Column | undefined, figures: Figures): CellText {
  switch (cell.kind) {
    case 'figure': {
      const figure = figureOf(figures, cell.id);
      const why = whyUnknown(figure);
      const text = figureText(figure, column?.cents ? 'ledger' : 'table');
      return { text, id: cell.id, ...(why === undefined ? {} : { why }) };
    }
    case 'sentence':
      return { text: sentenceText(cell.sentence, figures) };
    case 'label':
      return { text: plain(cell.text) };
    case 'date':
      return { text: dateText(cell.date) };
    case 'month':
      return { text: monthText(cell.month) };
    case 'unknown':
      return { text: NOT_KNOWN, why: plain(cell.why) };
  }
}

export type Table = Extract<Block, { kind: 'table' }>;

/** Each reason once, in order: a table's cells say "not known", the lines below it say why. */
export function reasons(table: Table, figures: Figures): readonly string[] {
  const all = table.rows.flatMap(({ cells }) =>
    cells.flatMap((cell, at) => cellText(cell, table.columns[at], figures).why ?? []),
  );
  return [...new Set(all)];
}

/** The cells of each row as text. Where a column has parentheses, other numbers get a space for theirs and stay in line. */
export function tableTexts(table: Table, figures: Figures): readonly (readonly string[])[] {
  const rows = table.rows.map(({ cells }) => table.columns.map((column, at) => cellAt(cells[at], column, figures)));
  return rows.map((cells) =>
    cells.map((text, at) => {
      const numeric = table.columns[at]?.align === 'right' && rows.some((row) => row[at]?.endsWith(')'));
      return numeric && /\d$/.test(text) ? `${text}\u00a0` : text;
    }),
  );
}

function cellAt(cell: CellValue | undefined, column: Column, figures: Figures): string {
  return cell ? cellText(cell, column, figures).text : '';
}

const BLANK: CellValue = { kind: 'label', text: '' };

/** Rows on one subject name it once: a label in the first column that says what the one above says is left blank. */
export function namedOnce(rows: readonly TableRow[]): readonly TableRow[] {
  const name = (row: TableRow | undefined): string | undefined => {
    const [first] = row?.cells ?? [];
    return first?.kind === 'label' ? first.text : undefined;
  };
  return rows.map((row, at) => {
    const own = name(row);
    return own === undefined || own !== name(rows[at - 1]) ? row : { ...row, cells: [BLANK, ...row.cells.slice(1)] };
  });
}

export type Chart = Extract<Block, { kind: 'chart' }>;

/** The chart's points as a table block, for programs that show no picture. */
export function chartTable(chart: Chart): Table {
  const { categories, series } = chart.chart;
  return {
    kind: 'table',
    id: chart.id,
    title: chart.title,
    columns: [{ label: '', align: 'left' }, ...series.map(({ label }) => ({ label, align: 'right' as const }))],
    rows: categories.map((category, at) => ({
      cells: [
        { kind: 'label', text: categoryText(category) },
        ...series.map(({ points }) => {
          const id = points[at];
          return id === undefined
            ? ({ kind: 'unknown', why: 'no point was given' } as const)
            : ({ kind: 'figure', id } as const);
        }),
      ],
    })),
  };
}

export interface TileText {
  readonly label: string;
  readonly value: string;
  readonly ids: readonly string[];
  readonly basis: string;
  readonly why?: string;
}

export function tileText(tile: Tile, figures: Figures): TileText {
  const figure = figureOf(figures, tile.figure);
  const to = tile.to === undefined ? undefined : figureOf(figures, tile.to);
  const why = whyUnknown(figure) ?? (to && whyUnknown(to));
  return {
    label: plain(to ? rangeLabel(figure.label, to.label) : figure.label),
    value: to ? rangeText(figure, to) : figureText(figure),
    ids: tile.to === undefined ? [tile.figure] : [tile.figure, tile.to],
    basis: sentenceText(tile.basis, figures),
    ...(why === undefined ? {} : { why }),
  };
}

/** Words that no label ends with. */
const LINKS = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'per', 'the', 'to', 'with']);

/** What two labels begin with in common: `Burn, low` and `Burn, high` are `Burn`, `Runway at the low burn` is `Runway`. */
function rangeLabel(low: string, high: string): string {
  const [a, b] = [low.split(' '), high.split(' ')];
  const apart = a.findIndex((word, at) => word !== b[at]);
  const common = apart === -1 ? a : a.slice(0, apart);
  while (LINKS.has(common.at(-1)?.toLowerCase() ?? '')) common.pop();
  const label = common.join(' ').replace(/[\s,:;(–-]+$/, '');
  return label === '' ? low : label;
}

/** The name of the entity that a finding, a gap or a source is about. */
export function entityText({
  entity,
  entityName = entity,
}: {
  readonly entity: string;
  readonly entityName?: string;
}): string {
  return plain(entityName);
}

/** Findings that can wait are told in short: no motive, no small print; the JSON has all of it. */
export function canWait({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'low' || severity === 'info';
}

/** What became of a finding since the reader's earlier reports; '' in a first report. */
export function lifeText({ life }: Finding): string {
  if (!life) return '';
  const word = { new: 'New', worse: 'Worse', reopened: 'Back again', persisting: 'Not new' }[life.state];
  return life.reports === 1 ? word : `${word}: in ${life.reports} reports since ${dateText(life.since)}`;
}

/** What is at stake, from low to high and most likely, and how that was worked out; '' where nobody can tell. */
export function stakeText({ stake }: Finding, figures: Figures): string {
  return stake ? `${stakeRange(stake, figures)} (${sentenceText(stake.how, figures)})` : '';
}

/** `$7,200–8,800, likely $8,000`; once where all three are one. */
export function stakeRange({ low, mid, high }: Stake, figures: Figures): string {
  const range = rangeText(figureOf(figures, low), figureOf(figures, high));
  const likely = figureText(figureOf(figures, mid));
  return low === high || range === likely ? range : `${range}, likely ${likely}`;
}

/** A finding's evidence, each figure once. */
export function evidenceOf(finding: Finding): readonly string[] {
  return [...new Set(finding.evidence)];
}

export interface PlanGroup {
  readonly name: string | undefined;
  readonly items: readonly PlanItem[];
}

/** Items under their groups, groups in the order in which they first come. */
export function planGroups(items: readonly PlanItem[]): readonly PlanGroup[] {
  const names = [...new Set(items.map(({ group }) => group))];
  return names.map((name) => ({
    name: name === undefined ? undefined : plain(name),
    items: items.filter(({ group }) => group === name),
  }));
}

/** Who and by when: `Sergio · by 15 May 2026`; '' where neither was said. */
export function planTerms({ who, by }: PlanItem): string {
  return [...(who === undefined ? [] : [plain(who)]), ...(by === undefined ? [] : [`by ${dateText(by)}`])].join(' · ');
}

/** The line under the title: whose, which period, as of when, for whom. */
export function scopeParts(report: Report): readonly string[] {
  return [
    plain(report.portfolio),
    periodText(report.period.from, report.period.to),
    `as of ${dateText(report.asOf)}`,
    `for ${plain(report.audience)}`,
  ];
}

/** The command that shows the whole report where a shorter one leaves rows out. */
export function wholeReport({ type }: Report): string {
  return `quarterdeck report ${plain(type)} --format md`;
}

/** The command that shows the report with every figure's id and receipt. */
export function jsonReport({ type }: Report): string {
  return `quarterdeck report ${plain(type)} --format json`;
}

/** The figures a reader meets first, in order: those of the answer and of the tiles. They make the receipt index. */
export function leadingFigures(report: Report): readonly string[] {
  const tiles = report.blocks.flatMap((block) => (block.kind === 'figures' ? block.tiles : []));
  return [
    ...new Set([...figuresIn(report.answer), ...tiles.flatMap(({ figure, to }) => (to ? [figure, to] : [figure]))]),
  ];
}

/** `1,412 rows, 1 problem, 1 May 2025 – 30 Apr 2026`. */
export function sourceCoverage(source: Extract<Block, { kind: 'sources' }>['sources'][number]): string {
  const { rows, problems, first, last } = source;
  const days = first && last ? [periodText(first, last)] : [];
  const wrong = problems === 0 ? [] : [tally(problems, 'problem')];
  return [tally(rows, 'row'), ...wrong, ...days].join(', ');
}

export const EMPTY = {
  findings: 'No check found anything to act on. What no check could see is listed with the gaps.',
  table: 'No rows.',
  gaps: 'Nothing: every source that was declared was read.',
  sources: 'No source was read.',
  plan: 'Nothing is planned.',
} as const;
