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
