import type { Journal, JournalPrice } from '../../model/journal.ts';
import type { Digest } from './digest.ts';

/** By day; of one day a stated price counts before one inferred from a cost, and the later line before the earlier. */
function inOrder(prices: readonly JournalPrice[]): readonly JournalPrice[] {
  const rank = ({ from }: JournalPrice): number => (from === 'directive' ? 1 : 0);
  return prices.toSorted((a, b) => a.day - b.day || rank(a) - rank(b));
}

/** A journal's prices as columns: a price list of years has a hundred thousand of them. */
export function digestPrices(journal: Pick<Journal, 'prices'>): Pick<Digest, 'prices' | 'priceFiles'> {
  const prices = inOrder(journal.prices);
  const files = new Map<string, number>();
  for (const { at } of prices) if (!files.has(at.file)) files.set(at.file, files.size);
  return {
    priceFiles: [...files.keys()],
    prices: {
      day: Int32Array.from(prices, ({ day }) => day),
      commodity: Uint32Array.from(prices, ({ commodity }) => commodity),
      in: Uint32Array.from(prices, (price) => price.in),
      mantissa: prices.map(({ price }) => price.mantissa),
      scale: Uint8Array.from(prices, ({ price }) => price.scale),
      file: Uint32Array.from(prices, ({ at }) => files.get(at.file) ?? 0),
      line: Uint32Array.from(prices, ({ at }) => at.line),
      column: Uint32Array.from(prices, ({ at }) => at.column),
      inferred: Uint8Array.from(prices, ({ from }) => (from === 'cost' ? 1 : 0)),
    },
  };
}
