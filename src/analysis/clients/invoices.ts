import type { IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { clientKey } from './names.ts';
import { atPlaces, type Place, type Slice } from './slice.ts';

/** An invoice or a credit note that was sent, as it stands on the day of the report. Amounts are minor units. */
export interface Invoice extends Place {
  readonly number: string;
  readonly client: string;
  readonly key: string;
  /** The day it was issued; where the sheet does not say, the day it was due. */
  readonly date: IsoDate;
  readonly due: IsoDate;
  readonly currency: string;
  /** With tax; a credit note is below zero. */
  readonly total: bigint;
  /** Without tax, where the sheet states it. */
  readonly net: bigint;
  readonly taxed: boolean;
  /** Still to be paid; of a credit note below zero. */
  readonly owed: bigint;
  /** Given up as uncollectible. */
  readonly lost: bigint;
}

/** The invoices of one entity. */
export interface EntityInvoices {
  readonly of: EntityCoverage;
  /** Those that count, in the entity's currency, each once. */
  readonly sent: Slice<Invoice>;
  /** Currencies of invoices that are left out. */
  readonly foreign: readonly string[];
  /** Invoices that name no day at all, or no total. */
  readonly undated: number;
}

/** Days to pay, where an invoice states no due day. */
const TERMS_DAYS = 30;

const OWED_UNTIL = (asOf: IsoDate): string => `CASE
    WHEN status = 'uncollectible' OR paid_on <= ${sqlDate(asOf)} THEN 0
    WHEN paid_on > ${sqlDate(asOf)} THEN total
    WHEN status = 'paid' THEN COALESCE(outstanding, 0)
    ELSE COALESCE(outstanding, total) END`;

/** Invoices as they stood on a day; drafts and void ones are no revenue and are not among them. */
function standing(asOf: IsoDate): string {
  return `(SELECT entity, client, number, COALESCE(issued, due) AS date, total, total - COALESCE(tax, 0) AS net, tax,
    COALESCE(due, CAST(issued + INTERVAL '${TERMS_DAYS}' DAY AS DATE)) AS due,
    CAST(${OWED_UNTIL(asOf)} AS BIGINT) AS owed,
    CASE WHEN status = 'uncollectible' AND paid_on IS NULL THEN COALESCE(outstanding, total) ELSE 0 END AS lost,
    currency, file, line, source
  FROM invoices
  WHERE COALESCE(status, '') NOT IN ('draft', 'void') AND total IS NOT NULL
    AND COALESCE(issued, due) <= ${sqlDate(asOf)}) standing`;
}

/** Every entity with invoices on file, in the order of the portfolio. */
export async function readInvoices(ground: Ground): Promise<EntityInvoices[]> {
  const { facts, asOf, coverage } = ground;
  const relation = standing(asOf);
  const rows = await facts.query(`SELECT * FROM ${relation} ORDER BY entity, date, file, line`);
  const known = await facts.query(
    `SELECT entity, CAST(COUNT(CASE WHEN COALESCE(issued, due) IS NULL OR total IS NULL THEN 1 END) AS BIGINT) AS undated
    FROM invoices GROUP BY entity`,
  );
  return coverage.entities.flatMap((of) => {
    const state = known.find((row) => text(row['entity']) === of.entity.id);
    if (!state) return [];
    const own = rows.filter((row) => text(row['entity']) === of.entity.id).map(invoiceOf);
    return [{ of, ...counted(of, own, relation), undated: Number(integer(state['undated'])) }];
  });
}

function invoiceOf(row: Row): Invoice {
  return {
    file: text(row['file']),
    line: integer(row['line']),
    number: text(row['number']),
    client: text(row['client']),
    key: clientKey(text(row['client'])),
    date: text(row['date']).slice(0, 10),
    due: text(row['due']).slice(0, 10),
    currency: text(row['currency']),
    total: integer(row['total']),
    net: integer(row['net']),
    taxed: row['tax'] !== null,
    owed: integer(row['owed']),
    lost: integer(row['lost']),
  };
}

function counted(
  { entity, currency }: EntityCoverage,
  all: readonly Invoice[],
  relation: string,
): Pick<EntityInvoices, 'sent' | 'foreign'> {
  const own = all.filter((invoice) => invoice.currency === currency);
  const again = repeated(own);
  const where = [`entity = ${sqlText(entity.id)}`, `currency = ${sqlText(currency)}`];
  const once = again.length > 0 ? [`NOT ${atPlaces(again)}`] : [];
  const foreign = new Set(all.map((invoice) => invoice.currency).filter((one) => one !== currency));
  return {
    sent: { relation, rows: own.filter((invoice) => !again.includes(invoice)), where: [...where, ...once] },
    foreign: [...foreign].toSorted(),
  };
}

/**
 * Invoices that another export has, too: one number, client and total in two files. The one of which least is owed
 * counts, since what was paid stays paid. Within one file each row is an invoice.
 */
function repeated(invoices: readonly Invoice[]): Invoice[] {
  const same = new Map<string, Invoice[]>();
  for (const invoice of invoices.filter(({ number }) => number !== '')) {
    const key = JSON.stringify([invoice.number, invoice.key, String(invoice.total)]);
    same.set(key, [...(same.get(key) ?? []), invoice]);
  }
  return [...same.values()].flatMap((copies) => {
    const size = (one: Invoice): bigint => (one.owed < 0n ? -one.owed : one.owed);
    const [kept] = copies.toSorted((a, b) => Number(size(a) - size(b)));
    return copies.filter((one) => one.file !== kept?.file);
  });
}
