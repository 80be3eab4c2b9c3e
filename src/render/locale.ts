import { MONTH_NAMES, type IsoDate, type Month } from '../core/date.ts';

/** The one place that says how numbers and dates are written. Dates are day-month-year on purpose: `4/5` has two readings. */
export const LOCALE = 'en-US';

let integer: Intl.NumberFormat | undefined;

function nameOf(month: Month): string {
  return MONTH_NAMES[Number(month.slice(5, 7)) - 1] ?? '';
}

/** `2026-04-30` → `30 Apr 2026`. */
export function dateText(date: IsoDate): string {
  return `${Number(date.slice(8, 10))} ${nameOf(date)} ${date.slice(0, 4)}`;
}

/** `2026-04` → `Apr 2026`. */
export function monthText(month: Month): string {
  return `${nameOf(month)} ${month.slice(0, 4)}`;
}

/** `1–30 Apr 2026`, `1 Jan – 30 Apr 2026`, `1 Nov 2025 – 30 Apr 2026`. */
export function periodText(from: IsoDate, to: IsoDate): string {
  if (from === to) return dateText(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8, 10))}–${dateText(to)}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${Number(from.slice(8, 10))} ${nameOf(from)} – ${dateText(to)}`;
  return `${dateText(from)} – ${dateText(to)}`;
}

/** A number of things of this program's own counting (rows read, rows left out); figures go through `figureText`. */
export function tally(count: number, one: string, many = `${one}s`): string {
  // Made when it is wanted: a maker of formats takes longer than a short command has.
  integer ??= new Intl.NumberFormat(LOCALE);
  return `${integer.format(count)} ${count === 1 ? one : many}`;
}
