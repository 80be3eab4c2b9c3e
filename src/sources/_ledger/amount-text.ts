import { decimalText, type Decimal } from '../../core/decimal.ts';

/** An amount for messages: `12.50 EUR`, `$12.50`, `12.50`. */
export function amountText(symbol: string, amount: Decimal): string {
  const digits = decimalText(amount);
  if (symbol === '') return digits;
  if (/^\p{Sc}$/u.test(symbol)) return digits.startsWith('-') ? `-${symbol}${digits.slice(1)}` : `${symbol}${digits}`;
  return `${digits} ${/^[^\s\d"*+\-.;=@{}]+$/.test(symbol) ? symbol : `"${symbol}"`}`;
}
