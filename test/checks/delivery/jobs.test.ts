import { describe, expect, test } from 'vitest';
import { DELTA, sheets } from '../../analysis/deliveries/_sheets.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const NOW = '2026-04-30';
const JOB = 'reference | departs    | arrives    | price    | estimate | status';

describe('YDEL-02 margins under the floor, and costs over the estimate', () => {
  test('a margin under a fifth of the price: the gap is at stake, exactly', async () => {
    const { outcome, words, value } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${JOB}
        YD-1 | 2026-03-01 | 2026-03-09 | 10000.00 | 8000.00 | done
        YD-2 | 2026-03-11 | 2026-03-19 | 10000.00 | 8000.00 | done`,
        job_costs: `
        job  | kind | amount
        yd 1 | Crew | 8100.00
        YD-2 | crew | 8000.00`,
      }),
    );
    const finding = only(outcome('YDEL-02'));
    expect(words(finding.claim)).toBe(
      'Delta: job YD-1 left 1900.00 of its price of 10000.00, 19.0, where 20 is the floor.',
    );
    expect([finding.severity, finding.subject]).toEqual(['high', 'job: yd-1']);
    const { low, mid, high } = finding.stake ?? { low: '', mid: '', high: '' };
    expect([low, mid, high].map(value)).toEqual(['100.00', '100.00', '100.00']);
  });

  test('costs over the estimate count for a trip under way, too; of two faults the larger is at stake', async () => {
    const { outcome, value } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${JOB}
        YD-1 | 2026-04-20 | 2026-05-09 | 10000.00 | 1000.00 | under-way
        YD-2 | 2026-03-01 | 2026-03-09 | 10000.00 | 6000.00 | done`,
        job_costs: `
        job  | kind | amount
        YD-1 | fuel | 1150.01
        YD-2 | crew | 9000.00`,
      }),
    );
    const stakes = outcome('YDEL-02').findings.map(({ subject, stake }) => [subject, value(stake?.mid ?? '')]);
    expect(stakes).toEqual([
      ['job: yd-2', '3000.00'],
      ['job: yd-1', '150.01'],
    ]);
  });

  test('nothing is found of a good job, of one that is planned, or of one of two years ago', async () => {
    const { outcome } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${JOB}
        YD-1 | 2026-03-01 | 2026-03-09 | 10000.00 | 7000.00 | done
        YD-2 | 2026-05-01 | 2026-05-09 | 10000.00 |  100.00 | planned
        YD-3 | 2024-03-01 | 2024-03-09 | 10000.00 |  100.00 | done`,
        job_costs: `
        job  | kind | amount
        YD-1 | crew | 8000.00
        YD-2 | fuel | 9000.00
        YD-3 | fuel | 9000.00`,
      }),
    );
    expect(outcome('YDEL-02').state).toBe('passed');
  });

  test('not seen without costs: a job whose costs nobody knows has no margin of 100 %', async () => {
    const { outcome, value } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${JOB}
        YD-1 | 2026-03-01 | 2026-03-09 | 10000.00 | 7000.00 | done`,
      }),
    );
    expect(outcome('YDEL-02').state).toBe('not-seen');
    expect(value('delta.delivery.margin')).toMatch(/^not known/);
    expect(outcome('YDEL-02').gaps).toContain('delta.delivery.job-costs');
  });
});

describe('YDEL-04 departures without the deposit', () => {
  const streams = [{ id: 'deliveries', name: 'Deliveries', account: 'Income:Deliveries' }];
  const paid = { entities: [{ ...DELTA.entities[0], revenue: streams }] };
  const DEPOSITS =
    'reference | customer    | departs    | arrives    | deposit | deposit_received | deposit_on | status';

  test('by the sheet: what is missing of it, for trips that depart within a fortnight or are at sea', async () => {
    const { outcome, words, value } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${DEPOSITS}
        YD-1 | Avery | 2026-05-14 | 2026-05-20 | 4000.00 | 1500.00 | 2026-04-02 | planned
        YD-2 | Blake | 2026-05-10 | 2026-05-20 | 4000.00 |         | 2026-04-02 | planned
        YD-3 | Casey | 2026-04-20 | 2026-05-03 | 4000.00 | 4000.00 | 2026-04-02 | under-way`,
      }),
    );
    const finding = only(outcome('YDEL-04'));
    expect(words(finding.claim)).toBe(
      'Delta: job YD-1 departs on 2026-05-14; of its deposit of 4000.00, 1500.00 was received, going by the sheet of jobs, and 2500.00 is missing.',
    );
    expect([finding.severity, value(finding.stake?.low ?? '')]).toEqual(['high', '2500.00']);
  });

  test('by the ledger: the reference decides, in any writing; else the customer, in any case and without accents', async () => {
    const ledger = `
      2026-04-03 | delta | Checking | 4000.00 | Income:Deliveries | WIRE YD1 DEPOSIT
      2026-04-04 | delta | Checking | 3000.00 | Income:Deliveries | NUNEZ SOREN
      2026-04-29 | delta | Checking |   10.00 | Income:Interest   | YD-3`;
    const { outcome, value } = await run(
      NOW,
      paid,
      ledger,
      [],
      sheets({
        jobs: `
        ${DEPOSITS}
        YD-1 | Avery       | 2026-05-02 | 2026-05-20 | 4000.00 |  |  | planned
        YD-2 | Søren Núñez | 2026-05-03 | 2026-05-20 | 4000.00 |  |  | planned
        YD-3 | Casey       | 2026-04-25 | 2026-05-03 | 2000.00 |  |  | under-way
        YD-4 | Drew        | 2026-05-15 | 2026-05-23 | 2000.00 |  |  | planned`,
      }),
    );
    const found = outcome('YDEL-04').findings.map(({ subject, stake }) => [subject, value(stake?.high ?? '')]);
    expect(found).toEqual([
      ['job: yd-3', '2000.00'],
      ['job: yd-2', '1000.00'],
    ]);
  });

  test('nothing is found where the deposits are there, or no trip departs soon', async () => {
    const { outcome } = await run(
      NOW,
      DELTA,
      [],
      [],
      sheets({
        jobs: `
        ${DEPOSITS}
        YD-1 | Avery | 2026-05-14 | 2026-05-20 | 4000.00 | 4000.00 | 2026-04-02 | planned
        YD-2 | Blake | 2026-05-15 | 2026-05-20 | 4000.00 |         |            | planned`,
      }),
    );
    expect(outcome('YDEL-04').state).toBe('passed');
  });

  test('not seen without a ledger, and where a payment may be for either of two trips', async () => {
    const jobs = `
      ${DEPOSITS}
      YD-1 | Avery | 2026-05-02 | 2026-05-20 | 4000.00 |  |  | planned
      YD-2 | Avery | 2026-06-02 | 2026-06-20 | 4000.00 |  |  | planned`;
    const bare = await run(NOW, DELTA, [], [], sheets({ jobs }));
    expect(bare.outcome('YDEL-04')).toMatchObject({ state: 'not-seen' });
    expect(bare.outcome('YDEL-04').gaps).toContain('delta.delivery.deposits');
    const either = '2026-04-03 | delta | Checking | 4000.00 | Income:Deliveries | Avery';
    const { outcome } = await run(NOW, paid, either, [], sheets({ jobs }));
    expect(outcome('YDEL-04').state).toBe('not-seen');
  });
});
