import { expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import type { Row } from '../../../src/model/facts.ts';
import { closedRuns, only, type TestRun } from '../../analysis/_run.ts';

const AS_OF = '2026-04-30';
const HANDOFFS = [{ file: 'handoffs/*.md' }];
const runs = closedRuns({ looks: ['business'] });

/** `a.md:7 task open 2026-04-10 | text | owner | waits for`: the day is a task's due day, else since when it is so. */
function itemsOf(lines: string): Row[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', text = '', owner = '', waitsFor = ''] = line.split('|').map((part) => part.trim());
      const [place = '', kind = '', state = '', day = ''] = head.split(' ');
      const [file = '', number = ''] = place.split(':');
      return {
        source: `hash of ${file}`,
        file: `handoffs/${file}`,
        entity: 'jada',
        subject: '',
        line: BigInt(number),
        kind,
        state,
        text,
        section: 'Next',
        owner,
        waits_for: waitsFor,
        due: kind === 'task' && day !== '' ? day : null,
        since: kind !== 'task' && day !== '' ? day : null,
        link: '',
      };
    });
}

const documentOf = (file: string, dated: string | null, state = 'current', by = ''): Row => ({
  source: `hash of ${file}`,
  file: `handoffs/${file}`,
  entity: 'jada',
  subject: '',
  line: 1n,
  title: `Handoff ${file}`,
  dated,
  state,
  superseded_by: by,
});

async function runOf(
  documents: readonly Row[],
  items: string,
  handoffs: readonly object[] = HANDOFFS,
): Promise<TestRun> {
  const entities = [
    { id: 'jada', name: 'JADA', kind: 'yacht-charter', handoffs },
    { id: 'bakery', name: 'Bakery', kind: 'bakery' },
  ];
  const tables = { handoffs: documents, handoff_items: items.trim() === '' ? [] : itemsOf(items) };
  return runs(AS_OF, { entities }, '', [], { tables });
}

const claims = (run: TestRun, check: string): string[] =>
  run.outcome(check).findings.map(({ subject, claim }) => `${subject}: ${run.words(claim)}`);

test('each sort of what is stuck is one finding, with the oldest named', async () => {
  const run = await runOf(
    [documentOf('a.md', '2026-04-20'), documentOf('b.md', '2026-04-25')],
    `
    a.md:7 task open 2026-04-10 | Renew the certificate | Sergio
    a.md:8 task open 2026-04-02 | Send the tax form | Ana
    a.md:9 task open 2026-05-02 | Order zincs
    a.md:10 task done 2026-04-01 | Wash the sails
    b.md:3 blocker open 2026-04-08 | Card link | Ines | the bank
    b.md:5 decision pending 2026-04-02 | Sync every hour? | Sergio
    b.md:6 decision pending 2026-04-29 | Ads over the weekend?
    b.md:7 decision pending | Which sails first?
    `,
  );
  expect(claims(run, 'CEO-06')).toEqual([
    'overdue: JADA has 2 past the due day. The oldest is “Send the tax form” (handoffs/a.md:8), due 2026-04-02, 28 over, of Ana.',
    'blocked: JADA has 1 that cannot go on. It is “Card link” (handoffs/b.md:3), 22 so far, waiting for the bank, of Ines.',
    'decisions: JADA has 1 waiting more than 14 or past the due day. It is “Sync every hour?” (handoffs/b.md:5), 28 so far, of Sergio.',
  ]);
  expect(run.value('jada.handoffs.tasks')).toBe('3');
  expect(run.value('jada.handoffs.decisions')).toBe('3');
  expect(run.value('group.handoffs.overdue')).toBe('2');
  expect(run.outcome('CEO-06').findings.map(({ size, owner }) => [size, owner])).toEqual([
    ['jada.handoffs.overdue', 'Ana'],
    ['jada.handoffs.blocked', 'Ines'],
    ['jada.handoffs.late-decisions', 'Sergio'],
  ]);
  expect(await verifyFigures(run.book.all(), run.facts)).toEqual([]);
});

