import { type Decimal, parseDecimal, rescale } from './decimal.ts';

/** An ISO 4217 alphabetic code, upper case. */
export type Currency = string;

/** Money is an integer of minor units: `{ minor: 12345n, currency: 'USD' }` is $123.45. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

const exponents = new Map<string, number>();
let known: ReadonlySet<string> | undefined;

/** True for an ISO 4217 code that the runtime's Unicode data knows. */
export function isCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(code);
}

/** The digits of a currency's minor unit: USD 2, JPY 0, KWD 3 (ISO 4217, by way of ECMA-402 CurrencyDigits). */
export function minorDigits(currency: Currency): number {
  let digits = exponents.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    exponents.set(currency, digits);
  }
  return digits;
}

export function moneyDecimal(money: Money): Decimal {
  return { mantissa: money.minor, scale: minorDigits(money.currency) };
}

/**
 * A decimal as minor units of the currency. Answers undefined when digits would be lost: `1.005 USD` is not a whole
 * number of cents, and no reader may round it in silence. Trailing zeros (`1.500`) lose nothing.
 */
export function toMinor(value: Decimal, currency: Currency): bigint | undefined {
  const digits = minorDigits(currency);
  const scaled = rescale(value, digits, 'floor');
  return value.scale > digits && rescale(scaled, value.scale).mantissa !== value.mantissa ? undefined : scaled.mantissa;
}

export type DecimalMark = '.' | ',';

const SPACES = /[\s\u00a0\u202f]/g;
const CURRENCY_MARK = /^(?:[A-Za-z]{3}\b|\p{Sc}|[A-Z]{1,2}\p{Sc})|(?:\b[A-Za-z]{3}|\p{Sc})$/gu;

/**
 * Reads an amount as banks write it: `1,234.56`, `1.234,56`, `1'234.56`, `(12.00)`, `12.00-`, `-$12`, `$ 12`,
 * `12 EUR`, `12.00 CR`, `12.00 DR`. The decimal mark is told, never guessed here: `1,234` with mark `.` is 1234.
 * Answers undefined for anything that is not plainly an amount (`1,23` with mark `.` is refused, not read as 123).
 */
export function parseAmount(text: string, mark: DecimalMark = '.'): Decimal | undefined {
  let body = text.replaceAll(SPACES, '').replace(/[\u2212\u2013]/g, '-');
  let negative = false;
  const flip = (pattern: RegExp, replacement: string): void => {
    if (!pattern.test(body)) return;
    body = body.replace(pattern, replacement);
    negative = !negative;
  };
  flip(/^\((.*)\)$/, '$1');
  flip(/DR$/i, '');
  body = body.replace(/CR$/i, '');
  flip(/-$/, '');
  flip(/^-/, '');
  body = body.replace(/^\+/, '').replaceAll(CURRENCY_MARK, '');
  flip(/^-/, '');
  body = body.replace(/^\+/, '');
  const group = mark === '.' ? "[,'\u2019]" : "[.'\u2019]";
  const grouped = new RegExp(`^\\d{1,3}(?:${group}\\d{3})+$|^\\d{1,2}(?:${group}\\d{2})+${group}\\d{3}$`);
  const [whole = '', fraction, ...rest] = body.split(mark);
  if (rest.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
  if (!/^\d*$/.test(whole) && !grouped.test(whole)) return undefined;
  const digits = whole.replaceAll(/\D/g, '');
  const value = parseDecimal(fraction === undefined ? digits : `${digits}.${fraction}`);
  return value && negative ? { mantissa: -value.mantissa, scale: value.scale } : value;
}
