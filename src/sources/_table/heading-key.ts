import { isCurrency } from '../../core/money.ts';

/**
 * `Amount (EUR)` → `amount eur`: accents away, everything but letters and digits a space. `Währung` and `Waehrung` both
 * become `wahrung`; that `value` becomes `valu` on the way harms nothing, since every word here goes the same way.
 */
export function headingKey(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ä', 'a')
    .replaceAll('ö', 'o')
    .replaceAll('ü', 'u')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([aou])e/g, '$1')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export interface Heading {
  readonly key: string;
  /** The key without a currency code at its end, and that code. */
  readonly bare: string;
  readonly currency: string | undefined;
}

/** A heading and the currency that it may state: `Betrag (EUR)`, `Debit (USD)`. */
export function readHeading(text: string): Heading {
  const key = headingKey(text);
  const code = key.slice(-3).toUpperCase();
  const suffixed = key.length > 4 && key.at(-4) === ' ' && isCurrency(code);
  return suffixed
    ? { key, bare: key.slice(0, -4).replace(/ in$/, ''), currency: code }
    : { key, bare: key, currency: undefined };
}
