import type { CoverageGap } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Block, PlanItem, SourceState, Tile } from '../../model/report.ts';
import {
  canWait,
  EMPTY,
  entityText,
  evidenceOf,
  lifeText,
  planGroups,
  planTerms,
  sourceCoverage,
  stakeText,
  tileText,
} from '../content.ts';
import { plain } from '../outside.ts';
import type { Figures } from '../sentence.ts';
import { severityText } from '../severity.ts';
import { chartLines } from './bars.ts';
import type { Pen } from './pen.ts';
import { tableLines } from './table.ts';
import { displayWidth, padEnd, wrap } from './width.ts';
import { boundFigure, boundSentence } from './words.ts';

/** Text with its first line after `mark` and the others level with it. */
function hanging(mark: string, text: string, pen: Pen): readonly string[] {
  const indent = ' '.repeat(displayWidth(mark));
  return wrap(text, pen.width - indent.length).map((line, at) => (at === 0 ? mark : indent) + line);
}

/** Label left, value right of it, basis below: a tile of a screen, in lines. */
function tileLines(tiles: readonly Tile[], figures: Figures, pen: Pen): readonly string[] {
  const texts = tiles.map((tile) => ({ ...tileText(tile, figures), tone: tile.tone ?? 'neutral' }) as const);
  const widest = Math.max(1, ...texts.map(({ label }) => displayWidth(label)));
  const labels = Math.min(widest, Math.floor(pen.width / 2));
  const room = pen.width - labels - 2;
  return texts.flatMap(({ label, value, basis, why, tone }) => {
    const values = wrap(value, room);
    const below = [basis, ...(why === undefined ? [] : [`Not known: ${why}`])].flatMap((text) => wrap(text, room));
    const names = wrap(label, labels);
    const right = [...values.map((line) => pen.tone(line, tone)), ...below.map(pen.muted)];
    return Array.from({ length: Math.max(names.length, right.length) }, (_, at) => {
      return `${padEnd(names[at] ?? '', labels)}  ${right[at] ?? ''}`;
    });
  });
}

function findingLines(finding: Finding, at: number, figures: Figures, pen: Pen): readonly string[] {
  const mark = `${at + 1}. `;
  const indent = ' '.repeat(mark.length);
  const evidence = evidenceOf(finding).map((id) => `${id} ${boundFigure(id, figures)}`);
  const chip = severityText(finding.severity);
  const stake = stakeText(finding, figures);
  const [first = '', ...more] = wrap(
    [chip, entityText(finding), plain(finding.title), lifeText(finding)].filter((part) => part !== '').join(' · '),
    pen.width - mark.length,
  );
  const proof = [
    ...hanging(`${indent}Why: `, plain(finding.why), pen),
    ...(evidence.length === 0 ? [] : hanging(`${indent}Evidence: `, evidence.join('; '), pen).map(pen.muted)),
    ...hanging(
      indent,
      `Effort: ${finding.effort} · ${plain(finding.standard)} · finding ${plain(finding.id)}`,
      pen,
    ).map(pen.muted),
  ];
  return [
    `${mark}${pen.severity(first, finding.severity)}`,
    ...more.map((line) => indent + line),
    ...hanging(indent, boundSentence(finding.claim, figures), pen).map(pen.strong),
    ...hanging(`${indent}Do: `, boundSentence(finding.fix, figures), pen),
    ...(stake === '' ? [] : hanging(`${indent}At stake: `, plain(stake), pen)),
    ...(finding.owner === undefined ? [] : hanging(`${indent}Owner: `, plain(finding.owner), pen)),
    ...(canWait(finding) ? [pen.muted(`${indent}finding ${plain(finding.id)}`)] : proof),
    '',
  ];
}

function planLines(items: readonly PlanItem[], figures: Figures, pen: Pen): readonly string[] {
  return planGroups(items).flatMap(({ name, items: grouped }, at) => [
    ...(at === 0 ? [] : ['']),
    ...(name === undefined ? [] : wrap(name, pen.width).map(pen.strong)),
    ...grouped.flatMap((item) => {
      const terms = planTerms(item);
      const what = boundSentence(item.what, figures);
      return [
        ...hanging('- ', terms === '' ? what : `${what} (${terms})`, pen),
        ...item.detail.flatMap((sentence) => hanging('  ', boundSentence(sentence, figures), pen)),
      ];
    }),
  ]);
}

function gapLines(gaps: readonly CoverageGap[], pen: Pen): readonly string[] {
  return gaps.flatMap((gap) => [
    ...hanging('- ', `${entityText(gap)}: ${plain(gap.source)}`, pen).map(pen.strong),
    ...hanging('  ', `It would tell ${plain(gap.wouldTell)}.`, pen),
    ...(gap.suffers.length === 0
      ? []
      : hanging('  ', `Suffers: ${gap.suffers.map(plain).join(', ')}`, pen).map(pen.muted)),
  ]);
}

function sourceLines(sources: readonly SourceState[], pen: Pen): readonly string[] {
  return sources.flatMap((source) => [
    ...hanging('- ', plain(source.file), pen),
    ...hanging(
      '  ',
      `${entityText(source)}, ${plain(source.kind)}, ${sourceCoverage(source)}, sha256 ${plain(source.hash).slice(0, 12)}`,
      pen,
    ).map(pen.muted),
  ]);
}

function orEmpty(lines: readonly string[], empty: string): readonly string[] {
  return lines.length === 0 ? [empty] : lines;
}

/** A block's lines, without its title. */
export function blockLines(block: Block, figures: Figures, pen: Pen): readonly string[] {
  switch (block.kind) {
    case 'figures':
      return tileLines(block.tiles, figures, pen);
    case 'table':
      return tableLines(block, figures, pen);
    case 'chart':
      return chartLines(block, figures, pen);
    case 'findings':
      return orEmpty(
        block.findings.flatMap((finding, at) => findingLines(finding, at, figures, pen)).slice(0, -1),
        EMPTY.findings,
      );
    case 'plan':
      return orEmpty(planLines(block.items, figures, pen), EMPTY.plan);
    case 'prose':
      return wrap(block.sentences.map((sentence) => boundSentence(sentence, figures)).join(' '), pen.width);
    case 'gaps':
      return orEmpty(gapLines(block.gaps, pen), EMPTY.gaps);
    case 'sources':
      return orEmpty(sourceLines(block.sources, pen), EMPTY.sources);
  }
}
