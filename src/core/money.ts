import { type Decimal, parseDecimal, rescale } from './decimal.ts';

/** An ISO 4217 alphabetic code, upper case. */
export type Currency = string;

/** Money is an integer of minor units: `{ minor: 12345n, currency: 'USD' }` is $123.45. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/**
 * Minor digits where they are not 2, as ISO 4217 (list one, "CcyMnrUnts") has them. Intl cannot be asked: Node 20 and 24
 * answer CLDR's customs instead (HUF 0, IDR 0, IQD 0), and a bank's 1,234.50 HUF would be refused or lose its cents.
 */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);
let known: ReadonlySet<string> | undefined;

/** True for an ISO 4217 code that the runtime's Unicode data knows. */
export function isCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(code);
}

/** The digits of a currency's minor unit: USD 2, JPY 0, KWD 3 (ISO 4217). */
export function minorDigits(currency: Currency): number {
  return MINOR_DIGITS.get(currency) ?? 2;
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

/** No bank writes an amount longer than this; longer text is refused before any pattern looks at it. */
const LONGEST_AMOUNT = 64;
const LEAD = /^(?:(?<sign>[+-])|(?<mark>(?:[A-Z]{1,2})?\p{Sc}|[A-Za-z]{3}(?![A-Za-z])|kr\.?|Fr\.))\s*/u;
const TRAIL = /\s*(?:(?<sign>[+-]|[CD]R)|(?<mark>\p{Sc}|(?<![A-Za-z])[A-Za-z]{3}|kr\.?|zł|Kč|Ft|Fr\.))$/iu;
const LETTERS = /^[A-Za-z]{3}$/;
/** Groups of three with one separator throughout, or the Indian 12,34,567. */
const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[1-9]\d{0,2}([,'\u2019\s])\d{3}(?:\1\d{3})*$|^[1-9]\d?(?:,\d{2})+,\d{3}$/,
  ',': /^[1-9]\d{0,2}([.'\u2019\s])\d{3}(?:\1\d{3})*$/,
};

/** Takes signs and currency marks off one end; undefined when a three-letter word there is no currency. */
function strip(text: string, pattern: RegExp): { body: string; signs: readonly string[]; marks: number } | undefined {
  const signs: string[] = [];
  let body = text;
  let marks = 0;
  for (let match = pattern.exec(body); match; match = pattern.exec(body)) {
    const { sign, mark } = match.groups ?? {};
    if (mark !== undefined && LETTERS.test(mark) && !isCurrency(mark.toUpperCase())) return undefined;
    if (sign !== undefined) signs.push(sign.toUpperCase());
    else marks += 1;
    body = pattern === LEAD ? body.slice(match[0].length) : body.slice(0, match.index);
  }
  return { body, signs, marks };
}

/** Digits with groups and a decimal mark, without sign: `1,234.56`. */
function unsigned(body: string, mark: DecimalMark): Decimal | undefined {
  const [whole = '', fraction, ...rest] = body.split(mark);
  if (rest.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
  if (!/^\d*$/.test(whole) && !GROUPED[mark].test(whole)) return undefined;
  const digits = whole.replaceAll(/\D/g, '');
  return parseDecimal(fraction === undefined ? digits : `${digits}.${fraction}`);
}

/**
 * Reads an amount as banks write it: `1,234.56`, `1.234,56`, `1'234.56`, `1 234,56`, `(12.00)`, `12.00-`, `-$12`,
 * `$ 12`, `12 EUR`, `12.00 CR`, `12.00 DR`. The decimal mark is told, never guessed here: `1,234` with mark `.` is 1234.
 * Answers undefined for anything that is not plainly an amount: `1,23` with mark `.` is refused, not read as 123, and so
 * is an amount with two signs (`--12`, `(-12)`), since nobody can know which of them is meant.
 */
export function parseAmount(text: string, mark: DecimalMark = '.'): Decimal | undefined {
  if (text.length > LONGEST_AMOUNT) return undefined;
  const trimmed = text.trim().replaceAll(/[\u2212\u2013]/g, '-');
  const bracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const lead = strip(bracketed ? trimmed.slice(1, -1).trim() : trimmed, LEAD);
  const trail = lead && strip(lead.body, TRAIL);
  if (!lead || !trail || lead.marks > 1 || trail.marks > 1) return undefined;
  const signs = [...(bracketed ? ['-'] : []), ...lead.signs, ...trail.signs];
  if (signs.length > 1) return undefined;
  const value = unsigned(trail.body, mark);
  const negative = signs[0] === '-' || signs[0] === 'DR';
  return value && negative ? { mantissa: -value.mantissa, scale: value.scale } : value;
}
