import type { Row } from '../../../src/model/facts.ts';
import type { LedgerRow } from '../_facts.ts';
import type { TestMore } from '../_run.ts';

/* Sheets that people can read, one record a line; cells stand between bars, an empty one is not said. */

/** Where a sheet stands; further columns of all of its rows. */
type Place = Readonly<Record<string, string | bigint | null>>;

function cells(table: string): string[][] {
  const lines = table.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => line.split('|').map((cell) => cell.trim()));
}

/** Cents: `1000.00` is 100000. */
function minor(text = ''): bigint | null {
  return text === '' ? null : BigInt(text.replace('.', ''));
}

function rows(file: string, table: string, more: Place, row: (cells: string[]) => Row): Row[] {
  return cells(table).map((each, at) => ({
    entity: 'studio',
    file: `${file}.csv`,
    source: file,
    line: BigInt(at + 2),
    currency: 'USD',
    ...row(each),
    ...more,
  }));
}

const day = (text = ''): string | null => (text === '' ? null : text);

/** `Acme | msa.pdf | hourly | 100.00 | 90.00 | 2025-01-01 | |`: client, agreement, model, rate, floor, signed, ends, retainer. */
export function agreements(table: string, more: Place = {}): Row[] {
  return rows(
    'agreements',
    table,
    more,
    ([client = '', agreement = '', model = '', rate, floor, signed, ends, fee]) => ({
      client,
      agreement,
      billing_model: model,
      rate: minor(rate),
      floor_rate: minor(floor),
      signed: day(signed),
      ends: day(ends),
      retainer: minor(fee),
    }),
  );
}

/** `Acme | 2026-03-02 | 7.5 | yes | no`: client, day, hours, billable, invoiced. */
export function time(table: string, more: Place = {}): Row[] {
  return rows('time', table, more, ([client = '', date, hours = '0', billable = '', invoiced = '']) => ({
    client,
    date: day(date),
    seconds: BigInt(Math.round(Number(hours) * 3600)),
    billable,
    invoiced,
  }));
}

/** `A-1 | Acme | 2026-01-05 | 2026-02-04 | 1000.00 | open | 400.00 | 2026-03-01`: number, client, issued, due, total, status, owed, paid on. */
export function invoices(table: string, more: Place = {}): Row[] {
  return rows('invoices', table, more, ([number = '', client = '', issued, due, total, status = '', owed, paid]) => ({
    number,
    client,
    status,
    total: minor(total),
    outstanding: minor(owed),
    tax: 0n,
    issued: day(issued),
    due: day(due),
    paid_on: day(paid),
  }));
}

/** `A-1 | Hosting, March | 30.00`: number, description, amount. */
export function lines(table: string): Row[] {
  return rows('lines', table, {}, ([number = '', description = '', amount]) => ({
    number,
    description,
    amount: minor(amount),
  }));
}

/** `Acme | aws | acme.example | Hosting`: client, payee, memo, item. */
export function costs(table: string): Row[] {
  return rows('costs', table, {}, ([client = '', payee = '', memo = '', item = '']) => ({ client, payee, memo, item }));
}

export const studio = { id: 'studio', name: 'Studio', kind: 'web-agency' };
export const ASOF = '2026-04-30';

/** Healthy: terms everywhere, all work of a month invoiced on the first of the next and paid in ten days, costs passed on. */
export const HEALTHY = {
  agreements: agreements('Acme LLC | msa.pdf | hourly | 100.00 | 90.00 | 2024-12-01'),
  time_entries: time(
    months((month) => [`ACME | ${month}-10 | 10 | yes | yes`, ` | ${month}-11 | 2 | no |`]).join('\n'),
  ),
  invoices: invoices(
    months((month) => [
      `I-${month} | Acme, Inc | ${month}-01 | ${month}-15 | 1030.00 | paid | 0.00 | ${month}-11`,
    ]).join('\n'),
  ),
  invoice_lines: lines(
    months((month) => [`I-${month} | Work | 1000.00`, `I-${month} | Web hosting | 30.00`]).join('\n'),
  ),
  client_costs: costs('acme | aws | acme.example | Hosting'),
} satisfies TestMore['tables'];

/** Twelve months to the day of the report. */
export function months(each: (month: string) => readonly string[]): string[] {
  const years = ['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'];
  return [...years, '2026-01', '2026-02', '2026-03', '2026-04'].flatMap(each);
}

/** What the studio pays for its client's hosting, on the twentieth of each month. */
export const CHARGES: readonly LedgerRow[] = months((month) => [`${month}-20`]).map((date) => ({
  date,
  entity: 'studio',
  account: 'Assets:Checking',
  amount: '-25.00',
  other: 'Expenses:Hosting',
  payee: 'AWS EMEA',
  memo: 'site ACME.example',
  tags: '',
}));

type Tables = NonNullable<TestMore['tables']>;

/** Several portfolios in one run: each set of sheets as those of an entity of its own, by its id. */
export function together(sets: Readonly<Record<string, Tables>>): Tables {
  const all: Record<string, Row[]> = {};
  for (const [entity, tables] of Object.entries(sets))
    for (const [name, own] of Object.entries(tables))
      all[name] = [...(all[name] ?? []), ...own.map((row) => ({ ...row, entity }))];
  return all;
}

export function agencies(...ids: readonly string[]): (typeof studio)[] {
  return ids.map((id) => ({ ...studio, id, name: id }));
}
