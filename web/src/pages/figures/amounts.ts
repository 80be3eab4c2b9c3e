/*
 * Amounts as the API writes them: decimal text such as -1720.00. They are added and compared as whole numbers of their
 * smallest place, so that a sum is exact however large it is.
 */

interface Exact {
  readonly mantissa: bigint;
  readonly scale: number;
}

function exact(text: string): Exact {
  const [whole = '', fraction = ''] = text.split('.');
  return { mantissa: BigInt(whole + fraction), scale: fraction.length };
}

const scaled = ({ mantissa, scale }: Exact, to: number): bigint => mantissa * 10n ** BigInt(to - scale);

function written({ mantissa, scale }: Exact): string {
  const sign = mantissa < 0n ? '-' : '';
  const digits = String(mantissa < 0n ? -mantissa : mantissa).padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Of no amounts it is 0. */
export function sumOf(amounts: readonly string[]): string {
  const all = amounts.map(exact);
  const scale = Math.max(0, ...all.map((one) => one.scale));
  return written({ mantissa: all.reduce((sum, one) => sum + scaled(one, scale), 0n), scale });
}

export function negated(amount: string): string {
  const { mantissa, scale } = exact(amount);
  return written({ mantissa: -mantissa, scale });
}

/** Whether both are one number: 1.5 and 1.50 are. */
export function isSame(one: string, other: string): boolean {
  return exact(sumOf([one, negated(other)])).mantissa === 0n;
}

/** As a ledger writes it: 1,720.00, and (1,720.00) below zero. */
export function accounting(amount: string): { readonly text: string; readonly below: boolean } {
  const { mantissa, scale } = exact(amount);
  const [whole = '', fraction] = written({ mantissa: mantissa < 0n ? -mantissa : mantissa, scale }).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return mantissa < 0n ? { text: `(${text})`, below: true } : { text, below: false };
}
