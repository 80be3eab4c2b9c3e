/*
 * Numbers for the eye. Money comes from the API as text that the server has formatted (`figure.text`): nothing here
 * rounds or adds it.
 */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 12,345 */
export const count = (value: number): string => whole.format(value);

/** `1 finding`, `2 findings`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 3.4 kB */
export function bytes(value: number): string {
  const step = value < 1000 ? 0 : value < 1_000_000 ? 1 : 2;
  const shown = new Intl.NumberFormat('en-US', { maximumFractionDigits: step === 0 ? 0 : 1 });
  return `${shown.format(value / 1000 ** step)} ${['B', 'kB', 'MB'][step]}`;
}

/** 850 ms, 2.4 s */
export function duration(ms: number): string {
  if (ms < 1000) return `${count(ms)} ms`;
  return `${new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(ms / 1000)} s`;
}

/** `Ann, Ben and Cid` */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
