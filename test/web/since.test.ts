import { describe, expect, it } from 'vitest';
import type { ReportType } from '../../src/http/contract/report.ts';
import type { Since } from '../../src/http/contract/since.ts';
import { chosen, readAsked, readersOf, writeAsked } from '../../web/src/pages/since/asked.ts';
import { cellsOf, changesOf, countsText, unlisted, type SourceDiff } from '../../web/src/pages/since/cells.ts';
import { findingsThatChanged } from '../../web/src/pages/since/changed-findings.ts';
import { answerOf } from '../../web/src/pages/since/words.ts';

const row = (line: number, date: string | undefined, cells: Record<string, string>) => ({
  line,
  ...(date === undefined ? {} : { date }),
  cells,
});

const source = (more: Partial<SourceDiff>): SourceDiff => {
  const { added = [], removed = [], changed = [] } = more;
  const counts = { added: added.length, removed: removed.length, changed: changed.length };
  return { file: 'bank.csv', state: 'changed', added, removed, changed, counts, ...more };
};

describe('cells', () => {
  const before = row(9, '2026-01-01', { payee: 'Maya', amount: '-180.00 USD', tax_code: 'A' });
  const now = row(9, '2026-01-01', { payee: 'Maya', amount: '-185.00 USD', memo: 'tip' });

  it('differ where they say something else, came or went', () => {
    expect(cellsOf(before, now)).toEqual([
      { name: 'payee', before: 'Maya', now: 'Maya', differs: false },
      { name: 'amount', before: '-180.00 USD', now: '-185.00 USD', differs: true },
      { name: 'tax code', before: 'A', now: undefined, differs: true },
      { name: 'memo', before: undefined, now: 'tip', differs: true },
    ]);
  });

  it('stand by line, history apart from activity: up to the day of the last report is history', () => {
    const changes = changesOf(
      source({
        changed: [{ before, now }],
        added: [row(12, '2026-04-01', { payee: 'New' }), row(3, undefined, { payee: 'Undated' })],
        removed: [row(10, '2026-03-31', { payee: 'Gone' })],
      }),
      '2026-03-31',
    );
    expect(changes.map(({ line, what, history }) => [line, what, history])).toEqual([
      [3, 'added', true],
      [9, 'changed', true],
      [10, 'removed', true],
      [12, 'added', false],
    ]);
    expect(changes[2]?.cells).toEqual([{ name: 'payee', before: 'Gone', differs: true }]);
    expect(changes[3]?.cells).toEqual([{ name: 'payee', now: 'New', differs: true }]);
  });

  it('of a row that moved into history or out of it are history', () => {
    const moved = { before: row(1, '2026-03-30', { a: '1' }), now: row(1, '2026-04-02', { a: '1' }) };
    expect(changesOf(source({ changed: [moved] }), '2026-03-31')[0]?.history).toBe(true);
  });
});

describe('a source', () => {
  it('counts what changed in words', () => {
    expect(countsText(source({ counts: { added: 1, removed: 3, changed: 2 } }))).toBe(
      '2 rows changed, 1 row new, 3 rows taken out',
    );
    expect(countsText(source({ state: 'added', counts: { added: 7, removed: 0, changed: 0 } }))).toBe(
      'new source: 7 rows new',
    );
    expect(countsText(source({}))).toBe('no row says anything else');
    expect(countsText(source({ unknown: true }))).toMatch(/nobody can say how$/);
  });

  it('says how many rows are not listed', () => {
    const one = row(1, undefined, {});
    expect(unlisted(source({ added: [one], counts: { added: 30, removed: 1, changed: 0 } }))).toBe(30);
    expect(unlisted(source({ added: [one] }))).toBe(0);
  });
});

const NAMED = {
  id: 'aaaaaaaaaaaa',
  check: 'FIN-02',
  title: 'Short runway',
  subject: 'runway',
  entity: 'group',
  entityName: 'Group',
  severity: 'high',
} as const;
const NOTHING: Since = {
  report: 'cfo',
  asOf: '2026-04-30',
  snapshot: 'a6b452489bc1',
  last: '2026-03-31',
  moves: [],
  incomparable: [],
  compared: 0,
  sources: [],
  declared: false,
  risen: [],
  resolved: [],
  outOfSight: [],
};

