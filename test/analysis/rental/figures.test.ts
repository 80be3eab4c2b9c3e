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

describe('The rent roll', () => {
  const twoUnits = rentRoll(
    { unit: 'A', tenant: 'Nadia', status: 'occupied', since: '2024-05-01', rent: 2000 },
    { unit: 'B', tenant: '', status: 'vacant', since: '2026-03-31', rent: 1500 },
  );

  test('a vacant unit: rent × days ÷ 30, and both kinds of occupancy', async () => {
    const { value } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { rent_roll: twoUnits } });
    expect(value('house.rental.occupancy')).toBe('50.0');
    expect(value('house.rental.economic-occupancy')).toBe('57.1');
    // 30 days at 1,500 a month.
    expect(value('house.rental.vacancy-loss')).toBe('1500.00');
    expect(value('house.rental.delinquent')).toBe('not known: House has no leases on file');
  });

  test('what is dated later is a plan, and of two rows of a unit the latest stands', async () => {
    const rows = rentRoll(
      { unit: 'A', tenant: 'Nadia', status: 'occupied', since: '2024-05-01', rent: 2000 },
      { unit: 'A', tenant: 'Nadia', status: 'notice', since: '2026-04-01', rent: 2000 },
      { unit: 'A', tenant: '', status: 'vacant', since: '2026-06-01', rent: 2000 },
      { unit: 'B', tenant: '', status: 'vacant', since: '2026-07-01', rent: 900 },
    );
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { rent_roll: rows } });
    expect([value('house.rental.units'), value('house.rental.occupancy')]).toEqual(['1', '100.0']);
    expect(analysis.facts.rental.value?.properties[0]?.units[0]).toMatchObject({ name: 'A', status: 'notice' });
    expect(value('house.rental.rent-roll.rows')).toBe('4');
  });

  test('what is not said is a gap, never zero', async () => {
    const rows = rentRoll(
      { unit: 'A', tenant: '', status: 'vacant', since: null, rent: 1000 },
      { unit: 'B', tenant: 'Max', status: '', since: null, rent: null },
    );
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { rent_roll: rows } });
    expect(value('house.rental.vacancy-loss')).toMatch(/^not known/);
    const gaps = analysis.facts.rental.gaps.map(({ id }) => id);
    expect(gaps).toEqual(expect.arrayContaining(['house.rent-roll.status', 'house.rent-roll.since', 'house.leases']));
  });
});

