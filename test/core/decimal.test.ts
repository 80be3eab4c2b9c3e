import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  approximate,
  compare,
  decimal,
  decimalText,
  divide,
  isZero,
  multiply,
  negate,
  parseDecimal,
  rescale,
  subtract,
  type Decimal,
  type Rounding,
} from '../../src/core/decimal.ts';

const decimals = fc
  .record({ mantissa: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.integer({ min: 0, max: 12 }) })
  .map(({ mantissa, scale }) => decimal(mantissa, scale));
const roundings = fc.constantFrom<Rounding>('half-even', 'ceiling', 'floor');

/** |a − b| as a decimal. */
function distance(a: Decimal, b: Decimal): Decimal {
  const difference = subtract(a, b);
  return compare(difference, decimal(0)) < 0 ? negate(difference) : difference;
}

describe('a decimal', () => {
  test('prints as it was read', () => {
    fc.assert(
      fc.property(decimals, (a) => {
        const again = parseDecimal(decimalText(a));
        expect(again).toEqual(a);
      }),
    );
  });

  test.each([
    ['0.05', 5n, 2],
    ['-0.05', -5n, 2],
    ['.5', 5n, 1],
    ['12.', 12n, 0],
    ['+7', 7n, 0],
    ['007.10', 710n, 2],
  ])('reads %s', (text, mantissa, scale) => expect(parseDecimal(text)).toEqual({ mantissa, scale }));

  test.each(['', '.', '-', '+', '1,5', '1 5', '1e5', '0x1', '--1', '1.2.3', 'NaN', '½', '١'])(
    'refuses "%s"',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  test('refuses any text that is not digits with a dot', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseDecimal(text);
        expect(read !== undefined).toBe(/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text));
      }),
    );
  });
});

describe('arithmetic is exact', () => {
  test('adding does not depend on the order, and subtracting undoes it', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(compare(add(a, b), add(b, a))).toBe(0);
        expect(compare(add(add(a, b), c), add(a, add(b, c)))).toBe(0);
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
        expect(isZero(add(a, negate(a)))).toBe(true);
      }),
    );
  });

  test('multiplying spreads over adding', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0);
      }),
    );
  });

  test('scales do not matter when comparing', () => {
    expect(compare(decimal(10n, 1), decimal(100n, 2))).toBe(0);
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 20 }), (a, more) => {
        expect(compare(rescale(a, a.scale + more), a)).toBe(0);
      }),
    );
  });

  test('0.1 + 0.2 is 0.3', () => {
    expect(decimalText(add(decimal(1n, 1), decimal(2n, 1)))).toBe('0.3');
  });
});

describe('rounding', () => {
  test.each([
    ['2.5', '2'],
    ['3.5', '4'],
    ['-2.5', '-2'],
    ['-3.5', '-4'],
    ['2.51', '3'],
    ['-2.51', '-3'],
    ['0.5', '0'],
    ['-0.5', '0'],
    ['1.5', '2'],
  ])('half to even: %s is %s', (text, rounded) => {
    expect(decimalText(rescale(parseDecimal(text) ?? decimal(0), 0))).toBe(rounded);
  });

  test.each([
    ['ceiling', '-7', '2', '-3'],
    ['floor', '-7', '2', '-4'],
    ['ceiling', '7', '2', '4'],
    ['floor', '7', '2', '3'],
    ['ceiling', '7', '-2', '-3'],
    ['floor', '7', '-2', '-4'],
  ] as const)('%s of %s ÷ %s is %s', (rounding, a, b, rounded) => {
    const quotient = divide(parseDecimal(a) ?? decimal(0), parseDecimal(b) ?? decimal(0), 0, rounding);
    expect(quotient && decimalText(quotient)).toBe(rounded);
  });

  test('a quotient is within one unit of its last place, on the side that the rounding names', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.integer({ min: 0, max: 8 }), roundings, (a, b, scale, rounding) => {
        fc.pre(!isZero(b));
        const quotient = divide(a, b, scale, rounding) ?? decimal(0);
        expect(quotient.scale).toBe(scale);
        const off = subtract(multiply(quotient, b), a);
        const unit = multiply(decimal(1n, scale), b);
        const absolute = compare(unit, decimal(0)) < 0 ? negate(unit) : unit;
        const twice = multiply(distance(off, decimal(0)), decimal(2));
        expect(compare(distance(off, decimal(0)), absolute)).toBeLessThan(1);
        if (rounding === 'half-even') expect(compare(twice, absolute)).toBeLessThan(1);
        const above = compare(multiply(off, b), decimal(0));
        if (rounding === 'floor') expect(above).toBeLessThan(1);
        if (rounding === 'ceiling') expect(above).toBeGreaterThan(-1);
      }),
    );
  });

  test('rescaling is dividing by one', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 12 }), roundings, (a, scale, rounding) => {
        expect(rescale(a, scale, rounding)).toEqual(divide(a, decimal(1), scale, rounding));
      }),
    );
  });

  test('a quotient by zero is not known', () => {
    expect(divide(decimal(1), decimal(0n, 3), 2)).toBeUndefined();
  });
});

test('a chart gets the nearest float', () => {
  expect(approximate(decimal(-12345n, 2))).toBe(-123.45);
});
