import type { OpenTicket, RentalProperty } from '../../analysis/index.ts';
import { decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const LONG_DAYS = 30;

/** RENT-05: a repair has been asked for and not done for more than thirty days. */
export const openTickets = check({
  id: 'RENT-05',
  role: 'Rental',
  title: 'Repair left open',
  why: 'What is not repaired grows dearer, and is the tenant’s reason to withhold rent or to leave.',
  fix: say`Assign it to somebody, with a day; tell the tenant.`,
  effort: 'days',
  standard: 'Maintenance log',
  needs: ['rental'],
  run({ rental: { properties } }, book) {
    const long = book.constant(
      'method.rental.ticket',
      'Days that a repair may take',
      { kind: 'count', of: 'day' },
      decimal(LONG_DAYS),
      'limit of RENT-05',
    );
    const claims = properties.flatMap((property) =>
      (property.maintenance?.tickets ?? [])
        .filter(({ daysOpen }) => daysOpen !== undefined && daysOpen > LONG_DAYS)
        .flatMap((ticket) => claimOf(property, ticket, long)),
    );
    const unseen = properties.some(
      ({ maintenance }) => !maintenance || maintenance.tickets.some(({ days }) => days === undefined),
    );
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function claimOf({ of }: RentalProperty, { row, name, days }: OpenTicket, long: Figure): Claim[] {
  if (!days || row.opened === undefined) return [];
  const what = row.description === '' || row.description === name ? say`` : say`, ${quote(row.description)},`;
  const where = row.unit === '' ? say`` : say` in ${quote(row.unit)}`;
  const priority = row.priority === '' ? say`` : say`, its priority ${quote(row.priority)}`;
  const vendor = row.vendor === '' ? say` Nobody is named for it.` : say` It is with ${quote(row.vendor)}.`;
  return [
    {
      entity: of.entity.id,
      subject: `ticket: ${name}`,
      severity: 'medium',
      claim: say`Ticket ${quote(name)}${what}${where} has been open since ${onDate(row.opened)}${priority}: ${days}, more than ${long}.${vendor}`,
      evidence: [days.id],
      size: days.id,
    },
  ];
}
