import type { CoverageGap } from '../../model/facts.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { Ground } from '../input.ts';
import { text } from '../ledger.ts';
import type { EntityInvoices } from './invoices.ts';

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
