import type { Ground } from '../input.ts';
import { figureId, money, scopeOf } from '../ids.ts';
import { integer, text } from '../ledger.ts';
import { postingsQuery } from '../sql.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { TRANSFERS } from './slots.ts';
import type { UnpairedTransfer } from './types.ts';

/** Halves of transfers that no statement on file answers, oldest first. Those that name another entity are not among them. */
export async function unpairedTransfers(ground: Ground): Promise<readonly UnpairedTransfer[]> {
  const { facts, asOf, book, declared } = ground;
  const rows = await facts.query(`
    SELECT entity, date, payee, file, line, currency, CAST(SUM(amount) AS BIGINT) AS amount
    FROM postings
    WHERE category = 'transfer' AND transfer IS NULL AND counterparty = '' AND date <= ${sqlDate(asOf)}
    GROUP BY entity, date, payee, file, line, currency
    ORDER BY 2, 1, 4, 5`);
  return rows.map((row, at) => {
    const entity = text(row['entity']);
    const found = declared.portfolio.entities.find(({ id }) => id === entity) ?? { id: entity };
    const date = text(row['date']).slice(0, 10);
    const [file, line, currency] = [text(row['file']), integer(row['line']), text(row['currency'])];
    const where = [
      `entity = ${sqlText(entity)}`,
      `date = ${sqlDate(date)}`,
      `account = ${sqlText(TRANSFERS)}`,
      `file = ${sqlText(file)}`,
      `line = ${line}`,
      `currency = ${sqlText(currency)}`,
      `counterparty = ''`,
    ];
    const id = figureId(scopeOf(found), 'transfers', 'unpaired', String(at + 1));
    const receipt = { query: postingsQuery(where), measure: 'amount', sign: 1 } as const;
    const amount = book.rows(id, `Transfer of ${date}`, money(currency), integer(row['amount']), receipt);
    return { entity, date, payee: text(row['payee']), file, line: Number(line), amount };
  });
}
