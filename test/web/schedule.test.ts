import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Schedule } from '../../src/http/contract/schedule.ts';
import { sendState } from '../../src/http/contract/send.ts';
import { schedule as declared } from '../../src/model/dashboard-settings.ts';
import { answerOf, EXAMPLE, nextOf, OUTCOMES } from '../../web/src/pages/schedule/words.ts';

function planned(schedules: readonly { report: string; next: string[] }[], runsHere = true): Schedule {
  return {
    timeZone: 'America/Los_Angeles',
    runsHere,
    schedules: schedules.map(({ report, next }) => ({ id: report, report, cron: '0 7 * * 1', words: 'weekly', next })),
  };
}

const titleOf = (report: string): string => `${report} report`;

const CEO = { report: 'ceo', next: ['2026-05-04T14:00:00.000Z', '2026-05-11T14:00:00.000Z'] };
const BOOKS = { report: 'accounting', next: ['2026-05-02T15:30:00.000Z'] };

it('says how many there are and which is next, in the portfolio’s zone', () => {
  expect(answerOf(planned([CEO, BOOKS]), titleOf)).toBe(
    '2 schedules send reports by themselves; next: accounting report, 2 May 2026, 08:30 PDT.',
  );
  expect(answerOf(planned([CEO]), titleOf)).toBe(
    '1 schedule sends reports by itself; next: ceo report, 4 May 2026, 07:00 PDT.',
  );
});

it('promises no time where this server starts none', () => {
  expect(answerOf(planned([CEO], false), titleOf)).toBe(
    '1 schedule sends reports by itself, but this server starts none of them.',
  );
});

it('says that nothing goes out by itself', () => {
  expect(answerOf(planned([]), titleOf)).toMatch(/^Nothing goes out by itself/);
});

it('finds no next time where no day is like that', () => {
  expect(nextOf(planned([{ report: 'ceo', next: [] }]).schedules)).toBeUndefined();
  expect(answerOf(planned([{ report: 'ceo', next: [] }]), titleOf)).toBe('1 schedule sends reports by itself.');
});

it('has words for every state of a send', () => {
  expect(Object.keys(OUTCOMES).toSorted()).toEqual([...sendState.options].toSorted());
});

it('shows an example that a portfolio takes as it stands', () => {
  expect(declared.parse(parse(EXAMPLE).schedule)).toHaveLength(2);
});
