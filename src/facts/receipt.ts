import type { Facts, Row } from '../model/facts.ts';
import type { RowsReceipt } from '../model/figure.ts';

/** The rows that a receipt names, and what they come to: the figure's value in minor units, or its count. */
export async function receiptRows(
  facts: Facts,
  receipt: RowsReceipt,
): Promise<{ readonly rows: readonly Row[]; readonly sum: bigint }> {
  const rows = await facts.query(receipt.query);
  const total = receipt.measure === 'rows' ? BigInt(rows.length) : rows.reduce((sum, row) => sum + amountOf(row), 0n);
  return { rows, sum: receipt.sign === -1 ? -total : total };
}

function amountOf(row: Row): bigint {
  const { amount } = row;
  if (typeof amount !== 'bigint') throw new Error("a receipt's rows have an amount in minor units");
  return amount;
}
