import { decimalText } from '../../core/decimal.ts';
import { fingerprint } from '../../core/hash.ts';
import type { Figure, Operation } from '../../model/figure.ts';

/** Operations whose inputs are as many as there are accounts, months or weeks: their kinds tell, not their number. */
const OVER_MANY: ReadonlySet<Operation> = new Set(['sum', 'minimum', 'maximum', 'mean', 'first-below']);

/**
 * Names how a figure is made, without the data that it is made of: its unit, its formula, and what goes into it (the
 * formula of each input, the shape of its query, the value that was declared or belongs to the method). Two values of
 * one figure compare when these are the same. What lies deeper is left out: which recurring bills a forecast rests on
 * follows from the data.
 */
export function definitionOf(figure: Figure, find: (id: string) => Figure | undefined): string {
  const { receipt } = figure;
  if (receipt.kind !== 'formula') return fingerprint(...ownOf(figure));
  const inputs = receipt.inputs.flatMap((id) => find(id) ?? []).map((input) => fingerprint(...ownOf(input)));
  const kinds = OVER_MANY.has(receipt.operation) ? [...new Set(inputs)].toSorted() : inputs;
  return fingerprint(...ownOf(figure), ...kinds);
}

function ownOf({ unit, value, receipt }: Figure): string[] {
  const counts = JSON.stringify(unit);
  switch (receipt.kind) {
    case 'rows':
      return [counts, 'rows', receipt.measure, String(receipt.sign), shapeOf(receipt.query)];
    case 'formula':
      return [counts, 'formula', receipt.operation, receipt.text];
    case 'assumption':
    case 'method':
      return [counts, receipt.kind, value ? decimalText(value) : ''];
    case 'record':
      return [counts, receipt.kind];
  }
}

/** A query without its names, days and amounts; lists and alternatives of one form count once. */
function shapeOf(query: string): string {
  return query
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\b\d+\b/g, '#')
    .replace(/\?(?:, \?)+/g, '?')
    .replace(/(\([^()]*\))(?: OR \1)+/g, '$1')
    .replace(/\s+/g, ' ');
}
