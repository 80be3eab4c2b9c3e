import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figuresIn } from '../../../src/model/sentence.ts';
import { only, runOf, type TestRun } from '../../analysis/_run.ts';
import {
  AS_OF,
  house,
  inOrder,
  leases,
  ledger,
  nadia,
  rentRoll,
  tickets,
  yearOfPayments,
} from '../../analysis/rental/_house.ts';

/*
 * Three houses: one with all that can be wrong (a studio vacant for thirty days; April's rent missing; a lease that ends
 * in six weeks, under market; a dear loan; a gate that nobody mends; a deposit that was spent), one in order, and one
 * without a sheet.
 */
const wrong = {
  rent_roll: rentRoll(
    {
      unit: 'Main house',
      tenant: 'Nadia & Peter',
      status: 'occupied',
      since: '2025-05-01',
      rent: 2000,
      market_rent: 2400,
    },
    { unit: 'Studio', tenant: '', status: 'vacant', since: '2026-03-31', rent: 1500 },
  ),
  leases: leases({ ...nadia, ends: '2026-06-15', deposit: 3000, market_rent: 2400, market_source: 'Survey' }),
  maintenance: tickets({
    ticket: 'T-9',
    unit: 'Main house',
    description: 'Gate',
    opened: '2026-03-30',
    priority: 'urgent',
  }),
  loan_payments: yearOfPayments(800, 300),
};

let bad: TestRun;
let fine: TestRun;
let bare: TestRun;
beforeAll(async () => {
  const run = (
    tables: typeof inOrder,
    without: readonly string[] = [],
    books = ledger('', without),
  ): Promise<TestRun> => runOf(AS_OF, { entities: [house] }, books, [], { looks: ['business'], tables });
  bad = await run(wrong, ['2026-04']);
  fine = await run(inOrder);
  bare = await run({}, [], '');
});
afterAll(() => [bad, fine, bare].forEach(({ facts }) => facts.close()));

/** Low, mid and high as plain digits. */
function stakeOf(run: TestRun, check: string, subject?: string): string[] {
  const finding = run.outcome(check).findings.find((one) => subject === undefined || one.subject === subject);
  const { stake } = finding ?? {};
  return stake ? [stake.low, stake.mid, stake.high].map(run.value) : [];
}

describe.each(['RENT-01', 'RENT-02', 'RENT-03', 'RENT-04', 'RENT-05', 'RENT-06'])('%s', (check) => {
  test('finds nothing in a house that is in order', () => {
    expect(fine.outcome(check).state).toBe('passed');
  });

  test('has not seen a house without sheets, and says what it lacks', () => {
    expect(bare.outcome(check).state).toBe('not-seen');
    expect(bare.outcome(check).gaps).toContain('house.rent-roll');
  });

  test('names its evidence, a stable subject, and a size that is a figure', () => {
    for (const finding of bad.outcome(check).findings) {
      expect(finding.evidence.length).toBeGreaterThan(0);
      expect([...finding.evidence, ...figuresIn(finding.claim)].filter((id) => !bad.book.find(id))).toEqual([]);
      expect(finding.subject).not.toMatch(/\d{2,}\.\d|\d{4}-/);
      if (finding.size !== undefined) expect(bad.book.find(finding.size)?.value).toBeDefined();
    }
  });
});

