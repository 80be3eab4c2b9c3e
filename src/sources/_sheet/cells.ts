import { divide, decimal, decimalText, multiply, rescale, type Decimal } from '../../core/decimal.ts';
import { parseAmount, type DecimalMark } from '../../core/money.ts';

/** 10^15: no sheet counts further, and a sum of such numbers still fits its column. */
const LARGEST = 1_000_000_000_000_000n;
const UNIT = /\s*(?:%|[\p{L}%.]{1,16}(?: [\p{L}.]{1,16})?)$/u;
const CLOCK = /^(\d{1,6}):([0-5]?\d)(?::([0-5]?\d)(?:\.0+)?)?$/;
const SPELT =
  /^(?:(\d{1,6}) ?(?:h|hrs?|hours?|std\.?|stunden?|horas?|heures?)\.?)?[ ,]*(?:(\d{1,7}) ?(?:m|min\.?|mins?|minutes?|minuten|minutos?))?[ ,]*(?:(\d{1,9}) ?(?:s|secs?|seconds?|sek\.?|sekunden|segundos?))?$/i;
const SPELT_HOURS = /^([\d.,]{1,20}) ?(?:h|hrs?|hours?|std\.?|stunden?|horas?|heures?)$/i;
const CURRENCY_NAMED = /^[^-]{2,60} - ([A-Z]{3})$/;
const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };

/** What people and programs write into a cell that holds nothing. It is never zero. */
export const isNothing = (cell: string): boolean => cell === '' || /^(?:-|–|—|n\/?a|null|none)$/i.test(cell);

/** An exact number with or without its unit; undefined for what is none. */
function numberOf(cell: string, mark: DecimalMark): Decimal | undefined {
  const bare = cell.replace(UNIT, '');
  const value = /\d/.test(bare) ? parseAmount(bare, mark) : undefined;
  return value && value.scale <= 12 ? value : undefined;
}

const within = (value: bigint): boolean => value <= LARGEST && value >= -LARGEST;

/** `15`, `15th`, `1,250 nm`: a whole number. */
export function wholeOf(cell: string, mark: DecimalMark): bigint | undefined {
  const value = numberOf(cell, mark);
  if (!value) return undefined;
  const { mantissa } = rescale(value, 0, 'floor');
  return rescale({ mantissa, scale: 0 }, value.scale).mantissa === value.mantissa && within(mantissa)
    ? mantissa
    : undefined;
}

/** `2.5`, `15 %`: an exact decimal as text with a dot. */
export function decimalOf(cell: string, mark: DecimalMark): string | undefined {
  const value = numberOf(cell, mark);
  return value && within(value.mantissa) ? decimalText(value) : undefined;
}

/** A decimal number of hours or minutes as seconds; of a part of a second the nearest whole one. */
function secondsOf(value: Decimal | undefined, each: number): bigint | undefined {
  const seconds = value && value.mantissa >= 0n ? divide(multiply(value, decimal(each)), decimal(1), 0) : undefined;
  return seconds && within(seconds.mantissa) ? seconds.mantissa : undefined;
}

/** `1:30`, `01:30:00`, `1h 30m`, `1.5` or `1.5 h` as seconds. */
export function durationOf(cell: string, mark: DecimalMark): bigint | undefined {
  const clock = CLOCK.exec(cell);
  if (clock) return BigInt(clock[1] ?? 0) * 3600n + BigInt(clock[2] ?? 0) * 60n + BigInt(clock[3] ?? 0);
  const spelt = cell.length <= 40 && /\p{L}/u.test(cell) ? SPELT.exec(cell) : null;
  if (spelt) return BigInt(spelt[1] ?? 0) * 3600n + BigInt(spelt[2] ?? 0) * 60n + BigInt(spelt[3] ?? 0);
  return secondsOf(parseAmount(SPELT_HOURS.exec(cell)?.[1] ?? cell, mark), 3600);
}

/** `90`, `90 min` as seconds. */
export function minutesOf(cell: string, mark: DecimalMark): bigint | undefined {
  return secondsOf(numberOf(cell, mark), 60);
}

/** `usd`, `Euro - EUR`, `€` as a code, which may be none of ISO 4217. */
export function currencyOf(cell: string): string {
  return SYMBOLS[cell] ?? CURRENCY_NAMED.exec(cell)?.[1] ?? cell.toUpperCase();
}
