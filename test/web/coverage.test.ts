import { describe, expect, it } from 'vitest';
import type { Coverage, Sources } from '../../src/http/contract/coverage.ts';
import { groupedGaps } from '../../web/src/pages/coverage/grouped-gaps.ts';
import { columnsOf, monthsBetween, monthText, timelineOf, yearsOf } from '../../web/src/pages/coverage/months.ts';
import { reasonsOf } from '../../web/src/pages/coverage/reasons.ts';
import {
  ageText,
  answerOf,
  codeParts,
  gravestMistakes,
  isCheck,
  placeOf,
  spanText,
  spoken,
  stalestFirst,
} from '../../web/src/pages/coverage/words.ts';

describe('months', () => {
  it('go from one to another over the end of a year, the latest where there are too many', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2025-11', '2026-02', 2)).toEqual(['2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
    expect(monthsBetween('long ago', '2026-01')).toEqual([]);
  });

  it('that a business does not have are not known, before its first and after its last', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
    expect(timelineOf({ from: '2026-02', to: '2026-03' }, months).map(({ onFile }) => onFile)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(timelineOf({}, months).some(({ onFile }) => onFile)).toBe(false);
    // Nothing of it is on file when its accounts have no month in common.
    expect(timelineOf({ from: '2026-03', to: '2026-02' }, months).some(({ onFile }) => onFile)).toBe(false);
  });

  it('begin with the first that any business has, and end with the day of the run', () => {
    expect(columnsOf([{ from: '2026-03', to: '2026-03' }, {}], '2026-04-30', 24)).toEqual(['2026-03', '2026-04']);
    expect(columnsOf([{}], '2026-04-30', 24)).toEqual(['2026-04']);
    expect(columnsOf([], '2026-04-30', 24)).toEqual(['2026-04']);
  });

  it('stand under their years', () => {
    expect(yearsOf(['2025-11', '2025-12', '2026-01'])).toEqual([
      { year: '2025', months: 2 },
      { year: '2026', months: 1 },
    ]);
    expect(monthText('2026-04')).toBe('Apr 2026');
  });
});

describe('the answer', () => {
  const gap = { id: 'g', entity: 'jada', entityName: 'JADA', source: 'receipts', wouldTell: 'what', suffers: [] };
  const SEEN: Coverage = {
    asOf: '2026-04-30',
    snapshot: 'a6b452489bc1',
    entities: [{ id: 'jada', name: 'JADA', currency: 'USD', accounts: [] }],
    gaps: [],
    unseen: [],
    seen: 47,
  };

  it.each([
    [SEEN, 0, 'All 47 checks could look; no source is missing or old.'],
    [
      { ...SEEN, seen: 44, unseen: [{ check: 'ACC-10', title: 'x', why: 'y' }], gaps: [gap] },
      2,
      '44 of 45 checks could look; 1 source is missing, and 2 are older than allowed.',
    ],
    [{ ...SEEN, seen: 0 }, 1, 'No check was asked; 1 is older than allowed.'],
    [{ ...SEEN, entities: [] }, 0, 'Nothing is on file: no entity is declared.'],
  ] as const)('%#: %3$s', (coverage, stale, words) => {
    expect(answerOf(coverage as Coverage, stale)).toBe(words);
  });
});

it('what several businesses lack is one row, with whatever suffers in any of them', () => {
  const gap = (entityName: string, source: string, suffers: string[]) => ({
    id: `${entityName}.${source}`,
    entity: entityName.toLowerCase(),
    entityName,
    source,
    wouldTell: 'which expenses have no document',
    suffers,
  });
  expect(
    groupedGaps([
      gap('JADA', 'receipts', ['ACC-10']),
      gap('QDN', 'books', []),
      gap('QDN', 'receipts', ['ACC-10', 'x']),
    ]),
  ).toEqual([
    {
      source: 'receipts',
      wouldTell: 'which expenses have no document',
      entities: ['JADA', 'QDN'],
      suffers: ['ACC-10', 'x'],
    },
    { source: 'books', wouldTell: 'which expenses have no document', entities: ['QDN'], suffers: [] },
  ]);
});

describe('sources', () => {
  const source = (file: string, more: Partial<Sources['sources'][number]> = {}) => ({
    file,
    role: 'statement',
    hash: 'a6b452489bc1',
    entity: 'jada',
    entityName: 'JADA',
    kind: 'csv',
    rows: 1,
    problems: 0,
    stale: false,
    ...more,
  });

  it('stand stale first, then by age, then those without a day', () => {
    const all = [
      source('undated'),
      source('young', { age: 1 }),
      source('old', { age: 400 }),
      source('stale', { age: 50, stale: true }),
    ];
    expect(stalestFirst(all).map(({ file }) => file)).toEqual(['stale', 'old', 'young', 'undated']);
  });

  it('say their age and span in words, and not known is not zero', () => {
    expect([undefined, 0, 1, 45, -2].map(ageText)).toEqual(['not known', 'today', '1 day', '45 days', '2 days ahead']);
    expect(spanText('2026-01-05', '2026-04-30')).toBe('5 Jan 2026 – 30 Apr 2026');
    expect(spanText('2026-01-05', '2026-01-05')).toBe('5 Jan 2026');
    expect(spanText(undefined, undefined)).toBe('no dated row');
  });
});

describe('mistakes', () => {
  const mistake = (file: string, line: number, severity: 'error' | 'warning') => ({
    code: 'amount-invalid',
    file,
    line,
    column: 3,
    severity,
    message: 'no amount',
  });

  it('stand errors first, then by place, as an editor opens it', () => {
    const all = [mistake('b.csv', 1, 'warning'), mistake('b.csv', 10, 'error'), mistake('b.csv', 9, 'error')];
    expect(gravestMistakes(all).map(placeOf)).toEqual(['b.csv:9:3', 'b.csv:10:3', 'b.csv:1:3']);
  });
});

describe('words of the server', () => {
  it('become sentences; a path at the beginning keeps its letters', () => {
    expect(spoken('bank exports: none declared')).toBe('Bank exports: none declared.');
    expect(spoken('finance/card.csv: 1 record could not be read')).toBe(
      'finance/card.csv: 1 record could not be read.',
    );
    expect(spoken('`receipts:` is empty')).toBe('`receipts:` is empty.');
  });

  it('have code between backticks', () => {
    expect(codeParts('a `b:` c')).toEqual([
      { text: 'a ', isCode: false },
      { text: 'b:', isCode: true },
      { text: ' c', isCode: false },
    ]);
    expect(codeParts('5` long')).toEqual([{ text: '5` long', isCode: false }]);
  });

  it('name checks and figures', () => {
    expect(['ACC-10', 'YDEL-01', 'group.cash', 'jada.acc-1'].map(isCheck)).toEqual([true, true, false, false]);
  });
});

describe('why a check could not look', () => {
  const names = ['JADA', 'Dump: North'];

  it('is said once, with the businesses that it holds for', () => {
    expect(reasonsOf('JADA: receipts; of 2025; Dump: North: receipts; of 2025; JADA: contracts', names)).toEqual([
      { reason: 'receipts; of 2025', of: ['JADA', 'Dump: North'] },
      { reason: 'contracts', of: ['JADA'] },
    ]);
  });

  it('is nobody’s in particular where it names no business', () => {
    expect(reasonsOf('no forecast is on record; see: send', names)).toEqual([
      { reason: 'no forecast is on record; see: send', of: [] },
    ]);
  });
});
