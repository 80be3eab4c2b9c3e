import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/http/contract/finding.ts';
import {
  countsOf,
  entitiesOf,
  filtered,
  gravestFirst,
  NO_FILTERS,
  NOBODY,
  ownersOf,
  readFilters,
  toggled,
  writeFilters,
} from '../../web/src/pages/findings/filters.ts';
import { beside, heirOf } from '../../web/src/pages/findings/focus.ts';
import { daysAfter, quietedBy, requestOf, withNote } from '../../web/src/pages/findings/notes.ts';
import { answerOf, deedText, doneText, lifeText, nothingFound, whoText } from '../../web/src/pages/findings/words.ts';

const finding = (more: Partial<Finding> & { readonly id: string }): Finding => ({
  check: 'FIN-02',
  title: 'Short runway',
  severity: 'high',
  entity: 'group',
  entityName: 'Group',
  subject: 'runway',
  claim: 'Cash lasts 4.4 months.',
  why: 'A bill too many and it is over.',
  fix: 'Cut the burn.',
  effort: 'weeks',
  standard: 'Covenant testing',
  evidence: [],
  notes: [],
  ...more,
});

const RUNWAY = finding({ id: 'aaaaaaaaaaaa', owner: 'Ann' });
const BOOKS = finding({
  id: 'bbbbbbbbbbbb',
  check: 'ACC-01',
  title: 'No double-entry books',
  subject: 'books',
  severity: 'critical',
  entity: 'jada',
  entityName: 'JADA',
  life: { state: 'persisting', reports: 3, since: '2026-03-31' },
});
const CHARGE = finding({
  id: 'cccccccccccc',
  check: 'FIN-09',
  title: 'Recurring charges',
  subject: 'software',
  severity: 'low',
  entity: 'jada',
  entityName: 'JADA',
  owner: 'Ben',
  life: { state: 'new', reports: 1, since: '2026-04-30', quiet: { kind: 'snoozed', until: '2026-06-01' } },
  notes: [
    { action: 'acknowledge', at: '2026-04-01T10:00:00Z', by: 'user:ann' },
    { action: 'snooze', at: '2026-04-02T10:00:00Z', by: 'user:ben', until: '2026-06-01', note: 'after the fair' },
    { action: 'assign', at: '2026-04-03T10:00:00Z', by: 'user:ann', to: 'Ben' },
  ],
});
const ALL = [RUNWAY, BOOKS, CHARGE];
const ids = (findings: readonly Finding[]): string => findings.map(({ id }) => id.slice(0, 1)).join('');

describe('filters in the address', () => {
  it('come back as they were written, and nothing asked for is no address', () => {
    const filters = {
      severities: ['critical', 'low'],
      entity: 'jada',
      owner: 'Ann',
      state: 'worse',
      words: 'a b',
    } as const;
    expect(writeFilters(filters)).toBe('?severity=critical,low&entity=jada&owner=Ann&state=worse&q=a+b');
    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters(NO_FILTERS)).toBe('');
    expect(readFilters('')).toEqual(NO_FILTERS);
  });

  it('leave out what they do not know', () => {
    expect(readFilters('?severity=fatal,high&state=gone')).toEqual({ ...NO_FILTERS, severities: ['high'] });
  });

  it('keep what fits all of them', () => {
    const asked = (search: string): string => ids(filtered(ALL, readFilters(search)));
    expect(asked('')).toBe('abc');
    expect(asked('?severity=critical,low')).toBe('bc');
    expect(asked('?entity=jada&severity=low')).toBe('c');
    expect(asked('?owner=Ann')).toBe('a');
    expect(asked(`?owner=${NOBODY}`)).toBe('b');
    expect(asked('?state=quiet')).toBe('c');
    // Snoozed is quiet, whatever else it is.
    expect(asked('?state=new')).toBe('');
    expect(asked('?state=persisting')).toBe('b');
    expect(asked('?state=unreported')).toBe('a');
    expect(asked('?q=RUNWAY')).toBe('a');
    expect(asked('?q=jada+fin-09')).toBe('c');
    expect(asked('?q=jada')).toBe('bc');
    expect(asked('?q=jada+runway')).toBe('');
  });

  it('count each severity by the others alone', () => {
    expect(countsOf(ALL, readFilters('?severity=low&entity=jada'))).toEqual({
      critical: 1,
      high: 0,
      medium: 0,
      low: 1,
      info: 0,
    });
  });

  it('ask for a severity, and no longer, in the order of gravity', () => {
    const low = toggled(NO_FILTERS, 'low');
    expect(toggled(low, 'critical').severities).toEqual(['critical', 'low']);
    expect(toggled(low, 'low').severities).toEqual([]);
  });

  it('offer whoever and whatever there is, and nobody at the end', () => {
    expect(entitiesOf(ALL)).toEqual([
      { value: 'group', label: 'Group' },
      { value: 'jada', label: 'JADA' },
    ]);
    expect(ownersOf(ALL).map(({ label }) => label)).toEqual(['Ann', 'Ben', 'Nobody']);
    expect(ownersOf([RUNWAY]).map(({ label }) => label)).toEqual(['Ann']);
  });

  it('stand the gravest first', () => {
    expect(ids(gravestFirst(ALL))).toBe('bac');
  });
});

