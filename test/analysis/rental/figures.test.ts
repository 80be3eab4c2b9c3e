import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { closedRuns } from '../_run.ts';
import { AS_OF, house, inOrder, leases, ledger, nadia, payments, rentRoll, tickets, yearOfPayments } from './_house.ts';

const run = closedRuns({ looks: ['business'] });
const FIGURES = [
  'occupancy',
  'economic-occupancy',
  'vacancy-loss',
  'noi',
  'debt-service',
  'dscr',
  'cap-rate',
  'delinquent',
  'maintenance.open',
];

describe('A house that is in order', () => {
  test('is let, earns, covers its debt, and owes nothing; each receipt gives its figure', async () => {
    const { value, book, facts, outcomes } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: inOrder });
    expect(Object.fromEntries(FIGURES.map((name) => [name, value(`house.rental.${name}`)]))).toEqual({
      occupancy: '100.0',
      'economic-occupancy': '100.0',
      'vacancy-loss': '0.00',
      noi: '18000.00',
      'debt-service': '10800.00',
      dscr: '1.67',
      'cap-rate': '7.5',
      delinquent: '0.00',
      'maintenance.open': '1',
    });
    const rental = book.all().filter(({ id }) => id.includes('rental') || id.startsWith('method.'));
    expect(rental.length).toBeGreaterThan(40);
    expect(await verifyFigures(rental, facts)).toEqual([]);
    const states = outcomes.filter(({ check }) => check.startsWith('RENT-')).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: 6 }, () => 'passed'));
  });
});
