import { addDays, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { count, figureId } from '../ids.ts';
import { integer, text } from '../ledger.ts';
import { clientKey } from './names.ts';
import { narrow, sumOf, type Slice } from './slice.ts';

/** What was worked for a client on one day, of one kind. */
export interface Worked {
  readonly entity: string;
  readonly client: string;
  readonly key: string;
  readonly date: IsoDate;
  /** 'yes' | 'no' | '': whether it may be billed, and whether it was. */
  readonly billable: string;
  readonly invoiced: string;
  readonly seconds: bigint;
}

/** Time up to a day; rows that lack their day or their length cannot be placed and are counted apart. */
export function workedQuery(asOf: IsoDate): string {
  return `SELECT entity, COALESCE(client, '') AS client, date, COALESCE(billable, '') AS billable,
    COALESCE(invoiced, '') AS invoiced, CAST(SUM(seconds) AS BIGINT) AS seconds
  FROM time_entries WHERE seconds IS NOT NULL AND date <= ${sqlDate(asOf)}
  GROUP BY entity, COALESCE(client, ''), date, COALESCE(billable, ''), COALESCE(invoiced, '')
  ORDER BY 1, 2, 3, 4, 5`;
}

export function workedOf(row: Row): Worked {
  return {
    entity: text(row['entity']),
    client: text(row['client']),
    key: clientKey(text(row['client'])),
    date: text(row['date']).slice(0, 10),
    billable: text(row['billable']),
    invoiced: text(row['invoiced']),
    seconds: integer(row['seconds']),
  };
}

/** Hours of a slice: seconds ÷ 3,600, exact enough that a rate times hours is exact to the cent. */
export function hoursOf(book: Book, { id, label }: { id: string; label: string }, slice: Slice<Worked>): Figure {
  const named = { id: figureId(id, 'seconds'), label };
  const seconds = sumOf(book, named, count('second'), slice, ['seconds', (row) => row.seconds]);
  const hour = book.constant('method.hour', 'Seconds of an hour', count('second'), decimal(3600), 'SI');
  return book.formula(id, label, { kind: 'hours' }, 'quotient', [seconds, hour], {
    text: 'seconds ÷ 3,600',
    digits: 6,
  });
}

export function since(slice: Slice<Worked>, from: IsoDate): Slice<Worked> {
  return narrow(slice, ({ date }) => date >= from, `date >= ${sqlDate(from)}`);
}

export function withBillable(slice: Slice<Worked>, answer: 'yes' | 'no' | ''): Slice<Worked> {
  return narrow(slice, ({ billable }) => billable === answer, `COALESCE(billable, '') = '${answer}'`);
}

/** Time is unbilled when it is older than this and on no invoice. */
const OLD_DAYS = 30;

export function isOld(date: IsoDate, asOf: IsoDate): boolean {
  return date < addDays(asOf, -OLD_DAYS);
}

/**
 * Billable time older than 30 days that is on no invoice: the sheet says so or, where it does not say, the work is later
 * than the client's last invoice (`lastInvoice` is '' where there is none).
 */
export function unbilled(slice: Slice<Worked>, asOf: IsoDate, lastInvoice: IsoDate): Slice<Worked> {
  const old = narrow(
    withBillable(slice, 'yes'),
    ({ date }) => isOld(date, asOf),
    `date < ${sqlDate(addDays(asOf, -OLD_DAYS))}`,
  );
  const later = lastInvoice === '' ? '' : ` AND date > ${sqlDate(lastInvoice)}`;
  return narrow(
    old,
    ({ invoiced, date }) => invoiced === 'no' || (invoiced === '' && date > lastInvoice),
    `(COALESCE(invoiced, '') = 'no' OR (COALESCE(invoiced, '') = ''${later}))`,
  );
}
