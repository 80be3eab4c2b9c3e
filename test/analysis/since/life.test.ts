import { describe, expect, it } from 'vitest';
import { lives } from '../../../src/analysis/index.ts';
import { parseDecimal } from '../../../src/core/decimal.ts';
import { Book } from '../../../src/model/book.ts';
import type { CheckOutcome, Finding, Severity } from '../../../src/model/finding.ts';
import type { FindingNote, RecordedReport } from '../../../src/model/report-record.ts';
import { say } from '../../../src/model/sentence.ts';

/*
 * A finding's life as a line of reports, one a month from January on: each says what the report showed of one finding.
 * `-` not there, `?` its check could not see, else the severity and, behind a colon, the size.
 */
type Shown = string;

const ID = 'aaaaaaaaaaaa';
const day = (at: number): string => `2026-${String(at + 1).padStart(2, '0')}-28`;

function read(shown: Shown): { readonly severity: Severity; readonly size?: string } {
  const [severity = '', size] = shown.split(':');
  return { severity: severity as Severity, ...(size === undefined ? {} : { size }) };
}

function recorded(shown: Shown, at: number): RecordedReport {
  const found =
    shown === '-' || shown === '?' ? [] : [{ id: ID, check: 'X-01', title: 'T', entity: 'e', subject: 's' }];
  return {
    edition: ID,
    at: { file: `records/records.sqlite#reports/${at}`, line: 1, column: 1 },
    record: {
      report: 'x',
      asOf: day(at),
      sent: '2026-01-28T10:00:00.000Z',
      snapshot: ID,
      portfolio: ID,
      sources: [],
      figures: [],
      findings: found.map((one) => ({ ...one, ...read(shown) })),
      unseen: shown === '?' ? ['X-01'] : [],
    },
  };
}

function now(shown: Shown, book: Book): CheckOutcome {
  const outcome = { check: 'X-01', title: 'T', gaps: [] };
  if (shown === '?') return { ...outcome, state: 'not-seen', findings: [] };
  if (shown === '-') return { ...outcome, state: 'passed', findings: [] };
  const { severity, size } = read(shown);
  const value = size === undefined ? undefined : parseDecimal(size);
  const grows = value && book.constant('size', 'Size', { kind: 'ratio' }, value, 'test');
  const finding: Finding = {
    id: ID,
    check: 'X-01',
    title: 'T',
    severity,
    entity: 'e',
    subject: 's',
    claim: say`It is so.`,
    why: 'Because.',
    fix: say`Mend it.`,
    effort: 'hours',
    standard: 'none',
    evidence: [],
    ...(grows ? { size: grows.id } : {}),
  };
  return { ...outcome, state: 'found', findings: [finding] };
}

function live(earlier: string, today: Shown, notes: readonly FindingNote[] = []) {
  const history = earlier.split(' ').filter(Boolean).map(recorded);
  const book = new Book(day(history.length));
  const { outcomes, resolved, outOfSight } = lives({ outcomes: [now(today, book)], history, notes, book });
  const finding = outcomes[0]?.findings[0];
  return { finding, life: finding?.life, resolved: resolved.length, outOfSight: outOfSight.length };
}

describe('a finding since earlier reports', () => {
  it.each([
    // earlier reports          today       state         reports  since
    ['-', 'high', 'new', 1, day(1)],
    ['high', 'high', 'persisting', 2, day(0)],
    ['high high high', 'high', 'persisting', 4, day(0)],
    ['medium', 'high', 'worse', 2, day(0)],
    ['high', 'medium', 'persisting', 2, day(0)],
    ['high:100', 'high:109', 'persisting', 2, day(0)],
    ['high:100', 'high:110', 'worse', 2, day(0)],
    ['high:0', 'high:1', 'worse', 2, day(0)],
    // Five per cent a month is seen in the end: what counts is when it last spoke up.
    ['high:100 high:105', 'high:110', 'worse', 3, day(0)],
    ['high:100 high:110', 'high:115', 'persisting', 3, day(0)],
    ['high -', 'high', 'reopened', 1, day(2)],
    ['high - high', 'high', 'persisting', 2, day(2)],
    // A report whose check could not see tells nothing.
    ['high ?', 'high', 'persisting', 2, day(0)],
    ['- ?', 'high', 'new', 1, day(2)],
    ['high ? -', 'high', 'reopened', 1, day(3)],
    ['high:100', 'high', 'persisting', 2, day(0)],
  ])('shown as %s, and today %s, is %s', (earlier, today, state, reports, since) => {
    expect(live(earlier, today).life).toEqual({ state, reports, since });
  });

  it('has no life in a first report: there everything would be new', () => {
    expect(live('', 'high').life).toBeUndefined();
  });

  it.each([
    ['high', '-', 1, 0],
    ['high -', '-', 0, 0],
    ['high', '?', 0, 1],
    ['high ?', '-', 1, 0],
    ['high ?', '?', 0, 1],
    ['-', '-', 0, 0],
  ])('shown as %s, and today %s: resolved %i, out of sight %i', (earlier, today, resolved, outOfSight) => {
    expect(live(earlier, today)).toMatchObject({ resolved, outOfSight });
  });
});

const note = (action: FindingNote['action'], more: Partial<FindingNote> = {}): FindingNote => ({
  finding: ID,
  action,
  at: '2026-01-29T10:00:00.000Z',
  by: 'Ann',
  severity: 'high',
  size: '100',
  ...more,
});

describe('what someone did about a finding', () => {
  it.each([
    ['acknowledged, it is quiet', [note('acknowledge')], 'high:100', 'acknowledged'],
    ['until it grows by a tenth', [note('acknowledge')], 'high:110', undefined],
    ['or gets graver', [note('acknowledge')], 'critical:100', undefined],
    ['snoozed, it is quiet until the day', [note('snooze', { until: day(1) })], 'high:100', 'snoozed'],
    ['and speaks up after it', [note('snooze', { until: '2026-02-27' })], 'high:100', undefined],
    ['reopened, it speaks up', [note('acknowledge'), note('reopen')], 'high:100', undefined],
    ['the last word counts', [note('reopen'), note('acknowledge')], 'high:100', 'acknowledged'],
    ['of another finding, it says nothing', [note('acknowledge', { finding: 'bbbbbbbbbbbb' })], 'high:100', undefined],
  ])('%s', (_, notes, today, quiet) => {
    expect(live('high:100', today, notes).life?.quiet?.kind).toBe(quiet);
  });

  it('assigned, it is theirs, and as loud as before', () => {
    const { finding } = live('high', 'high', [note('assign', { to: 'Ines' }), note('assign', { to: 'Luis' })]);
    expect(finding).toMatchObject({ owner: 'Luis', life: { state: 'persisting' } });
    expect(finding?.life?.quiet).toBeUndefined();
  });

  it('acknowledged before any report was sent, it is quiet, too', () => {
    expect(live('', 'high:100', [note('acknowledge', { note: 'known' })]).life?.quiet).toEqual({
      kind: 'acknowledged',
      note: 'known',
    });
  });
});
