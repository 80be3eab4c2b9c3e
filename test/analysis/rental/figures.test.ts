import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyFigures, type RentalProperty } from '../../../src/analysis/index.ts';
import { runOf, type TestRun } from '../_run.ts';
import type { TestTables } from '../_facts.ts';
import {
  AS_OF,
  house,
  inOrder,
  leases,
  ledger,
  nadia,
  payments,
  rentRoll,
  shortBooks,
  sideBySide,
  tickets,
  yearOfPayments,
  type HouseCase,
} from './_house.ts';

const looks = ['business'] as const;
const extra = `2026-01-22 | house | Checking | -1640.00 | Expenses:Capital Repairs | Heater | one-off
2026-02-10 | house | Checking | -300.00 | Expenses:Depreciation | Books
2026-02-11 | house | Checking | -400.00 | Expenses:Income Tax | Tax office
2026-02-12 | house | Checking | -70.00 | Expenses:Repairs | Painter | one-off`;
const lumpSum = { date: '2026-04-05', payment: 950, escrow: 50, interest: null, principal: null };
const without = (table: keyof TestTables): TestTables => ({ ...inOrder, [table]: inOrder[table]?.slice(1) ?? [] });

/** Every house of this page, side by side. */
const HOUSES: Readonly<Record<string, HouseCase>> = {
  order: { tables: inOrder },
  'order-without-rent-roll': { tables: without('rent_roll') },
  'order-without-leases': { tables: without('leases') },
  'order-without-maintenance': { tables: without('maintenance') },
  'order-without-loan-payments': { tables: without('loan_payments') },
  vacant: {
    books: shortBooks,
    tables: {
      rent_roll: rentRoll(
        { unit: 'A', tenant: 'Nadia', status: 'occupied', since: '2025-05-01', rent: 2000 },
        { unit: 'B', tenant: '', status: 'vacant', since: '2026-03-31', rent: 1500 },
      ),
    },
  },
  plans: {
    books: shortBooks,
    tables: {
      rent_roll: rentRoll(
        { unit: 'A', tenant: 'Nadia', status: 'occupied', since: '2025-05-01', rent: 2000 },
        { unit: 'A', tenant: 'Nadia', status: 'notice', since: '2026-04-01', rent: 2000 },
        { unit: 'A', tenant: '', status: 'vacant', since: '2026-06-01', rent: 2000 },
        { unit: 'B', tenant: '', status: 'vacant', since: '2026-07-01', rent: 900 },
      ),
    },
  },
  unsaid: {
    books: shortBooks,
    tables: {
      rent_roll: rentRoll(
        { unit: 'A', tenant: '', status: 'vacant', since: null, rent: 1000 },
        { unit: 'B', tenant: 'Max', status: '', since: null, rent: null },
      ),
    },
  },
  apart: { tables: inOrder, books: ledger(extra) },
  // The books have 900 a month; the lender 550 + 300 and 40 of escrow: 10 are unexplained.
  escrow: { tables: { loan_payments: yearOfPayments(550, 300, 40) } },
  moved: {
    // February's payment went out on 2 March.
    tables: {
      loan_payments: yearOfPayments(600, 300).map((row) =>
        row['date'] === '2026-02-05' ? { ...row, date: '2026-03-02' } : row,
      ),
    },
  },
  bare: { books: shortBooks },
  bakery: { tables: inOrder, entity: { kind: 'bakery' } },
  foreign: {
    books: shortBooks,
    tables: {
      loan_payments: payments(lumpSum, { ...lumpSum, date: '2026-03-05' }).map((row, at) =>
        at === 1 ? { ...row, currency: 'EUR' } : row,
      ),
    },
  },
  late: { tables: inOrder, books: ledger('', ['2026-01', '2026-04']) },
  renewed: {
    tables: {
      leases: leases(
        { ...nadia, starts: '2025-05-01', ends: '2025-10-14', rent: 2000 },
        { ...nadia, starts: '2025-10-15', ends: '2026-10-14', rent: 2100 },
      ),
    },
  },
  two: {
    tables: {
      leases: leases(
        { ...nadia, unit: 'A', tenant: 'Nadia' },
        { ...nadia, unit: 'B', tenant: 'José Ruiz', starts: '2026-03-01', rent: 900 },
      ),
    },
    books: ledger(`2026-03-02 | house | Checking | 900.00 | Income:Rent | JOSE RUIZ APT
2026-04-02 | house | Checking | 900.00 | Income:Rent | CASH DEPOSIT`),
  },
  'there-before': {
    tables: { leases: leases({ ...nadia, starts: '2025-08-01' }) },
    books: ledger('', ['2026-02']),
  },
  'moved-out': {
    tables: { leases: leases({ ...nadia, ends: '2026-04-15', renewal: 'declined' }) },
    books: ledger('', ['2026-04']),
  },
  repairs: {
    books: shortBooks,
    tables: {
      maintenance: tickets(
        { ticket: 'T-1', unit: 'A', opened: '2025-06-01', closed: '2025-06-09', cost: 120 },
        { ticket: 'T-2', unit: 'A', opened: '2026-04-01', closed: '2026-05-02', cost: 80 },
        { ticket: 'T-3', unit: 'B', opened: '2026-02-01', closed: '2026-02-03' },
        { ticket: 'T-4', unit: 'B', opened: '2026-05-20' },
        { ticket: 'T-5', unit: 'B', opened: '2024-01-01', closed: '2024-02-01', cost: 999 },
      ),
    },
  },
  older: { tables: { leases: leases({ ...nadia, starts: '2023-01-01', deposit: 2500 }) } },
};

