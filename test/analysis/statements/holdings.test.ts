import { expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import type { LedgerRow } from '../_facts.ts';
import { closedRuns } from '../_run.ts';
import { digits } from '../_tables.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'other', books: [{ file: 'jada.journal' }] };
const bought = (date: string, held: string, amount: string): LedgerRow => ({
  date,
  entity: 'jada',
  account: 'Assets:Coins',
  amount,
  other: 'Equity:Owner:Contributions',
  payee: 'Exchange',
  tags: 'accrual',
  held,
});
const LEDGER: readonly LedgerRow[] = [
  { ...bought('2026-01-02', '', '10.00'), account: 'Assets:Checking', tags: '', held: undefined },
  bought('2026-01-05', '0.0125 BTC', '500.00'),
  bought('2026-01-20', '-0.0025 BTC', '-110.00'),
  bought('2026-01-21', '3 XAU', '6000.00'),
].map(({ held, ...row }) => ({ ...row, ...(held === undefined ? {} : { held }) }));

const price = (date: string, of: string, amount: string, line: number) => ({
  source: 'h',
  file: 'jada.journal',
  entity: 'jada',
  date,
  commodity: of,
  currency: 'USD',
  price: amount,
  line: BigInt(line),
});

test('what is held stands at cost; its market value is a note, with the price’s day and place', async () => {
  const prices = [
    price('2026-01-10', 'BTC', '41000', 7),
    price('2026-01-28', 'BTC', '45000.5', 8),
    price('2026-02-03', 'BTC', '1', 9),
  ];
  const { analysis, book, facts } = await run('2026-01-31', { entities: [jada] }, LEDGER, [], { tables: { prices } });
  const [one] = analysis.facts.statements.value?.entities ?? [];
  expect(
    one?.holdings.map(({ account, commodity, quantity, cost, price: paid, market, difference }) =>
      [account, commodity, ...[quantity, cost, paid, market, difference].map(digits)].join(' '),
    ),
  ).toEqual(['Assets:Coins BTC 0.0100 390.00 45000.5 450.00 60.00', 'Assets:Coins XAU 3 6000.00 ? ? ?']);
  expect(one?.holdings[0]?.price.receipt).toMatchObject({ kind: 'assumption', at: { file: 'jada.journal', line: 8 } });
  // Nothing is posted: the balance sheet has the cost.
  expect(digits(book.get('jada.books.assets.coins.to.2026-01'))).toBe('6390.00');
  expect(await verifyFigures(book.all(), facts)).toEqual([]);
});