test('a decision of no day waits since the day of its document', async () => {
  const run = await runOf([documentOf('a.md', '2026-04-01')], 'a.md:7 decision pending | Which sails first? | Ana');
  expect(only(run.outcome('CEO-06')).subject).toBe('decisions');
});

test('what is done, withdrawn or not due yet is not stuck, nor is a document of later', async () => {
  const run = await runOf(
    [documentOf('a.md', '2026-04-20'), documentOf('later.md', '2026-05-04')],
    `
    a.md:7 task done 2026-04-10 | Renew the certificate
    a.md:8 task withdrawn 2026-04-10 | Sell the dinghy
    a.md:9 blocker tabled 2026-02-10 | Second boat
    a.md:10 task open 2026-04-30 | Due today
    a.md:11 decision taken 2026-01-10 | Price
    later.md:3 blocker open 2026-05-02 | Yard
    `,
  );
  expect(run.outcome('CEO-06')).toMatchObject({ state: 'passed', findings: [] });
  expect(run.value('jada.handoffs.items')).toBe('5');
});

test('a finding keeps its identity when lines move and documents grow', async () => {
  const before = await runOf([documentOf('a.md', '2026-04-20')], 'a.md:7 task open 2026-04-10 | Renew the certificate');
  const after = await runOf(
    [documentOf('a.md', '2026-04-24')],
    'a.md:17 task open 2026-04-10 | Renew the certificate\na.md:18 task open 2026-04-11 | Another',
  );
  expect(only(after.outcome('CEO-06')).id).toBe(only(before.outcome('CEO-06')).id);
});

test('a document is stale after thirty days when it says that work is open', async () => {
  const run = await runOf(
    [documentOf('old.md', '2026-03-30'), documentOf('fresh.md', '2026-03-31'), documentOf('record.md', '2025-01-01')],
    'old.md:3 task open | Order zincs\nfresh.md:3 task open | Wash\nrecord.md:4 task done | Sold',
  );
  expect(claims(run, 'CEO-08')).toEqual([
    'stale: JADA has 1 not changed for longer than they should be (30, where nothing else is declared). The oldest is handoffs/old.md, of 2026-03-30.',
  ]);
  expect(await verifyFigures(run.book.all(), run.facts)).toEqual([]);
});

test('where the owner says how fresh it has to be, that holds whether or not something is open', async () => {
  const documents = [documentOf('a.md', '2026-04-20')];
  const strict = await runOf(documents, '', [{ file: 'handoffs/*.md', fresh_within_days: '7' }]);
  expect(only(strict.outcome('CEO-08')).subject).toBe('stale');
  const patient = await runOf([documentOf('a.md', '2026-01-20')], 'a.md:2 task open | x y', [
    { file: 'handoffs/*.md', fresh_within_days: '365' },
  ]);
  expect(patient.outcome('CEO-08').state).toBe('passed');
});

test('a document that says it is superseded is out of place; one that is tabled is not', async () => {
  const run = await runOf(
    [
      documentOf('old.md', '2026-01-10', 'superseded', 'new.md'),
      documentOf('parked.md', '2026-01-10', 'tabled'),
      documentOf('new.md', '2026-04-20'),
    ],
    'old.md:3 task withdrawn | Order zincs',
  );
  expect(claims(run, 'CEO-08')).toEqual([
    'superseded: JADA still keeps 1 marked as superseded, such as handoffs/old.md, by new.md.',
  ]);
});

test('not seen: nobody keeps such documents, none was read, or none says of which day it is', async () => {
  const nobody = await runOf([], '', []);
  expect(nobody.outcome('CEO-06')).toMatchObject({ state: 'not-seen', gaps: ['group.handoffs'] });
  expect(nobody.outcome('CEO-08').state).toBe('not-seen');
  const none = await runOf([], '');
  expect(none.outcome('CEO-06')).toMatchObject({ state: 'not-seen', gaps: ['jada.handoffs.none'] });
  const undated = await runOf([documentOf('a.md', null)], 'a.md:3 task open | Order zincs');
  expect(undated.outcome('CEO-08')).toMatchObject({ state: 'not-seen', gaps: ['jada.handoffs.undated'] });
  expect(undated.outcome('CEO-06').state).toBe('passed');
});
