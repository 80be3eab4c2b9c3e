import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/model/row.ts';
import { monthly } from '../../analysis/_facts.ts';
import { closedRuns, only } from '../../analysis/_run.ts';
import { booking, channel, deal, jada } from './_company.ts';

const run = closedRuns({ looks: ['business'] });

const TODAY = '2026-04-30';
const seller = { ...jada, pipeline: { expected: true } };
const year = monthly(
  '2025-05',
  12,
  (month, at) => `${month}-02 | jada | Checking | ${at === 0 ? 3000 : 1000}.00 | Income:Charters | Avery`,
);

describe('CEO-01 empty sales pipeline', () => {
  test('no open deal and nothing booked ahead: critical, with a month of revenue at stake', async () => {
    const tables = { deals: [deal('won', '2026-01-05', { last_contact: '2026-02-03' }), deal('lost', '2026-03-01')] };
    const { outcome, words, value } = await run(TODAY, { entities: [seller] }, year, [], { tables });
    const finding = only(outcome('CEO-01'));
    expect(finding).toMatchObject({ severity: 'critical', entity: 'jada', subject: 'pipeline' });
    expect(words(finding.claim)).toBe(
      'JADA: none of 2 is open, the last one won on 2026-02-03, and no sheet tells of bookings ahead.',
    );
    const { low = '', mid = '', high = '' } = finding.stake ?? {};
    expect([value(low), value(mid), value(high)]).toEqual(['583.34', '1166.67', '3000.00']);
  });

  /** Each case is a company of its own in one portfolio. */
  test('what is there, and what is not, makes it grave', async () => {
    const cases = [
      ['a booking within thirty days', [deal('lost', '2026-03-01')], [booking('2026-05-20')], undefined],
      ['a booking far ahead', [deal('lost', '2026-03-01')], [booking('2026-07-22')], 'high'],
      ['a booking called off', [deal('lost', '2026-03-01')], [booking('2026-05-20', 'cancelled')], 'critical'],
      ['an open deal, nothing booked', [deal('open', '2026-04-01')], [booking('2026-04-02')], 'medium'],
      ['an open deal, no bookings sheet', [deal('open', '2026-04-01')], [], undefined],
      ['a deal of tomorrow', [deal('open', '2026-05-01')], [], 'critical'],
      ['no pipeline, nothing booked', [], [booking('2026-04-02')], 'high'],
    ] as const;
    const entities = cases.map((_, at) => ({ ...seller, id: `case-${at}` }));
    const tables = {
      deals: cases.flatMap(([, deals], at) => deals.map((one) => ({ ...one, entity: `case-${at}` }))),
      bookings: cases.flatMap(([, , bookings], at) => bookings.map((one) => ({ ...one, entity: `case-${at}` }))),
    };
    const { outcome } = await run(TODAY, { entities }, '', [], { tables });
    const severity = (at: number) => outcome('CEO-01').findings.find(({ entity }) => entity === `case-${at}`)?.severity;
    expect(cases.map(([name], at) => [name, severity(at)])).toEqual(cases.map(([name, , , grave]) => [name, grave]));
  });

  test('a quote past its validity is not open; one of another currency is left out of the value', async () => {
    const open = { ...deal('open', '2026-04-01'), currency: 'EUR' };
    const quote = { ...deal('open', ''), created: null, sent: '2026-03-01', valid_until: '2026-04-15' };
    const given = await run(TODAY, { entities: [seller] }, '', [], { tables: { deals: [open], quotes: [quote] } });
    expect(given.value('jada.pipeline.deals')).toBe('2');
    expect(given.value('jada.pipeline.open')).toBe('1');
    expect(given.value('jada.pipeline.open.value')).toBe('0.00');
    expect(given.analysis.gaps.map(({ id }) => id)).toContain('jada.pipeline.currency');
  });

  test('is not seen without a sheet, and not asked of who need not sell', async () => {
    const { outcome } = await run(TODAY, { entities: [seller] }, year);
    expect(outcome('CEO-01')).toMatchObject({ state: 'not-seen', gaps: ['jada.pipeline'] });
    const other = await run(TODAY, { entities: [jada] }, year, [], { tables: { deals: [deal('lost', '2026-03-01')] } });
    expect(other.outcome('CEO-01')).toMatchObject({ state: 'not-seen', gaps: [] });
  });
});

