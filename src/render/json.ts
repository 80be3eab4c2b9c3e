import { decimalText } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Finding, Sentence } from '../model/finding.ts';
import type { Block, CellValue, Column, PlanItem, Report, SourceState, TableRow, Tile } from '../model/report.ts';
import { cellText } from './content.ts';
import { figureText, rangeText } from './numbers.ts';
import { figureOf, sentenceText, type Figures } from './sentence.ts';

/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const JSON_SCHEMA = 'quarterdeck.report/1';

/*
 * The shape: { schema, type, title, portfolio, audience, period, asOf, timeZone, currency, snapshot, answer, subject,
 * blocks, figures }.
 *
 * - `figures`: by id, in the order of their ids: { label, value, unit, text, asOf, unknown?, receipt }. `value` is a
 *   decimal as a string ("7205.10") or null when not known, with the reason in `unknown`.
 * - A sentence is { text, parts }: the words as a reader sees them, and the parts that they were made of.
 * - A cell is the model's cell with its `text`. Blocks keep their kind, id and order.
 *
 * Text from outside stands as it came; JSON escapes what it must.
 */

type Json = string | number | boolean | null | readonly Json[] | Fields;

interface Fields {
  /** undefined is left out. */
  readonly [key: string]: Json | undefined;
}

function figureJson(figure: Figure): Json {
  return {
    label: figure.label,
    value: figure.value === undefined ? null : decimalText(figure.value),
    unit: { ...figure.unit },
    text: figureText(figure),
    asOf: figure.asOf,
    unknown: figure.value === undefined ? (figure.unknown ?? '') : undefined,
    receipt: receiptJson(figure),
  };
}

function receiptJson({ receipt }: Figure): Json {
  switch (receipt.kind) {
    case 'rows':
      return { kind: receipt.kind, query: receipt.query, measure: receipt.measure, sign: receipt.sign };
    case 'formula':
      return { kind: receipt.kind, operation: receipt.operation, inputs: [...receipt.inputs], text: receipt.text };
    case 'method':
      return { kind: receipt.kind, text: receipt.text };
    case 'record':
    case 'assumption': {
      const { file, line, column } = receipt.at;
      return { kind: receipt.kind, at: { file, line, column }, text: receipt.text };
    }
  }
}

function sentenceJson(sentence: Sentence, figures: Figures): Fields {
  return { text: sentenceText(sentence, figures), parts: sentence.map((part) => ({ ...part })) };
}

function cellJson(cell: CellValue, column: Column | undefined, figures: Figures): Json {
  if (cell.kind === 'sentence') return { kind: cell.kind, ...sentenceJson(cell.sentence, figures) };
  return { ...cell, text: cellText(cell, column, figures).text };
}

function tileJson(tile: Tile, figures: Figures): Json {
  const figure = figureOf(figures, tile.figure);
  const text = tile.to === undefined ? figureText(figure) : rangeText(figure, figureOf(figures, tile.to));
  return {
    figure: tile.figure,
    to: tile.to,
    text,
    basis: sentenceJson(tile.basis, figures),
    tone: tile.tone ?? 'neutral',
  };
}

function findingJson(finding: Finding, figures: Figures): Json {
  const { id, check, severity, entity, entityName, subject, title, claim, why, fix, effort, standard, evidence } =
    finding;
  const { stake, size, owner, life } = finding;
  const sentences = { claim: sentenceJson(claim, figures), why, fix: sentenceJson(fix, figures) };
  return {
    id,
    check,
    severity,
    entity,
    entityName,
    subject,
    title,
    ...sentences,
    effort,
    standard,
    evidence: [...evidence],
    stake: stake && { low: stake.low, mid: stake.mid, high: stake.high, how: sentenceJson(stake.how, figures) },
    size,
    owner,
    life: life && { ...life, quiet: life.quiet && { ...life.quiet } },
  };
}

function planJson(item: PlanItem, figures: Figures): Json {
  const { who, by, group } = item;
  const detail = item.detail.map((sentence) => sentenceJson(sentence, figures));
  return { what: sentenceJson(item.what, figures), who, by, group, detail };
}

function gapJson({ id, entity, entityName, source, wouldTell, suffers }: CoverageGap): Json {
  return { id, entity, entityName, source, wouldTell, suffers: [...suffers] };
}

function sourceJson({ file, hash, entity, entityName, kind, rows, problems, first, last }: SourceState): Json {
  return { file, hash, entity, entityName, kind, rows, problems, first, last };
}

function blockBody(block: Block, figures: Figures): Fields {
  const note = 'note' in block && block.note ? { note: sentenceJson(block.note, figures) } : {};
  switch (block.kind) {
    case 'figures':
      return { tiles: block.tiles.map((tile) => tileJson(tile, figures)) };
    case 'table': {
      const row = (one: TableRow): Json => ({
        total: one.total === true,
        cells: one.cells.map((cell, at) => cellJson(cell, block.columns[at], figures)),
      });
      return { columns: block.columns.map((column) => ({ ...column })), rows: block.rows.map(row), ...note };
    }
    case 'chart': {
      const { kind, categories, series, reference } = block.chart;
      const lines = series.map(({ label, points }) => ({ label, points: [...points] }));
      return {
        chart: { kind, categories: [...categories], series: lines, reference: reference && { ...reference } },
        ...note,
      };
    }
    case 'findings':
      return { findings: block.findings.map((finding) => findingJson(finding, figures)) };
    case 'plan':
      return { items: block.items.map((item) => planJson(item, figures)) };
    case 'prose':
      return { sentences: block.sentences.map((sentence) => sentenceJson(sentence, figures)) };
    case 'gaps':
      return { gaps: block.gaps.map(gapJson) };
    case 'sources':
      return { sources: block.sources.map(sourceJson) };
  }
}

/** The report as a plain object without bigints, keys in a fixed order. */
function reportJson(report: Report): Json {
  const { type, title, portfolio, audience, period, asOf, timeZone, currency, snapshot, figures } = report;
  const ids = Object.keys(figures).toSorted();
  return {
    schema: JSON_SCHEMA,
    type,
    title,
    portfolio,
    audience,
    period: { from: period.from, to: period.to },
    asOf,
    timeZone,
    currency,
    snapshot,
    banner: report.banner?.map((sentence) => sentenceJson(sentence, figures)),
    answer: sentenceJson(report.answer, figures),
    subject: sentenceJson(report.subject, figures),
    blocks: report.blocks.map((block) => ({
      kind: block.kind,
      id: block.id,
      title: block.title,
      ...blockBody(block, figures),
    })),
    figures: Object.fromEntries(ids.map((id) => [id, figureJson(figureOf(figures, id))])),
  };
}

export function renderJson(report: Report): string {
  return `${JSON.stringify(reportJson(report), null, 2)}\n`;
}
