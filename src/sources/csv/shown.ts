import type { CsvLayout } from './layout.ts';

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** A layout as people are shown it: what was taken for what, and why. */
export function describeLayout(layout: CsvLayout): Readonly<Record<string, string>> {
  const columns = Object.entries(layout.columns).map(
    ([field, indexes]) =>
      `${field} = ${indexes.map((index) => layout.header[index]?.trim() || `#${index + 1}`).join(' + ')}`,
  );
  const direction =
    layout.direction === undefined
      ? []
      : [`sign = ${layout.header[layout.direction]?.trim() || `#${layout.direction + 1}`}`];
  return {
    preset: layout.preset,
    encoding: `${layout.encoding} (${layout.encodingHow})`,
    delimiter: DELIMITER_NAMES[layout.delimiter],
    header_line: layout.headerLine === undefined ? 'none' : String(layout.headerLine),
    decimal: `${layout.decimal} (${layout.decimalHow})`,
    date_order: `${layout.dateOrder} (${layout.dateOrderHow})`,
    ...(layout.currency === undefined ? {} : { currency: layout.currency }),
    columns: [...columns, ...direction].join(', '),
  };
}
