import type { Client, ClientItem, EntityClients } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { exactly } from './_stake.ts';

/** CLI-05: hosting, domains or licences that are a client's to bear and are on no invoice of it. */
export const unpassedCost = check({
  id: 'CLI-05',
  role: 'Clients',
  title: 'Client cost not passed on',
  why: 'What a client uses and does not pay for comes out of the margin, month after month.',
  fix: say`Put it on the next invoice, and on a standing list of items to bill.`,
  effort: 'hours',
  standard: 'Pass-through audit',
  needs: ['clients'],
  run({ clients: { entities } }) {
    const items = entities.flatMap((entity) =>
      entity.clients.flatMap((client) => client.items.map((item) => ({ entity, client, item }))),
    );
    const claims = items.flatMap(({ entity, client, item }) => claimOf(entity, client, item));
    const unseen = !entities.some(isSeen) || items.some(({ item }) => item.left === undefined);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

/** The costs are named, and there is an account that could have been charged. */
function isSeen({ of, records }: EntityClients): boolean {
  return records.has('client_costs') && of.accounts.length > 0;
}

function claimOf({ of }: EntityClients, { key, name }: Client, { item, charged, number, left }: ClientItem): Claim[] {
  if (!left?.value || isZero(left.value)) return [];
  return [
    {
      entity: of.entity.id,
      subject: `client: ${key}, ${item.toLowerCase()}`,
      severity: 'low',
      claim: say`${left} for ${quote(item)} of ${quote(name)} was not passed on, of ${charged} charged in twelve months (${number}).`,
      evidence: [left.id, charged.id, number.id],
      stake: exactly(left, say`charges that no invoice line answers for`),
      size: left.id,
    },
  ];
}
