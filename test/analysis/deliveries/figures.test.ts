import { expect, test } from 'vitest';
import { fold, jobKey, keysOf, nameKey } from '../../../src/analysis/deliveries/names.ts';
import { yearTo } from '../../../src/analysis/deliveries/records.ts';
import { closedRuns } from '../_run.ts';
import { DELTA, sheets } from './_sheets.ts';

const run = closedRuns({ looks: ['business'] });
const NOW = '2026-04-30';

test('names are compared in plain letters, in any case and order', () => {
  expect(['Søren NÚÑEZ', 'Núñez, Søren', 'soren nunez'].map(nameKey)).toEqual(Array(3).fill('nunez soren'));
  expect(['Łódź', 'Œuvre', 'STRASSE', 'Straße', 'İzmir', 'Ærø'].map(fold)).toEqual([
    'lodz',
    'oeuvre',
    'strasse',
    'strasse',
    'izmir',
    'aero',
  ]);
  expect(['YD-104', 'yd 104', 'YD104'].map(jobKey)).toEqual(Array(3).fill('yd104'));
  expect(nameKey('—')).toBe('');
});

test('keys of figures keep two names apart', () => {
  expect(keysOf(['YD-1', 'YD-2'])).toEqual(['yd-1', 'yd-2']);
  const [one, other, third] = keysOf(['yd 1', 'YD-1', 'Яхта']);
  expect(new Set([one, other, third]).size).toBe(3);
  expect(new Set(keysOf(['', '', '?'])).size).toBe(3);
});

test('the year that ends with a day', () => {
  expect(yearTo('2026-04-30').from).toBe('2025-05-01');
  expect(yearTo('2026-02-28').from).toBe('2025-03-01');
  expect(yearTo('2024-02-29').from).toBe('2023-03-01');
});

test('the win rate is of the quotes decided in the year, by number and by value', async () => {
  const { value } = await run(
    NOW,
    DELTA,
    [],
    [],
    sheets({
      quotes: `
      reference | sent       | valid_until | answered   | status  | amount   | currency
      Q-1       | 2026-01-01 |             | 2026-01-09 | won     | 6000.00  | USD
      Q-2       | 2026-01-01 |             | 2026-01-09 | lost    | 2000.00  | USD
      Q-3       | 2025-04-01 | 2025-05-01  |            | expired | 4000.00  | USD
      Q-4       | 2025-04-01 |             | 2025-04-30 | won     | 9000.00  | USD
      Q-5       | 2026-04-01 |             | 2026-05-02 | won     | 1000.00  | USD
      Q-6       | 2026-04-02 |             |            | open    | 500.00   | EUR
      Q-7       | 2026-05-02 |             |            | open    | 7000.00  | USD`,
    }),
  );
  const of = (part: string): string => value(`delta.delivery.${part}`);
  expect(['win-rate', 'win-rate.by-value', 'quotes.won', 'quotes.decided'].map(of)).toEqual(['33.3', '50.0', '1', '3']);
  // Q-5 was open on the day; Q-6 is in euros, and no sum has it; Q-7 was not sent yet.
  expect(['quotes.open', 'quotes.open-value', 'quotes.records'].map(of)).toEqual(['2', '1000.00', '7']);
  expect(of('quote.q-6.value')).toBe('not known: the sheet says it in EUR, and Delta keeps USD');
});