let run: TestRun;
beforeAll(async () => {
  const { entities, books, tables } = sideBySide(HOUSES);
  run = await runOf(AS_OF, { entities }, books, [], { looks, tables });
});
afterAll(() => run.facts.close());

const value = (id: string): string => {
  const [name = '', ...parts] = id.split(' ');
  return run.value([name, 'rental', ...parts].join('.'));
};
function propertyOf(id: string): RentalProperty {
  const found = run.analysis.facts.rental.value?.properties.find(({ of }) => of.entity.id === id);
  if (!found) throw new Error(`no house ${id}`);
  return found;
}
const gapsOf = (id: string): string[] =>
  run.analysis.facts.rental.gaps.filter(({ entity }) => entity === id).map((gap) => gap.id);

describe('A house that is in order', () => {
  test('is let, earns, covers its debt, and owes nothing', () => {
    const names = [
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
    expect(Object.fromEntries(names.map((name) => [name, value(`order ${name}`)]))).toEqual({
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
  });

  test('each receipt gives its figure, of this house and of all the others', async () => {
    const figures = run.book
      .all()
      .filter(({ id }) => /(?:^|\.)rental\./.test(id) && !id.startsWith('order-') && !id.startsWith('group.'));
    expect(figures.length).toBeGreaterThan(400);
    expect(await verifyFigures(figures, run.facts)).toEqual([]);
  });

  test.each(['rent-roll', 'leases', 'maintenance', 'loan-payments'])(
    'a row less of its %s changes a figure',
    (sheet) => {
      const figuresOf = (id: string): string =>
        JSON.stringify(
          run.book
            .all()
            .filter((one) => one.id.startsWith(`${id}.rental.`))
            .map((one) => [one.id.slice(id.length), one.value && [String(one.value.mantissa), one.value.scale]]),
        );
      expect(figuresOf(`order-without-${sheet}`)).not.toBe(figuresOf('order'));
    },
  );
});

describe('The rent roll', () => {
  test('a vacant unit: rent × days ÷ 30, and both kinds of occupancy', () => {
    expect([value('vacant occupancy'), value('vacant economic-occupancy')]).toEqual(['50.0', '57.1']);
    // 30 days at 1,500 a month.
    expect(value('vacant vacancy-loss')).toBe('1500.00');
    expect(value('vacant delinquent')).toBe('not known: House vacant has no leases on file');
  });

  test('what is dated later is a plan, and of two rows of a unit the latest stands', () => {
    expect([value('plans units'), value('plans occupancy'), value('plans rent-roll.rows')]).toEqual([
      '1',
      '100.0',
      '4',
    ]);
    expect(propertyOf('plans').units).toMatchObject([{ name: 'A', status: 'notice' }]);
  });

  test('what is not said is a gap, never zero', () => {
    expect(value('unsaid vacancy-loss')).toMatch(/^not known/);
    expect(gapsOf('unsaid')).toEqual(
      expect.arrayContaining(['unsaid.rent-roll.status', 'unsaid.rent-roll.since', 'unsaid.leases']),
    );
  });
});

describe('Net operating income and debt service', () => {
  test('capital, depreciation and tax on income stand apart; a one-off repair is a cost', () => {
    expect(value('apart noi')).toBe('17930.00');
    expect(propertyOf('apart').income.apart.map(({ account, of }) => [account, of])).toEqual([
      ['Expenses:Mortgage Interest', 'debt'],
      ['Expenses:Capital Repairs', 'capital'],
      ['Expenses:Income Tax', 'income-tax'],
      ['Expenses:Depreciation', 'depreciation'],
    ]);
  });

  test('where a payment is missing from the lender’s statements, the books tell', () => {
    expect(value('order-without-loan-payments debt-service')).toBe('10800.00');
    expect(value('order-without-loan-payments debt.stated')).toBe('9900.00');
    expect(propertyOf('order-without-loan-payments').debt.from).toBe('books');
    expect(gapsOf('order-without-loan-payments')).toContain('order-without-loan-payments.loan-payments');
  });

  test('one that a holiday moved into the next month is not missing', () => {
    expect(propertyOf('moved').debt.from).toBe('lender');
    expect([value('moved debt-service'), value('moved debt.difference')]).toEqual(['10800.00', '0.00']);
  });

  test('escrow that the books have with the interest is a cost, and what is left of a difference is shown', () => {
    const names = ['debt-service', 'debt.escrow', 'debt.difference', 'noi'];
    expect(names.map((name) => value(`escrow ${name}`))).toEqual(['10200.00', '480.00', '120.00', '17520.00']);
  });

  test('without a loan, without a year, or with other business in the books, it is not known', () => {
    expect(value('bare noi')).toMatch(/nothing on file for 2025-05/);
    expect(value('bare debt-service')).toMatch(/^not known/);
    expect(value('bakery noi')).toMatch(/hold more than the property/);
    expect(value('bakery occupancy')).toBe('100.0');
  });

  test('payments of the lender in another currency, or without a split, are told apart', () => {
    expect([value('foreign debt.stated'), value('foreign loan-payments.rows')]).toEqual(['900.00', '2']);
    expect(gapsOf('foreign')).toContain('foreign.rental-currency');
  });
});

describe('Rent received', () => {
  test('goes to the oldest rent first: what is open lies on the latest months', () => {
    expect(value('late delinquent')).toBe('4000.00');
    const [one] = propertyOf('late').rent?.tenancies ?? [];
    expect(one?.unpaid.map(({ day, unpaid, age }) => [day, run.value(unpaid.id), age])).toEqual([
      ['2026-03-01', '2000.00', '31-60'],
      ['2026-04-01', '2000.00', '0-30'],
    ]);
  });

  test('a renewal goes on where the lease before it ended, at its own rent', () => {
    // Six rents at 2,100 (November to April), six at 2,000; all of 2,000 came.
    expect(value('renewed delinquent')).toBe('600.00');
  });

  test('several units: by the tenant’s name in the payee; what names nobody is said', () => {
    expect([value('two delinquent'), value('two rent.unmatched')]).toEqual(['900.00', '900.00']);
    expect(gapsOf('two')).toContain('two.rent-unmatched');
  });

  test('a tenant who was there before the lease on file has not paid its first month ahead', () => {
    expect(value('there-before delinquent')).toBe('2000.00');
  });

  test('for a month that the lease covers in part nothing is due, nor within the days of grace', async () => {
    expect(value('moved-out delinquent')).toBe('0.00');
    const early = await runOf('2026-04-06', { entities: [house] }, ledger('', ['2026-04']), [], {
      looks,
      tables: inOrder,
    });
    expect(early.value('house.rental.delinquent')).toBe('0.00');
    early.facts.close();
  });
});

describe('Repairs and deposits', () => {
  test('cost of twelve full months by unit; a ticket that was closed later was open', () => {
    const names = ['open', 'cost', 'uncosted', 'rows'];
    expect(names.map((name) => value(`repairs maintenance.${name}`))).toEqual(['1', '200.00', '1', '5']);
    expect(propertyOf('repairs').maintenance?.units.map(({ unit, cost }) => [unit, run.value(cost.id)])).toEqual([
      ['A', '200.00'],
      ['B', 'not known: no ticket says what it cost'],
    ]);
  });

  test('a deposit that came before the books begin is not missed', () => {
    expect(value('older deposits.held')).toMatch(/older than the books/);
  });
});

describe('Properties together', () => {
  test('are summed for the group; without any, nothing is seen', async () => {
    const { entities, books } = sideBySide({ house: {}, flat: {} });
    const both = await runOf(AS_OF, { entities }, books, [], { looks });
    expect([both.value('group.rental.noi'), both.value('group.rental.dscr')]).toEqual(['36000.00', '1.67']);
    both.facts.close();
    const none = await runOf(AS_OF, { entities: [{ id: 'shop', name: 'Shop', kind: 'bakery' }] }, '', [], { looks });
    expect(none.analysis.facts.rental).toMatchObject({ value: undefined, gaps: [{ id: 'group.rental' }] });
    none.facts.close();
  });
});
