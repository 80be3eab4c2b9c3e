import { figureId } from '../analysis/ids.ts';
import type { Unit } from '../model/figure.ts';
import type { Block, TableRow } from '../model/report.ts';
import { say } from '../model/sentence.ts';
import type { Asked, OwnGround } from './asked.ts';
import { cell, column, label, notKnown, type Made } from './cells.ts';
import { cellOf, groupedBy } from './grouped.ts';
import { MAX_TABLE_ROWS } from './limits.ts';
import { listed } from './listed.ts';
import { evidenceOf, figureOf, type Evidence } from './receipt.ts';
import type { TableBlock } from './report.ts';

/** A table: sums by group, or the rows themselves. */
export async function tableOf(block: TableBlock, asked: Asked, ground: OwnGround, scope: string): Promise<Block> {
  const evidence = await evidenceOf(block, asked, ground);
  if (evidence.unknown !== undefined) return notKnown(block, evidence.unknown);
  const make = block.group.length > 0 ? groups : listed;
  const made = await make(block, evidence, ground, scope);
  const total = block.total ? [totalRow(block, evidence, ground, scope, made)] : [];
  return {
    kind: 'table',
    id: block.id,
    title: block.title,
    columns: made.columns,
    rows: [...made.rows, ...total],
    ...(made.note ? { note: made.note } : {}),
  };
}

async function groups(block: TableBlock, evidence: Evidence, ground: OwnGround, scope: string): Promise<Made> {
  const within = { evidence, ground, scope, most: MAX_TABLE_ROWS };
  const { groups: found, others } = await groupedBy(block, block.group, within);
  const types = block.group.map((name) => evidence.asked.columns.get(name) ?? '');
  const rows = found.map(({ values, figure }): TableRow => ({
    cells: [...values.map((value, at) => cellOf(value, block.group[at] ?? '', types[at] ?? '')), cell(figure.id)],
  }));
  const columns = [...block.group.map((name) => column(name, 'left')), column(nameOf(evidence.unit), 'right')];
  const totalIn = block.group.length;
  if (!others) return { columns, rows, totalIn };
  const last = rowOf('Others', others.sum.id, columns.length, totalIn);
  return {
    columns,
    rows: [...rows, last],
    totalIn,
    note: say`Under “Others” stand ${others.rows} rows of further groups.`,
  };
}

function nameOf(unit: Unit): string {
  return unit.kind === 'count' ? `${unit.of}s` : 'amount';
}

function totalRow(
  block: TableBlock,
  evidence: Evidence,
  ground: OwnGround,
  scope: string,
  { columns, totalIn }: Made,
): TableRow {
  const named = { id: figureId(scope, 'total'), label: `${block.title}: total` };
  const figure = figureOf(ground, evidence, named, { total: evidence.total });
  return { ...rowOf('Total', figure.id, columns.length, totalIn), total: true };
}

/** A row of one figure in its column, with a word at the beginning. */
function rowOf(word: string, id: string, columns: number, at: number): TableRow {
  const wordAt = at === 0 ? 1 : 0;
  return {
    cells: Array.from({ length: columns }, (_, index) =>
      index === at ? cell(id) : label(index === wordAt ? word : ''),
    ),
  };
}
