import { describe, expect, test } from 'vitest';
import { monthly } from '../../analysis/_facts.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns();

const stream = { id: 'charter', name: 'Charters', account: 'Income:Charters', unit: 'charter', price: '1000.00' };
const jada = { id: 'jada', name: 'JADA', kind: 'yacht-charter', revenue: [stream], fixed_costs: ['Expenses:Dock'] };
/** Fixed costs of 1,500 a month: break-even is two charters. */
const year = (sold: number, payee = (n: number) => `Guest ${'ABCDEFGH'[n] ?? ''}`) =>
  monthly('2025-05', 12, (month, at) =>
    [
      `${month}-01 | jada | Checking | -1500.00 | Expenses:Dock | Marina`,
      ...Array.from(
        { length: sold },
        (_, n) => `${month}-1${n} | jada | Checking | 1000.00 | Income:Charters | ${payee((at + n) % 8)}`,
      ),
    ].join('\n'),
  );

describe('FIN-03 below break-even', () => {
  test('three months running', async () => {
    const { outcome, words, value } = await run('2026-04-30', { entities: [jada] }, year(1));
    const finding = only(outcome('FIN-03'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'jada', subject: 'charter' });
    expect([value(finding.size ?? ''), finding.stake?.mid]).toEqual(['500.00', 'jada.stake.fin-03.charter']);
    expect(words(finding.claim)).toBe(
      'JADA, Charters: break-even is 2 a month; the last three months brought 1, 1 and 1.',
    );
    expect(words(finding.fix)).toBe('Begin with price: a tenth better is worth 200.00 a month at break-even volume.');
  });

  test('a unit that costs more than it brings', async () => {
    const losing = { ...stream, variable_costs: [{ name: 'Crew', amount: '1200.00' }] };
    const { outcome, words, value } = await run('2026-04-30', { entities: [{ ...jada, revenue: [losing] }] }, year(9));
    const { claim, stake } = only(outcome('FIN-03'));
    expect(value(stake?.mid ?? '')).toBe('3300.00');
    expect(words(claim)).toBe(
      'JADA, Charters: a sale at 1000.00 costs 1200.00, so no number of sales pays the fixed costs of 1500.00 a month.',
    );
  });

  test('passes at break-even', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, year(2));
    expect(outcome('FIN-03').state).toBe('passed');
  });

  test('is not seen without fixed costs', async () => {
    const { outcome } = await run('2026-04-30', { entities: [{ ...jada, fixed_costs: [] }] }, year(1));
    expect(outcome('FIN-03')).toMatchObject({ state: 'not-seen', gaps: ['jada.fixed-costs'] });
  });
});

describe('FIN-04 revenue target missed', () => {
  const planned = (by: string, monthlyTarget: string) => ({
    plan: { horizon: '2026-12' },
    entities: [{ ...jada, targets: [{ stream: 'charter', by, monthly: monthlyTarget }] }],
  });

  test('by more than a fifth, three months running', async () => {
    const { outcome, words, value } = await run('2026-04-30', planned('2026-02', '1260.00'), year(1));
    const finding = only(outcome('FIN-04'));
    expect(finding).toMatchObject({ severity: 'medium', subject: 'charter' });
    expect([value(finding.size ?? ''), finding.stake?.mid]).toEqual(['780.00', finding.size]);
    expect(words(finding.claim)).toContain(
      'revenue of 1000.00 in the last full month stands against a target of 1260.00',
    );
  });

  test('what a stream lacks is at stake once, though its whole business lacks it, too', async () => {
    const both = planned('2026-02', '1260.00');
    const targets = [...both.entities.flatMap((one) => one.targets), { by: '2026-02', monthly: '1300.00' }];
    const { outcome, value } = await run('2026-04-30', { ...both, entities: [{ ...jada, targets }] }, year(1));
    const found = outcome('FIN-04').findings.map(({ subject, size = '', stake }) => [subject, value(size), !!stake]);
    expect(found).toEqual([
      ['charter', '780.00', true],
      ['revenue', '900.00', false],
    ]);
  });

  test('passes at a fifth', async () => {
    const { outcome } = await run('2026-04-30', planned('2026-02', '1250.00'), year(1));
    expect(outcome('FIN-04').state).toBe('passed');
  });

  test('is not seen while no target is due, or none is declared', async () => {
    const ahead = await run('2026-04-30', planned('2026-12', '9000.00'), year(1));
    expect(ahead.outcome('FIN-04')).toMatchObject({ state: 'not-seen', gaps: ['group.forecasts'] });
    const none = await run('2026-04-30', { entities: [jada] }, year(1));
    expect(none.outcome('FIN-04')).toMatchObject({ state: 'not-seen', gaps: ['group.forecasts', 'group.targets'] });
  });
});

