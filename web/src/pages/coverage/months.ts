/** A month of a timeline: on file, or not known. */
export interface Month {
  /** `2026-04` */
  readonly month: string;
  readonly onFile: boolean;
}

/** The months between two, both included: `2026-03`, `2026-04`. More than `most` are the latest of them. */
export function monthsBetween(first: string, last: string, most = 600): readonly string[] {
  const [from, to] = [numberOf(first), numberOf(last)];
  if (from === undefined || to === undefined || from > to) return [];
  const start = Math.max(from, to - most + 1);
  return Array.from({ length: to - start + 1 }, (_, at) => textOf(start + at));
}

/** Months since the year 0; of a month or a day. */
function numberOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})/.exec(text);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : undefined;
}

function textOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** Something with a first and a last month or day; without them nothing of it is on file. */
export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The columns that all spans share: from the first month that any of them has to the month of the run. */
export function columnsOf(spans: readonly Span[], asOf: string, most: number): readonly string[] {
  const known = spans.flatMap(({ from }) => (from === undefined ? [] : [from]));
  return monthsBetween([...known, asOf].toSorted()[0] ?? asOf, asOf, most);
}

export function timelineOf({ from, to }: Span, columns: readonly string[]): readonly Month[] {
  const own = from === undefined || to === undefined ? [] : monthsBetween(from, to);
  const onFile = new Set(own);
  return columns.map((month) => ({ month, onFile: onFile.has(month) }));
}

/** Columns under their year: `2025` heads eight of them. */
export function yearsOf(columns: readonly string[]): readonly { readonly year: string; readonly months: number }[] {
  const years = new Map<string, number>();
  for (const month of columns) {
    const year = month.slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  return [...years].map(([year, months]) => ({ year, months }));
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Apr` */
export function monthName(month: string): string {
  return NAMES[Number(month.slice(5, 7)) - 1] ?? month;
}

/** `Apr 2026` */
export function monthText(month: string): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}
