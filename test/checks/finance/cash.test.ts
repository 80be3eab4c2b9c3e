import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { monthly } from '../../analysis/_facts.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns();

const jada = { id: 'jada', name: 'JADA', kind: 'yacht-charter', customer_deposits: ['Liabilities:Deposits'] };
const costs = monthly('2025-11', 6, (month) => `${month}-03 | jada | Checking | -2000.00 | Expenses:Dock | Marina`);
const sales = monthly('2025-11', 6, (month) => `${month}-09 | jada | Checking | 2600.00 | Income:Charters | Avery`);
/** Books that end on 30 April with this much in the bank. */
const endsWith = (cash: number): string =>
  `2025-10-31 | jada | Checking | ${cash + 12_000}.00 | opening | Opening\n${costs}`;

describe('FIN-01 burn', () => {
  test('is stated', async () => {
    const { outcome, words } = await run('2026-04-30', { entities: [jada] }, costs);
    const finding = only(outcome('FIN-01'));
    expect(finding).toMatchObject({ severity: 'info', entity: 'group', subject: 'burn' });
    expect(words(finding.claim)).toBe('Operations take 2000.00 to 2000.00 a month out of the bank.');
    expect(finding.evidence).toContain('group.burn.2026-04');
    expect(finding.size).toBe('group.burn.high');
  });

  test('is stated as what it is when there is none', async () => {
    const { outcome, words } = await run('2026-04-30', { entities: [jada] }, `${costs}\n${sales}`);
    const finding = only(outcome('FIN-01'));
    expect(finding.size).toBeUndefined();
    expect(words(finding.claim)).toBe(
      'There is no burn: operations bring in 600.00 to 600.00 a month more than they cost.',
    );
  });

  test('is not seen without rows', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, '');
    expect(outcome('FIN-01')).toMatchObject({ state: 'not-seen', findings: [], gaps: ['jada.no-rows'] });
  });
});

describe('FIN-02 short runway', () => {
  test.each([
    [12_000, 'passed', undefined],
    [11_000, 'found', 'high'],
    [6000, 'found', 'high'],
    [5000, 'found', 'critical'],
  ])('with %i in the bank and 2,000 a month: %s %s', async (cash, state, severity) => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, endsWith(cash));
    expect(outcome('FIN-02').state).toBe(state);
    expect(outcome('FIN-02').findings[0]?.severity).toBe(severity);
  });

  test('deposits of customers do not lengthen it', async () => {
    const deposit = '2026-04-20 | jada | Checking | 9000.00 | Liabilities:Deposits | Blake';
    const { outcome, words, value, book, facts } = await run(
      '2026-04-30',
      { entities: [jada] },
      `${endsWith(11_000)}\n${deposit}`,
    );
    const { claim, stake, size = '' } = only(outcome('FIN-02'));
    expect([value(stake?.mid ?? ''), words(stake?.how ?? [])]).toEqual([
      '1000.00',
      'what 6 at the higher burn take, less unrestricted cash',
    ]);
    expect(value(size)).toBe('0.5');
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
    expect(words(claim)).toBe(
      'Unrestricted cash of 11000.00 lasts 5.5 at the higher burn, less than 6. Deposits of 9000.00 belong to customers and are not counted.',
    );
  });

  test('is none where more than what is in the bank belongs to customers, and no number below that', async () => {
    const deposit = '2026-04-20 | jada | Checking | 9000.00 | Liabilities:Deposits | Blake';
    const given = await run('2026-04-30', { entities: [jada] }, `${endsWith(-13_000)}\n${deposit}`);
    const { outcome, words, value, book, facts } = given;
    const { claim, severity, size = '' } = only(outcome('FIN-02'));
    expect(severity).toBe('critical');
    expect(words(claim)).toBe(
      'Unrestricted cash is -13000.00: there is no runway. Deposits of 9000.00 belong to customers and are not counted.',
    );
    expect([value('group.runway.months'), value('group.runway.high'), value(size)]).toEqual(['0.0', '0.0', '6.0']);
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });

  test('passes without burn, whatever is in the bank', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, `${endsWith(1)}\n${sales}`);
    expect(outcome('FIN-02').state).toBe('passed');
  });

  test('is not seen when no balance is known', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, costs);
    expect(outcome('FIN-02')).toMatchObject({ state: 'not-seen', gaps: ['jada.opening.Assets:Checking'] });
  });
});

describe('FIN-06 old receivables', () => {
  test('are not seen: no source brings invoices yet', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, endsWith(5000));
    expect(outcome('FIN-06')).toMatchObject({ state: 'not-seen', findings: [], gaps: ['group.invoices'] });
  });
});

describe('FIN-07 owner’s rule broken', () => {
  const rule = {
    id: 'ceiling',
    rule: 'Never more than nineteen hundred.',
    figure: 'group.burn.high',
    at_most: '1900.00',
  };

  test('a broken one is critical and says what is and what may be', async () => {
    const { outcome, words, value } = await run('2026-04-30', { rules: [rule], entities: [jada] }, costs);
    const finding = only(outcome('FIN-07'));
    expect(finding).toMatchObject({ severity: 'critical', subject: 'ceiling', entity: 'group' });
    expect([value(finding.size ?? ''), finding.stake]).toEqual(['100.00', undefined]);
    expect(words(finding.claim)).toBe(
      'Never more than nineteen hundred. Group burn, high is 2000.00. The rule allows at most 1900.00.',
    );
  });

  test('one that holds is none', async () => {
    const { outcome } = await run('2026-04-30', { rules: [{ ...rule, at_most: '2000.00' }], entities: [jada] }, costs);
    expect(outcome('FIN-07').state).toBe('passed');
  });

  test('one whose figure is not known is no pass', async () => {
    const { outcome } = await run('2026-04-30', { rules: [rule], entities: [jada] }, '');
    expect(outcome('FIN-07').state).toBe('not-seen');
    const none = await run('2026-04-30', { entities: [jada] }, costs);
    expect(none.outcome('FIN-07').gaps).toEqual(['group.rules']);
  });
});

describe('FIN-10 cash below the floor', () => {
  const plan = { horizon: '2026-12', cash_floor: '5000.00' };

  test('names the first week, its close and the lowest close', async () => {
    const { outcome, words, value } = await run('2026-04-30', { plan, entities: [jada] }, endsWith(8000));
    const { claim, stake, size } = only(outcome('FIN-10'));
    expect([value(size ?? ''), stake?.high]).toEqual(['3000.00', size]);
    expect(words(claim)).toBe(
      'Cash falls below the floor of 5000.00 in the week that ends on 2026-06-04: it closes at 4000.00, and the lowest close is 2000.00.',
    );
  });

  test('passes where cash stays above it', async () => {
    const { outcome } = await run('2026-04-30', { plan, entities: [jada] }, endsWith(11_000));
    expect(outcome('FIN-10').state).toBe('passed');
  });

  test('is not seen without a floor', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, endsWith(8000));
    expect(outcome('FIN-10').state).toBe('not-seen');
    expect(outcome('FIN-10').gaps).toContain('group.plan.cash-floor');
  });
});
