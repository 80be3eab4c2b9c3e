import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, decimal, decimalText } from '../../src/core/decimal.ts';
import { isCurrency, minorDigits, moneyDecimal, parseAmount, toMinor, type DecimalMark } from '../../src/core/money.ts';

const read = (text: string, mark: DecimalMark = '.'): string | undefined => {
  const value = parseAmount(text, mark);
  return value && decimalText(value);
};

describe('currencies', () => {
  test.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    // Where CLDR, and so Intl, has other customs than ISO 4217.
    ['HUF', 2],
    ['IDR', 2],
    ['IQD', 3],
    ['RSD', 2],
  ])('%s has %i digits', (code, digits) => expect(minorDigits(code)).toBe(digits));

  test('a code is upper case and of the list', () => {
    expect(['USD', 'EUR', 'usd', 'ZZZ', 'US', ''].map(isCurrency)).toEqual([true, true, false, false, false, false]);
  });
});

describe('minor units', () => {
  test('no digit is lost in silence', () => {
    expect(toMinor(decimal(1005n, 3), 'USD')).toBeUndefined();
    expect(toMinor(decimal(-1005n, 3), 'USD')).toBeUndefined();
    expect(toMinor(decimal(1500n, 3), 'USD')).toBe(150n);
    expect(toMinor(decimal(15n, 1), 'JPY')).toBeUndefined();
    expect(toMinor(decimal(15n), 'KWD')).toBe(15_000n);
  });

  test('there and back', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('USD', 'JPY', 'KWD', 'UYW'), (minor, currency) => {
        expect(toMinor(moneyDecimal({ minor, currency }), currency)).toBe(minor);
      }),
    );
  });

  test('either exact or refused', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.integer({ min: 0, max: 6 }),
        (mantissa, scale) => {
          const value = decimal(mantissa, scale);
          const minor = toMinor(value, 'USD');
          if (minor === undefined) expect(mantissa % 10n ** BigInt(scale - 2)).not.toBe(0n);
          else expect(compare(moneyDecimal({ minor, currency: 'USD' }), value)).toBe(0);
        },
      ),
    );
  });
});

describe('an amount as banks write it', () => {
  test.each([
    ['1,234.56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['1’234.56', '1234.56'],
    ['12,34,567.10', '1234567.10'],
    ['1,234', '1234'],
    ['(12.00)', '-12.00'],
    ['($1,200.00)', '-1200.00'],
    ['12.00-', '-12.00'],
    ['\u221212.00', '-12.00'],
    ['+12', '12'],
    ['-$12', '-12'],
    ['$-12', '-12'],
    ['US$12', '12'],
    ['$ 12', '12'],
    ['12 EUR', '12'],
    ['EUR 12', '12'],
    ['EUR12', '12'],
    ['12.00 CR', '12.00'],
    ['12.00 DR', '-12.00'],
    ['12.00DR', '-12.00'],
    ['$12.00 USD', '12.00'],
    [' 12 ', '12'],
  ])('%s is %s', (text, value) => expect(read(text)).toBe(value));

  test.each([
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202f234,56 €', '1234.56'],
    ['-1.234', '-1234'],
    ['R$ 1.234,50', '1234.50'],
    ['1 234 567,00 kr', '1234567.00'],
  ])('with a decimal comma, %s is %s', (text, value) => expect(read(text, ',')).toBe(value));

  test.each([
    '1,23',
    '1,2345',
    '0,123',
    '1 2',
    '--12',
    '(-12)',
    '-12-',
    '-12 DR',
    '-12.00 CR',
    '1.2.3',
    '1,234,56',
    'abc12',
    '12.00 XYZ',
    '1e5',
    '$',
    '',
    '-',
    '()',
    'n/a',
    '12a',
    '1,234.5,6',
    '٣',
  ])('refuses "%s"', (text) => expect(read(text)).toBeUndefined());

  test('what one mark groups, the other refuses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const fraction = String(cents).padStart(2, '0');
        const english = `${String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction}`;
        const german = english.replaceAll(/[.,]/g, (c) => (c === '.' ? ',' : '.'));
        expect(read(english)).toBe(`${whole}.${fraction}`);
        expect(read(german, ',')).toBe(`${whole}.${fraction}`);
        expect(read(english, ',')).toBeUndefined();
        expect(read(german)).toBeUndefined();
      }),
    );
  });

  test('never throws, and never sees an amount where there is no digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom<DecimalMark>('.', ','), (text, mark) => {
        const value = parseAmount(text, mark);
        if (value) expect(text).toMatch(/\d/);
      }),
    );
  });
});
