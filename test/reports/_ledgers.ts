import fc from 'fast-check';
import { addDays } from '../../src/core/date.ts';
import type { LedgerRow } from '../analysis/_facts.ts';

/** Names that try what a name can do to SQL, ids and sentences. */
const PAYEES = [
  'Marina 12',
  "O'Brien & Sons",
  'x; DROP TABLE postings --',
  '',
  '7-ELEVEN 33',
  'Ünïcode “quote” %_',
  '# 4711',
  'RENT 04',
];
const OTHERS = [
  'Income:Charters',
  'Income:Charters:Day Trips',
  'Expenses:Dock',
  "Expenses:Captain's Pay",
  'Expenses:dock',
  'Expenses:Ads %',
  'Equity:Owner:Draws',
  'Equity:Owner',
  'Liabilities:Loan',
  'Liabilities:Deposits',
  'Assets:Tender',
  'transfer',
  'uncategorised',
];

const row = fc.record({
  date: fc.integer({ min: 0, max: 800 }).map((days) => addDays('2024-03-01', days)),
  entity: fc.constantFrom('jada', 'group', 'baker'),
  account: fc.constantFrom('Assets:Checking', 'Assets:Stripe', 'Liabilities:Card'),
  amount: fc.integer({ min: -300_000, max: 300_000 }),
  other: fc.constantFrom(...OTHERS),
  payee: fc.constantFrom(...PAYEES),
  tags: fc.constantFrom('', '', '', 'one-off', 'fixed', 'one-off,fixed'),
});

/** Something that recurs, so that rhythms, rises and forecasts have something to find. */
const regular = fc.record({
  entity: fc.constantFrom('jada', 'group'),
  amount: fc.integer({ min: -90_000, max: 90_000 }).filter((amount) => amount !== 0),
  rise: fc.integer({ min: 0, max: 9000 }),
  every: fc.constantFrom(7, 30, 91),
  other: fc.constantFrom('Income:Charters', 'Expenses:Dock', 'Equity:Owner:Draws'),
  payee: fc.constantFrom(...PAYEES),
});

const cents = (amount: number): string =>
  `${amount < 0 ? '-' : ''}${Math.trunc(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
const currencyOf = (entity: string): string => (entity === 'baker' ? 'EUR' : 'USD');
const rowOf = ({ amount, ...rest }: Omit<LedgerRow, 'amount'> & { amount: number }): LedgerRow => ({
  ...rest,
  amount: `${cents(amount)} ${currencyOf(rest.entity)}`,
});

const opening = (entity: string): LedgerRow =>
  rowOf({
    date: '2024-03-01',
    entity,
    account: 'Assets:Checking',
    amount: 5_000_000,
    other: 'opening',
    payee: 'Opening',
    tags: '',
  });

function turnsOf({
  entity,
  amount,
  rise,
  every,
  other,
  payee,
}: {
  entity: string;
  amount: number;
  rise: number;
  every: number;
  other: string;
  payee: string;
}): LedgerRow[] {
  return Array.from({ length: 9 }, (_, at) =>
    rowOf({
      date: addDays('2026-04-20', -every * at),
      entity,
      account: 'Assets:Checking',
      amount: at < 3 ? amount + Math.sign(amount) * rise : amount,
      other,
      payee,
      tags: '',
    }),
  );
}

/** Two years and more of random statement rows of three entities in two currencies. */
export const ledgers: fc.Arbitrary<LedgerRow[]> = fc
  .tuple(fc.array(row, { maxLength: 60 }), fc.array(regular, { maxLength: 4 }), fc.subarray(['jada', 'group', 'baker']))
  .map(([rows, again, known]) => [...known.map(opening), ...rows.map(rowOf), ...again.flatMap(turnsOf)]);

/** A portfolio that asks for every block; what it names, the ledger may have or not. */
export function portfolioOf(rows: readonly LedgerRow[]): Record<string, unknown> {
  const stream = (unit: string) => ({
    id: 'charter',
    name: 'Charters 24/7',
    account: 'Income:Charters',
    unit,
    price: '1850.00',
    variable_costs: [
      { name: 'Fee', percent_of_price: '2.9' },
      { name: 'Crew', amount: '333.33' },
    ],
  });
  const entity = (id: string, more: object = {}) => ({
    id,
    name: `${id} & "Co" <1>`,
    kind: 'other',
    revenue: [stream('charter')],
    fixed_costs: ['Expenses:Dock', 'Expenses:Ads %'],
    customer_deposits: ['Liabilities:Deposits'],
    targets: [
      { stream: 'charter', by: '2026-10', monthly: '5000.00' },
      { by: '2026-02', monthly: '100.00' },
    ],
    scheduled: [{ name: 'Bill', amount: '-120.00', on: '2026-05-05', every: 'month', replaces: 'marina' }],
    initiatives: [
      { id: `${id}-site`, name: 'Site', tier: 'low-cost', cost: '100', value: { low: '1', mid: '300', high: '500' } },
    ],
    ...more,
  });
  return {
    plan: { horizon: '2026-12', budget: '150', cash_floor: '1000' },
    entities: [
      entity('jada'),
      entity('group'),
      entity('baker', { currency: 'EUR' }),
      { id: 'empty', name: 'Empty', kind: 'other' },
    ],
    // An odd number of rows: a rate is declared; an even number: it is not.
    rates:
      rows.length % 2 === 1 ? [{ from: 'EUR', to: 'USD', on: '2026-01-02', rate: '1.0837', source: 'made up' }] : [],
    initiatives: [
      {
        id: 'free',
        name: 'Free',
        tier: 'zero-cost',
        cost: '0',
        value: { low: '0', mid: '1', high: '2' },
        needs: ['jada-site'],
      },
    ],
    rules: [{ id: 'runway', rule: 'Six months, always.', figure: 'group.runway.months', at_least: '6' }],
  };
}
