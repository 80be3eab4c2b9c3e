import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { money } from '../ids.ts';
import type { Ground } from '../input.ts';
import { convert } from '../rates.ts';

/*
 * Receipts over the tables of recognition. `booking_payments` has a row for every payment on the accounts of streams whose
 * bookings are on file; `deferrals` one for every step of a contract liability; `adjustments` the postings made of them.
 */

const SHOWN = 'payee, file, line, source';

/** Payments as a receipt lists them; `amount` says which of their columns is summed. */
export function paymentsQuery(conditions: readonly string[], amount = 'amount'): string {
  return `SELECT date, entity, account, reference, ${amount} AS amount, ${SHOWN}
FROM booking_payments
WHERE ${conditions.join('\n  AND ')}
ORDER BY date, file, line`;
}

/** Steps of contract liabilities as a receipt lists them. */
export function deferralsQuery(conditions: readonly string[], amount: 'amount' | 'adjusted' = 'amount'): string {
  return `SELECT date, entity, deposits AS account, reference, kind, ${amount} AS amount, ${SHOWN}
FROM deferrals
WHERE ${conditions.join('\n  AND ')}
ORDER BY date, file, line, number`;
}

interface Named {
  readonly id: string;
  readonly label: string;
  /** What the figure is in; amounts in other currencies are converted, each with its receipt. */
  readonly currency: string;
  /** The day whose rate converts; else the report's. */
  readonly on?: IsoDate;
}

/** Sums by currency as one figure; `query` gives the rows of a currency. No sums at all are a known zero. */
export function sumOfRows(
  ground: Ground,
  named: Named,
  sums: ReadonlyMap<string, bigint>,
  query: (currency: string) => string,
  sign: 1 | -1 = 1,
): Figure {
  const { book } = ground;
  const { id, label, currency, on } = named;
  const leaf = (leafId: string, of: string): Figure =>
    book.rows(leafId, label, money(of), sums.get(of) ?? 0n, { query: query(of), measure: 'amount', sign });
  const foreign = [...sums.keys()].filter((of) => of !== currency).toSorted();
  if (foreign.length === 0) return leaf(id, currency);
  const parts = [currency, ...foreign].map((of) =>
    convert(ground, leaf(`${id}.${of.toLowerCase()}`, of), currency, on),
  );
  return book.formula(id, label, money(currency), 'sum', parts, { text: `all currencies in ${currency}` });
}
