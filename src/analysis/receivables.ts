import { notSeen, type Reading } from './input.ts';

/** FIN-06: what customers owe, by age. No source of invoices is read, so this is not seen, and says so. */
export function receivables(): Reading<never> {
  return notSeen({
    id: 'group.invoices',
    entity: 'group',
    source: 'invoices export',
    wouldTell: 'who owes what and for how long, and the days that sales take to become cash',
    suffers: ['FIN-06', 'FIN-10'],
  });
}