describe('the answer', () => {
  const figure = { id: 'cash', label: 'Cash', text: '$1' };

  it('tells a first report from one without a change', () => {
    const { last: _last, ...first } = NOTHING;
    expect(answerOf(first)).toBe('There is no earlier report to compare with yet.');
    expect(answerOf(NOTHING)).toMatch(/^Since 31 Mar 2026 nothing changed/);
    const odd = { ...NOTHING, incomparable: [{ figure, why: 'not-known-then' as const }] };
    expect(answerOf(odd)).toMatch(/no figure moved that can be compared/);
    expect(answerOf({ ...NOTHING, declared: true })).not.toMatch(/nothing changed/);
  });

  it('counts what changed, what can no longer be seen, too', () => {
    const all: Since = {
      ...NOTHING,
      risen: [{ ...NAMED, state: 'worse' }],
      resolved: [NAMED, NAMED],
      outOfSight: [NAMED],
      moves: [{ figure, before: figure, restated: figure, activity: figure }],
      sources: [source({ counts: { added: 2, removed: 1, changed: 1 } })],
    };
    expect(answerOf(all)).toBe(
      'Since 31 Mar 2026: 1 finding is new, worse or back, 2 findings are resolved, 1 finding is out of sight, ' +
        '1 figure moved and 4 rows changed in 1 source.',
    );
    expect(answerOf({ ...NOTHING, outOfSight: [NAMED] })).toBe('Since 31 Mar 2026: 1 finding is out of sight.');
    expect(answerOf({ ...NOTHING, sources: [source({ unknown: true })] })).toBe('Since 31 Mar 2026: 1 source changed.');
  });
});

it('findings stand worse first, then new, back, resolved and out of sight; only today’s can be opened', () => {
  const rows = findingsThatChanged({
    ...NOTHING,
    risen: [
      { ...NAMED, state: 'reopened' },
      { ...NAMED, state: 'new' },
      { ...NAMED, state: 'worse' },
    ],
    resolved: [NAMED],
    outOfSight: [NAMED],
  });
  expect(rows.map(({ what, isThere }) => [what, isThere])).toEqual([
    ['Worse', true],
    ['New', true],
    ['Back again', true],
    ['Resolved', false],
    ['Out of sight', false],
  ]);
});

describe('what is asked for', () => {
  const report = (type: string, more: Partial<ReportType> = {}): ReportType => ({
    type,
    title: type,
    audience: 'owners',
    kind: 'executive',
    recipients: [],
    bcc: [],
    ...more,
  });
  const CFO = report('cfo', {
    recipients: [{ email: 'ann@example.com', name: 'Ann' }, { email: 'ben@example.com' }, { email: 'ben@example.com' }],
    last: { at: '2026-03-31T10:00:00Z', state: 'sent', period: 'March', recipients: 2 },
  });
  const reports = [report('ceo'), CFO];

  it('comes back from the address', () => {
    expect(writeAsked({ report: 'cfo', reader: 'ann+x@example.com' })).toBe('?report=cfo&reader=ann%2Bx%40example.com');
    expect(readAsked('?report=cfo&reader=ann%2Bx%40example.com')).toEqual({
      report: 'cfo',
      reader: 'ann+x@example.com',
    });
    expect(writeAsked({ report: '', reader: '' })).toBe('');
  });

  it('is a report that there is, else one that was sent before, else the first', () => {
    const type = (name: string, of = reports) => chosen({ report: name, reader: '' }, of, true).report?.type;
    expect(type('ceo')).toBe('ceo');
    expect(type('cxo')).toBe('cfo');
    expect(type('', [report('ceo'), report('cto')])).toBe('ceo');
    expect(type('', [])).toBeUndefined();
  });

  it('is another reader for admins only, and one who gets the report', () => {
    const reader = (email: string, isAdmin: boolean) =>
      chosen({ report: 'cfo', reader: email }, reports, isAdmin).reader;
    expect(reader('ann@example.com', true)).toBe('ann@example.com');
    expect(reader('ann@example.com', false)).toBeUndefined();
    expect(reader('cid@example.com', true)).toBeUndefined();
  });

  it('offers each reader once', () => {
    expect(readersOf(CFO).map(({ label }) => label)).toEqual(['Ann (ann@example.com)', 'ben@example.com']);
  });
});
