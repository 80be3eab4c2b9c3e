import { compare, decimal, decimalText, type Decimal } from '../core/decimal.ts';
import { minorDigits } from '../core/money.ts';
import { unitDigits } from '../model/book.ts';
import type { Figure, Unit } from '../model/figure.ts';
import { LOCALE } from './locale.ts';
import { plain } from './outside.ts';

/**
 * How a figure is written. `prose` (sentences, tiles): whole units of money, a minus sign. `table`: whole units,
 * negative money in parentheses. `ledger`: as `table`, to the cent.
 */
export type NumberStyle = 'prose' | 'table' | 'ledger';

export const NOT_KNOWN = 'not known';

const formats = new Map<string, Intl.NumberFormat>();

/** Makers of number formats are slow (some 50 µs) and a report asks for the same few hundreds of times. */
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.NumberFormat(LOCALE, options)));
  return made;
}

/** Intl reads the decimal's own digits, so no amount passes through a float. Half to even, as in core/decimal. */
function write(value: Decimal, options: Intl.NumberFormatOptions): string {
  const text = decimalText(value) as `${number}`;
  const written = format({ roundingMode: 'halfEven', signDisplay: 'negative', ...options }).format(text);
  return written.replaceAll('\u00a0', ' ').replace('-', '\u2212');
}

/** Whole units; but small prices keep their cents (a margin of $0.40 is not $0). */
function moneyDigits(value: Decimal, currency: string, style: NumberStyle): number {
  const digits = minorDigits(currency);
  if (style === 'ledger') return digits;
  const size: Decimal = { mantissa: value.mantissa < 0n ? -value.mantissa : value.mantissa, scale: value.scale };
  const whole = size.mantissa % 10n ** BigInt(size.scale) === 0n;
  return whole || compare(size, decimal(100)) >= 0 ? 0 : digits;
}

function money(value: Decimal, currency: string, style: NumberStyle, fractionDigits: number): string {
  return write(value, {
    style: 'currency',
    currency,
    currencySign: style === 'prose' ? 'standard' : 'accounting',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
}

/** `charter` → `charters`, `delivery` → `deliveries`; a plural stays one. */
function plural(noun: string): string {
  if (noun === '' || /s$/i.test(noun)) return noun;
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`;
}

function singular(noun: string): string {
  if (/ies$/i.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:xes|zes|ches|shes|sses)$/i.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/i.test(noun) ? noun.slice(0, -1) : noun;
}

function isOne(value: Decimal): boolean {
  return compare(value, decimal(1)) === 0;
}

/** The words after a number: ` charters`, ` %`, ` months`. */
function unitWords(unit: Unit, value: Decimal): string {
  switch (unit.kind) {
    case 'money':
    case 'ratio':
      return '';
    case 'count': {
      const noun = plain(unit.of).trim();
      return noun === '' ? '' : ` ${isOne(value) ? singular(noun) : plural(noun)}`;
    }
    case 'months':
    case 'weeks':
    case 'hours':
      return ` ${isOne(value) ? singular(unit.kind) : unit.kind}`;
    case 'percent':
      return ' %';
    case 'rate':
      return ` ${unit.to} per ${unit.from}`;
  }
}

/** The number without its words. Tables keep the unit's digits, so that a column lines up; prose drops idle zeros. */
function numberWithoutWords(value: Decimal, unit: Unit, style: NumberStyle): string {
  if (unit.kind === 'money') return money(value, unit.currency, style, moneyDigits(value, unit.currency, style));
  const digits = unit.kind === 'count' ? Math.min(value.scale, 2) : unitDigits(unit);
  const fixed = style !== 'prose' && unit.kind !== 'count' && unit.kind !== 'rate';
  return write(value, { minimumFractionDigits: fixed ? digits : 0, maximumFractionDigits: digits });
}

/** A known value in its unit: `$7,214`, `($1,200)`, `6 charters`, `5.4 months`, `42.1 %`. */
export function valueText(value: Decimal, unit: Unit, style: NumberStyle): string {
  return numberWithoutWords(value, unit, style) + unitWords(unit, value);
}

/** A figure as text; `not known` where it is not, never zero. The reason stands in `figure.unknown`. */
export function figureText(figure: Figure, style: NumberStyle = 'prose'): string {
  return figure.value === undefined ? NOT_KNOWN : valueText(figure.value, figure.unit, style);
}

/** Why a figure is not known, fit for a reader; undefined when it is known. */
export function whyUnknown(figure: Figure): string | undefined {
  return figure.value === undefined ? plain(figure.unknown ?? 'no reason was given') : undefined;
}

/** Low to high as one text: `$7,200–8,800`, `3–6 charters`, `−$1,200 to $800`; not known when either end is not. */
export function rangeText(low: Figure, high: Figure, style: NumberStyle = 'prose'): string {
  if (low.value === undefined || high.value === undefined) return NOT_KNOWN;
  if (compare(low.value, high.value) === 0) return figureText(low, style);
  if (!sameUnit(low.unit, high.unit)) return `${figureText(low, style)} to ${figureText(high, style)}`;
  if (low.value.mantissa < 0n || high.value.mantissa < 0n) {
    return `${figureText(low, 'prose')} to ${figureText(high, 'prose')}`;
  }
  return closedRange(low.value, high.value, high.unit, style);
}

function closedRange(low: Decimal, high: Decimal, unit: Unit, style: NumberStyle): string {
  const words = unitWords(unit, high);
  if (unit.kind !== 'money') {
    return `${numberWithoutWords(low, unit, style)}–${numberWithoutWords(high, unit, style)}${words}`;
  }
  const digits = Math.max(moneyDigits(low, unit.currency, style), moneyDigits(high, unit.currency, style));
  const [from, to] = [low, high].map((value) => money(value, unit.currency, style, digits));
  return from === to ? `${from}` : `${from}–${to?.replace(/^[^\d]+/, '')}`;
}

function sameUnit(a: Unit, b: Unit): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** For the marks of a chart, where room is short: `$7.2K`, `−€12.4K`, `5.4`. Never for text. */
export function compactText(value: Decimal, unit: Unit): string {
  const shape = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  if (unit.kind === 'money') return write(value, { ...shape, style: 'currency', currency: unit.currency });
  return `${write(value, shape)}${unit.kind === 'percent' ? ' %' : ''}`;
}
