import type { Client, EntityClients } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { exactly } from './_stake.ts';

/** CLI-02: billable time older than 30 days that is on no invoice, at the agreed rate. */
export const unbilledTime = check({
  id: 'CLI-02',
  role: 'Clients',
  title: 'Unbilled time',
  why: 'Work that is not billed within a month is disputed more, and often never billed.',
  fix: say`Invoice these hours now, and bill at the end of each month.`,
  effort: 'hours',
  standard: 'Work-in-progress report',
  needs: ['clients'],
  run({ clients: { entities } }) {
    const open = entities.flatMap((entity) =>
      entity.clients.flatMap((client) => (client.unbilled ? [{ entity, client, hours: client.unbilled.hours }] : [])),
    );
    const claims = open.flatMap(({ entity, client }) => claimOf(entity, client));
    const unseen = entities.some((entity) => !isSeen(entity)) || open.some(({ hours }) => hours.value === undefined);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

/** Time and the rates to value it at are on file. */
function isSeen({ records }: EntityClients): boolean {
  return records.has('time_entries') && records.has('agreements');
}

/** Hours without an agreed rate have no amount: that there is no rate is CLI-01's finding. */
function claimOf({ of }: EntityClients, { key, name, terms, unbilled }: Client): Claim[] {
  if (!unbilled?.value?.value || isZero(unbilled.value.value) || !terms.rate) return [];
  const { hours, value } = unbilled;
  return [
    {
      entity: of.entity.id,
      subject: `client: ${key}`,
      severity: 'high',
      claim: say`${hours} of billable work for ${quote(name)}, more than a month old, are on no invoice: ${value} at the agreed ${terms.rate} an hour.`,
      evidence: [hours.id, value.id, terms.rate.id],
      stake: exactly(value, say`unbilled hours at the agreed rate`),
      size: value.id,
    },
  ];
}
