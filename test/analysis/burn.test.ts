import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const yacht = {
  entities: [{ id: 'jada', name: 'JADA', kind: 'yacht-charter', customer_deposits: ['Liabilities:Customer Deposits'] }],
};

const halfYear = `
  2025-10-31 | jada | Checking | 50000.00 | opening         | Opening
  2025-11-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2025-12-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2026-01-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2026-02-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2026-02-14 | jada | Checking |  1000.00 | Income:Charters | Avery
  2026-03-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2026-03-14 | jada | Checking |  1000.00 | Income:Charters | Blake
  2026-04-03 | jada | Checking | -4000.00 | Expenses:Dock   | Marina
  2026-04-14 | jada | Checking |  1000.00 | Income:Charters | Casey
`;

describe('burn is the net operating outflow of the last three and six full months, as a range', () => {
  test('a quiet half year', async () => {
    const { value } = await run('2026-04-30', yacht, halfYear);
    expect([value('group.burn.mean-3'), value('group.burn.mean-6')]).toEqual(['3000.00', '3500.00']);
    expect([value('group.burn.low'), value('group.burn.high')]).toEqual(['3000.00', '3500.00']);
    expect(value('jada.burn.2025-12')).toBe('4000.00');
  });

  test('a month that is not over does not count', async () => {
    const { value } = await run(
      '2026-04-29',
      yacht,
      `${halfYear}\n2025-10-05 | jada | Checking | -700.00 | Expenses:Dock | Marina`,
    );
    expect(value('group.burn.mean-3')).toBe('3333.33');
    expect(value('group.burn.mean-6')).toBe('3116.67');
  });

  test('what is no operating flow stands apart, with its sum', async () => {
    const { value, analysis } = await run(
      '2026-04-30',
      yacht,
      `${halfYear}
      2026-03-20 | jada | Checking | -9000.00 | Expenses:Haul-out             | Yard     | one-off
      2026-03-21 | jada | Checking | 12000.00 | Equity:Owner:Contributions    | Owner
      2026-04-02 | jada | Checking |  -500.00 | Liabilities:Loan              | Bank
      2026-04-05 | jada | Checking |   800.00 | Liabilities:Customer Deposits | Drew
      2026-04-06 | jada | Checking |  -250.00 | transfer                      | To savings
      2026-04-07 | jada | Checking |  -300.00 | Assets:Tender                 | Boat shop`,
    );
    expect(value('group.burn.mean-6')).toBe('3500.00');
    expect(value('group.apart.one-off')).toBe('9000.00');
    expect(value('group.apart.owner')).toBe('-12000.00');
    expect(value('group.apart.loans')).toBe('500.00');
    expect(value('group.apart.deposits')).toBe('-800.00');
    expect(value('group.apart.transfers')).toBe('250.00');
    expect(value('group.apart.other')).toBe('300.00');
    // Nothing else moved: burn and what stands apart are the whole change of cash.
    const apart = analysis.facts.burn.value?.apart.map((flow) => flow.flow);
    expect(apart).toEqual(['one-off', 'owner', 'deposits', 'loans', 'transfers', 'other']);
  });

  test('the portfolio says what is not operating', async () => {
    const { value } = await run('2026-04-30', { ...yacht, burn: { non_operating: ['Expenses:Dock:*'] } }, halfYear);
    expect(value('group.burn.mean-3')).toBe('-1000.00');
    expect(value('group.apart.non-operating')).toBe('24000.00');
  });
});

describe('what is not on file is not known', () => {
  const two = { entities: [...yacht.entities, { id: 'dump', name: 'Dump', kind: 'junk-removal' }] };

  test('an entity without rows is left out, and said to be', async () => {
    const { value, analysis } = await run('2026-04-30', two, halfYear);
    expect(value('dump.burn.mean-3')).toMatch(/^not known/);
    expect(analysis.facts.burn.value?.leftOut).toEqual(['dump']);
    expect(analysis.gaps.map((gap) => gap.id)).toContain('dump.no-rows');
    expect(value('group.burn.mean-3')).toBe('3000.00');
  });

  test('an entity whose export ended is left out of the months after it', async () => {
    const early = monthly('2025-08', 6, (month) => `${month}-28 | dump | Checking | -100.00 | Expenses:Fuel | Pump`);
    const { value, analysis } = await run('2026-04-30', two, `${halfYear}\n${early}`);
    expect(value('dump.burn.2026-01')).toBe('100.00');
    expect(value('dump.burn.2026-02')).toMatch(/nothing on file for 2026-02/);
    expect(analysis.facts.burn.value?.leftOut).toEqual(['dump']);
    expect(analysis.gaps.map((gap) => gap.source)).toContain('Assets:Checking: the export ends on 2026-01-28');
  });

  test('a young entity counts from its first month', async () => {
    const young = monthly('2026-02', 3, (month) => `${month}-02 | dump | Checking | -90.00 | Expenses:Fuel | Pump`);
    const { value, book } = await run('2026-04-30', two, `${halfYear}\n${young}`);
    expect(value('dump.burn.mean-6')).toBe('90.00');
    expect(book.get('dump.burn.mean-6').label).toContain('the 3 of the last 6 full months that are on file');
    expect(value('group.burn.mean-3')).toBe('3090.00');
    expect(value('group.burn.mean-6')).toBe('3545.00');
  });

  test('nothing at all', async () => {
    const { analysis } = await run('2026-04-30', yacht, '');
    expect(analysis.facts.burn.value).toBeUndefined();
    expect(analysis.facts.burn.gaps.map((gap) => gap.id)).toEqual(['jada.no-rows']);
  });
});

describe('other currencies', () => {
  const euros = { entities: [{ id: 'bakery', name: 'Bakery', kind: 'bakery', currency: 'EUR' }] };
  const books = monthly('2025-11', 6, (month) => `${month}-02 | bakery | Bank | -1000.00 EUR | Expenses:Flour | Mill`);

  test('are converted at the declared rate, the latest one before the day', async () => {
    const rates = [
      { from: 'EUR', to: 'USD', on: '2026-03-31', rate: '1.10', source: 'ECB' },
      { from: 'EUR', to: 'USD', on: '2025-12-31', rate: '1.20', source: 'ECB' },
      { from: 'EUR', to: 'USD', on: '2026-05-31', rate: '9.00', source: 'ECB' },
    ];
    const { value } = await run('2026-04-30', { ...euros, rates }, books);
    expect(value('group.burn.high')).toBe('1100.00');
  });

  test('are divided by a rate that is declared the other way round', async () => {
    const rates = [{ from: 'USD', to: 'EUR', on: '2026-03-31', rate: '0.80', source: 'ECB' }];
    const { value } = await run('2026-04-30', { ...euros, rates }, books);
    expect(value('group.burn.high')).toBe('1250.00');
  });

  test('without a rate are not known, and the gap names the rate', async () => {
    const { analysis } = await run('2026-04-30', euros, books);
    expect(analysis.facts.burn.value).toBeUndefined();
    expect(analysis.facts.burn.gaps.map((gap) => gap.source)).toEqual(['rate from EUR to USD on or before 2026-04-30']);
  });
});