describe('FIN-05 concentrated revenue', () => {
  test('one customer brings more than two fifths', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      { entities: [jada] },
      year(1, (n) => (n < 4 ? 'Avery' : `Guest ${'ABCDEFGH'[n] ?? ''}`)),
    );
    const finding = only(outcome('FIN-05'));
    expect(finding).toMatchObject({ severity: 'medium', subject: 'customer: avery' });
    expect([value(finding.size ?? ''), finding.stake]).toEqual(['66.7', undefined]);
    expect(words(finding.claim)).toBe(
      'One customer, Avery, brings 66.7 of the revenue of twelve months: 8000.00 of 12000.00. The limit is 40.',
    );
  });

  test('an entity of several', async () => {
    const other = { id: 'dump', name: 'Dump', kind: 'junk-removal' };
    const small = monthly(
      '2025-05',
      12,
      (month) => `${month}-05 | dump | Bank | 500.00 | Income:Jobs | Job for ${month.slice(5)}`,
    );
    const { outcome } = await run('2026-04-30', { entities: [jada, other] }, `${year(1)}\n${small}`);
    expect(outcome('FIN-05').findings.map((finding) => finding.subject)).toEqual([
      'channel: ["jada","Assets:Checking"]',
      'entity: jada',
    ]);
  });

  test('passes where many customers bring a little each', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, year(2));
    expect(outcome('FIN-05').state).toBe('passed');
  });

  test('is not seen without revenue', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, year(0));
    expect(outcome('FIN-05').state).toBe('not-seen');
  });
});

describe('FIN-08 order of funding', () => {
  const one = {
    id: 'photos',
    name: 'Photos',
    tier: 'low-cost',
    cost: '400',
    value: { low: '0', mid: '800', high: '900' },
    owner: 'Robin',
  };

  test('is stated, with what it costs and what it brings', async () => {
    const done = { ...one, id: 'site', name: 'Site', done: true, owner: 'Kim' };
    const { outcome, words, value } = await run(
      '2026-04-30',
      { plan: { horizon: '2026-12', budget: '500' }, initiatives: [one, done], entities: [jada] },
      year(1),
    );
    const { claim, stake, owner } = only(outcome('FIN-08'));
    expect([stake?.low, stake?.mid, stake?.high].map((id) => value(id ?? ''))).toEqual(['0.00', '800.00', '900.00']);
    expect(owner).toBe('Robin');
    expect(words(claim)).toBe(
      'The plan costs 400.00 within the budget of 500 and is expected to bring 800.00 in a year; it begins with Photos.',
    );
  });

  test('says nothing when nothing is chosen', async () => {
    const { outcome } = await run(
      '2026-04-30',
      { plan: { horizon: '2026-12', budget: '1' }, initiatives: [one], entities: [jada] },
      year(1),
    );
    expect(outcome('FIN-08').state).toBe('passed');
  });

  test('is not seen without initiatives', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, year(1));
    expect(outcome('FIN-08')).toMatchObject({ state: 'not-seen', gaps: ['group.initiatives'] });
  });
});

describe('FIN-09 recurring charges', () => {
  test('a rise', async () => {
    const dearer = year(1).replaceAll(/(2026-0[34]-01 .*)-1500/g, '$1-1650');
    const { outcome, words, value } = await run('2026-04-30', { entities: [jada] }, dearer);
    const finding = only(outcome('FIN-09'));
    expect(finding).toMatchObject({ severity: 'low', subject: 'rise: marina' });
    expect([value(finding.stake?.mid ?? ''), finding.size]).toEqual(['1800.00', finding.stake?.mid]);
    expect(words(finding.claim)).toBe(
      'Marina charges JADA 1650.00 since 2026-03-01, up 10.0 from 1500.00: 1800.00 more a year.',
    );
  });

  test('a service paid by two entities', async () => {
    const other = { id: 'dump', name: 'Dump', kind: 'junk-removal' };
    const dock = monthly('2026-01', 4, (month) => `${month}-05 | dump | Bank | -100.00 | Expenses:Dock | MARINA 7`);
    const { outcome, words, value } = await run('2026-04-30', { entities: [jada, other] }, `${year(1)}\n${dock}`);
    const { claim, stake, size } = only(outcome('FIN-09'));
    expect([value(size ?? ''), stake]).toEqual(['19200.00', undefined]);
    expect(words(claim)).toBe('Marina is paid by JADA, Dump: 19200.00 a year together.');
  });

  test('passes where nothing rose', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, year(1));
    expect(outcome('FIN-09').state).toBe('passed');
  });

  test('is not seen without rows', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, '');
    expect(outcome('FIN-09')).toMatchObject({ state: 'not-seen', gaps: ['jada.no-rows'] });
  });
});

test('the id of a finding does not change with the amounts', async () => {
  const before = await run('2026-04-30', { entities: [jada] }, year(1));
  const after = await run('2026-04-30', { entities: [jada] }, year(1).replaceAll('-1500.00', '-1900.00'));
  expect(only(after.outcome('FIN-03')).id).toBe(only(before.outcome('FIN-03')).id);
});