describe('the answer', () => {
  const stake = (text: string) => ({ text, how: 'a year', figures: [] });

  it('counts the gravest, and what is quiet apart', () => {
    expect(answerOf(ALL, ALL, NO_FILTERS)).toBe('1 of 2 findings is critical; 1 more is known and quiet.');
    expect(answerOf([RUNWAY], [RUNWAY], NO_FILTERS)).toBe('The one finding is high.');
    expect(answerOf([CHARGE], ALL, readFilters('?state=quiet'))).toBe('The one finding shown is known and quiet.');
  });

  it('says what the gravest of those with a stake puts at stake', () => {
    const costly = { ...RUNWAY, stake: stake('$14,001') };
    expect(answerOf([costly, BOOKS], [costly, BOOKS], NO_FILTERS)).toBe(
      '1 of 2 findings is critical; $14,001 is at stake in “Short runway” (Group).',
    );
    const graver = { ...BOOKS, stake: stake('$1,000–2,000') };
    expect(answerOf([costly, graver], [costly, graver], NO_FILTERS)).toBe(
      '1 of 2 findings is critical; 2 put money at stake, the gravest of them $1,000–2,000 in “No double-entry books” (JADA).',
    );
  });

  it('tells nothing like that from nothing at all', () => {
    expect(answerOf([], ALL, readFilters('?q=zebra'))).toBe('None of 3 findings is like that.');
    expect(answerOf([], [], NO_FILTERS)).toBe('Nothing was found.');
  });

  it('says how many checks looked before nothing was found', () => {
    expect(nothingFound({ seen: 44, unseen: 0 })).toBe('44 checks looked and found nothing.');
    expect(nothingFound({ seen: 1, unseen: 3 })).toBe(
      '1 check looked and found nothing. 3 checks could not look: what they would find is not known.',
    );
    expect(nothingFound({ seen: 0, unseen: 47 })).toMatch(/^Nothing was looked at/);
  });
});

describe('the life of a finding', () => {
  const since = '2026-03-31';

  it.each([
    [undefined, ''],
    [{ state: 'new', reports: 1, since }, 'New'],
    [{ state: 'reopened', reports: 1, since }, 'Back again'],
    [{ state: 'persisting', reports: 3, since }, 'Third report in a row, since 31 Mar 2026'],
    [{ state: 'persisting', reports: 12, since }, '12th report in a row, since 31 Mar 2026'],
    [{ state: 'persisting', reports: 22, since }, '22nd report in a row, since 31 Mar 2026'],
    [{ state: 'worse', reports: 2, since }, 'Worse: second report in a row, since 31 Mar 2026'],
  ] as const)('%j: %s', (life, words) => {
    expect(lifeText(life)).toBe(words);
  });

  it('says what people did', () => {
    expect(deedText({ action: 'snooze', until: '2026-05-15' })).toBe('snoozed until 15 May 2026');
    expect(deedText({ action: 'assign', to: 'Ruth' })).toBe('assigned to Ruth');
    expect(doneText({ action: 'acknowledge' })).toBe('Finding acknowledged: it stands under “Known and quiet” now');
    expect(doneText({ action: 'reopen' })).toBe('Finding opened again');
    expect([whoText('user:ann'), whoText('cron')]).toEqual(['ann', 'cron']);
  });

  it('names the note that made it quiet', () => {
    expect(quietedBy(CHARGE)).toMatchObject({ by: 'user:ben', note: 'after the fair' });
    expect(quietedBy(RUNWAY)).toBeUndefined();
  });
});

