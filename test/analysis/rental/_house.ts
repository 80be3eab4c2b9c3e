import type { Row } from '../../../src/model/facts.ts';
import type { TestTables } from '../_facts.ts';
import { monthly } from '../_facts.ts';

/** Rows of a sheet of the house, numbered from line 2 on; amounts in whole units, as people write them. */
function sheet(file: string, amounts: readonly string[], rows: readonly Row[]): Row[] {
  return rows.map((row, at) => ({
    source: `hash of ${file}`,
    file,
    entity: 'house',
    line: at + 2,
    currency: 'USD',
    ...Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [
        name,
        amounts.includes(name) && cell !== null ? Number(cell) * 100 : cell,
      ]),
    ),
  }));
}

export const rentRoll = (...rows: readonly Row[]): Row[] => sheet('rent-roll.csv', ['rent', 'market_rent'], rows);
export const leases = (...rows: readonly Row[]): Row[] =>
  sheet(
    'leases.csv',
    ['rent', 'deposit', 'market_rent'],
    rows.map((row) => ({ due_day: 1, grace_days: 5, renewal: '', market_source: '', ...row })),
  );
export const tickets = (...rows: readonly Row[]): Row[] =>
  sheet(
    'maintenance.csv',
    ['cost'],
    rows.map((row) => ({ ticket: '', unit: '', description: '', priority: '', vendor: '', ...row })),
  );
export const payments = (...rows: readonly Row[]): Row[] =>
  sheet(
    'mortgage.csv',
    ['payment', 'interest', 'principal', 'escrow', 'balance'],
    rows.map((row) => ({ loan: 'L-1', ...row })),
  );

/** The lender's year to April 2026: a payment a month. */
export const yearOfPayments = (interest: number, principal: number, escrow: number | null = null): Row[] =>
  payments(
    ...monthly('2025-05', 12, (month) => month)
      .split('\n')
      .map((month) => ({ date: `${month}-05`, interest, principal, escrow })),
  );

export const AS_OF = '2026-04-30';

export const house = {
  id: 'house',
  name: 'House',
  kind: 'rental-property',
  assets: [{ name: 'House', kind: 'real estate', value: '240000.00', valued: '2025-02-01' }],
  revenue: [{ id: 'rent', name: 'Rent', account: 'Income:Rent' }],
  customer_deposits: ['Liabilities:Tenant Deposits'],
};

/**
 * A year to April 2026: 2000 of rent on the 3rd, 500 of costs on the 12th; interest of 600 and principal of 300 on the
 * 5th; a deposit of 2000.
 */
export function ledger(more = '', without: readonly string[] = []): string {
  const month = (name: string): string =>
    [
      ...(without.includes(name) ? [] : [`${name}-03 | house | Checking | 2000.00 | Income:Rent | ZELLE FROM NADIA`]),
      `${name}-05 | house | Checking | -600.00 | Expenses:Mortgage Interest | Lender`,
      `${name}-05 | house | Checking | -300.00 | Liabilities:Mortgage | Lender`,
      `${name}-12 | house | Checking | -500.00 | Expenses:Utilities | Water`,
    ].join('\n');
  return `2025-05-01 | house | Checking | 5000.00 | opening | Opening
2025-05-01 | house | Checking | 2000.00 | Liabilities:Tenant Deposits | NADIA
${monthly('2025-05', 12, month)}
${more}`;
}

export const nadia = {
  unit: 'Main house',
  tenant: 'Nadia & Peter',
  starts: '2025-05-01',
  ends: '2026-12-31',
  rent: 2000,
  deposit: 2000,
};

/** A house in order: let, paid, covered, repaired, its deposit held. */
export const inOrder: TestTables = {
  rent_roll: rentRoll({
    unit: 'Main house',
    tenant: 'Nadia & Peter',
    status: 'occupied',
    since: '2025-05-01',
    rent: 2000,
    market_rent: 2100,
  }),
  leases: leases(nadia),
  maintenance: tickets({ ticket: 'T-1', unit: 'Main house', opened: '2026-04-20', priority: 'normal' }),
  loan_payments: yearOfPayments(600, 300),
};

/** Books that begin in March. */
export const shortBooks = `2026-03-01 | house | Checking | 1.00 | opening | Opening
2026-03-03 | house | Checking | 2000.00 | Income:Rent | NADIA`;

/** What makes a house: its sheets, its ledger (else the usual one), and what its entity has besides. */
export interface HouseCase {
  readonly tables?: TestTables;
  readonly books?: string;
  readonly entity?: Readonly<Record<string, unknown>>;
}

/** Houses side by side, each by its own name: one run costs as much as one of a single house. */
export function sideBySide(cases: Readonly<Record<string, HouseCase>>): {
  readonly entities: readonly Readonly<Record<string, unknown>>[];
  readonly books: string;
  readonly tables: TestTables;
} {
  const all = Object.entries(cases);
  const names = ['rent_roll', 'leases', 'maintenance', 'loan_payments'] as const;
  const rowsOf = (name: (typeof names)[number]): Row[] =>
    all.flatMap(([id, { tables }]) =>
      (tables?.[name] ?? []).map((row) => ({ ...row, entity: id, file: `${id}/${String(row['file'])}` })),
    );
  return {
    entities: all.map(([id, { entity }]) => ({ ...house, name: `House ${id}`, ...entity, id })),
    books: all.map(([id, { books = ledger() }]) => books.replaceAll('| house |', `| ${id} |`)).join('\n'),
    tables: Object.fromEntries(names.map((name) => [name, rowsOf(name)])),
  };
}
