import { describe, expect, test } from 'vitest';
import { monthly } from '../../analysis/_facts.ts';
import { closedRuns } from '../../analysis/_run.ts';
import { booking, deal, jada } from './_company.ts';

const run = closedRuns({ looks: ['business'] });

const TODAY = '2026-04-30';
const rows = (entity: string) =>
  monthly('2024-05', 24, (month, at) =>
    [
      `${month}-02 | ${entity} | Checking | ${at < 12 ? 1000 : 1500}.00 | Income:Charters | Avery`,
      `${month}-12 | ${entity} | Checking | -300.00 | Expenses:Advertising | Paper`,
    ].join('\n'),
  );

describe('CEO-05 KPI not measured', () => {
  test('a charter with bookings lacks what its site and its guests would tell', async () => {
    const bookings = [
      booking('2025-06-01', 'completed', { booked: '2025-05-22' }),
      booking('2025-06-01', 'completed', { booked: '2025-05-12', customer: 'avery ' }),
      booking('2025-07-01', 'confirmed', { booked: '2025-07-01', customer: 'Blake', amount: 160000n }),
      booking('2025-08-01', 'cancelled'),
    ];
    const { outcome, words, value } = await run(TODAY, { entities: [jada] }, rows('jada'), [], {
      tables: { bookings },
    });
    const { findings } = outcome('CEO-05');
    expect(findings.map(({ subject }) => subject)).toEqual(['site-conversion', 'review-score']);
    expect(findings[0]).toMatchObject({ severity: 'medium', entity: 'jada' });
    expect(findings.map(({ claim }) => words(claim))[0]).toBe(
      'JADA does not measure this: Visitors who book. It needs web analytics of the site, with bookings as goals.',
    );
    const kpi = (id: string) => value(`jada.kpi.${id}`);
    expect(kpi('utilisation')).toBe('0.5');
    expect(kpi('average-booking')).toBe('1200.00');
    expect(kpi('lead-time')).toBe('10');
    expect(kpi('cancellation-rate')).toBe('25.0');
  });

  test('without a bookings sheet, what it would tell is not measured, too', async () => {
    const { outcome } = await run(TODAY, { entities: [jada] }, rows('jada'));
    expect(outcome('CEO-05').findings.map(({ subject }) => subject)).toContain('utilisation');
  });

  test('what the ledger tells', async () => {
    const events = {
      ...jada,
      kind: 'events',
      revenue: [...jada.revenue, { id: 'tickets', name: 'Tickets', account: 'Income:Tickets' }],
    };
    const deals = [deal('won', '2025-09-01'), deal('lost', '2025-10-01'), deal('lost', '2025-11-01')];
    const tickets = '2026-03-20 | jada | Checking | 6000.00 | Income:Tickets | Gate';
    const { value } = await run(TODAY, { entities: [events] }, `${rows('jada')}\n${tickets}`, [], {
      tables: { deals },
    });
    const kpi = (id: string) => value(`jada.kpi.${id}`);
    expect(kpi('largest-stream')).toBe('75.0');
    expect(kpi('win-rate')).toBe('33.3');
    expect(kpi('revenue-growth')).toBe('100.0');
    expect(kpi('operating-margin')).toBe('85.0');
    const junk = await run(TODAY, { entities: [{ ...jada, kind: 'junk-removal' }] }, rows('jada'));
    expect(junk.value('jada.kpi.jobs-a-month')).toBe('1.0');
    expect(junk.value('jada.kpi.revenue-per-job')).toBe('1500.00');
    expect(junk.value('jada.kpi.advertising-per-job')).toBe('300.00');
  });

  test('passes where each is measured', async () => {
    const figures = ['occupancy', 'noi', 'dscr', 'cap-rate', 'delinquent'];
    const { outcome, book } = await run(TODAY, { entities: [{ ...jada, kind: 'rental-property' }] }, rows('jada'));
    const missing = figures.filter((id) => book.find(`jada.rental.${id}`)?.value === undefined);
    expect(outcome('CEO-05').findings.map(({ subject }) => subject)).toEqual(missing);
  });

  test('is not seen of a business of which nothing is on file', async () => {
    const { outcome } = await run(TODAY, { entities: [jada] }, '');
    expect(outcome('CEO-05')).toMatchObject({ state: 'not-seen', gaps: ['jada.kpis'] });
  });
});
