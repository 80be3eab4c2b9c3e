import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  consolidationProblems,
  verifyFigures,
  type FinancialStatement,
  type StatementLine,
} from '../../../src/analysis/index.ts';
import { addDays } from '../../../src/core/date.ts';
import type { LedgerRow } from '../_facts.ts';
import { runOf } from '../_run.ts';
import { digits } from '../_tables.ts';

/*
 * Random books of three entities in two currencies, with sales and transfers between them, some of them one-sided, over
 * two fiscal years: whatever was booked, the identities of accounting hold.
 */

const ENTITIES = ['a', 'b', 'c'] as const;
const CURRENCY = { a: 'USD', b: 'USD', c: 'EUR' } as const;
const ACCOUNTS = [
  'Income:Sales',
  'Income:Rent',
  'Expenses:Fuel',
  'Expenses:Web',
  'Equity:Owner:Draws',
  'Liabilities:Loan',
  'Assets:Equipment',
  'transfer',
  'uncategorised',
];

const day = (most: number) => fc.integer({ min: 0, max: most }).map((n) => addDays('2025-03-01', n));
const cents = fc.integer({ min: 1, max: 900_000 });
const money = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
const row = (more: Partial<LedgerRow> & Pick<LedgerRow, 'date' | 'entity' | 'amount' | 'other'>): LedgerRow => ({
  account: `Assets:${more.entity} Bank`,
  payee: 'X',
  tags: '',
  ...more,
});

const anyOwn = fc
  .record({
    date: day(400),
    entity: fc.constantFrom(...ENTITIES),
    minor: cents,
    out: fc.boolean(),
    other: fc.constantFrom(...ACCOUNTS),
    foreign: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ date, entity, minor, out, other, foreign }) => {
    // One row in ten is in the other currency.
    const currency = foreign > 0 ? CURRENCY[entity] : CURRENCY[entity] === 'USD' ? 'EUR' : 'USD';
    return [row({ date, entity, amount: `${out ? '-' : ''}${money(minor)} ${currency}`, other })];
  });

const anyBetween = fc
  .record({
    date: day(390),
    from: fc.constantFrom(...ENTITIES),
    to: fc.constantFrom(...ENTITIES),
    minor: cents,
    later: fc.integer({ min: 0, max: 6 }),
    kind: fc.constantFrom('sale', 'transfer', 'one-sided'),
    pair: fc.uuid(),
  })
  .filter(({ from, to }) => CURRENCY[from] === CURRENCY[to] && from !== to)
  .map(({ date, from, to, minor, later, kind, pair }) => {
    const [paid, got] = kind === 'transfer' ? [`transfer ${pair}`, `transfer ${pair}`] : ['Expenses:Web', 'Income:Web'];
    const currency = CURRENCY[from];
    const out = row({ date, entity: from, amount: `-${money(minor)} ${currency}`, other: paid, counterparty: to });
    const back = row({
      date: addDays(date, later),
      entity: to,
      amount: `${money(minor)} ${currency}`,
      other: got,
      counterparty: from,
    });
    return kind === 'one-sided' ? [out] : [out, back];
  });

const openings = ENTITIES.map((entity) =>
  row({ date: '2025-02-28', entity, amount: `1000.00 ${CURRENCY[entity]}`, other: 'opening' }),
);
const foreign = ENTITIES.map((entity) =>
  row({ date: '2025-02-28', entity, amount: `0.00 ${CURRENCY[entity] === 'USD' ? 'EUR' : 'USD'}`, other: 'opening' }),
);

const rates = ['2025-02-20', '2025-06-10', '2025-06-20', '2025-11-01', '2026-02-14'].map((on, at) => ({
  from: 'EUR',
  to: 'USD',
  on,
  rate: `1.${10 + 3 * at}37`,
  source: 'bank',
}));
const portfolio = {
  rates,
  fiscal_year_start: 7,
  entities: ENTITIES.map((id) => ({
    id,
    name: id,
    kind: 'other',
    currency: CURRENCY[id],
    books: [{ file: `${id}.journal` }],
    ownership: [
      { name: 'Ann', share: '66.6' },
      { name: 'Bo', share: '33.4' },
    ],
  })),
};

const lines = ({ parts }: FinancialStatement): readonly StatementLine[] =>
  parts.flatMap((part) => (part.kind === 'section' ? [...part.section.lines, part.section.total] : [part.line]));

/** Differences that are not zero, and cells that are not known though their month is on file. */
function open(statement: FinancialStatement): string[] {
  return lines(statement)
    .filter(({ label }) => label === 'Difference')
    .flatMap(({ cells }) => [...cells].map(([column, figure]) => `${statement.title} ${column} ${digits(figure)}`))
    .filter((text) => !/ (?:0\.00|\?)$/.test(text));
}

it('hold for random books: A = L + E, debits = credits, cash flows, group = entities + eliminations, owner + others', async () => {
  const books = fc.array(fc.oneof(anyOwn, anyBetween), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(books, async (drawn) => {
      const ledger = [...openings, ...foreign, ...drawn.flat()].toSorted((x, y) => (x.date < y.date ? -1 : 1));
      const { analysis, book, facts } = await runOf('2026-03-31', portfolio, ledger, [], { looks: ['books'] });
      try {
        const { statements, consolidation } = analysis.facts;
        for (const { trialBalance, income, balance, cashFlow } of statements.value?.entities ?? []) {
          expect([income, balance, cashFlow].flatMap(open)).toEqual([]);
          expect(digits(trialBalance.difference)).toBe('0.00');
          // Known, not merely not contradicted: the balance sheet of the report's day.
          expect(digits(lines(balance).at(-1)?.cells.get('to-date'))).toBe('0.00');
        }
        expect(consolidation.value && consolidationProblems(consolidation.value)).toEqual([]);
        expect(await verifyFigures(book.all(), facts)).toEqual([]);
      } finally {
        facts.close();
      }
    }),
    { numRuns: 3 },
  );
}, 60_000);