describe('CEO-02 untracked revenue', () => {
  const streams = [...jada.revenue, { id: 'tips', name: 'Tips', account: 'Income:Tips' }];

  test('a stream without a posting or a sheet is critical', async () => {
    const { outcome, words } = await run(TODAY, { entities: [{ ...jada, revenue: streams }] }, year);
    const finding = only(outcome('CEO-02'));
    expect(finding).toMatchObject({ severity: 'critical', entity: 'jada', subject: 'stream: tips' });
    expect(words(finding.claim)).toContain('JADA, Tips: 0 on Income:Tips, and neither bookings nor invoices');
  });

  test('bookings of the stream track it, those of another do not', async () => {
    const bookings = [{ ...booking('2026-04-02'), subject: 'tips' }];
    const { outcome } = await run(TODAY, { entities: [{ ...jada, revenue: streams }] }, '', [], {
      tables: { bookings },
    });
    expect(only(outcome('CEO-02')).subject).toBe('stream: charters');
  });

  test('passes where each is tracked; is not seen where none is declared', async () => {
    expect((await run(TODAY, { entities: [jada] }, year)).outcome('CEO-02').state).toBe('passed');
    const none = await run(TODAY, { entities: [{ ...jada, revenue: [] }] }, year);
    expect(none.outcome('CEO-02')).toMatchObject({ state: 'not-seen', gaps: ['group.revenue-streams'] });
  });
});

describe('CH-02 no OTA listing', () => {
  test('each says no: high, in the order of what they leave', async () => {
    const channels = [
      channel('Viator', 'no', { fee_percent: '20' }),
      channel('Sailo', 'no', { fee_percent: '11.5' }),
      channel('Dockside', 'no'),
      channel('Direct', 'yes', { kind: 'direct' }),
    ];
    const { outcome, words, value } = await run(TODAY, { entities: [jada] }, year, [], { tables: { channels } });
    const finding = only(outcome('CH-02'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'jada', subject: 'ota' });
    expect(words(finding.claim)).toBe('JADA is listed on none of these: Viator, Sailo, Dockside.');
    expect(words(finding.fix)).toBe(
      'List in this order, by what is left of the price: Sailo (leaves 885.00 of a sale), Viator (leaves 800.00 of a sale), Dockside.',
    );
    expect(value('jada.channels.number')).toBe('4');
  });

  test('one listing settles it; what is not known, or kept nowhere, is not seen', async () => {
    const of = (id: string, ...all: readonly Row[]) => all.map((one) => ({ ...one, entity: id }));
    const entities = ['listed', 'open', 'none', 'bakery'].map((id) => ({ ...jada, id }));
    const channels = [
      ...of('listed', channel('Sailo', 'yes'), channel('Viator', '')),
      ...of('open', channel('Sailo', 'no'), channel('Viator', '')),
      ...of('bakery', channel('Sailo', 'no')),
    ];
    const [listed, open, none, bakery] = entities;
    const given = [listed, open, none, { ...bakery, kind: 'bakery' }];
    const all = await run(TODAY, { entities: given }, year, [], { tables: { channels } });
    expect(all.outcome('CH-02')).toMatchObject({ state: 'passed', gaps: ['none.channels', 'open.channels.ota'] });
    const rest = await run(TODAY, { entities: given.slice(1) }, year, [], { tables: { channels } });
    expect(rest.outcome('CH-02')).toMatchObject({ state: 'not-seen', gaps: ['none.channels', 'open.channels.ota'] });
  });
});
