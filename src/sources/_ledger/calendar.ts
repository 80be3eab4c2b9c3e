const MONTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days from 0000-03-01 to 1970-01-01. */
const TO_EPOCH = 719_468;

function leap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * Days since 1970-01-01 of a day of the Gregorian calendar, or NaN for one that it does not have. Years run 1900 to 2199,
 * as everywhere in Quarterdeck: a year beyond is a slip of the pen. Counts from 1 March, so that the leap day comes last
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
 */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1900 && year <= 2199) || !(month >= 1 && month <= 12)) return Number.NaN;
  const last = month === 2 && leap(year) ? 29 : (MONTHS[month] ?? 0);
  if (!(day >= 1 && day <= last)) return Number.NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - TO_EPOCH;
}

const DAY = 86_400_000;
const texts = new Map<number, string>();

/** `YYYY-MM-DD` of days since 1970-01-01. A journal has few thousand days at most: each is made once. */
export function dayText(day: number): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY).toISOString().slice(0, 10);
    if (texts.size < 200_000) texts.set(day, text);
  }
  return text;
}
