import type { Book } from '../model/book.ts';
import type { Figure } from '../model/figure.ts';
import type { Finding, Sentence } from '../model/finding.ts';
import type { Block, CellValue } from '../model/report.ts';
import { figuresIn } from '../model/sentence.ts';

/** Every figure that the blocks and sentences name, and every figure that those figures' receipts name, down to the leaves. */
export function figuresOf(
  book: Book,
  blocks: readonly Block[],
  sentences: readonly Sentence[],
): Readonly<Record<string, Figure>> {
  const open = [...blocks.flatMap(namedIn), ...sentences.flatMap(figuresIn)];
  const found = new Map<string, Figure>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    const figure = book.get(id);
    found.set(id, figure);
    if (figure.receipt.kind === 'formula') open.push(...figure.receipt.inputs);
  }
  const ordered = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(ordered);
}

function namedIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'figures':
      return block.tiles.flatMap((tile) => [tile.figure, ...(tile.to ? [tile.to] : []), ...figuresIn(tile.basis)]);
    case 'table':
      return [...block.rows.flatMap((row) => row.cells.flatMap(namedInCell)), ...figuresIn(block.note ?? [])];
    case 'chart': {
      const { series, reference } = block.chart;
      return [
        ...series.flatMap((one) => one.points),
        ...(reference ? [reference.figure] : []),
        ...figuresIn(block.note ?? []),
      ];
    }
    case 'findings':
      return block.findings.flatMap(namedInFinding);
    case 'plan':
      return block.items.flatMap((item) => [...figuresIn(item.what), ...item.detail.flatMap(figuresIn)]);
    case 'prose':
      return block.sentences.flatMap(figuresIn);
    case 'gaps':
    case 'sources':
      return [];
  }
}

function namedInCell(cell: CellValue): readonly string[] {
  if (cell.kind === 'figure') return [cell.id];
  return cell.kind === 'sentence' ? figuresIn(cell.sentence) : [];
}

function namedInFinding({ claim, fix, evidence, stake, size }: Finding): readonly string[] {
  const atStake = stake ? [stake.low, stake.mid, stake.high, ...figuresIn(stake.how)] : [];
  return [...figuresIn(claim), ...figuresIn(fix), ...evidence, ...atStake, ...(size === undefined ? [] : [size])];
}
