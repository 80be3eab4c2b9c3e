import { isoDate, type IsoDate } from '../core/date.ts';
import { isCurrency, minorDigits, parseAmount, toMinor, type DecimalMark } from '../core/money.ts';
import type { Position, Problem } from '../core/problem.ts';
import { NO_CURRENCY, problem, shown, type SourceCode } from './_codes.ts';

/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
const ISO = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|T|Z|[+-]\d{2}:?\d{2}$)/;

/** A value as a statement writes it. */
export interface Written {
  /** What it is called there: `Amt`, `:61:`. */
  readonly name: string;
  readonly text: string;
  readonly offset: number;
}

/** The decimal mark of an amount that is written without thousands separators: the last of the two. */
export function markOf(text: string): DecimalMark {
  return text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
}

/** Reads values of one thing, a movement or a balance; what fails becomes a problem at its place. */
export class Values {
  readonly problems: Problem[] = [];
  readonly #at: (offset: number) => Position;

  constructor(at: (offset: number) => Position) {
    this.#at = at;
  }

  fail(
    code: SourceCode,
    offset: number,
    message: string,
    advice: { expected?: string; mend?: string } = {},
  ): undefined {
    this.problems.push(problem(code, this.#at(offset), message, advice));
    return undefined;
  }

  /** The calendar day as it is written (ISO 8601, with or without time and zone): it is never moved to another zone. */
  isoDay({ name, text, offset }: Written): IsoDate | undefined {
    if (text === '')
      return this.fail('date-missing', offset, `there is no ${name}`, {
        expected: 'a date',
        mend: 'download the statement again',
      });
    const match = ISO.exec(text);
    const day = match && isoDate(Number(match[1]), Number(match[2]), Number(match[3]));
    return (
      day ??
      this.fail('date-invalid', offset, `${name} is ${shown(text)}`, {
        expected: 'a day that the calendar has, as YYYY-MM-DD',
        mend: 'mend the date',
      })
    );
  }

  /** An ISO 4217 code, or NO_CURRENCY where nothing says any. */
  currency({ text, offset }: Pick<Written, 'text' | 'offset'>): string | undefined {
    const code = text.toUpperCase();
    if (isCurrency(code) || code === NO_CURRENCY) return code;
    return this.fail('currency-unknown', offset, `${shown(code)} is no currency`, {
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the code',
    });
  }

  /** Minor units of the currency; the sign as it is written. */
  amount({ name, text, offset }: Written, currency: string, mark: DecimalMark): bigint | undefined {
    if (text === '')
      return this.fail('amount-missing', offset, `there is no ${name}`, {
        expected: 'an amount',
        mend: 'download the statement again',
      });
    const value = parseAmount(text, mark);
    if (!value)
      return this.fail('amount-invalid', offset, `${name} is ${shown(text)}`, {
        expected: `an amount such as 12${mark}50`,
        mend: 'mend the amount',
      });
    const minor = toMinor(value, currency);
    if (minor === undefined)
      return this.fail('amount-precision', offset, `${name} is ${shown(text)}, more digits than ${currency} has`, {
        expected: `at most ${minorDigits(currency)} digits after the decimal mark`,
        mend: 'mend the amount or the currency; amounts are never rounded',
      });
    if (minor <= LARGEST && minor >= -LARGEST) return minor;
    return this.fail('amount-too-large', offset, `${name} is ${shown(text)}`, {
      expected: 'at most 18 digits',
      mend: 'mend the amount',
    });
  }
}
