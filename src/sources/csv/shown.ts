import { describeColumns } from '../_table/layout.ts';
import type { CsvLayout } from './layout.ts';

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** A layout as people are shown it: what was taken for what, and why. */
export function describeLayout(layout: CsvLayout): Readonly<Record<string, string>> {
  return {
    preset: layout.preset,
    encoding: `${layout.encoding} (${layout.encodingHow})`,
    delimiter: DELIMITER_NAMES[layout.delimiter],
    ...describeColumns(layout),
  };
}
