import { Cron } from 'croner';

/** When something is due, by a cron of five fields in a time zone. All instants are milliseconds since 1970. */
export interface Times {
  /** The next ones after an instant, not that instant itself. */
  after(instant: number, count: number): readonly number[];
  /** The latest ones up to an instant, that instant included; the latest first. */
  upTo(instant: number, count: number): readonly number[];
}

/**
 * Throws an Error that says what is wrong with the text. A time of the day that a change of the clocks leaves out comes
 * right after the gap, and one that comes twice comes once.
 */
export function timesOf(cron: string, timeZone: string): Times {
  const times = opened(cron, timeZone);
  return {
    after: (instant, count) => times.nextRuns(count, new Date(instant)).map((date) => date.getTime()),
    upTo: (instant, count) => {
      // It looks for whole seconds, and leaves out the one that it is asked about.
      const found = times.previousRuns(count + 1, new Date(instant + SECOND)).map((date) => date.getTime());
      return found.filter((one) => one <= instant).slice(0, count);
    },
  };
}

const SECOND = 1000;

function opened(cron: string, timeZone: string): Cron {
  try {
    return new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true, fixedTimeRule: 'no-wildcard' });
  } catch (error) {
    const says = error instanceof Error ? error.message : 'it cannot be read';
    throw new Error(plain(says), { cause: error });
  }
}

/** `CronPattern: Invalid value for minute: 60` as a part of a sentence. */
function plain(text: string): string {
  const says = text.replace(/^CronPattern: /, '').replace(/\.$/, '');
  return `${says.charAt(0).toLowerCase()}${says.slice(1)}`;
}