describe('a note, before the server has answered', () => {
  const hand = { at: '2026-04-30T10:00:00Z', by: 'user:ann' };
  const noted = (request: Parameters<typeof withNote>[1], of: readonly Finding[] = ALL): Finding | undefined =>
    withNote(of, request, hand, '2026-04-30').find(({ id }) => id === request.which);

  it('makes the finding quiet, its reason beside, and no other', () => {
    const request = { action: 'acknowledge', which: RUNWAY.id, note: 'we know' } as const;
    expect(noted(request)).toMatchObject({
      life: { state: 'new', quiet: { kind: 'acknowledged', note: 'we know' } },
      notes: [{ action: 'acknowledge', note: 'we know', ...hand }],
    });
    expect(withNote(ALL, request, hand, '2026-04-30').slice(1)).toEqual([BOOKS, CHARGE]);
    expect(noted({ action: 'snooze', which: BOOKS.id, until: '2026-05-20' })?.life).toEqual({
      state: 'persisting',
      reports: 3,
      since: '2026-03-31',
      quiet: { kind: 'snoozed', until: '2026-05-20' },
    });
  });

  it('lets it speak again, and names whoever sees to it', () => {
    expect(noted({ action: 'reopen', which: CHARGE.id })?.life).not.toHaveProperty('quiet');
    const assigned = noted({ action: 'assign', which: CHARGE.id, to: 'Ruth' });
    expect(assigned).toMatchObject({ owner: 'Ruth', life: { quiet: { kind: 'snoozed' } } });
    expect(assigned?.notes.at(-1)).toEqual({ action: 'assign', to: 'Ruth', ...hand });
  });

  const wish = { note: ' ', until: '2026-05-01', to: ' Ruth ' };

  it('is asked for without what is empty', () => {
    expect(requestOf('a1', { ...wish, action: 'acknowledge' }, '2026-04-30')).toEqual({
      action: 'acknowledge',
      which: 'a1',
    });
    expect(requestOf('a1', { ...wish, action: 'assign', note: ' soon ' }, '2026-04-30')).toEqual({
      action: 'assign',
      which: 'a1',
      to: 'Ruth',
      note: 'soon',
    });
    expect(requestOf('a1', { ...wish, action: 'snooze' }, '2026-04-30')).toMatchObject({ until: '2026-05-01' });
  });

  it('is not asked for a day that is over, no day, or nobody', () => {
    const wrong = (more: Partial<Parameters<typeof requestOf>[1]>) =>
      requestOf('a1', { ...wish, action: 'snooze', ...more }, '2026-04-30');
    expect(wrong({ until: '2026-04-30' })).toEqual({
      wrong: 'Choose a day after 30 Apr 2026, the day that the findings speak for, and before 2200.',
    });
    for (const until of ['', '9999-12-31']) expect(wrong({ until })).toHaveProperty('wrong');
    expect(wrong({ action: 'assign', to: '  ' })).toHaveProperty('wrong');
  });

  it('reckons days over the ends of months', () => {
    expect(daysAfter('2026-04-30', 1)).toBe('2026-05-01');
    expect(daysAfter('2024-02-28', 1)).toBe('2024-02-29');
  });
});

describe('the focus', () => {
  it('goes to the next card, the one before, and no further than the ends', () => {
    expect(beside(['a', 'b', 'c'], undefined, 1)).toBe('a');
    expect(beside(['a', 'b', 'c'], 'a', 1)).toBe('b');
    expect(beside(['a', 'b', 'c'], 'c', 1)).toBe('c');
    expect(beside(['a', 'b', 'c'], 'a', -1)).toBe('a');
    expect(beside([], 'a', 1)).toBeUndefined();
  });

  it('is left to the next card, else to the one before', () => {
    expect(heirOf(['a', 'b'], 'a')).toBe('b');
    expect(heirOf(['a', 'b'], 'b')).toBe('a');
    expect(heirOf(['a'], 'a')).toBeUndefined();
  });
});
