import { decimalText } from '../../core/decimal.ts';
import { fingerprint } from '../../core/hash.ts';
import type { Figure, Receipt } from '../../model/figure.ts';

/**
 * Names how a figure is made, without the data that it is made of: its unit, its formula and theirs down to the leaves,
 * the shape of their queries, and the values that were declared or belong to the method. Two values of one figure
 * compare when these are the same. Ask for the figures of one book: the memory is the answerer's.
 */
export function definitions(find: (id: string) => Figure | undefined): (figure: Figure) => string {
  const known = new Map<string, string>();
  const of = (figure: Figure): string => {
    const before = known.get(figure.id);
    if (before !== undefined) return before;
    const made = fingerprint(JSON.stringify(figure.unit), ...partsOf(figure, figure.receipt));
    known.set(figure.id, made);
    return made;
  };
  const partsOf = (figure: Figure, receipt: Receipt): string[] => {
    switch (receipt.kind) {
      case 'rows':
        return ['rows', receipt.measure, String(receipt.sign), shapeOf(receipt.query)];
      case 'formula': {
        // As many inputs as there are accounts or months: their kinds tell the definition, not their number.
        const inputs = receipt.inputs.flatMap((id) => find(id) ?? []).map(of);
        const kinds = receipt.operation === 'sum' ? [...new Set(inputs)].toSorted() : inputs;
        return ['formula', receipt.operation, receipt.text, ...kinds];
      }
      case 'assumption':
      case 'method':
        return [receipt.kind, receipt.text, figure.value ? decimalText(figure.value) : ''];
      case 'record':
        return [receipt.kind];
    }
  };
  return of;
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
