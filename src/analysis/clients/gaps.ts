import type { IsoDate } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { Ground } from '../input.ts';
import { text } from '../ledger.ts';
import type { EntityInvoices } from './invoices.ts';
import { yearBegins, type ClientSheet, type ClientSheets } from './sheets.ts';

/** Kinds of business that send invoices after the work. */
const BILLING_KINDS: readonly string[] = ['web-agency', 'client-billing'];
const RECEIVABLE = /^Assets:.*receivable/i;

/** True for a business that lives on clients. */
export function billsClients({ entity }: EntityCoverage): boolean {
  return BILLING_KINDS.includes(entity.kind);
}

/** Entities that let customers pay later: by their kind, by their sheets of clients, or by an account of receivables. */
export async function sellingOnAccount({ facts, coverage, ledger }: Ground): Promise<EntityCoverage[]> {
  const rows = await facts.query('SELECT entity FROM agreements UNION SELECT entity FROM time_entries ORDER BY 1');
  const named = new Set(rows.map((row) => text(row['entity'])));
  return coverage.entities.filter(
    (of) =>
      billsClients(of) ||
      named.has(of.entity.id) ||
      ledger.of(of.entity.id).some(({ account }) => RECEIVABLE.test(account)),
  );
}

export function noInvoices({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.invoices`,
    entity: entity.id,
    source: 'invoices export (a sheet of kind `invoices`)',
    wouldTell: 'what was billed, who owes what and for how long',
    suffers: ['FIN-06', 'CLI-02', 'CLI-03', 'CLI-04', 'CLI-05'],
  };
}

/** What an export of invoices leaves open. */
export function invoiceGaps({ of: { entity, currency }, sent, foreign, undated }: EntityInvoices): CoverageGap[] {
  const gap = (id: string, source: string, wouldTell: string): CoverageGap => ({
    id: `${entity.id}.invoices.${id}`,
    entity: entity.id,
    source,
    wouldTell,
    suffers: ['FIN-06', 'CLI-04', `${entity.id}.receivables.open`],
  });
  const untaxed = sent.rows.filter(({ taxed }) => !taxed).length;
  return [
    ...foreign.map((one) =>
      gap(
        one === '' ? 'currency' : one.toLowerCase(),
        `invoices in ${one === '' ? 'no named currency' : one}, where the entity counts in ${currency}`,
        'what they come to; they are left out of every sum',
      ),
    ),
    ...(undated > 0 ? [gap('undated', `day or total of ${undated} invoices`, 'when they were sent and are due')] : []),
    ...(untaxed > 0 && untaxed < sent.rows.length
      ? [gap('tax', `tax of ${untaxed} invoices`, 'what was billed without it; their totals count whole')]
      : []),
  ];
}

/** A business of clients of which nothing is on file. */
export function noSheets({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.clients`,
    entity: entity.id,
    source: 'agreements, time and invoices of its clients (`sheets:` in the portfolio)',
    wouldTell: 'who is worked for on which terms, what is not billed yet and what is not paid',
    suffers: ['CLI-01', 'CLI-02', 'CLI-03', 'CLI-04', 'CLI-05', `${entity.id}.clients.realisation`],
  };
}

type Gap = readonly [name: string, source: string, wouldTell: string, suffers: readonly string[]];

/** What the sheets of an entity's clients leave open. */
export function sheetGaps(sheets: ClientSheets, ground: Ground): CoverageGap[] {
  const { id } = sheets.of.entity;
  const own = [...missingSheets(sheets), ...oddRows(sheets, ground.asOf), ...costGaps(sheets, ground)];
  const invoices = lacks(sheets, 'invoices') ? [noInvoices(sheets.of)] : [];
  const named = own.map(([name, source, wouldTell, suffers]): CoverageGap => ({
    id: `${id}.${name}`,
    entity: id,
    source,
    wouldTell,
    suffers,
  }));
  return [...named, ...invoices, ...(sheets.invoices ? invoiceGaps(sheets.invoices) : [])];
}

/** Who only has invoices (a shop, a subscription) lacks no agreements and no hours. */
function lacks({ of, records }: ClientSheets, sheet: ClientSheet): boolean {
  const serves = billsClients(of) || records.agreements > 0n || records.time_entries > 0n;
  return serves && records[sheet] === 0n;
}

function missingSheets(sheets: ClientSheets): Gap[] {
  const terms = 'on which terms each client is worked for';
  const hours = 'what is not billed yet, and what an hour brings';
  const costs = 'which costs of clients were not passed on';
  const every: readonly (readonly [ClientSheet, Gap])[] = [
    ['agreements', ['agreements', 'agreements with clients', terms, ['CLI-01', 'CLI-02', 'CLI-03']]],
    ['time_entries', ['time', 'hours worked for clients', hours, ['CLI-02', 'CLI-03']]],
    ['client_costs', ['client-costs', 'charges that clients bear', costs, ['CLI-05']]],
  ];
  return every.filter(([sheet]) => lacks(sheets, sheet)).map(([, gap]) => gap);
}

/** Records that are left out of some figure. */
function oddRows({ of, agreements, unplaced, worked }: ClientSheets, asOf: IsoDate): Gap[] {
  const from = yearBegins(asOf);
  const unsaid = worked.rows.some(({ key, date, billable }) => key !== '' && date >= from && billable === '');
  const foreign = agreements.some(({ currency }) => !['', of.currency].includes(currency));
  const undated = `day or length of ${unplaced} records of time`;
  const billable = 'of some hours, whether they may be billed';
  const rates = `rates in ${of.currency}: some agreements are in another currency`;
  return [
    ...(unplaced > 0 ? [['time.undated', undated, 'what was worked when', ['CLI-02', 'CLI-03']] as const] : []),
    ...(unsaid
      ? [['time.billable', billable, 'whether they are work that is not billed yet', ['CLI-02']] as const]
      : []),
    ...(foreign ? [['agreements.currency', rates, 'what these hours are worth', ['CLI-02', 'CLI-03']] as const] : []),
  ];
}

function costGaps({ of, records, invoices, lines }: ClientSheets, { coverage }: Ground): Gap[] {
  if (records.client_costs === 0n) return [];
  const paying = (coverage.of(of.entity.id)?.accounts.length ?? 0) > 0;
  const told = 'which costs of clients were billed on';
  return [
    ...(invoices && lines.length === 0 ? [['invoice-lines', 'lines of the invoices', told, ['CLI-05']] as const] : []),
    ...(paying
      ? []
      : [['client-charges', 'bank or card exports', 'what was charged for clients', ['CLI-05']] as const]),
  ];
}
