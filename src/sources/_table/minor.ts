import { isCurrency, minorDigits, parseAmount, toMinor, type DecimalMark } from '../../core/money.ts';
import { shown, type SourceCode } from '../_codes.ts';

/** Why a cell is no amount of its row's currency. */
export interface AmountFault {
  readonly code: SourceCode;
  readonly message: string;
  readonly expected: string;
  readonly mend: string;
}

/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
const PLAIN_DOT = /^-?\d{1,15}(?:\.\d{1,2})?$/;
const PLAIN_COMMA = /^-?\d{1,15}(?:,\d{1,2})?$/;

/** Plain cells (`-1234.56`), which nearly all are, without a look at the ways of writing an amount. */
function plainMinor(text: string, mark: DecimalMark, digits: number): bigint | undefined {
  if (digits !== 2 || !(mark === '.' ? PLAIN_DOT : PLAIN_COMMA).test(text)) return undefined;
  const at = text.indexOf(mark);
  if (at < 0) return BigInt(`${text}00`);
  const fraction = text.slice(at + 1);
  return BigInt(`${text.slice(0, at)}${fraction.length === 1 ? `${fraction}0` : fraction}`);
}

function otherCurrency(text: string, currency: string): string | undefined {
  if (text.includes('€') && currency !== 'EUR') return '€';
  const code = /(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])/.exec(text)?.[0].toUpperCase();
  return code !== undefined && code !== currency && isCurrency(code) ? code : undefined;
}

/** A money cell in minor units of the currency, or why it is none. `where` names its column to people. */
export function minorOf(text: string, mark: DecimalMark, currency: string, where: string): bigint | AmountFault {
  const digits = minorDigits(currency);
  const plain = plainMinor(text, mark, digits);
  if (plain !== undefined) return plain;
  const holds = `${where} holds ${shown(text)}`;
  const value = parseAmount(text, mark);
  if (!value) {
    return {
      code: 'amount-invalid',
      message: holds,
      expected: `an amount with "${mark}" for the decimal mark`,
      mend: parseAmount(text, mark === '.' ? ',' : '.')
        ? 'mend the cell, or declare `decimal` for this source'
        : 'mend the cell',
    };
  }
  if (otherCurrency(text, currency) !== undefined) {
    return {
      code: 'currency-conflict',
      message: `${holds}, and the row is in ${currency}`,
      expected: `an amount in ${currency}`,
      mend: 'export one currency a file, or map the currency column',
    };
  }
  const minor = toMinor(value, currency);
  if (minor === undefined) {
    return {
      code: 'amount-precision',
      message: `${holds}, more digits than ${currency} has`,
      expected: `at most ${digits} digits after the decimal mark`,
      mend: 'mend the cell or the currency; amounts are never rounded',
    };
  }
  return minor > LARGEST || minor < -LARGEST
    ? { code: 'amount-too-large', message: holds, expected: 'at most 18 digits', mend: 'mend the cell' }
    : minor;
}
