import { describe, expect, it } from 'vitest';

import { parseAmount } from '../../src/core/money.ts';
import { PORTFOLIO_CODES } from '../../src/portfolio/codes.ts';
import * as limits from '../../src/portfolio/limits.ts';
import { parseDate } from '../../src/sources/_table/dates.ts';
import { headingKey } from '../../src/sources/_table/heading-key.ts';
import type { Field } from '../../src/sources/_table/headings.ts';
import { presetNamed, presets } from '../../src/sources/_table/presets.ts';
import { codes } from '../../src/sources/index.ts';
import { pageOf, tableBelow } from './_pages.ts';

const portfolio = pageOf('portfolio.md');
const sources = pageOf('sources.md');

describe('Tables of the guide', () => {
  it('portfolio.md lists every error code with its meaning', () => {
    expect(tableBelow(portfolio, 'Error codes')).toEqual(Object.entries(PORTFOLIO_CODES));
  });

  it('portfolio.md lists every limit', () => {
    const shown = tableBelow(portfolio, 'Limits').map(([name, value = '']) => [
      name,
      Number(value.replaceAll(',', '')),
    ]);
    expect(Object.fromEntries(shown)).toEqual({ ...limits });
  });

  it('sources.md lists every problem code with its severity and meaning', () => {
    const shown = tableBelow(sources, 'Problem codes').map((row) => row.map((cell) => cell.replaceAll('`', '')));
    const plain = Object.entries(codes).map(([code, { severity, meaning }]) => [
      code,
      severity,
      meaning.replaceAll('`', ''),
    ]);
    expect(shown).toEqual(plain);
  });

  const [amounts = [], dates = []] = tableBelow(sources, 'What is detected').slice(-2);
  const examples = (cells: readonly string[]): string[] =>
    [...cells.join(' ').matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);

  it.each(examples(amounts))('sources.md: the amount %s is read', (text) => {
    expect(parseAmount(text, '.') ?? parseAmount(text, ',')).toBeDefined();
  });

  it.each(examples(dates))('sources.md: the date %s is read', (text) => {
    expect([parseDate(text, 'mdy'), parseDate(text, 'dmy')]).toContain('2026-04-30');
  });
});

/** The tables of the presets, by the name that stands before each. */
function presetTables(): [name: string, fields: [field: Field, headings: string[]][]][] {
  return sources.text
    .split(/^\*\*`(?=[a-z-]+`\*\*)/m)
    .slice(1)
    .map((part) => {
      const rows = [...(part.split(/^#/m)[0] ?? '').matchAll(/^\| (\w+)[^|]* \| ([^|]+) \|$/gm)].map(
        ([, field = '', headings = '']) => [field, headings] as const,
      );
      const fields = rows
        .filter(([field]) => field !== 'field' && field in presetNamed('bank').headings)
        .map(([field, headings]): [Field, string[]] => [field as Field, headings.split(', ').map(headingKey)]);
      return [/^[a-z-]+/.exec(part)?.[0] ?? '', fields];
    });
}

describe('Presets of sources.md', () => {
  const tables = presetTables();

  it('are those that there are', () => {
    expect(tables.map(([name]) => name)).toEqual(presets.map(({ name }) => name));
  });

  it.each(tables)('%s: each heading is one that the preset looks for, in its order', (name, fields) => {
    const { headings } = presetNamed(name as (typeof presets)[number]['name']);
    for (const [field, shown] of fields)
      expect((headings[field] ?? []).filter((heading) => shown.includes(heading))).toEqual(shown);
  });

  it.each(['stripe', 'stripe-payouts', 'square'] as const)('%s: all of its headings are shown', (name) => {
    const shown = Object.fromEntries(tables.find(([one]) => one === name)?.[1] ?? []);
    expect(shown).toEqual(presetNamed(name).headings);
  });
});
