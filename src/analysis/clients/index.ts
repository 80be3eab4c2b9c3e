import type { CoverageGap } from '../../model/facts.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { compare, ZERO, type Decimal } from '../../core/decimal.ts';
import { sqlText } from '../../model/sql.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { ofEntity } from '../receivables.ts';
import { daysPastDue, owedOf, pastDue } from './ageing.ts';
import { clientOf, type Named } from './client.ts';
import { billsClients, noSheets, sheetGaps } from './gaps.ts';
import type { Invoice } from './invoices.ts';
import { formsDiffer, nearlyAlike } from './names.ts';
import { CLIENT_SHEETS, readClientSheets, type ClientSheet, type ClientSheets } from './sheets.ts';
import { atPlaces } from './slice.ts';
import { totalsOf } from './totals.ts';
import type { AgreedRates, Client, Clients, EntityClients, NamePair, Overdue } from './types.ts';

export type { Missing, Terms } from './terms.ts';
export type * from './types.ts';

/** Clients of an agency: agreements, hours, invoices, and costs to pass on. */
export async function clients(ground: Ground): Promise<Reading<Clients>> {
  const all = await readClientSheets(ground);
  const without = ground.coverage.entities.filter((of) => billsClients(of) && !all.some((sheets) => sheets.of === of));
  const gaps: CoverageGap[] = [...without.map(noSheets), ...all.flatMap((sheets) => sheetGaps(sheets, ground))];
  if (all.length === 0) return notSeen(...gaps);
  return seen({ entities: all.map((sheets) => entityOf(ground, sheets)) }, gaps);
}

function entityOf(ground: Ground, sheets: ClientSheets): EntityClients {
  const { book } = ground;
  const named = namesOf(sheets);
  const made = named.map((one) => clientOf(book, sheets, one));
  const shown = made
    .filter((client) => client.active || client.items.length > 0 || isAgreed(book, sheets, client))
    .toSorted(largestFirst);
  return {
    of: sheets.of,
    records: recordsOf(book, sheets),
    clients: shown,
    totals: totalsOf(book, sheets, shown),
    rates: ratesOf(book, sheets, shown),
    receivables: sheets.invoices && ofEntity(ground, sheets.invoices),
    overdue: overdueOf(book, sheets),
    names: pairsOf(named, shown),
  };
}

/** By what was billed, then by the hours worked. */
function largestFirst(a: Client, b: Client): number {
  const of = (figure: Figure | undefined): Decimal => figure?.value ?? ZERO;
  return (
    compare(of(b.billing?.billed), of(a.billing?.billed)) ||
    compare(of(b.hours?.all), of(a.hours?.all)) ||
    (a.key < b.key ? -1 : 1)
  );
}

/** True where some agreement with the client is in force. */
function isAgreed({ asOf }: Book, { agreements }: ClientSheets, { key }: Client): boolean {
  return agreements.some((row) => row.key === key && row.signed <= asOf && (row.ends === '' || row.ends >= asOf));
}

/** Every client that any sheet names, in the order of the agreements, the invoices, the time, the costs. */
function namesOf({ agreements, invoices, worked, costs }: ClientSheets): Named[] {
  const found = new Map<string, Set<string>>();
  for (const { key, client } of [...agreements, ...(invoices?.sent.rows ?? []), ...worked.rows, ...costs]) {
    if (key === '') continue;
    const spellings = found.get(key) ?? new Set<string>();
    found.set(key, spellings.add(client));
  }
  return [...found].map(([key, spellings]) => ({ key, name: [...spellings][0] ?? '', spellings: [...spellings] }));
}

/** Every record of the sheets is counted, so that one that goes missing shows. */
function recordsOf(book: Book, { of: { entity }, records }: ClientSheets): ReadonlyMap<ClientSheet, Figure> {
  const onFile = CLIENT_SHEETS.filter((sheet) => records[sheet] > 0n);
  return new Map(
    onFile.map((sheet) => {
      const id = figureId(scopeOf(entity), 'clients', 'records', sheet.replaceAll('_', '-'));
      const query = `SELECT CAST(1 AS BIGINT) AS amount, file, line, source FROM ${sheet} WHERE entity = ${sqlText(entity.id)} ORDER BY file, line`;
      const label = `${entity.name}, records of ${sheet.replaceAll('_', ' ')}`;
      return [sheet, book.rows(id, label, count('record'), records[sheet], { query, measure: 'rows', sign: 1 })];
    }),
  );
}

/** The lowest, the middle (of an even number the mean of the two) and the highest agreed rate. */
function ratesOf(
  book: Book,
  { of: { entity, currency } }: ClientSheets,
  all: readonly Client[],
): AgreedRates | undefined {
  const rates = all.flatMap(({ terms: { rate } }) => (rate?.value ? [{ rate, value: rate.value }] : []));
  if (rates.length === 0) return undefined;
  const ordered = rates.toSorted((a, b) => compare(a.value, b.value)).map(({ rate }) => rate);
  const id = figureId(scopeOf(entity), 'clients', 'rate');
  const made = (part: string, operation: 'minimum' | 'mean' | 'maximum', of: readonly Figure[], text: string): Figure =>
    book.formula(figureId(id, part), `${entity.name}, ${text}`, money(currency), operation, of, { text });
  const middle = ordered.slice(Math.floor((ordered.length - 1) / 2), Math.floor(ordered.length / 2) + 1);
  return {
    low: made('low', 'minimum', ordered, 'lowest agreed rate'),
    mid: made('mid', 'mean', middle, 'middle of the agreed rates'),
    high: made('high', 'maximum', ordered, 'highest agreed rate'),
  };
}

function overdueOf(book: Book, { of: { entity, currency }, invoices }: ClientSheets): Overdue[] {
  if (!invoices) return [];
  const { sent } = invoices;
  const late = pastDue(sent, book.asOf, 1).rows.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  const named = (invoice: Invoice): string => `${invoice.number} ${invoice.key} ${invoice.date}`;
  return late.map((invoice) => {
    const only = { ...sent, rows: [invoice], where: [...sent.where, atPlaces([invoice])] };
    // Its place names an invoice only where nothing else tells it from another: lines move.
    const twins = late.filter((other) => named(other) === named(invoice)).length > 1;
    const place = twins ? ` ${invoice.file} ${invoice.line}` : '';
    const id = figureId(scopeOf(entity), 'invoice', distinctSlug(named(invoice) + place));
    const one = { id, label: `Invoice ${invoice.number} of ${invoice.client}, owed`, currency, sent: only };
    return { invoice, owed: owedOf(book, one), days: daysPastDue(book, one) };
  });
}

/** Names that the owner should look at: two that may be one client, and one that may be two. */
function pairsOf(named: readonly Named[], shown: readonly Client[]): NamePair[] {
  const current = new Set(shown.map(({ key }) => key));
  const own = named.filter(({ key }) => current.has(key));
  const apart = own.flatMap((one, at) =>
    own
      .slice(at + 1)
      .filter((other) => nearlyAlike(one.name, other.name))
      .map((other): NamePair => ({ kind: 'apart', names: [one.name, other.name] })),
  );
  const together = own
    .filter(({ spellings }) => formsDiffer(spellings))
    .map(({ spellings }): NamePair => ({ kind: 'together', names: spellings }));
  return [...apart, ...together];
}
