import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { forecastsMade, verifyFigures, type GradedForecast } from '../../src/analysis/index.ts';
import { add, compare, decimal, divide, multiply, subtract, ZERO, type Decimal } from '../../src/core/decimal.ts';
import { forecastOf, type ForecastContent, type RecordedForecast } from '../../src/model/forecast.ts';
import { ledgers, portfolioOf } from '../reports/_ledgers.ts';
import { monthly } from './_facts.ts';
import { only, runOf, type TestRun } from './_run.ts';

const open: TestRun[] = [];
afterEach(() => open.splice(0).forEach((run) => run.facts.close()));
const run = async (...given: Parameters<typeof runOf>): Promise<TestRun> => {
  const made = await runOf(...given);
  open.push(made);
  return made;
};

/** What a report of the run puts on record, as a later run finds it. */
const recordedBy = (given: TestRun, from = 1): RecordedForecast[] =>
  forecastsMade(given.analysis.facts, given.book.asOf, given.facts.snapshot).map((forecast, at) => ({
    forecast,
    at: { file: 'records/forecasts.jsonl', line: from + at, column: 1 },
  }));

const shop = { id: 'shop', name: 'Shop', kind: 'bakery', targets: [{ by: '2026-12', monthly: '1000.00' }] };
const portfolio = { plan: { horizon: '2026-12', cash_floor: '100.00' }, entities: [shop] };

/** 2,000 at the beginning, 1,000 of sales and 400 of rent each month: what the forecasts see. */
const before = `2025-08-31 | shop | Till | 2000.00 | opening | Opening
${monthly('2025-09', 5, (month) => `${month}-03 | shop | Till | -400.00 | Expenses:Rent | Landlord\n${month}-20 | shop | Till | 1000.00 | Income:Sales | Guests ${month.slice(5)}`)}`;
/** And what came: less in February, nothing in March. */
const after = `
2026-02-03 | shop | Till | -400.00 | Expenses:Rent | Landlord
2026-02-20 | shop | Till |  800.00 | Income:Sales  | Guests 02
2026-03-03 | shop | Till | -400.00 | Expenses:Rent | Landlord
2026-04-03 | shop | Till | -400.00 | Expenses:Rent | Landlord
2026-04-28 | shop | Till | 1250.00 | Income:Sales  | Guests 04`;

const scored = (given: TestRun): readonly GradedForecast[] => given.analysis.facts.forecastScore.value?.forecasts ?? [];
const of = (given: TestRun, kind: string): GradedForecast => {
  const found = scored(given).find(({ forecast }) => forecast.kind === kind);
  if (!found) throw new Error(`no forecast of ${kind} is graded`);
  return found;
};
const shown = (given: TestRun, kind: string): string[][] =>
  of(given, kind).graded.map((one) => [
    one.for,
    ...[one.predicted, one.actual, one.error].map(({ id }) => given.value(id)),
  ]);

// Most tests look at the same two reports: that of January, and that of April which grades it.
let records: RecordedForecast[] = [];
let april: TestRun;
const shared: TestRun[] = [];
beforeAll(async () => {
  const january = await runOf('2026-01-31', portfolio, before);
  records = recordedBy(january);
  april = await runOf('2026-04-30', portfolio, before + after, records);
  shared.push(january, april);
});
afterAll(() => shared.splice(0).forEach((one) => one.facts.close()));

