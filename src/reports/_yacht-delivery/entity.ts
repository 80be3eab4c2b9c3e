import type { Deliveries } from '../../analysis/index.ts';
import type { Block, CellValue } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { label } from '../_cells.ts';

export type EntityDeliveries = Deliveries['entities'][number];

/** `trips-delta`, and a title that ends with the entity's name. */
export function headOf({ of: { entity } }: EntityDeliveries, id: string, title: string) {
  return { id: `${id}-${entity.id}`, title: `${title}: ${entity.name}` };
}

/** The block of a sheet that is not on file. */
export function missing(one: EntityDeliveries, id: string, title: string, sheet: string): Block {
  return {
    kind: 'prose',
    ...headOf(one, id, title),
    sentences: [say`Not known: no sheet of ${quote(sheet)} is on file.`],
  };
}

/** A block of words where there is nothing to list. */
export function none(one: EntityDeliveries, id: string, title: string, words: string): Block {
  return { kind: 'prose', ...headOf(one, id, title), sentences: [say`${words}`] };
}

export function date(day: string | undefined, why: string): CellValue {
  return day === undefined ? { kind: 'unknown', why } : { kind: 'date', date: day };
}

/** Words of the owner's that may be missing. */
export function named(text: string): CellValue {
  return text === '' ? label('–') : { kind: 'sentence', sentence: say`${quote(text)}` };
}
