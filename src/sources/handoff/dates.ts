import { addMonths, lastDay, type IsoDate } from '../../core/date.ts';
import { parseDate } from '../_table/dates.ts';

const MONTH =
  '(?:jan(?:uary|uar|v|vier)?|jänner|ene(?:ro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juni|junio|juin|july?|juli|julio|juillet|aug(?:ust)?|ago(?:sto)?|août|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|déc(?:embre)?|dic(?:iembre)?)';
const END = '(?![\\p{L}\\p{N}])';

/**
 * A day as people write it: `2026-04-30`, `30.04.2026`, `4/30/2026`, `30 April 2026`, `Apr 30`, `end of April`. Where
 * the year is left out the document's own day says it.
 */
export const WRITTEN_DAY = [
  `\\d{4}-\\d{2}-\\d{2}`,
  `\\d{1,2}[./]\\d{1,2}[./]\\d{4}`,
  `(?:the )?(?:end of|ende) ${MONTH}\\.?(?: \\d{4})?${END}`,
  `${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?${END}`,
  `\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of |de )?${MONTH}\\.?(?:,? (?:de )?\\d{4})?${END}`,
].join('|');

const YEAR = /\d{4}/;
const MONTH_END = /^(?:the )?(?:end of|ende) /i;

/** Which year is meant by a day without one. */
export interface Near {
  /** The document's own day. */
  readonly dated: IsoDate | undefined;
  /** A deadline lies ahead of it, a beginning behind it. */
  readonly side: 'ahead' | 'behind';
}

/** Both ways of reading agree, or only one gives a day: `4/30/2026` is one, `4/5/2026` none. */
function certain(text: string): IsoDate | undefined {
  const monthFirst = parseDate(text, 'mdy');
  const dayFirst = parseDate(text, 'dmy');
  if (text.includes('.') && /^\d+\.\d+\.\d+$/.test(text)) return dayFirst;
  if (monthFirst !== undefined && dayFirst !== undefined && monthFirst !== dayFirst) return undefined;
  return monthFirst ?? dayFirst;
}

function inNearYear(text: string, { dated, side }: Near): IsoDate | undefined {
  if (dated === undefined) return undefined;
  const year = Number(dated.slice(0, 4));
  const same = certain(`${text} ${year}`);
  if (side === 'behind') return same !== undefined && same <= dated ? same : certain(`${text} ${year - 1}`);
  // A deadline of some months ago is still of this year; one of long ago is of the next.
  const oldest = `${addMonths(dated.slice(0, 7), -6)}-01`;
  return same !== undefined && same >= oldest ? same : certain(`${text} ${year + 1}`);
}

/** A day that `WRITTEN_DAY` matched; undefined where it cannot be told, such as 4/5/2026, or a day without any year. */
export function readDay(written: string, near: Near): IsoDate | undefined {
  const ends = MONTH_END.test(written);
  const plain = written.trim().replace(MONTH_END, '1 ').replaceAll(/ of /gi, ' ');
  const day = YEAR.test(plain) ? certain(plain) : inNearYear(plain.replace(/[.,]$/, ''), near);
  return ends && day !== undefined ? lastDay(day.slice(0, 7)) : day;
}
