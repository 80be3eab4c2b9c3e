import type { Block, CellValue, Column } from '../model/report.ts';
import { quote, say } from '../model/sentence.ts';
import type { ChartBlock, TableBlock } from './report.ts';

/** Columns and rows of a table, and the column that its total stands in. */
export interface Made extends Pick<Extract<Block, { kind: 'table' }>, 'columns' | 'rows' | 'note'> {
  readonly totalIn: number;
}

/** The block in its place where its facts are not there: never an empty table, which would say "none". */
export function notKnown(block: TableBlock | ChartBlock, why: string): Block {
  return { kind: 'prose', id: block.id, title: block.title, sentences: [say`Not known: ${quote(why)}.`] };
}

export const cell = (id: string): CellValue => ({ kind: 'figure', id });

export const label = (text: string): CellValue => ({ kind: 'label', text });

/** `late_fee` → `Late fee`. */
export function column(name: string, align: Column['align']): Column {
  const words = name.replaceAll('_', ' ');
  return { label: words.charAt(0).toUpperCase() + words.slice(1), align };
}