test('the margins of the year are those of jobs whose costs are known, over their own miles and days', async () => {
  const { value, analysis } = await run(
    NOW,
    DELTA,
    [],
    [],
    sheets({
      jobs: `
      reference | departs    | arrives    | nautical_miles | price    | estimate | status
      YD-1      | 2026-03-01 | 2026-03-10 | 1000           | 10000.00 | 6000.00  | done
      YD-2      | 2026-03-11 | 2026-03-15 |                | 5000.00  | 3000.00  | done
      YD-3      | 2026-03-16 | 2026-03-20 | 500            | 4000.00  | 3000.00  | done
      YD-4      | 2026-04-16 | 2026-05-20 | 500            | 4000.00  | 3000.00  | under-way
      YD-5      | 2025-04-01 | 2025-04-30 | 500            | 4000.00  | 3000.00  | done`,
      job_costs: `
      job  | date       | kind | payee  | amount
      YD-1 | 2026-03-02 | Crew | Sam    | 4000.00
      YD-1 | 2026-05-02 | crew | Sam    | 4000.00
      YD-1 |            | fuel | Dock   | 1000.00
      YD-2 | 2026-03-12 | crew | Sam    | 3000.00
      YD-4 | 2026-04-20 | fuel | Dock   | 1000.00
      YD-5 | 2025-04-20 | fuel | Dock   | 1000.00
      YD-9 | 2026-04-20 | fuel | Dock   | 70.00
           | 2026-04-21 | food | Market | 30.00
           | 2024-04-21 | food | Market | 50.00`,
    }),
  );
  const of = (part: string): string => value(`delta.delivery.${part}`);
  expect(['jobs', 'jobs.done', 'revenue', 'costs', 'margin.amount', 'margin'].map(of)).toEqual([
    '5',
    '3',
    '15000.00',
    '8000.00',
    '7000.00',
    '46.7',
  ]);
  // Per mile over YD-1 alone, ten days of it and five of YD-2 a day; the cost of a later day is a plan.
  expect(['margin-per-mile', 'margin-per-day', 'job.yd-1.days', 'job.yd-1.margin'].map(of)).toEqual([
    '5.00',
    '466.67',
    '10',
    '5000.00',
  ]);
  expect(of('job.yd-3.margin')).toBe('not known: no cost on file names YD-3');
  expect(['costs.loose', 'costs.loose.number'].map(of)).toEqual(['100.00', '2']);
  const [one] = analysis.facts.deliveries.value?.entities ?? [];
  expect(one?.jobs?.totals.unknown.map(({ name }) => name)).toEqual(['YD-3']);
  expect(one?.jobs?.list.find(({ name }) => name === 'YD-4')?.margin).toBeUndefined();
  expect([...(one?.jobs?.totals.kinds.keys() ?? [])]).toEqual(['crew', 'fuel']);
});

test('costs in another currency, or of one reference that two jobs have, leave the margin unknown', async () => {
  const { value, analysis } = await run(
    NOW,
    DELTA,
    [],
    [],
    sheets({
      jobs: `
      reference | departs    | arrives    | price    | status
      YD-1      | 2026-03-01 | 2026-03-10 | 10000.00 | done
      YD-2      | 2026-03-11 | 2026-03-15 | 5000.00  | done
      yd 2      | 2026-04-11 | 2026-04-15 | 5000.00  | done`,
      job_costs: `
      job  | kind | amount  | currency
      YD-1 | crew | 1000.00 | USD
      YD-1 | fuel | 1000.00 | EUR
      YD-2 | crew | 1000.00 | USD`,
    }),
  );
  expect(value('delta.delivery.job.yd-1.costs')).toBe('not known: not every cost of YD-1 has an amount in USD');
  expect(value('delta.delivery.margin')).toMatch(/^not known: no job that was done/);
  const costs = analysis.facts.deliveries.value?.entities[0]?.jobs?.list.map((job) => job.costs.unknown);
  expect(costs?.slice(1)).toEqual([
    'more than one job has the reference YD-2',
    'more than one job has the reference yd 2',
  ]);
  expect(analysis.facts.deliveries.gaps.map(({ id }) => id)).toContain('delta.delivery.amounts');
});

test('an entity of another kind with a sheet of jobs delivers, too; without the sheets the figures are not known', async () => {
  const other = { entities: [{ id: 'group', name: 'Ferry', kind: 'other' }] };
  const jobs = `
    reference | departs    | arrives    | price   | status
    F-1       | 2026-03-01 | 2026-03-02 | 1000.00 | done`;
  const { value, analysis } = await run(NOW, other, [], [], sheets({ jobs }, 'group'));
  expect(value('entity-group.delivery.jobs')).toBe('1');
  expect(value('entity-group.delivery.win-rate')).toBe('not known: no sheet of quotes is on file');
  expect(analysis.facts.deliveries.gaps.map(({ id }) => id)).toEqual([
    'group.delivery.quotes',
    'group.delivery.job-costs',
    'group.delivery.credentials',
  ]);
});
