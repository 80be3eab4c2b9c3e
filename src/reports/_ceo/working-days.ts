import { addDays, type IsoDate } from '../../core/date.ts';

/** Monday to Friday after a day, `days` days on. */
export function workingDays(after: IsoDate, days: number): readonly IsoDate[] {
  const all = Array.from({ length: days }, (_, at) => addDays(after, at + 1));
  return all.filter((day) => !isWeekend(day));
}

function isWeekend(day: IsoDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
