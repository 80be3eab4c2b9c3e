import type { Finding, Sentence } from '../model/finding.ts';
import type { Block, Report } from '../model/report.ts';
import {
  canWait,
  type Chart,
  chartTable,
  EMPTY,
  entityText,
  evidenceOf,
  lifeText,
  leadingFigures,
  planGroups,
  planTerms,
  reasons,
  scopeParts,
  sourceCoverage,
  stakeText,
  type Table,
  tableTexts,
  tileText,
} from './content.ts';
import { figureText } from './numbers.ts';
import { plain } from './outside.ts';
import { figureOf, sentenceText, type Figures } from './sentence.ts';
import { severityText } from './severity.ts';

/** Text with nothing in it that Markdown or the HTML below Markdown would read as its own; no bare URL becomes a link. */
export function escapeMarkdown(text: string): string {
  return plain(text)
    .replaceAll(/[\\`*_[\]<>&|#~!]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (match) => match.replace('.', String.raw`\.`))
    .replaceAll('@', '&#64;')
    .replaceAll(/^([-+=]|\d+[.)])/g, String.raw`\$1`);
}

function words(sentence: Sentence, figures: Figures): string {
  return escapeMarkdown(sentenceText(sentence, figures));
}

function valueOf(id: string, figures: Figures): string {
  return escapeMarkdown(figureText(figureOf(figures, id)));
}

function unknowns(why: readonly string[]): readonly string[] {
  return why.flatMap((text) => ['', `Not known: ${escapeMarkdown(text)}`]);
}

function tableLines(table: Table, figures: Figures): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = tableTexts(table, figures).map((cells, at) => {
    const texts = cells.map((text) => escapeMarkdown(text.trim()));
    return line(table.rows[at]?.total ? texts.map((text) => (text === '' ? '' : `**${text}**`)) : texts);
  });
  return [
    line(table.columns.map(({ label }) => escapeMarkdown(label))),
    line(table.columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows,
    ...(rows.length === 0 ? ['', EMPTY.table] : []),
    ...unknowns(reasons(table, figures)),
    ...(table.note ? ['', words(table.note, figures)] : []),
  ];
}

function chartLines(chart: Chart, figures: Figures): readonly string[] {
  const { reference } = chart.chart;
  const level = reference && `${escapeMarkdown(reference.label)}: ${valueOf(reference.figure, figures)}`;
  return [
    ...tableLines(chartTable(chart), figures),
    ...(level === undefined ? [] : ['', level]),
    ...(chart.note ? ['', words(chart.note, figures)] : []),
  ];
}

function tileLines({ tiles }: Extract<Block, { kind: 'figures' }>, figures: Figures): readonly string[] {
  return tiles.map((tile) => {
    const { label, value, ids, why } = tileText(tile, figures);
    const reason = why === undefined ? '' : ` Not known: ${escapeMarkdown(why)}.`;
    return `- **${escapeMarkdown(label)}: ${escapeMarkdown(value)}** (${words(tile.basis, figures)}).${reason} ${ids.map((id) => `\`${id}\``).join(' ')}`;
  });
}

function findingLines(finding: Finding, figures: Figures): readonly string[] {
  const evidence = evidenceOf(finding).map((id) => `\`${id}\` ${valueOf(id, figures)}`);
  const proof = [
    `- **Why:** ${escapeMarkdown(finding.why)}`,
    ...(evidence.length === 0 ? [] : [`- **Evidence:** ${evidence.join('; ')}`]),
    `- Effort: ${finding.effort} · ${escapeMarkdown(finding.standard)} · finding \`${finding.id.replaceAll(/[^\w-]/g, '')}\``,
  ];
  return [
    `### ${severityText(finding.severity)}: ${words(finding.claim, figures)}`,
    '',
    [entityText(finding), finding.title, lifeText(finding)]
      .filter((part) => part !== '')
      .map(escapeMarkdown)
      .join(' · '),
    '',
    `- **Do:** ${words(finding.fix, figures)}`,
    ...(finding.stake ? [`- **At stake:** ${escapeMarkdown(stakeText(finding, figures))}`] : []),
    ...(finding.owner === undefined ? [] : [`- **Owner:** ${escapeMarkdown(finding.owner)}`]),
    ...(canWait(finding) ? [`- Finding \`${finding.id.replaceAll(/[^\w-]/g, '')}\``] : proof),
    '',
  ];
}

function planLines({ items }: Extract<Block, { kind: 'plan' }>, figures: Figures): readonly string[] {
  return planGroups(items).flatMap(({ name, items: grouped }) => [
    ...(name === undefined ? [] : [`### ${escapeMarkdown(name)}`, '']),
    ...grouped.flatMap((item) => {
      const terms = planTerms(item);
      const head = `- **${words(item.what, figures)}**${terms === '' ? '' : ` (${escapeMarkdown(terms)})`}`;
      return [head, ...item.detail.map((sentence) => `  - ${words(sentence, figures)}`)];
    }),
    '',
  ]);
}

function gapLines({ gaps }: Extract<Block, { kind: 'gaps' }>): readonly string[] {
  return gaps.map((gap) => {
    const suffers = gap.suffers.length === 0 ? '' : ` Suffers: ${gap.suffers.map(escapeMarkdown).join(', ')}.`;
    const head = `**${escapeMarkdown(entityText(gap))}: ${escapeMarkdown(gap.source)}**`;
    return `- ${head}. It would tell ${escapeMarkdown(gap.wouldTell)}.${suffers}`;
  });
}

function sourceLines({ sources }: Extract<Block, { kind: 'sources' }>): readonly string[] {
  return sources.map((source) => {
    const parts = [entityText(source), source.kind].map(escapeMarkdown);
    return `- ${escapeMarkdown(source.file)}: ${parts.join(', ')}, ${sourceCoverage(source)}, sha256 ${escapeMarkdown(source.hash)}`;
  });
}

function orEmpty(lines: readonly string[], empty: string): readonly string[] {
  return lines.length === 0 ? [empty] : lines;
}

function blockLines(block: Block, figures: Figures): readonly string[] {
  switch (block.kind) {
    case 'figures':
      return tileLines(block, figures);
    case 'table':
      return tableLines(block, figures);
    case 'chart':
      return chartLines(block, figures);
    case 'findings':
      return orEmpty(
        block.findings.flatMap((finding) => findingLines(finding, figures)),
        EMPTY.findings,
      );
    case 'plan':
      return orEmpty(planLines(block, figures), EMPTY.plan);
    case 'prose':
      return [block.sentences.map((sentence) => words(sentence, figures)).join(' ')];
    case 'gaps':
      return orEmpty(gapLines(block), EMPTY.gaps);
    case 'sources':
      return orEmpty(sourceLines(block), EMPTY.sources);
  }
}

/** The whole report as GitHub-flavoured Markdown: nothing is cut. */
export function renderMarkdown(report: Report): string {
  const { figures } = report;
  const lines = [
    `# ${escapeMarkdown(report.title)}`,
    '',
    scopeParts(report).map(escapeMarkdown).join(' · '),
    '',
    ...(report.banner ?? []).flatMap((sentence) => [`> **${words(sentence, figures)}**`, '']),
    `**${words(report.answer, figures)}**`,
    ...report.blocks.flatMap((block) => [
      '',
      ...(block.title === undefined ? [] : [`## ${escapeMarkdown(block.title)}`, '']),
      ...blockLines(block, figures),
    ]),
    '',
    '## Receipts',
    '',
    'Every figure can be traced to its rows: `quarterdeck explain` and the figure’s id.',
    '',
    ...leadingFigures(report).map((id) => `- \`${id}\` ${valueOf(id, figures)}`),
    '',
    `Snapshot ${escapeMarkdown(report.snapshot)}`,
  ];
  return `${lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
}
