import { parseXml } from '../_xml.ts';
import { isoDate } from '../../core/date.ts';

/** Number formats that are dates in every language (ECMA-376 part 1, 18.8.30), those of East Asia among them. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Excel's own limit is 65,490. */
const MOST_STYLES = 65_536;

/** A format code is a date's when, beside quoted and escaped text, it has a letter of day, month, year or time. */
function isDateFormat(code: string): boolean {
  if (code.length > 1000) return false;
  const bare = code
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replaceAll(/[\\_*]./g, '');
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare);
}

/** Which cell styles (by their index) show dates. */
export function dateStyles(xml: string): readonly boolean[] {
  const custom = new Map<number, string>();
  const styles: boolean[] = [];
  let within = '';
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs' || name === 'cellStyleXfs') within = name;
      if (name !== 'xf' || within !== 'cellXfs' || styles.length >= MOST_STYLES) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = custom.get(id);
      styles.push(code === undefined ? BUILT_IN.some(([from, to]) => id >= from && id <= to) : isDateFormat(code));
    },
    text() {},
    close(name) {
      if (name === within) within = '';
    },
  });
  return styles;
}

const DAY = 86_400;
/** Day 0 of the 1900 system, if February 1900 had ended on the 28th; and of the 1904 system. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * A serial number as `2026-04-30`, or with its time as `2026-04-30 12:30:00`; a time alone as `12:30:00`. Excel's 1900
 * system has a 29 February 1900 (serial 60), which the calendar has not: the days before it are one further on.
 */
export function serialText(serial: number, is1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < 2_958_466)) return undefined;
  const seconds = Math.round(serial * DAY);
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const pad = (part: number): string => String(part).padStart(2, '0');
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(pad).join(':');
  if (days === 0 && !is1904) return time;
  if (!is1904 && days === 60) return undefined;
  const shifted = !is1904 && days < 60 ? days + 1 : days;
  const at = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + shifted * DAY * 1000);
  const day = isoDate(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
  return day === undefined || rest === 0 ? day : `${day} ${time}`;
}
