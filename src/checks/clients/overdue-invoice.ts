import type { EntityClients, Overdue } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { exactly } from './_stake.ts';

/** Past due by more days than this it is grave. */
const GRAVE_DAYS = 30;

/** CLI-04: an invoice that is past its due day and not paid. */
export const overdueInvoice = check({
  id: 'CLI-04',
  role: 'Clients',
  title: 'Invoice overdue',
  why: 'The longer an invoice stays unpaid, the less of it comes in.',
  fix: say`Chase it by name today; stop work when it is a month late.`,
  effort: 'hours',
  standard: 'Ageing schedule',
  needs: ['clients'],
  run({ clients: { entities } }) {
    const seen = entities.filter(({ records }) => records.has('invoices'));
    if (seen.length === 0) return 'not-seen';
    return seen.flatMap((entity) => entity.overdue.map((one) => claimOf(entity, one)));
  },
});

function claimOf({ of, overdue }: EntityClients, { invoice, owed, days }: Overdue): Claim {
  const grave = days.value !== undefined && compare(days.value, decimal(GRAVE_DAYS)) > 0;
  const { number, client, due } = invoice;
  return {
    entity: of.entity.id,
    subject: subjectOf(invoice, overdue),
    severity: grave ? 'high' : 'medium',
    claim: say`${quote(client)} owes ${owed} on invoice ${quote(number === '' ? 'without a number' : number)}, due on ${onDate(due)}: ${days} late.`,
    evidence: [owed.id, days.id],
    stake: exactly(owed, say`what is still owed on the invoice`),
    size: owed.id,
  };
}

/** The number; where several overdue invoices share it (or have none), their clients and days tell them apart. */
function subjectOf({ number, key, date }: Overdue['invoice'], overdue: readonly Overdue[]): string {
  const same = overdue.filter(({ invoice }) => invoice.number === number);
  if (number !== '' && same.length === 1) return `invoice: ${number}`;
  return `invoice: ${number} of ${key} on ${date}`;
}
