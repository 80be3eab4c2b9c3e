import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, parseDecimal } from '../../src/core/decimal.ts';
import { Book } from '../../src/model/book.ts';
import type { Figure, Unit } from '../../src/model/figure.ts';
import { dateText, monthText, periodText, tally } from '../../src/render/locale.ts';
import { compactText, figureText, rangeText, valueText, whyUnknown } from '../../src/render/numbers.ts';
import { declare } from './sample.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };

function figure(value: string, unit: Unit = USD): Figure {
  return declare(new Book('2026-04-30'))('a.figure', 'A figure', unit, value);
}

function unknown(why: string): Figure {
  return new Book('2026-04-30').unknown('a.figure', 'A figure', USD, why);
}

describe('figures as text', () => {
  it.each([
    ['7214.49', 'prose', '$7,214'],
    ['7214.50', 'prose', '$7,214'],
    ['7215.50', 'prose', '$7,216'],
    ['-1200.00', 'prose', '−$1,200'],
    ['-1200.00', 'table', '($1,200)'],
    ['-1200.45', 'ledger', '($1,200.45)'],
    ['1200', 'ledger', '$1,200.00'],
    ['0.40', 'prose', '$0.40'],
    ['99.99', 'table', '$99.99'],
    ['25.00', 'prose', '$25'],
    ['0.00', 'prose', '$0'],
    ['-0.00', 'table', '$0'],
    ['123456789012345678901234567890.12', 'ledger', '$123,456,789,012,345,678,901,234,567,890.12'],
  ] as const)('writes %s in %s as %s', (value, style, text) => {
    expect(figureText(figure(value), style)).toBe(text);
  });

  it.each([
    [{ kind: 'count', of: 'charter' }, '6', '6 charters'],
    [{ kind: 'count', of: 'charter' }, '1', '1 charter'],
    [{ kind: 'count', of: 'charters' }, '1', '1 charter'],
    [{ kind: 'count', of: 'delivery' }, '12', '12 deliveries'],
    [{ kind: 'count', of: 'box' }, '2', '2 boxes'],
    [{ kind: 'count', of: '' }, '3676', '3,676'],
    [{ kind: 'months' }, '5.4', '5.4 months'],
    [{ kind: 'months' }, '1.0', '1 month'],
    [{ kind: 'weeks' }, '3', '3 weeks'],
    [{ kind: 'percent' }, '42.1', '42.1 %'],
    [{ kind: 'percent' }, '-4.2', '−4.2 %'],
    [{ kind: 'ratio' }, '1.25', '1.25'],
    [{ kind: 'rate', from: 'EUR', to: 'USD' }, '1.083200', '1.0832 USD per EUR'],
    [{ kind: 'money', currency: 'JPY' }, '1500', '¥1,500'],
    [{ kind: 'money', currency: 'CAD' }, '1500.00', 'CA$1,500'],
  ] as const)('writes %o %s as %s', (unit, value, text) => {
    expect(figureText(figure(value, unit))).toBe(text);
  });

  it('keeps the digits of a unit in tables, so that a column lines up', () => {
    expect(figureText(figure('40.0', { kind: 'percent' }), 'table')).toBe('40.0 %');
    expect(figureText(figure('40.0', { kind: 'percent' }), 'prose')).toBe('40 %');
  });

  it('never writes zero for what is not known, and keeps the reason', () => {
    expect(figureText(unknown('no invoices export was given'))).toBe('not known');
    expect(whyUnknown(unknown('no invoices\u202e export'))).toBe('no invoices\\u202e export');
    expect(whyUnknown(figure('0'))).toBeUndefined();
  });

  it('loses no digit of any amount, however long', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (minor) => {
        const text = valueText(decimal(minor, 2), USD, 'ledger');
        const digits = text.replaceAll(/[^\d.]/g, '');
        const read = parseDecimal(text.startsWith('(') ? `-${digits}` : digits);
        expect(read).toEqual({ mantissa: minor, scale: 2 });
      }),
    );
  });
});

describe('ranges', () => {
  it.each([
    ['7200', '8800', '$7,200–8,800'],
    ['7200', '7200.00', '$7,200'],
    ['7200.10', '7200.40', '$7,200'],
    ['50', '84.37', '$50.00–84.37'],
    ['-1200', '800', '−$1,200 to $800'],
  ])('writes %s to %s as %s', (low, high, text) => {
    expect(rangeText(figure(low), figure(high))).toBe(text);
  });

  it('says the unit once', () => {
    const charters: Unit = { kind: 'count', of: 'charter' };
    expect(rangeText(figure('3', charters), figure('6', charters))).toBe('3–6 charters');
    expect(rangeText(figure('4.9', { kind: 'months' }), figure('6.0', { kind: 'months' }))).toBe('4.9–6 months');
  });

  it('is not known when one end is not', () => {
    expect(rangeText(figure('7200'), unknown('no statement'))).toBe('not known');
    expect(rangeText(unknown('no statement'), figure('7200'))).toBe('not known');
  });

  it('keeps two units apart', () => {
    expect(rangeText(figure('3'), figure('4', { kind: 'months' }))).toBe('$3 to 4 months');
  });
});

describe('marks of a chart', () => {
  it('are short', () => {
    expect(compactText(decimal(721449n, 2), USD)).toBe('$7.2K');
    expect(compactText(decimal(-1200000n, 2), USD)).toBe('−$12K');
    expect(compactText(decimal(421n, 1), { kind: 'percent' })).toBe('42.1 %');
  });
});

describe('dates', () => {
  it('are absolute and have one reading', () => {
    expect(dateText('2026-04-05')).toBe('5 Apr 2026');
    expect(monthText('2025-09')).toBe('Sep 2025');
  });

  it.each([
    ['2026-04-01', '2026-04-30', '1–30 Apr 2026'],
    ['2026-01-01', '2026-04-30', '1 Jan – 30 Apr 2026'],
    ['2025-11-01', '2026-04-30', '1 Nov 2025 – 30 Apr 2026'],
    ['2026-04-30', '2026-04-30', '30 Apr 2026'],
  ])('%s to %s is %s', (from, to, text) => {
    expect(periodText(from, to)).toBe(text);
  });

  it('counts things with their word', () => {
    expect(tally(1, 'row')).toBe('1 row');
    expect(tally(1412, 'row')).toBe('1,412 rows');
  });
});
