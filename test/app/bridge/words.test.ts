import { expect, it } from 'vitest';
import { wordsOf } from '../../../src/app/bridge/schedule/words.ts';

it.each([
  ['0 7 * * *', 'every day at 07:00'],
  ['5 7,19 * * *', 'every day at 07:05 and 19:05'],
  ['0 7 * * 1', 'every Monday at 07:00'],
  ['0 7 * * MON', 'every Monday at 07:00'],
  ['0 7 * * 0', 'every Sunday at 07:00'],
  ['0 7 * * 7', 'every Sunday at 07:00'],
  ['0 7 * * 1,3,5', 'every Monday, Wednesday and Friday at 07:00'],
  ['0 7 * * 1-5', 'Monday to Friday at 07:00'],
  ['0 7 * * sat-sun', '0 7 * * sat-sun'],
  ['0 7 ? * FRI', 'every Friday at 07:00'],
  ['30 8 2 * *', 'on the 2nd of every month at 08:30'],
  ['30 8 1,11,23 * *', 'on the 1st, 11th and 23rd of every month at 08:30'],
  ['0 18 L * *', 'on the last day of every month at 18:00'],
  ['0 6 1 1,4,7,10 *', 'on the 1st of January, April, July and October at 06:00'],
  ['0 6 * JUN-AUG *', 'every day in June, July and August at 06:00'],
  ['0 6 * 12 1', 'every Monday in December at 06:00'],
  ['0 * * * *', 'every hour, at 00 past'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['*/1 * * * *', 'every minute'],
  ['* * * * *', 'every minute'],
])('%s is: %s', (cron, words) => {
  expect(wordsOf(cron)).toBe(words);
});

it.each([
  '*/7 * * * *',
  '*/15 9-17 * * *',
  '0 9-17 * * *',
  '0 */2 * * *',
  '0 7 1 * MON',
  '0 7 * * MON#2',
  '0 7 1-7 * *',
  '0 7 15W * *',
  '0 * * * 1',
  '* 7 * * *',
  '0 7 * 1-3,12 *',
])('%s has no plain words, and is shown as it stands', (cron) => {
  expect(wordsOf(cron)).toBe(cron);
});
