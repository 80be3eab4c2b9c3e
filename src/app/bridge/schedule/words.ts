/*
 * A cron for a person. The common forms are said plainly; of any other the cron itself is shown, which is right where
 * words would only be nearly so.
 */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `every Monday at 07:00`, `on the 2nd of every month at 08:30`. */
export function wordsOf(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/ +/);
  const when = timesSaid(minute, hour);
  const days = daysSaid(day, month, weekday);
  if (when === undefined || days === undefined) return cron;
  if (when.kind === 'clock') return `${days} at ${when.said}`;
  return days === 'every day' ? when.said : cron;
}

interface Said {
  /** `clock`: times of the day; `steady`: over and over. */
  readonly kind: 'clock' | 'steady';
  readonly said: string;
}

function timesSaid(minute: string, hour: string): Said | undefined {
  const [, minutes] = /^\*\/(\d{1,2})$/.exec(minute) ?? [];
  if (minutes !== undefined && hour === '*' && 60 % Number(minutes) === 0)
    return { kind: 'steady', said: Number(minutes) === 1 ? 'every minute' : `every ${Number(minutes)} minutes` };
  if (minute === '*' && hour === '*') return { kind: 'steady', said: 'every minute' };
  if (!/^\d{1,2}$/.test(minute)) return undefined;
  const two = minute.padStart(2, '0');
  if (hour === '*') return { kind: 'steady', said: `every hour, at ${two} past` };
  const hours = hour.split(',');
  if (!hours.every((one) => /^\d{1,2}$/.test(one))) return undefined;
  const clock = hours.map(Number).toSorted((a, b) => a - b);
  return { kind: 'clock', said: listed(clock.map((one) => `${String(one).padStart(2, '0')}:${two}`)) };
}

function daysSaid(day: string, month: string, weekday: string): string | undefined {
  const isAny = (field: string): boolean => field === '*' || field === '?';
  const months = isAny(month) ? [] : namesIn(month, MONTHS, 1);
  if (!months) return undefined;
  if (isAny(day) && isAny(weekday)) return months.length === 0 ? 'every day' : `every day in ${listed(months)}`;
  if (isAny(day)) return weekdaysSaid(weekday, months);
  return isAny(weekday) ? datesSaid(day, months) : undefined;
}

function weekdaysSaid(field: string, months: readonly string[]): string | undefined {
  const names = namesIn(field, DAYS, 0);
  if (!names) return undefined;
  const range = /^[^-,]+-[^-,]+$/.test(field);
  const said = range ? `${names[0] ?? ''} to ${names.at(-1) ?? ''}` : `every ${listed(names)}`;
  return months.length === 0 ? said : `${said} in ${listed(months)}`;
}

function datesSaid(field: string, months: readonly string[]): string | undefined {
  const dates = field.split(',').map((one) => (/^L$/i.test(one) ? 'last day' : ordinal(one)));
  if (dates.includes(undefined)) return undefined;
  const said = dates.filter((one) => one !== undefined);
  return `on the ${listed(said)} of ${months.length === 0 ? 'every month' : listed(months)}`;
}

/** The names that a field of numbers, names, lists and one range means; undefined for any other. */
function namesIn(field: string, names: readonly string[], first: number): readonly string[] | undefined {
  const numbered = (text: string): number | undefined => {
    const at = names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.toLowerCase());
    if (at >= 0) return at;
    return /^\d{1,2}$/.test(text) ? Number(text) - first : undefined;
  };
  // Of the days, 7 is a Sunday, too.
  const nameAt = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : names[first === 0 ? at % names.length : at];
  const [from, to, ...rest] = field.split('-');
  const parts =
    to === undefined
      ? field.split(',').map((one) => nameAt(numbered(one)))
      : between(numbered(from ?? ''), rest.length === 0 ? numbered(to) : undefined).map(nameAt);
  const known = parts.filter((one) => one !== undefined);
  return known.length === parts.length ? known : undefined;
}

function between(from: number | undefined, to: number | undefined): readonly (number | undefined)[] {
  if (from === undefined || to === undefined || to < from) return [undefined];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function ordinal(text: string): string | undefined {
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const number = Number(text);
  const isTeen = number >= 11 && number <= 13;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
