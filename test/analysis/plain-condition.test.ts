import { describe, expect, it } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import { plainCondition } from '../../src/analysis/plain-condition.ts';
import type { Figure } from '../../src/model/figure.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns({ looks: ['books'] });

describe('a plain condition', () => {
  it('names an account of an entity, its currency, and days', () => {
    const condition =
      "entity = 'jada'\n  AND account = 'Assets:Luis'' Boat'\n  AND currency = 'USD'\n  AND date <= DATE '2026-04-30'";
    expect(plainCondition(condition)).toEqual({
      entity: 'jada',
      account: "Assets:Luis' Boat",
      currency: 'USD',
      counterparty: undefined,
      first: '0001-01-01',
      last: '2026-04-30',
    });
  });

  it.each([
    ['without an account', "entity = 'jada'\n  AND date <= DATE '2026-04-30'"],
    ['with a pattern', "entity = 'jada'\n  AND account LIKE 'Income:%'"],
    ['with anything else', "entity = 'jada'\n  AND account = 'A:B'\n  AND category = 'cash'"],
    ['with two of one kind', "entity = 'jada'\n  AND account = 'A:B'\n  AND account = 'A:C'"],
    ['with a choice', "entity = 'jada'\n  AND account = 'A:B' OR account = 'A:C'"],
  ])('is none %s', (_, condition) => {
    expect(plainCondition(condition)).toBeUndefined();
  });
});

it('every figure holds, and each that is off by one of its unit is found, whatever its condition', async () => {
  const { book, facts } = await run(
    '2026-02-28',
    { entities: [{ id: 'jada', name: 'JADA', kind: 'other' }] },
    `2026-01-01 | jada | Checking | 1000.00 | opening
     2026-01-09 | jada | Checking | 250.00 | Income:Sales | Avery
     2026-02-03 | jada | Checking | -40.00 | Expenses:Fuel | Dock`,
  );
  const figures = book.all();
  expect(await verifyFigures(figures, facts)).toEqual([]);
  const leaves = figures.filter(({ receipt, value }) => receipt.kind === 'rows' && value !== undefined);
  const offByOne = (figure: Figure): Figure =>
    leaves.includes(figure) && figure.value
      ? { ...figure, value: { ...figure.value, mantissa: figure.value.mantissa + 1n } }
      : figure;
  const broken = await verifyFigures(figures.map(offByOne), facts);
  expect(leaves.length).toBeGreaterThan(20);
  expect(leaves.filter(({ id }) => !broken.includes(id))).toEqual([]);
});