describe('what goes on record', () => {
  test('is what the report predicts, with what it was made from', async () => {
    const [cash, revenue] = records.map(({ forecast }) => forecast);
    expect(cash).toMatchObject({
      made: '2026-01-31',
      kind: 'closing-cash',
      entity: 'group',
      currency: 'USD',
      method: { name: '13-week direct method', version: 1 },
    });
    expect(cash?.predictions).toHaveLength(13);
    expect(cash?.predictions[0]).toEqual({
      for: '2026-02-07',
      figure: 'group.forecast.week-01.closing',
      value: '4600.00',
    });
    expect(cash?.inputs.map(({ role, value, dates }) => [role, value, dates?.length])).toEqual([
      ['opening', '5000.00', undefined],
      ['floor', '100.00', undefined],
      ['run-rate', '0.00', undefined],
      ['run-rate', '0.00', undefined],
      ['recurring', '400.00', 3],
      ['recurring', '1000.00', 3],
    ]);
    expect(revenue).toMatchObject({ kind: 'revenue', entity: 'shop', label: 'Shop' });
    expect(revenue?.predictions.map((one) => one.for)).toEqual(
      ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2026-${month}`),
    );
  });

  test('is nothing where nothing is predicted', async () => {
    expect(recordedBy(await run('2026-01-31', { entities: [shop] }, ''))).toEqual([]);
  });
});

describe('a forecast whose days have come', () => {
  test('is held against what the ledger says of those days', async () => {
    const later = april;
    expect(shown(later, 'revenue')).toEqual([
      ['2026-02', '1000.00', '800.00', '-200.00'],
      ['2026-03', '1000.00', '0.00', '-1000.00'],
      ['2026-04', '1000.00', '1250.00', '250.00'],
    ]);
    expect(
      shown(later, 'closing-cash').filter(([day]) => ['2026-02-21', '2026-03-28', '2026-04-25'].includes(day ?? '')),
    ).toEqual([
      ['2026-02-21', '5600.00', '5400.00', '-200.00'],
      ['2026-03-28', '6200.00', '5000.00', '-1200.00'],
      ['2026-04-25', '6800.00', '4600.00', '-2200.00'],
    ]);
    expect(of(later, 'closing-cash').graded).toHaveLength(12);
  });

  test('has MAPE without the month that brought nothing, and WAPE and bias with it', async () => {
    const later = april;
    const { mape, wape, bias, zeros } = of(later, 'revenue').errors;
    // 25 % of 800 and 20 % of 1250; 1450 of 2050; −950 in three months.
    expect([mape, wape, bias, zeros].map(({ id }) => later.value(id))).toEqual(['22.5', '70.7', '-316.67', '1']);
  });

  test('has receipts: the prediction leads to its record, the actual to the rows', async () => {
    const later = april;
    const [first] = of(later, 'closing-cash').graded;
    expect(first?.predicted.receipt).toMatchObject({
      kind: 'assumption',
      at: { file: 'records/forecasts.jsonl', line: 1 },
    });
    expect(later.book.get('shop.cash.assets.till.2026-02-07').receipt.kind).toBe('rows');
    expect(await verifyFigures(later.book.all(), later.facts)).toEqual([]);
  });

  test('is not graded for days that the data do not reach', async () => {
    const short = after.split('\n').slice(0, 3).join('\n');
    const later = await run('2026-05-31', portfolio, before + short, records);
    // The export ended on 20 February: of the weeks, those that end by then are known.
    expect(of(later, 'closing-cash').graded.map((one) => one.for)).toEqual(['2026-02-07', '2026-02-14']);
    expect(scored(later).some(({ forecast }) => forecast.kind === 'revenue')).toBe(false);
  });

  test('is not graded on the day it was made, nor by a report for a day before', async () => {
    const same = await run('2026-01-31', portfolio, before, records);
    expect(same.analysis.facts.forecastScore.value).toMatchObject({ forecasts: [], runs: [] });
    expect(same.value('group.forecasts.recorded')).toBe('0');
  });

  test('of a stream that the portfolio has no more stays ungraded', async () => {
    const changed = records.map(({ forecast, at }) => {
      const { id: _, snapshot, ...content } = forecast;
      return { forecast: forecastOf({ ...content, stream: 'gone' }, snapshot), at };
    });
    const later = await run('2026-04-30', portfolio, before + after, changed);
    expect(scored(later).map(({ forecast }) => forecast.kind)).toEqual(['closing-cash']);
  });

  test('that was sent again on its day counts as it was sent last', async () => {
    const corrected = before.replace('2000.00 | opening', '2100.00 | opening');
    const again = recordedBy(await run('2026-01-31', portfolio, corrected), 10);
    // The path of revenue is the same as before, and is on record.
    const second = again.filter(({ forecast }) => forecast.kind === 'closing-cash');
    const later = await run('2026-04-30', portfolio, corrected + after, [...records, ...second]);
    expect(later.value('group.forecasts.recorded')).toBe('3');
    expect(scored(later).filter(({ forecast }) => forecast.kind === 'closing-cash')).toHaveLength(1);
    expect(of(later, 'closing-cash').restated).toBeUndefined();
  });
});

describe('what is not the forecast’s fault', () => {
  test('history that was restated is shown apart', async () => {
    const corrected = before.replace('2025-10-03 | shop | Till | -400.00', '2025-10-03 | shop | Till | -430.00');
    const later = await run('2026-04-30', portfolio, corrected + after, records);
    const restated = of(later, 'closing-cash').restated;
    expect([restated?.before, restated?.today, restated?.by].map((one) => later.value(one?.id ?? ''))).toEqual([
      '5000.00',
      '4970.00',
      '-30.00',
    ]);
    expect(of(april, 'closing-cash').restated).toBeUndefined();
  });

  test('a forecast by another definition is graded, and marked', async () => {
    const changed = records.map(({ forecast, at }) => {
      const { id: _, snapshot, ...content } = forecast;
      const older: ForecastContent = { ...content, method: { ...content.method, version: content.method.version + 1 } };
      return { forecast: forecastOf(older, snapshot), at };
    });
    const later = await run('2026-04-30', portfolio, before + after, changed);
    expect(scored(later).map(({ otherMethod, graded }) => [otherMethod, graded.length > 0])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('other currencies are taken at the rate of the day, so that a rate is no restatement', async () => {
    const abroad = {
      ...portfolio,
      entities: [{ ...shop, currency: 'EUR' }],
      rates: [
        { from: 'EUR', to: 'USD', on: '2026-01-15', rate: '1.10', source: 'made up' },
        { from: 'EUR', to: 'USD', on: '2026-04-15', rate: '1.30', source: 'made up' },
      ],
    };
    const euros = (text: string): string => text.replaceAll(/(\d\.\d\d) \|/g, '$1 EUR |');
    const given = recordedBy(await run('2026-01-31', abroad, euros(before)));
    const later = await run('2026-04-30', abroad, euros(before + after), given);
    expect(of(later, 'closing-cash').restated).toBeUndefined();
    expect(shown(later, 'closing-cash').find(([day]) => day === '2026-02-21')).toEqual([
      '2026-02-21',
      '6160.00',
      '5940.00',
      '-220.00',
    ]);
    expect(shown(later, 'closing-cash').find(([day]) => day === '2026-04-25')?.[2]).toBe('5980.00');
    expect(await verifyFigures(later.book.all(), later.facts)).toEqual([]);
  });
});

describe('FIN-04 forecast off by more than a fifth', () => {
  test('three times running', async () => {
    const later = april;
    const finding = only(later.outcome('FIN-04'));
    expect(finding).toMatchObject({ entity: 'group', subject: 'forecast closing-cash', severity: 'medium' });
    expect(later.words(finding.claim)).toBe(
      'Closing cash, Group: the last three forecasts that can be graded were each off by more than 20; the newest said 6800.00, and 4600.00 came.',
    );
  });

  test('not when one of the three was close, nor when nothing came', async () => {
    const later = await run(
      '2026-04-30',
      portfolio,
      `${before}${after}\n2026-04-24 | shop | Till | 2000.00 | Income:Sales | Late`,
      records,
    );
    expect(later.outcome('FIN-04').state).toBe('passed');
  });

  test('is judged by the newest forecast of each day', async () => {
    const march = await run('2026-03-28', portfolio, before + after);
    const later = await run('2026-04-30', portfolio, before + after, [...records, ...recordedBy(march, 5)]);
    const cash = later.analysis.facts.forecastScore.value?.runs.find(({ subject }) => subject === 'closing-cash');
    expect(cash?.last.slice(-1)[0]?.predicted.id).toContain('2026-04-25.predicted');
    expect(cash?.last.map((one) => one.for)).toEqual([...new Set(cash?.last.map((one) => one.for))]);
    expect(later.outcome('FIN-04').state).toBe('passed');
  });

  test('is not seen without a forecast or a target that is due', async () => {
    const alone = await run('2026-04-30', { entities: [{ ...shop, targets: [] }] }, before + after);
    expect(alone.outcome('FIN-04')).toMatchObject({ state: 'not-seen', gaps: ['group.forecasts', 'group.targets'] });
  });

  test('looks at forecasts without a plan, too', async () => {
    const bare = { entities: [{ ...shop, targets: [] }] };
    const given = recordedBy(await run('2026-01-31', bare, before));
    expect(given).toHaveLength(1);
    const later = await run('2026-04-30', bare, before + after, given);
    expect(later.outcome('FIN-04').state).toBe('found');
  });
});

test(
  'of any ledger: receipts hold, and the measures are what their definitions give',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (rows) => {
        const first = await runOf(
          '2026-01-31',
          portfolioOf(rows),
          rows.filter(({ date }) => date <= '2026-01-31'),
        );
        const later = await runOf('2026-04-30', portfolioOf(rows), rows, recordedBy(first));
        try {
          expect(await verifyFigures(later.book.all(), later.facts)).toEqual([]);
          for (const { graded, errors } of scored(later)) {
            const pairs = graded.map(
              ({ predicted, actual }) => [predicted.value ?? ZERO, actual.value ?? ZERO] as const,
            );
            const offs = pairs.map(([said, came]) => subtract(came, said));
            const percents = pairs.flatMap(([, came], at) => {
              const share = divide(multiply(size(offs[at] ?? ZERO), decimal(100)), size(came), 6);
              return share ? [share] : [];
            });
            expectSame(errors.bias.value, divide(sum(offs), decimal(pairs.length), errors.bias.value?.scale ?? 2));
            expectSame(errors.mape.value, divide(sum(percents), decimal(percents.length), 1));
            expectSame(
              errors.wape.value,
              divide(multiply(sum(offs.map(size)), decimal(100)), sum(pairs.map(([, came]) => size(came))), 1),
            );
          }
        } finally {
          first.facts.close();
          later.facts.close();
        }
      }),
      { numRuns: 3 },
    );
  },
);

const size = (one: Decimal): Decimal => (one.mantissa < 0n ? { ...one, mantissa: -one.mantissa } : one);
const sum = (all: readonly Decimal[]): Decimal => all.reduce(add, ZERO);
function expectSame(a: Decimal | undefined, b: Decimal | undefined): void {
  expect(a === undefined || b === undefined ? a === b : compare(a, b) === 0).toBe(true);
}
