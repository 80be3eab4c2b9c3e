import type { ComputedStep, Row } from '../../model/facts.ts';
import { decisionJoin, type Deciding } from './decisions.ts';
import { pairTransfers, type Half } from './pairing.ts';

/**
 * Pairs of transfers: for each half its row, the pair's id, and the other entity ('' within one). Only halves with an
 * opposite elsewhere are fetched.
 */
export function pairsStep(deciding: Deciding): ComputedStep {
  return {
    table: 'pairs',
    columns: { file_no: 'BIGINT', record: 'BIGINT', pair: 'VARCHAR', counterparty: 'VARCHAR' },
    query: `WITH halves AS (SELECT s.file_no, s.record, f.source, f.entity, f.ledger_account, s.date, s.amount,
        s.currency, d.sure FROM counted_rows s ${decisionJoin(deciding)} JOIN files f ON f.file_no = s.file_no
        WHERE (d.sure OR d.worded) AND s.amount <> 0)
      SELECT h.* FROM halves h WHERE EXISTS (SELECT 1 FROM halves o WHERE o.currency = h.currency
        AND o.amount = -h.amount AND (o.entity <> h.entity OR o.ledger_account <> h.ledger_account))`,
    compute: (rows) =>
      pairTransfers(rows.map(asHalf)).flatMap(({ id, from, to }) =>
        [
          { half: from, other: to },
          { half: to, other: from },
        ].map(({ half, other }) => ({
          file_no: BigInt(half.fileNo),
          record: half.record,
          pair: id,
          counterparty: other.entity === half.entity ? '' : other.entity,
        })),
      ),
  };
}

function asHalf(row: Row): Half {
  return {
    fileNo: Number(row['file_no']),
    record: BigInt(String(row['record'])),
    source: String(row['source']),
    entity: String(row['entity']),
    account: String(row['ledger_account']),
    date: String(row['date']),
    amount: BigInt(String(row['amount'])),
    currency: String(row['currency']),
    sure: row['sure'] === true,
  };
}
