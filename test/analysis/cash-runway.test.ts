import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const yacht = { id: 'jada', name: 'JADA', kind: 'yacht-charter', customer_deposits: ['Liabilities:Customer Deposits'] };
const opening = '2025-10-31 | jada | Checking | 20000.00 | opening | Opening';
/** Six months that cost 2,000 each. */
const costs = monthly('2025-11', 6, (month) => `${month}-03 | jada | Checking | -2000.00 | Expenses:Dock | Marina`);

describe('cash', () => {
  test('is what the accounts hold; deposits of customers are not free to spend', async () => {
    const { value } = await run(
      '2026-04-30',
      { entities: [yacht] },
      `${opening}\n${costs}
      2026-04-10 | jada | Checking | 1500.00 | Liabilities:Customer Deposits | Avery
      2026-05-02 | jada | Checking | 9999.00 | Income:Charters               | Tomorrow`,
    );
    expect(value('jada.cash.assets.checking')).toBe('9500.00');
    expect(value('group.cash')).toBe('9500.00');
    expect(value('group.deposits')).toBe('1500.00');
    expect(value('group.cash.unrestricted')).toBe('8000.00');
  });

  test('leaves out an account whose opening balance is not known, and says so', async () => {
    const { value, analysis } = await run(
      '2026-04-30',
      { entities: [yacht] },
      `${opening}\n${costs}\n2026-04-20 | jada | Stripe | 700.00 | Income:Charters | Blake`,
    );
    expect(value('jada.cash.assets.stripe')).toBe('not known: the opening balance of Assets:Stripe is not known');
    expect(value('group.cash')).toBe('8000.00');
    expect(analysis.gaps.map((gap) => gap.source)).toContain('opening balance of Assets:Stripe');
  });

  test('is not known where more deposits were given back than taken: what is held is not known then', async () => {
    const { value, analysis } = await run(
      '2026-04-30',
      { entities: [yacht] },
      `${opening}\n${costs}\n2026-04-20 | jada | Checking | -400.00 | Liabilities:Customer Deposits | Casey`,
    );
    expect(value('jada.deposits')).toMatch(/^not known: more deposits were released/);
    expect(value('group.cash.unrestricted')).toMatch(/^not known/);
    expect(analysis.gaps.map((gap) => gap.id)).toContain('jada.deposits');
  });

  test('two accounts whose names differ in case only are two figures', async () => {
    const { book } = await run(
      '2026-04-30',
      { entities: [yacht] },
      `2026-04-01 | jada | Cash Box | 10.00 | opening | Opening
       2026-04-01 | jada | cash box | 20.00 | opening | Opening
       2026-04-02 | jada | Cash Box | 1.00 | Income:Tips | Guest
       2026-04-02 | jada | cash box | 2.00 | Income:Tips | Guest`,
    );
    const balances = book.all().filter((figure) => figure.id.startsWith('jada.cash.assets.cash-box'));
    expect(balances.map((figure) => figure.value?.mantissa)).toEqual([1100n, 2200n]);
  });
});

describe('runway', () => {
  test('is unrestricted cash by the high burn, and longer by the low burn', async () => {
    const { value, analysis } = await run(
      '2026-04-30',
      { entities: [yacht] },
      `${opening}\n${costs}\n2025-12-20 | jada | Checking | -600.00 | Expenses:Repairs | Yard`,
    );
    // 7,400 left; 2,100 a month over six months, 2,000 over three.
    expect(value('group.runway.months')).toBe('3.5');
    expect(value('group.runway.high')).toBe('3.7');
    expect(analysis.facts.runway.value?.state).toBe('burning');
  });

  test('has no end without burn', async () => {
    const sales = monthly('2025-11', 6, (month) => `${month}-20 | jada | Checking | 2500.00 | Income:Charters | Guest`);
    const { value, analysis } = await run('2026-04-30', { entities: [yacht] }, `${opening}\n${costs}\n${sales}`);
    expect(analysis.facts.runway.value?.state).toBe('no-burn');
    expect(value('group.runway.months')).toMatch(/^not known: no burn/);
    expect([value('group.surplus.low'), value('group.surplus.high')]).toEqual(['500.00', '500.00']);
  });

  test('is not seen where cash is not known', async () => {
    const { analysis } = await run('2026-04-30', { entities: [yacht] }, costs);
    expect(analysis.facts.runway.value).toBeUndefined();
    expect(analysis.facts.runway.gaps.map((gap) => gap.id)).toContain('jada.opening.Assets:Checking');
  });
});

test('an emptied account that is silent was closed; one with money on it ended too early', async () => {
  const both = `2025-10-31 | jada | Checking | 20000.00 | opening | Opening
    2025-10-31 | jada | Old | 50.00 | opening | Opening
    2025-11-02 | jada | Old | -50.00 | Expenses:Fees | Bank`;
  const closed = await run('2026-04-30', { entities: [yacht] }, `${both}\n${costs}`);
  expect(closed.analysis.gaps.map((gap) => gap.id)).not.toContain('jada.ended.Assets:Old');
  const ended = await run('2026-04-30', { entities: [yacht] }, `${both.replace('-50.00', '-20.00')}\n${costs}`);
  expect(ended.analysis.gaps.map((gap) => gap.id)).toContain('jada.ended.Assets:Old');
  const declared = { ...yacht, sources: [{ file: 'old.csv', account: 'Assets:Old', fresh_within_days: 365 }] };
  const patient = await run('2026-04-30', { entities: [declared] }, `${both.replace('-50.00', '-20.00')}\n${costs}`);
  expect(patient.analysis.gaps.map((gap) => gap.id)).not.toContain('jada.ended.Assets:Old');
});
