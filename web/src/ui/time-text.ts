/*
 * Times as this dashboard writes them: absolute, in the portfolio's zone, the zone named.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Each is made once: that takes a browser longer than anything else about a time. */
function format(options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** `30 Apr 2026, 08:00 PDT` */
export function instantText(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const date = format({ day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(at);
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at);
  return `${date}, ${time} ${zoneText(at, timeZone)}`;
}

/** `PDT`: the zone's short name where English has one; en-US knows America's, en-GB Europe's. */
function zoneText(at: Date, timeZone: string): string {
  const name = (locale: string): string =>
    format({ timeZone, timeZoneName: 'short' }, locale)
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const american = name('en-US');
  return /^(GMT|UTC)./.test(american) ? name('en-GB') : american;
}

/** `30 Apr 2026`, of a day of the calendar: it has no zone. */
export function dayText(day: string): string {
  return format({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
