import { describe, expect, test } from 'vitest';
import { DELTA, sheets } from '../../analysis/deliveries/_sheets.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const NOW = '2026-04-30';
const JOBS = `
  reference | vessel  | captain     | departs    | arrives    | price   | status
  YD-1      | Éclipse | Søren Núñez | 2026-05-02 | 2026-05-20 | 9000.00 | planned
  YD-2      | Éclipse | Søren Núñez | 2026-06-02 | 2026-06-20 | 7000.00 | planned
  YD-0      | Gale    | Old Hand    | 2026-01-02 | 2026-01-20 | 7000.00 | done`;
const papers = (licence: string, medical: string, hull: string): string => `
  holder      | kind      | title         | issued | expires
  SOREN NUNEZ | licence   | Master 100 GT |        | ${licence}
  Soren Nunez | medical   |               |        | ${medical}
  ECLIPSE     | insurance | Hull 2026     |        | ${hull}
  Eclipse     | insurance | Liability     |        | 2026-05-01`;

describe('YDEL-03 papers that end before the trip', () => {
  test('a licence that ends before the first of two trips does; names match in any case, without accents', async () => {
    const credentials = papers('2026-05-19', '2026-06-20', '2027-01-01');
    const { outcome, words, value } = await run(NOW, DELTA, [], [], sheets({ jobs: JOBS, credentials }));
    const finding = only(outcome('YDEL-03'));
    expect(words(finding.claim)).toBe(
      'Delta: The licence of Søren Núñez ends on 2026-05-19, too early for 2, first YD-1, which ends on 2026-05-20.',
    );
    expect([finding.severity, finding.subject, finding.owner]).toEqual([
      'critical',
      'paper: licence-nunez-soren',
      'Søren Núñez',
    ]);
    expect(finding.evidence.map(value)).toEqual(['2', '19']);
    expect(value(finding.stake?.mid ?? '')).toBe('16000.00');
  });

  test('one that ends before the second trip alone, and a renewal that is on file in time', async () => {
    const credentials = `${papers('2026-06-20', '2026-06-01', '2026-05-02')}
      Eclipse | insurance | Hull 2027 | 2026-04-01 | 2027-05-02
      Soren Nunez | medical |  | 2026-05-15 | 2028-05-15`;
    const { outcome, words } = await run(NOW, DELTA, [], [], sheets({ jobs: JOBS, credentials }));
    expect(words(only(outcome('YDEL-03')).claim)).toBe(
      'Delta: The medical certificate of Søren Núñez ends on 2026-06-01, too early for 1: YD-2, which ends on 2026-06-20.',
    );
  });

  test('a paper that is not on file is high', async () => {
    const credentials = `
      holder  | kind      | expires
      Eclipse | insurance | 2027-01-01
      Blake        | medical | 2027-01-01
      Núñez, Søren | licence | 2027-01-01`;
    const { outcome, words } = await run(NOW, DELTA, [], [], sheets({ jobs: JOBS, credentials }));
    const finding = only(outcome('YDEL-03'));
    expect([finding.severity, finding.subject]).toEqual(['high', 'paper: medical-nunez-soren']);
    expect(words(finding.claim)).toBe(
      'Delta: The medical certificate of Søren Núñez is not on file, and is needed for 2, first YD-1, which ends on 2026-05-20.',
    );
  });

  test('nothing is found where each holds to the last day; a trip that is late ends today at the earliest', async () => {
    const credentials = papers('2026-06-20', '2026-06-20', '2026-06-20');
    const fine = await run(NOW, DELTA, [], [], sheets({ jobs: JOBS, credentials }));
    expect(fine.outcome('YDEL-03').state).toBe('passed');
    const late = JOBS.replace(
      '2026-05-02 | 2026-05-20 | 9000.00 | planned',
      '2026-04-02 | 2026-04-20 | 9000.00 | under-way',
    );
    const ended = papers('2026-04-25', '2026-06-20', '2026-06-20');
    const { outcome } = await run(NOW, DELTA, [], [], sheets({ jobs: late, credentials: ended }));
    expect(only(outcome('YDEL-03')).severity).toBe('critical');
  });

  test('not seen without papers, without jobs, and where a trip names no captain', async () => {
    const bare = await run(NOW, DELTA, [], [], sheets({ jobs: JOBS }));
    expect(bare.outcome('YDEL-03')).toMatchObject({ state: 'not-seen' });
    expect(bare.outcome('YDEL-03').gaps).toContain('delta.delivery.credentials');
    const credentials = papers('2026-06-20', '2026-06-20', '2026-06-20');
    const jobless = await run(NOW, DELTA, [], [], sheets({ credentials }));
    expect(jobless.outcome('YDEL-03').state).toBe('not-seen');
    const unnamed = JOBS.replaceAll('Søren Núñez', '');
    const { outcome } = await run(NOW, DELTA, [], [], sheets({ jobs: unnamed, credentials }));
    expect(outcome('YDEL-03').state).toBe('not-seen');
    expect(outcome('YDEL-03').gaps).toContain('delta.delivery.trips');
  });
});
