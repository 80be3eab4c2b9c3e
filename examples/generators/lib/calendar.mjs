/** Days are ISO text throughout; no local time zone comes in. */

/** @param {string} month `2026-04` @param {number} dayOfMonth the last day of a shorter month when it has no such day */
export function day(month, dayOfMonth) {
  const last = Number(lastDay(month).slice(8));
  return `${month}-${String(Math.min(dayOfMonth, last)).padStart(2, '0')}`;
}

/** @param {string} month */
export function lastDay(month) {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
}

/** @param {string} date @param {number} days */
export function plusDays(date, days) {
  const time = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

/** Monday 1 … Sunday 7. @param {string} date */
export function weekday(date) {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The day itself, or the Monday after a weekend: banks post on working days. @param {string} date */
export function workingDay(date) {
  const past = weekday(date) - 5;
  return past > 0 ? plusDays(date, 3 - past) : date;
}

/** Months from first to last, both included. @param {string} first @param {string} last */
export function monthsFrom(first, last) {
  const months = [];
  for (let month = first; month <= last; month = plusDays(`${month}-28`, 7).slice(0, 7)) months.push(month);
  return months;
}

/** @param {string} from @param {string} to */
export function daysFrom(from, to) {
  const days = [];
  for (let date = from; date <= to; date = plusDays(date, 1)) days.push(date);
  return days;
}