describe('What is wrong', () => {
  test('RENT-01: a vacant unit, since when, and what it cost', () => {
    const finding = only(bad.outcome('RENT-01'));
    expect(finding).toMatchObject({ severity: 'high', subject: 'unit: Studio' });
    expect(bad.words(finding.claim)).toBe(
      'Studio of House has been vacant since 2026-03-31, 30: 1500.00 of rent lost so far at 1500.00 a month.',
    );
    expect(stakeOf(bad, 'RENT-01')).toEqual(['1500.00', '3000.00', '3000.00']);
  });

  test('RENT-02: a lease that ends, and a rent under the market’s', () => {
    const [ends, under] = bad.outcome('RENT-02').findings;
    expect([ends?.severity, under?.severity]).toEqual(['medium', 'medium']);
    expect(bad.words(ends?.claim ?? [])).toBe(
      'The lease of Main house with Nadia & Peter ends on 2026-06-15, in 46, less than the 60 that a renewal takes; no renewal is on file. It brings 2000.00 a month.',
    );
    expect(bad.words(under?.claim ?? [])).toBe(
      'Main house of House brings 2000.00 a month, 16.7 under the 2400.00 that the market pays by Survey; up to 10 is usual.',
    );
    expect(stakeOf(bad, 'RENT-02', 'market rent: Main house')).toEqual(['4800.00', '4800.00', '4800.00']);
  });

  test('RENT-03: rent that did not come, to the cent', () => {
    const finding = only(bad.outcome('RENT-03'));
    expect(finding).toMatchObject({ severity: 'high', subject: 'rent: Main house, Nadia & Peter' });
    expect(bad.words(finding.claim)).toBe(
      'Nadia & Peter in Main house owes 2000.00 of rent after the days of grace, the oldest since 2026-04-01: 24000.00 was due since 2025-05-01 and 22000.00 came.',
    );
    expect(stakeOf(bad, 'RENT-03')).toEqual(['2000.00', '2000.00', '2000.00']);
  });

  test('RENT-04: coverage under what lenders ask for', () => {
    const finding = only(bad.outcome('RENT-04'));
    expect(finding.severity).toBe('high');
    expect(bad.words(finding.claim)).toBe(
      'Net operating income of House over twelve months is 16000.00 (income 22000.00, operating costs 6000.00), 1.21 times its debt service of 13200.00; lenders ask for 1.25. The capitalisation rate is 6.7.',
    );
    expect(stakeOf(bad, 'RENT-04')).toEqual(['500.00', '500.00', '500.00']);
  });

  test('RENT-05: a repair that is left open, whatever its priority', () => {
    const finding = only(bad.outcome('RENT-05'));
    expect(finding).toMatchObject({ severity: 'medium', subject: 'ticket: T-9' });
    expect(bad.words(finding.claim)).toBe(
      'Ticket T-9, Gate, in Main house has been open since 2026-03-30, its priority urgent: 31, more than 30. Nobody is named for it.',
    );
  });

  test('RENT-06: a deposit that is not held', () => {
    const finding = only(bad.outcome('RENT-06'));
    expect(finding.severity).toBe('high');
    expect(bad.words(finding.claim)).toBe(
      'Tenants of House gave deposits of 3000.00; Liabilities:Tenant Deposits holds 2000.00. 1000.00 is not held.',
    );
    expect(stakeOf(bad, 'RENT-06')).toEqual(['1000.00', '1000.00', '1000.00']);
  });

  test('coverage below one is critical; what is settled is no finding; a tenant who stays on is one', async () => {
    const dear = await runOf(AS_OF, { entities: [house] }, ledger(), [], {
      looks: ['business'],
      tables: {
        rent_roll: rentRoll({
          unit: 'Main house',
          tenant: 'Nadia & Peter',
          status: 'occupied',
          since: null,
          rent: 2000,
        }),
        leases: leases(
          { ...nadia, ends: '2026-03-31' },
          { ...nadia, unit: 'Garage', tenant: 'Gil', ends: '2026-05-31', renewal: 'signed', rent: 10 },
        ),
        loan_payments: yearOfPayments(1400, 300),
      },
    });
    expect(only(dear.outcome('RENT-04')).severity).toBe('critical');
    const [stays, ...more] = dear.outcome('RENT-02').findings;
    expect(more).toEqual([]);
    expect(dear.words(stays?.claim ?? [])).toMatch(
      /^The lease of Main house with Nadia & Peter ended on 2026-03-31; no renewal/,
    );
    dear.facts.close();
  });
});
