import type { StreamTracking } from '../../analysis/index.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-02: no source tells what a declared revenue stream brings. */
export const untrackedRevenue = check({
  id: 'CEO-02',
  role: 'CEO',
  title: 'Untracked revenue',
  why: 'Nobody can say what a business earns that leaves no trace: not its owner, not a bank, not a buyer.',
  fix: say`Connect the account that its customers pay into, or its invoices.`,
  effort: 'hours',
  standard: 'Coverage of revenue by sources',
  needs: ['revenueTracking'],
  run({ revenueTracking: { streams } }) {
    return streams.filter(({ sources }) => sources.length === 0).map(claimOf);
  },
});

function claimOf({ of, stream, postings }: StreamTracking): Claim {
  const { entity } = of;
  return {
    entity: entity.id,
    subject: `stream: ${stream.id}`,
    severity: 'critical',
    claim: say`${quote(entity.name)}, ${quote(stream.name)}: ${postings} on ${quote(stream.account)}, and neither bookings nor invoices are on file. Looked for in statements, books, bookings and invoices of the entity.`,
    evidence: [postings.id],
  };
}
