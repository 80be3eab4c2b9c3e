import type { Client, EntityClients } from '../../analysis/index.ts';
import { compare, isZero } from '../../core/decimal.ts';
import { daysBetween } from '../../core/date.ts';
import type { Book } from '../../model/book.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { exactly } from './_stake.ts';

/** A client that is worked for no longer than this has had no fair round of invoices yet. */
const YOUNG_DAYS = 60;

const NEEDED = ['agreements', 'time_entries', 'invoices'] as const;

/** CLI-03: an hour brings less in effect than the lowest rate that the agreement allows. */
export const belowFloor = check({
  id: 'CLI-03',
  role: 'Clients',
  title: 'Effective rate under the floor',
  why: 'Hours that bring less than they must are paid for by the other clients.',
  fix: say`Re-price the work, or cut the hours that it takes.`,
  effort: 'days',
  standard: 'Realisation rate',
  needs: ['clients'],
  run({ clients: { entities } }, book) {
    const seen = entities.filter(({ records }) => NEEDED.every((sheet) => records.has(sheet)));
    if (seen.length === 0) return 'not-seen';
    return seen.flatMap((entity) => entity.clients.flatMap((client) => claimOf(book, entity, client)));
  },
});

function claimOf(book: Book, { of }: EntityClients, client: Client): Claim[] {
  const { id, name, key, terms, hours, billing } = client;
  const { floor } = terms;
  const rate = billing?.effectiveRate;
  if (!floor?.value || !rate?.value || !hours?.first || !billing?.billed.value) return [];
  // What was never invoiced at all is unbilled, not cheap.
  if (isZero(billing.billed.value) || daysBetween(hours.first, book.asOf) < YOUNG_DAYS) return [];
  if (compare(rate.value, floor.value) >= 0) return [];
  const unit = floor.unit;
  const gap = book.formula(`${id}.floor-gap`, `${name}, floor − effective rate`, unit, 'difference', [floor, rate], {
    text: 'floor − effective rate',
  });
  const short = book.formula(`${id}.floor-shortfall`, `${name}, under the floor`, unit, 'product', [gap, hours.all], {
    text: '(floor − effective rate) × hours',
  });
  return [
    {
      entity: of.entity.id,
      subject: `client: ${key}`,
      severity: 'medium',
      claim: say`An hour for ${quote(name)} brought ${rate}, under the floor of ${floor}: ${billing.billed} billed for ${hours.all} in twelve months, ${short} too little.`,
      evidence: [rate.id, floor.id, billing.billed.id, hours.all.id],
      stake: exactly(short, say`the gap to the floor over the hours of twelve months`),
      size: short.id,
    },
  ];
}
