import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const shop = (source: Record<string, unknown> = {}) => ({
  entities: [
    { id: 'shop', name: 'Shop', kind: 'other', sources: [{ file: 'bank.csv', account: 'Assets:Bank', ...source }] },
  ],
});
const opening = '2025-07-31 | shop | Bank | 5000.00 | opening | Opening';
const costs = (months: number, day: string) =>
  `${opening}\n${monthly('2025-08', months, (month) => `${month}-${day} | shop | Bank | -100.00 | Expenses:Rent | Landlord`)}`;

describe('a month is on file', () => {
  test('when the export goes on after it', async () => {
    const { value } = await run('2026-04-30', shop(), costs(9, '03'));
    expect(value('shop.expenses.2026-04')).toBe('100.00');
    expect(value('group.burn.high')).toBe('100.00');
  });

  test('not when the export ended early in it: what came after is not known, and is not zero', async () => {
    const { value, analysis } = await run('2026-04-30', shop(), costs(7, '03'));
    expect(value('shop.expenses.2026-01')).toBe('100.00');
    expect(value('shop.expenses.2026-02')).toMatch(/^not known/);
    expect(analysis.gaps.map((gap) => gap.source)).toContain('Assets:Bank: the export ends on 2026-02-03');
  });

  test('when the export ended in the last days of it', async () => {
    const { value } = await run('2026-04-30', shop(), costs(7, '26'));
    expect(value('shop.expenses.2026-02')).toBe('100.00');
    expect(value('shop.expenses.2026-03')).toMatch(/^not known/);
  });
});

describe('an export has ended', () => {
  const ended = async (source: Record<string, unknown>): Promise<boolean> => {
    const { analysis } = await run('2026-03-31', shop(source), costs(8, '03'));
    return analysis.gaps.some((gap) => gap.source.includes('the export ends on'));
  };

  test('after the days that its owner gives it, more or fewer than the 45 that hold without', async () => {
    expect(await ended({})).toBe(false);
    expect(await ended({ fresh_within_days: 10 })).toBe(true);
    expect(await ended({ fresh_within_days: 28 })).toBe(false);
  });
});

test('a history of less than three full months is a gap of its own', async () => {
  const { analysis, outcome } = await run(
    '2025-09-30',
    shop(),
    `2025-07-31 | shop | Bank | 5000.00 | opening | Opening\n2025-08-03 | shop | Bank | -100.00 | Expenses:Rent | Landlord\n2025-09-03 | shop | Bank | -100.00 | Expenses:Rent | Landlord`,
  );
  expect(analysis.gaps.map((gap) => gap.id)).toContain('shop.short-history');
  expect(outcome('FIN-01')).toMatchObject({ state: 'not-seen', gaps: expect.arrayContaining(['shop.short-history']) });
});
