import type { Facts } from '../model/facts.ts';
import { partsAround } from '../model/guarded.ts';
import { integer } from './ledger.ts';

/** Conditions of one pass: each adds two columns. */
const BATCH = 100;

/** What the rows of a receipt around a text of the owner's sum to, and how many they are. */
export interface Sums {
  readonly amount: bigint;
  readonly rows: bigint;
}

/**
 * Sums of receipts that stand around one text, by the receipt's query: a table of the owner's has hundreds of cells, and
 * one pass over the text's rows serves a hundred of them. Queries of other forms are left out.
 */
export async function sumsAround(queries: readonly string[], facts: Facts): Promise<ReadonlyMap<string, Sums>> {
  const bySql = new Map<string, (NonNullable<ReturnType<typeof partsAround>> & { readonly query: string })[]>();
  for (const query of queries) {
    const parts = partsAround(query);
    if (parts) bySql.set(parts.sql, [...(bySql.get(parts.sql) ?? []), { query, ...parts }]);
  }
  const sums = new Map<string, Sums>();
  for (const [sql, all] of bySql) {
    for (let from = 0; from < all.length; from += BATCH) {
      const some = all.slice(from, from + BATCH);
      const columns = some.flatMap(({ select, condition }, at) => [
        `SUM(CASE WHEN ${condition} THEN ${amountIn(select)} END) AS amount_${at}`,
        `COUNT(CASE WHEN ${condition} THEN 1 END) AS rows_${at}`,
      ]);
      const [row] = await facts.query(`SELECT ${columns.join(',\n')} FROM (\n${sql}\n) own`);
      some.forEach(({ query }, at) => {
        const amount = row?.[`amount_${at}`] ?? 0n;
        sums.set(query, { amount: integer(amount), rows: integer(row?.[`rows_${at}`] ?? 0n) });
      });
    }
  }
  return sums;
}

/** Rows that are counted have 1 in the place of an amount. */
function amountIn(select: string): string {
  return select.includes('CAST(own.amount AS BIGINT) AS amount') ? 'CAST(own.amount AS BIGINT)' : 'CAST(1 AS BIGINT)';
}
