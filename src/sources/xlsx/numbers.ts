/** Decimals of at most 15 significant digits come back from a double as they went in (IEEE 754; DBL_DIG). */
const EXACT_DIGITS = 15;

export interface CellNumber {
  /** Plain digits with a dot. */
  readonly text: string;
  /** False when the double does not tell which decimal was meant: it has more than 15 digits. */
  readonly exact: boolean;
}

const SHORTEST = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d{1,3}))?$/;

/**
 * A number cell as a decimal. Workbooks store doubles, often with 17 digits (`1234.5599999999999`); the shortest decimal
 * that is that double is what was typed (`1234.56`). The double is only the way there: nothing is calculated with it.
 */
export function cellNumber(stored: string): CellNumber | undefined {
  if (!/^-?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?$/.test(stored)) return undefined;
  const match = SHORTEST.exec(String(Number(stored)));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, 1 - point), '0').padEnd(Math.max(point, 0), '0');
  const split = Math.max(point, 1);
  const rest = padded.slice(split);
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '').length;
  return {
    text: `${sign}${padded.slice(0, split)}${rest === '' ? '' : `.${rest}`}`,
    exact: significant <= EXACT_DIGITS,
  };
}
