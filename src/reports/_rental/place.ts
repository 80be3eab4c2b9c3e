import type { Rental, RentalProperty } from '../../analysis/index.ts';
import type { CellValue } from '../../model/report.ts';
import { quoted } from '../_cells.ts';

/** A unit's name; where there are several properties, after the property's. */
export function place({ properties }: Rental, { of }: RentalProperty, unit: string): CellValue {
  if (properties.length === 1) return quoted(unit || of.entity.name);
  return quoted([of.entity.name, unit].filter(Boolean).join(': '));
}

/** `by the sheet of a house: main house` for the words of a sheet that may be empty. */
export function orNone(text: string, none: string): CellValue {
  return text === '' ? { kind: 'label', text: none } : quoted(text);
}
