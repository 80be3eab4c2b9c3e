/**
 * Exact decimals: a bigint mantissa over a power of ten. Every amount, rate and ratio in Quarterdeck is one of these;
 * no float ever touches them. `{ mantissa: 12345n, scale: 2 }` is 123.45.
 */
export interface Decimal {
  readonly mantissa: bigint;
  /** Digits after the decimal point, 0 or more. */
  readonly scale: number;
}

export const ZERO: Decimal = { mantissa: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Makes a decimal of a mantissa and a scale: `decimal(12345n, 2)` is 123.45. */
export function decimal(mantissa: bigint | number, scale = 0): Decimal {
  return { mantissa: BigInt(mantissa), scale };
}

/** Reads `-1234.50` (no separators, a dot for the decimal mark). Answers undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = PLAIN.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const mantissa = BigInt(whole + fraction);
  return { mantissa: sign === '-' ? -mantissa : mantissa, scale: fraction.length };
}

/** `{ 12345n, 2 }` → `"123.45"`: always plain digits with a dot, the scale's zeros kept. */
export function decimalText(value: Decimal): string {
  const negative = value.mantissa < 0n;
  const digits = (negative ? -value.mantissa : value.mantissa).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale > 0 ? `.${digits.slice(digits.length - value.scale)}` : '';
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

function mantissaAt(value: Decimal, scale: number): bigint {
  return value.mantissa * 10n ** BigInt(scale - value.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { mantissa: mantissaAt(a, scale) + mantissaAt(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function negate(a: Decimal): Decimal {
  return { mantissa: -a.mantissa, scale: a.scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { mantissa: a.mantissa * b.mantissa, scale: a.scale + b.scale };
}

/** -1, 0 or 1. Scales do not matter: 1.0 equals 1.00. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const difference = mantissaAt(a, scale) - mantissaAt(b, scale);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function isZero(a: Decimal): boolean {
  return a.mantissa === 0n;
}

export type Rounding = 'half-even' | 'ceiling' | 'floor';

/** Divides two bigints to an integer by the rounding named. `half-even` is IEEE 754-2019 §4.3.1, roundTiesToEven. */
function divideIntegers(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
  const truncated = n / d;
  const remainder = n - truncated * d;
  if (remainder === 0n) return truncated;
  const floor = remainder < 0n ? truncated - 1n : truncated;
  switch (rounding) {
    case 'floor':
      return floor;
    case 'ceiling':
      return floor + 1n;
    case 'half-even': {
      const above = (n - floor * d) * 2n;
      if (above === d) return floor % 2n === 0n ? floor : floor + 1n;
      return above < d ? floor : floor + 1n;
    }
  }
}

/** `a / b` to `scale` digits. Answers undefined when b is zero: a quotient by zero is not known, it is not zero. */
export function divide(a: Decimal, b: Decimal, scale: number, rounding: Rounding = 'half-even'): Decimal | undefined {
  if (b.mantissa === 0n) return undefined;
  const shift = scale + b.scale - a.scale;
  const numerator = shift >= 0 ? a.mantissa * 10n ** BigInt(shift) : a.mantissa;
  const denominator = shift >= 0 ? b.mantissa : b.mantissa * 10n ** BigInt(-shift);
  return { mantissa: divideIntegers(numerator, denominator, rounding), scale };
}

/** The same value with `scale` digits, rounded where digits are lost. */
export function rescale(value: Decimal, scale: number, rounding: Rounding = 'half-even'): Decimal {
  if (scale >= value.scale) return { mantissa: mantissaAt(value, scale), scale };
  return { mantissa: divideIntegers(value.mantissa, 10n ** BigInt(value.scale - scale), rounding), scale };
}

/** For drawing only (chart coordinates): the nearest float. Never feed it back into an amount. */
export function approximate(value: Decimal): number {
  return Number(decimalText(value));
}
