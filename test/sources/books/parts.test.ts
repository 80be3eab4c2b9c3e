import { expect, test } from 'vitest';
import { isCashName, typeOf } from '../../../src/sources/_books/account-types.ts';
import { readTotal, type Classified, type Kind } from '../../../src/sources/_books/classify.ts';
import { periodStart } from '../../../src/sources/_books/openings.ts';
import { Sections } from '../../../src/sources/_books/sections.ts';

test.each([
  ['Total for Payroll', 'Payroll', false],
  ['Total for Payroll with sub-accounts', 'Payroll', true],
  ['Total 6110 · Vehicle', '6110 · Vehicle', false],
  ['TOTAL', '', false],
  ['Totals', '', false],
])('%j is a total of %j (with the accounts below it: %s)', (label, name, rollup) => {
  expect(readTotal(label)).toEqual({ name, rollup });
});

test('what only begins like the word is no total', () => {
  expect(readTotal('Totally Fresh Bakery')).toBeUndefined();
  expect(readTotal('Subtotal')).toBeUndefined();
});

test.each([
  ['For the period 1 January 2026 to 31 January 2026', '2026-01-01'],
  ['January 1 - December 31, 2025', '2025-01-01'],
  ['January 1-31, 2026', '2026-01-01'],
  ['January 1, 2024 - February 29, 2024', '2024-01-01'],
  ['January - December, 2026', '2026-01-01'],
  ['January-December 2026', '2026-01-01'],
  ['April 2026', '2026-04-01'],
  ['1 April 2026 to 30 April 2026', '2026-04-01'],
  ['All Dates', undefined],
  ['Harbor Trading since 1998', undefined],
])('the period %j begins on %s', (title, day) => {
  expect(periodStart(['General Ledger', title])).toBe(day);
});

test('words for types, and names of accounts of money at hand', () => {
  expect(typeOf('Bank')).toEqual({ type: 'Assets', cash: true });
  expect(typeOf('Property, Plant, Equipment')).toEqual({ type: 'Assets', cash: false });
  expect(typeOf('OTHERINCOME')).toEqual({ type: 'Income', cash: false });
  expect(typeOf('Mystery')).toBeUndefined();
  expect(isCashName('Assets:Harbor:Checking')).toBe(true);
  expect(isCashName('Assets:Bankside Property')).toBe(false);
  expect(isCashName('Expenses:Bank Fees')).toBe(false);
});

/** Follows a report that is told by a line each: `Boat`, `- posting`, `Total for Boat`. */
function paths(report: readonly string[]): readonly string[] {
  const record = { fields: [], line: 1, start: 0 };
  const lines = report.map((line): Classified => {
    const total = readTotal(line);
    const kind: Kind = line.startsWith('-') ? 'posting' : total ? 'total' : 'section';
    return { kind, record, name: total?.name ?? line, rollup: total?.rollup ?? false };
  });
  const sections = new Sections(lines);
  return lines.flatMap(({ kind, name }, index) => {
    if (kind === 'section') sections.begin(name, index);
    if (kind === 'total') sections.end(name, index);
    return kind === 'posting' ? [sections.current?.path ?? '?'] : [];
  });
}

test('an account stays open after its own total where one with sub-accounts is to come', () => {
  const report =
    'Boat,- 1,Total for Boat,Fuel,- 2,Total for Fuel,Rope,- 3,Total for Rope,Total for Boat with sub-accounts,Rent,- 4';
  expect(paths(report.split(','))).toEqual(['Boat', 'Boat:Fuel', 'Boat:Rope', 'Rent']);
});

test('the same name below two accounts is two accounts', () => {
  const report =
    'Grants,Drive,- 1,Total for Drive,Total for Grants with sub-accounts,Costs,Drive,- 2,Total for Drive,Total for Costs with sub-accounts';
  expect(paths(report.split(','))).toEqual(['Grants:Drive', 'Costs:Drive']);
});

test('without totals the accounts are of one level', () => {
  expect(paths(['Bank', '- 1', 'Sales', '- 2'])).toEqual(['Bank', 'Sales']);
});