describe('Net operating income and debt service', () => {
  const extra = `2026-01-22 | house | Checking | -1640.00 | Expenses:Capital Repairs | Heater | one-off
2026-02-10 | house | Checking | -300.00 | Expenses:Depreciation | Books
2026-02-11 | house | Checking | -400.00 | Expenses:Income Tax | Tax office
2026-02-12 | house | Checking | -70.00 | Expenses:Repairs | Painter | one-off`;

  test('capital, depreciation and tax on income stand apart; a one-off repair is a cost', async () => {
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(extra), [], { tables: inOrder });
    expect(value('house.rental.noi')).toBe('17930.00');
    const apart = analysis.facts.rental.value?.properties[0]?.income.apart.map(({ account, of }) => [account, of]);
    expect(apart).toEqual([
      ['Expenses:Mortgage Interest', 'debt'],
      ['Expenses:Capital Repairs', 'capital'],
      ['Expenses:Income Tax', 'income-tax'],
      ['Expenses:Depreciation', 'depreciation'],
    ]);
  });

  test('without the lender’s statements the books tell; a turn that is missing leaves the lender out', async () => {
    const eleven = yearOfPayments(600, 300).slice(1);
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(), [], {
      tables: { loan_payments: eleven },
    });
    expect(value('house.rental.debt-service')).toBe('10800.00');
    expect(value('house.rental.debt.stated')).toBe('9900.00');
    expect(analysis.facts.rental.value?.properties[0]?.debt.from).toBe('books');
    expect(analysis.facts.rental.gaps.map(({ id }) => id)).toContain('house.loan-payments');
  });

  test('escrow that the books have with the interest is a cost, and what is left of a difference is shown', async () => {
    // The books have 900 a month; the lender 550 + 300 and 40 of escrow: 10 are unexplained.
    const stated = yearOfPayments(550, 300, 40);
    const { value } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { loan_payments: stated } });
    expect(value('house.rental.debt-service')).toBe('10200.00');
    expect(value('house.rental.debt.escrow')).toBe('480.00');
    expect(value('house.rental.debt.difference')).toBe('120.00');
    expect(value('house.rental.noi')).toBe('17520.00');
  });

  test('without a loan, without a year, or with other business in the books, it is not known', async () => {
    const bare =
      '2026-03-01 | house | Checking | 1.00 | opening | O\n2026-03-03 | house | Checking | 2000.00 | Income:Rent | N';
    const short = await run(AS_OF, { entities: [house] }, bare);
    expect(short.value('house.rental.noi')).toMatch(/nothing on file for 2025-05/);
    expect(short.value('house.rental.debt-service')).toMatch(/^not known/);
    const mixed = await run(AS_OF, { entities: [{ ...house, kind: 'bakery' }] }, ledger(), [], { tables: inOrder });
    expect(mixed.value('house.rental.noi')).toMatch(/hold more than the property/);
    expect(mixed.value('house.rental.occupancy')).toBe('100.0');
  });

  test('payments of the lender in another currency, or without a split, are told apart', async () => {
    const one = { date: '2026-04-05', payment: 950, escrow: 50, interest: null, principal: null };
    const rows = payments(one, { ...one, date: '2026-03-05' });
    const foreign = rows.map((row, at) => (at === 1 ? { ...row, currency: 'EUR' } : row));
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(), [], {
      tables: { loan_payments: foreign },
    });
    expect(value('house.rental.debt.stated')).toBe('900.00');
    expect(value('house.rental.loan-payments.rows')).toBe('2');
    expect(analysis.facts.rental.gaps.map(({ id }) => id)).toContain('house.rental-currency');
  });
});

describe('Rent received', () => {
  test('goes to the oldest rent first: what is open lies on the latest months', async () => {
    const { analysis, value } = await run(AS_OF, { entities: [house] }, ledger('', ['2026-01', '2026-04']), [], {
      tables: inOrder,
    });
    expect(value('house.rental.delinquent')).toBe('4000.00');
    const [one] = analysis.facts.rental.value?.properties[0]?.rent?.tenancies ?? [];
    expect(one?.unpaid.map(({ day, unpaid, age }) => [day, value(unpaid.id), age])).toEqual([
      ['2026-03-01', '2000.00', '31-60'],
      ['2026-04-01', '2000.00', '0-30'],
    ]);
  });

  test('a renewal goes on where the lease before it ended, at its own rent', async () => {
    const two = leases(
      { ...nadia, starts: '2024-05-01', ends: '2025-10-14', rent: 2000 },
      { ...nadia, starts: '2025-10-15', ends: '2026-10-14', rent: 2100 },
    );
    const { value } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { leases: two } });
    // Six rents at 2,100 (November to April), eighteen at 2,000; all of 2,000 came.
    expect(value('house.rental.delinquent')).toBe('600.00');
  });

  test('several units: by the tenant’s name in the payee; what names nobody is said', async () => {
    const two = leases(
      { ...nadia, unit: 'A', tenant: 'Nadia' },
      { ...nadia, unit: 'B', tenant: 'José Ruiz', starts: '2026-03-01', rent: 900 },
    );
    const more = `2026-03-02 | house | Checking | 900.00 | Income:Rent | JOSE RUIZ APT
2026-04-02 | house | Checking | 900.00 | Income:Rent | CASH DEPOSIT`;
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(more), [], { tables: { leases: two } });
    expect(value('house.rental.delinquent')).toBe('900.00');
    expect(value('house.rental.rent.unmatched')).toBe('900.00');
    expect(analysis.facts.rental.gaps.map(({ id }) => id)).toContain('house.rent-unmatched');
  });

  test('a tenant who was there before the lease on file has not paid its first month ahead', async () => {
    const late = leases({ ...nadia, starts: '2025-08-01' });
    const { value } = await run(AS_OF, { entities: [house] }, ledger('', ['2026-02']), [], {
      tables: { leases: late },
    });
    expect(value('house.rental.delinquent')).toBe('2000.00');
  });

  test('within the days of grace, and for a month that the lease covers in part, nothing is due', async () => {
    const partly = leases({ ...nadia, starts: '2024-05-01', ends: '2026-04-15', renewal: 'declined' });
    const left = await run('2026-04-30', { entities: [house] }, ledger('', ['2026-04']), [], {
      tables: { leases: partly },
    });
    expect(left.value('house.rental.delinquent')).toBe('0.00');
    const early = await run('2026-04-06', { entities: [house] }, ledger('', ['2026-04']), [], { tables: inOrder });
    expect(early.value('house.rental.delinquent')).toBe('0.00');
  });
});

