import { expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { decimalText } from '../../../src/core/decimal.ts';
import type { Sentence } from '../../../src/model/finding.ts';
import { recognitionBlocks } from '../../../src/reports/_accounting/recognition.ts';
import { openedBusinesses, type Opened } from '../../analysis/recognition/_sheet.ts';

const open = openedBusinesses();

const words = (run: Opened, sentence: Sentence = []): string =>
  sentence
    .map((part) => {
      if (part.kind === 'date') return part.date;
      if (part.kind !== 'figure') return part.text;
      const { value, unit } = run.book.get(part.id);
      return `${value ? decimalText(value) : '?'}${unit.kind === 'count' ? ` ${unit.of}s` : ''}`;
    })
    .join('');

const EARLY = {
  asOf: '2026-04-30',
  bank: `
    2025-03-20,Charter JDA-1030,1700.00
    2026-03-02,Charter JDA-1041,1850.00
    2026-03-20,Charter JDA-1042,1850.00
    2026-04-01,Charter for Dana JDA-1043,2100.00
    2026-04-19,Charter JDA-1044,1850.00
    2026-04-20,Charter JDA-1045,600.00
    2026-04-21,Charter for Fay,75.00
    2026-04-22,Charter for Fay,50.00`,
  bookings: `
    JDA-1030,Abe,2025-03-20,2025-04-02,,1700.00,Completed
    JDA-1041,Bea,2026-03-02,2026-03-12,,1850.00,Completed
    JDA-1042,Chen,2026-03-20,2026-04-04,,1850.00,Completed
    JDA-1043,Dana,2026-04-01,2026-07-04,,2100.00,Confirmed
    JDA-1044,Edith,2026-04-01,2026-04-19,,1850.00,Completed
    JDA-1045,Gail,2026-04-20,2026-05-19,,600.00,Cancelled
    JDA-1046,Fay,2026-04-01,2026-05-19,,75.00,Confirmed
    JDA-1047,Fay,2026-04-01,2026-05-20,,75.00,Confirmed`,
};

test('ACC-02 names each stream without a policy, with its revenue of twelve months', async () => {
  const run = await open(EARLY);
  const [finding, ...more] = run.found('ACC-02');
  expect(more).toEqual([]);
  expect([finding?.severity, finding?.subject]).toEqual(['high', 'charters']);
  expect(run.value(finding?.size ?? '')).toBe('8375.00');
  expect(words(run, finding?.claim)).toBe(
    'Charters brought 8375.00 in the last twelve full months, and no policy says when it is earned (ASC 606).',
  );
});

test('ACC-02 passes where a policy is declared', async () => {
  expect((await open({ ...EARLY, policy: 'point-in-time' })).state('ACC-02')).toBe('passed');
});

test('ACC-02 is not seen where a stream without a policy has nothing on file', async () => {
  const run = await open({ asOf: '2024-06-30', bank: '2026-03-02,Charter,1.00' });
  expect(run.state('ACC-02')).toBe('not-seen');
});

test('ACC-03 names each payment that was booked as revenue before its service', async () => {
  const run = await open(EARLY);
  const [finding] = run.found('ACC-03');
  expect([finding?.severity, finding?.entity, finding?.subject]).toEqual(['high', 'jada', 'charters']);
  expect([finding?.stake?.mid, finding?.size].map((id) => run.value(id ?? ''))).toEqual(['2700.00', '4550.00']);
  expect(words(run, finding?.claim)).toBe(
    'For Charters, 4 payments of 6400.00 together were booked as revenue before the day of service, up to 94 days before. ' +
      'For 3 payments of them, 4550.00, the service lies in another month or is still ahead. On 2026-04-30, 2700.00 of what came in is not earned.',
  );
  const rows = run.analysis.facts.recognition.value?.streams[0]?.early?.rows ?? [];
  expect(
    rows.map((row) =>
      [row.line, row.reference, row.service, run.value(row.days.id), run.value(row.amount.id)].join(' '),
    ),
  ).toEqual([
    '3 JDA-1041 2026-03-12 10 1850.00',
    '4 JDA-1042 2026-04-04 15 1850.00',
    '5 JDA-1043 2026-07-04 94 2100.00',
    '7 JDA-1045 2026-05-19 29 600.00',
  ]);
  expect(await verifyFigures(run.book.all(), run.facts.afresh)).toEqual([]);
});

test('ACC-03 finds nothing where the policy defers what comes early', async () => {
  expect((await open({ ...EARLY, policy: 'point-in-time' })).state('ACC-03')).toBe('passed');
});

test('ACC-03 is low where every service was rendered in the month of its payment', async () => {
  const run = await open({
    asOf: '2026-04-30',
    bank: '2026-03-02,Charter JDA-1041,1850.00',
    bookings: 'JDA-1041,Bea,2026-03-02,2026-03-12,,1850.00,Completed',
  });
  expect(run.found('ACC-03').map(({ severity }) => severity)).toEqual(['low']);
});

test('without bookings, whether deposits are early cannot be told: not seen, with a gap, never passed', async () => {
  const run = await open({ asOf: '2026-04-30', bank: EARLY.bank });
  expect(run.state('ACC-03')).toBe('not-seen');
  expect(run.analysis.gaps.find(({ id }) => id === 'jada.bookings')).toMatchObject({
    source: 'booking sheet with service dates: Charters',
    suffers: ['ACC-03', 'jada.cash.unrestricted'],
  });
});

test('cancelled bookings that hold money and payments that could be for several are named', async () => {
  const run = await open(EARLY);
  const [stream] = run.analysis.facts.recognition.value?.streams ?? [];
  expect(stream?.cancelled.map((one) => `${one.reference} ${run.value(one.held.id)}`)).toEqual(['JDA-1045 600.00']);
  expect([run.value('jada.unmatched.charters.number'), run.value('jada.unmatched.charters.amount')]).toEqual([
    '2',
    '125.00',
  ]);
  expect(stream?.unmatched?.several.map(({ payee, line }) => `${line} ${payee}`)).toEqual(['8 Charter for Fay']);
});

test('the blocks show the policies, each early payment, the roll-forward and what is to be settled', async () => {
  const run = await open(EARLY);
  expect(recognitionBlocks(run.analysis.facts).map((block) => `${block.kind} ${block.id}`)).toEqual([
    'table recognition',
    'table early-revenue',
    'table early-revenue-same-month',
    'table contract-liability-jada-charters',
    'table recognition-open',
  ]);
});
