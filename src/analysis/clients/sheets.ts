import { addDays, addMonths, lastDay, monthOf, type IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { OF_THE_PERIOD, EXPENSES, oneOf } from '../sql.ts';
import { readInvoices, type EntityInvoices } from './invoices.ts';
import { clientKey } from './names.ts';
import type { BilledLine, Charge, ClientCost } from './pass-through.ts';
import type { Place, Slice } from './slice.ts';
import { agreementOf, type Agreement } from './terms.ts';
import { workedOf, workedQuery, type Worked } from './time.ts';

/** Sheets about clients, by their tables. */
export const CLIENT_SHEETS = ['agreements', 'time_entries', 'invoices', 'invoice_lines', 'client_costs'] as const;
export type ClientSheet = (typeof CLIENT_SHEETS)[number];

/** A line of an invoice, and which invoice it is of. */
interface InvoiceLine extends Place {
  readonly number: string;
  readonly description: string;
  readonly amount: bigint;
}

/** All that an entity's sheets say of its clients. */
export interface ClientSheets {
  readonly of: EntityCoverage;
  /** Records on file of each sheet; 0 where there is no such sheet. */
  readonly records: Readonly<Record<ClientSheet, bigint>>;
  readonly agreements: readonly Agreement[];
  readonly worked: Slice<Worked>;
  /** Rows of time without a day or a length. */
  readonly unplaced: number;
  readonly invoices: EntityInvoices | undefined;
  readonly lines: readonly BilledLine[];
  readonly costs: readonly ClientCost[];
  /** Expenses of twelve months that some row of client costs may name. */
  readonly charges: readonly Charge[];
}

/** The first of the twelve months of days that end on the report's day: 1 May for 30 April. */
export function yearBegins(asOf: IsoDate): IsoDate {
  const end = lastDay(addMonths(monthOf(asOf), -12));
  const same = `${end.slice(0, 8)}${asOf.slice(8)}`;
  // A day that the month of a year ago does not have, and a month's last day, follow its last day.
  return addDays(same > end || asOf === lastDay(monthOf(asOf)) ? end : same, 1);
}

const ROWS_OF: Readonly<Record<'agreements' | 'invoice_lines' | 'client_costs', string>> = {
  agreements: 'SELECT * FROM agreements ORDER BY entity, file, line',
  invoice_lines:
    'SELECT entity, file, line, number, description, amount FROM invoice_lines WHERE amount IS NOT NULL ORDER BY entity, file, line',
  client_costs: 'SELECT entity, file, line, client, payee, memo, item FROM client_costs ORDER BY entity, file, line',
};

const COUNTS = CLIENT_SHEETS.map(
  (name) => `SELECT entity, '${name}' AS sheet, CAST(COUNT(*) AS BIGINT) AS records FROM ${name} GROUP BY entity`,
).join('\nUNION ALL\n');
const UNPLACED = `SELECT entity, CAST(COUNT(*) AS BIGINT) AS records
  FROM time_entries WHERE seconds IS NULL OR date IS NULL GROUP BY entity`;

/** The sheets of every entity that has any, in the order of the portfolio. */
export async function readClientSheets(ground: Ground): Promise<ClientSheets[]> {
  const { facts, asOf, coverage } = ground;
  const counts = await facts.query(COUNTS);
  const on = new Set(counts.map((row) => text(row['entity'])));
  const entities = coverage.entities.filter(({ entity }) => on.has(entity.id));
  if (entities.length === 0) return [];
  const costs = (await facts.query(ROWS_OF.client_costs)).map(costRow);
  const rows: AllRows = {
    counts,
    unplaced: await facts.query(UNPLACED),
    agreements: (await facts.query(ROWS_OF.agreements)).map(agreementOf),
    worked: (await facts.query(workedQuery(asOf))).map(workedOf),
    lines: await facts.query(ROWS_OF.invoice_lines),
    costs,
    charges: await chargeRows(ground, entities, costs),
  };
  const invoices = await readInvoices(ground);
  return entities.map((of) =>
    sheetsOf(
      of,
      asOf,
      rows,
      invoices.find((one) => one.of === of),
    ),
  );
}

interface AllRows {
  readonly counts: readonly Row[];
  readonly unplaced: readonly Row[];
  readonly agreements: readonly Agreement[];
  readonly worked: readonly Worked[];
  readonly lines: readonly Row[];
  readonly costs: readonly ClientCost[];
  readonly charges: readonly Row[];
}

function sheetsOf(of: EntityCoverage, asOf: IsoDate, all: AllRows, invoices: EntityInvoices | undefined): ClientSheets {
  const { id } = of.entity;
  const its = (row: Row): boolean => text(row['entity']) === id;
  return {
    of,
    records: recordsOf(all.counts.filter(its)),
    agreements: all.agreements.filter(({ entity }) => entity === id),
    worked: {
      relation: 'time_entries',
      rows: all.worked.filter(({ entity }) => entity === id),
      where: [`entity = ${sqlText(id)}`, 'seconds IS NOT NULL', `date <= ${sqlDate(asOf)}`],
    },
    unplaced: Number(integer(all.unplaced.find(its)?.['records'] ?? 0n)),
    invoices,
    lines: billedLines(all.lines.filter(its).map(lineRow), invoices),
    costs: all.costs.filter(({ entity }) => entity === id),
    charges: all.charges.filter(its).map(chargeRow),
  };
}

function recordsOf(counts: readonly Row[]): ClientSheets['records'] {
  const of = (name: ClientSheet): bigint =>
    integer(counts.find((row) => text(row['sheet']) === name)?.['records'] ?? 0n);
  return Object.fromEntries(CLIENT_SHEETS.map((name) => [name, of(name)])) as Record<ClientSheet, bigint>;
}

function placeOf(row: Row): Place {
  return { file: text(row['file']), line: integer(row['line']) };
}

function costRow(row: Row): ClientCost {
  const [client, payee, memo, item] = ['client', 'payee', 'memo', 'item'].map((name) => text(row[name]).trim());
  return {
    ...placeOf(row),
    entity: text(row['entity']),
    client: client ?? '',
    key: clientKey(client ?? ''),
    payee: payee ?? '',
    memo: memo ?? '',
    item: item === undefined || item === '' ? (payee ?? '') : item,
  };
}

function lineRow(row: Row): InvoiceLine {
  return {
    ...placeOf(row),
    number: text(row['number']),
    description: text(row['description']),
    amount: integer(row['amount']),
  };
}

function chargeRow(row: Row): Charge {
  return {
    ...placeOf(row),
    date: text(row['date']).slice(0, 10),
    payee: text(row['payee']),
    memo: text(row['memo']),
    amount: integer(row['amount']),
  };
}

/** Lines of invoices that were sent: of the invoice of their number in their own file, else in another of the entity. */
function billedLines(lines: readonly InvoiceLine[], invoices: EntityInvoices | undefined): BilledLine[] {
  const sent = invoices?.sent.rows ?? [];
  const keyOf = (file: string, number: string): string => JSON.stringify([file, number]);
  const here = new Map(sent.map((invoice) => [keyOf(invoice.file, invoice.number), invoice]));
  const anywhere = new Map(sent.map((invoice) => [invoice.number, invoice]));
  return lines.flatMap((line) => {
    const invoice = here.get(keyOf(line.file, line.number)) ?? anywhere.get(line.number);
    return invoice ? [{ ...line, date: invoice.date, key: invoice.key }] : [];
  });
}

/** Conditions of the expenses of twelve months that can be charges of clients. */
export function chargeConditions({ entity, currency }: EntityCoverage, asOf: IsoDate): string[] {
  return [
    `entity = ${sqlText(entity.id)}`,
    EXPENSES,
    OF_THE_PERIOD,
    'amount > 0',
    `currency = ${sqlText(currency)}`,
    `date BETWEEN ${sqlDate(yearBegins(asOf))} AND ${sqlDate(asOf)}`,
  ];
}

async function chargeRows(
  { facts, asOf }: Ground,
  entities: readonly EntityCoverage[],
  costs: readonly ClientCost[],
): Promise<readonly Row[]> {
  const paying = entities.filter(({ entity }) => costs.some((cost) => cost.entity === entity.id));
  if (paying.length === 0) return [];
  const payees = [...new Set(costs.map(({ payee }) => payee.toLowerCase()))];
  const named = payees.includes('')
    ? []
    : [`(${payees.map((payee) => `strpos(LOWER(payee), ${sqlText(payee)}) > 0`).join(' OR ')})`];
  const own = paying.map((of) => `(${chargeConditions(of, asOf).join(' AND ')})`).join(' OR ');
  const where = [
    oneOf(
      'entity',
      paying.map(({ entity }) => entity.id),
    ),
    `(${own})`,
    ...named,
  ];
  return facts.query(`SELECT entity, MIN(date) AS date, payee, MIN(COALESCE(memo, '')) AS memo,
      CAST(SUM(amount) AS BIGINT) AS amount, file, line
    FROM postings WHERE ${where.join(' AND ')}
    GROUP BY entity, file, line, payee ORDER BY entity, date, file, line, payee`);
}
