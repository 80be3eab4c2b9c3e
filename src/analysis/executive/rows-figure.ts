import type { Figure, RowsReceipt, Unit } from '../../model/figure.ts';
import type { Ground } from '../input.ts';
import { integer } from '../ledger.ts';

interface Named {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
}

/** The figure of what a query's rows add up to, or of how many there are; the query is its receipt. */
export async function rowsFigure(
  { facts, book }: Ground,
  { id, label, unit }: Named,
  query: string,
  measure: RowsReceipt['measure'] = 'rows',
): Promise<Figure> {
  const rows = await facts.query(query);
  const sum =
    measure === 'rows' ? BigInt(rows.length) : rows.reduce((total, row) => total + integer(row['amount']), 0n);
  return book.rows(id, label, unit, sum, { query, measure, sign: 1 });
}