describe('Repairs and deposits', () => {
  test('cost of twelve full months by unit; a ticket that was closed later was open', async () => {
    const rows = tickets(
      { ticket: 'T-1', unit: 'A', opened: '2025-06-01', closed: '2025-06-09', cost: 120 },
      { ticket: 'T-2', unit: 'A', opened: '2026-04-01', closed: '2026-05-02', cost: 80 },
      { ticket: 'T-3', unit: 'B', opened: '2026-02-01', closed: '2026-02-03' },
      { ticket: 'T-4', unit: 'B', opened: '2026-05-20' },
      { ticket: 'T-5', unit: 'B', opened: '2024-01-01', closed: '2024-02-01', cost: 999 },
    );
    const { value, analysis } = await run(AS_OF, { entities: [house] }, ledger(), [], {
      tables: { maintenance: rows },
    });
    expect(['open', 'cost', 'uncosted', 'rows'].map((name) => value(`house.rental.maintenance.${name}`))).toEqual([
      '1',
      '200.00',
      '1',
      '5',
    ]);
    const units = analysis.facts.rental.value?.properties[0]?.maintenance?.units ?? [];
    expect(units.map(({ unit, cost }) => [unit, value(cost.id)])).toEqual([
      ['A', '200.00'],
      ['B', 'not known: no ticket says what it cost'],
    ]);
  });

  test('a deposit that came before the books begin is not missed', async () => {
    const older = leases({ ...nadia, starts: '2023-01-01', deposit: 2500 });
    const { value } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables: { leases: older } });
    expect(value('house.rental.deposits.held')).toMatch(/older than the books/);
  });
});

describe('Properties together', () => {
  test('are summed for the group; without any, nothing is seen', async () => {
    const flat = { ...house, id: 'flat', name: 'Flat' };
    const both = await run(
      AS_OF,
      { entities: [house, flat] },
      `${ledger()}\n${ledger().replaceAll('| house |', '| flat |')}`,
    );
    expect(both.value('group.rental.noi')).toBe('36000.00');
    expect(both.value('group.rental.dscr')).toBe('1.67');
    const none = await run(AS_OF, { entities: [{ id: 'shop', name: 'Shop', kind: 'bakery' }] }, '');
    expect(none.analysis.facts.rental).toMatchObject({ value: undefined, gaps: [{ id: 'group.rental' }] });
  });

  test('each row of each sheet changes a figure', async () => {
    const figures = async (tables: typeof inOrder): Promise<string> => {
      const { book } = await run(AS_OF, { entities: [house] }, ledger(), [], { tables });
      return JSON.stringify(book.all().map(({ id, value }) => [id, value && [String(value.mantissa), value.scale]]));
    };
    const whole = await figures(inOrder);
    const tables = ['rent_roll', 'leases', 'maintenance', 'loan_payments'] as const;
    const unchanged: string[] = [];
    for (const table of tables)
      if ((await figures({ ...inOrder, [table]: inOrder[table]?.slice(1) ?? [] })) === whole) unchanged.push(table);
    expect(unchanged).toEqual([]);
  });
});
