import type { Consolidation, OneSided } from '../../analysis/index.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-07: a posting with another entity has no twin there, or its twin has another amount. */
export const oneSidedTransfer = check({
  id: 'ACC-07',
  role: 'CAO',
  title: 'Inter-company postings without their twin',
  why: 'What only one side booked stays in the group’s figures: sales to itself, and debts that nobody is owed.',
  fix: say`Post the twin in the other entity; nothing is eliminated until both sides agree.`,
  effort: 'hours',
  standard: 'Intra-entity balances and transactions are eliminated (ASC 810-10-45-1)',
  needs: ['consolidation'],
  run({ consolidation }) {
    return consolidation.oneSided.flatMap((group) => claimOf(consolidation, group));
  },
});

function claimOf({ names }: Consolidation, { entity, counterparty, account, halves, total }: OneSided): Claim[] {
  const last = halves.at(-1);
  if (!last) return [];
  const name = (id: string) => quote(names.get(id) ?? id);
  const near = last.near;
  const twin = near
    ? say`there the nearest posting is ${near.figure} of ${onDate(near.date)}`
    : say`there is nothing like it within the days that banks take`;
  const all = halves.length > 1 ? say`; ${total} in all have no twin` : say``;
  return [
    {
      entity,
      subject: `${counterparty}: ${account}`,
      severity: 'high',
      claim: say`${name(entity)} booked ${last.figure} with ${name(counterparty)} on ${quote(account)} on ${onDate(last.date)}, and ${twin}${all}.`,
      evidence: [last.figure.id, ...(near ? [near.figure.id] : []), total.id],
      // No stake: where amounts differ, each side is a finding, and both are of one payment.
      size: total.id,
    },
  ];
}
