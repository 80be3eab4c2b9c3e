import type { Problem } from '../core/problem.ts';
import type { Book } from '../model/book.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { CheckOutcome } from '../model/finding.ts';
import type { Block } from '../model/report.ts';
import { ask, Unanswered, type Asked, type OwnGround } from './asked.ts';
import { chartOf } from './chart.ts';
import { checkOf, outcomeOf, type OwnCheck } from './check.ts';
import { ownId } from './named.ts';
import type { Prose } from './prose.ts';
import { evidenceOf, figureOf, nothingIn } from './receipt.ts';
import type { FigureBlock, OwnReport, SqlBlock } from './report.ts';
import { tableOf } from './table.ts';

export type { OwnGround } from './asked.ts';
export { OWN_CODES } from './codes.ts';
export { namesOf, unknownNames } from './names.ts';
export { resolved } from './named.ts';
export type { Prose } from './prose.ts';
export type { OwnContext } from './read.ts';
export { readOwnReports, type BrokenReport, type OwnFile } from './read-all.ts';
export type { OwnReport } from './report.ts';

/** A block whose SQL has been answered. */
export type AnsweredBlock =
  | { readonly kind: 'prose'; readonly heading: string | undefined; readonly paragraphs: readonly Prose[] }
  | { readonly kind: 'tile'; readonly block: FigureBlock; readonly figure: Figure; readonly rows: Figure }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'check'; readonly check: OwnCheck };

/** A report of the owner with its figures in the book. */
export interface AnsweredReport {
  readonly report: OwnReport;
  readonly blocks: readonly AnsweredBlock[];
  /** Facts that it asks for and that are not there. */
  readonly gaps: readonly CoverageGap[];
  /** With a problem it is not sent. */
  readonly problems: readonly Problem[];
}

/** Asks the facts what the blocks of a report ask. A block that cannot be answered is a problem, and the others go on. */
export async function answerOwnReport(report: OwnReport, ground: OwnGround): Promise<AnsweredReport> {
  const blocks: AnsweredBlock[] = [];
  const gaps: CoverageGap[] = [];
  const problems: Problem[] = [];
  for (const block of report.blocks) {
    try {
      if (block.kind === 'prose') blocks.push(block);
      else blocks.push(await answered(block, report, ground, gaps));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      problems.push(error.problem);
    }
  }
  return { report, blocks, gaps, problems };
}

async function answered(
  block: SqlBlock,
  report: OwnReport,
  ground: OwnGround,
  gaps: CoverageGap[],
): Promise<AnsweredBlock> {
  const asked = await ask(block, report.entity, ground);
  const scope = ownId(report.type, block.id);
  const gap = gapOf(block, asked, report, scope);
  if (asked.empty.length > 0) gaps.push(gap);
  switch (block.kind) {
    case 'figure':
      return tileOf(block, asked, ground, scope);
    case 'table':
      return { kind: 'block', block: await tableOf(block, asked, ground, scope) };
    case 'chart':
      return { kind: 'block', block: await chartOf(block, asked, ground, scope) };
    case 'check':
      return {
        kind: 'check',
        check: await checkOf(block, asked, ground, { scope, entity: report.entity, gap: gap.id }),
      };
  }
}

async function tileOf(block: FigureBlock, asked: Asked, ground: OwnGround, scope: string): Promise<AnsweredBlock> {
  const evidence = await evidenceOf(block, asked, ground);
  const figure = figureOf(ground, evidence, { id: scope, label: block.label }, { total: evidence.total });
  const number = { id: `${scope}.rows`, label: `${block.label}: rows`, unit: { kind: 'count', of: 'row' } } as const;
  return { kind: 'tile', block, figure, rows: figureOf(ground, evidence, number, { total: evidence.rows }) };
}

function gapOf(block: SqlBlock, asked: Asked, { entity, title }: OwnReport, scope: string): CoverageGap {
  const what = block.kind === 'figure' ? block.label : block.title;
  return {
    id: `${scope}.facts`,
    entity: entity ?? 'group',
    source: nothingIn(asked),
    wouldTell: `“${what}” of ${title}`,
    suffers: [block.kind === 'check' ? `OWN-${block.id}` : scope],
  };
}

/** What the checks of a report found, once every figure of the run is made. */
export function ownOutcomes({ report, blocks }: AnsweredReport, book: Book): readonly CheckOutcome[] {
  return blocks.flatMap((block) => (block.kind === 'check' ? [outcomeOf(block.check, report.type, book)] : []));
}
