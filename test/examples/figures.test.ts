import { beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/app/run.ts';
import { compare, decimal, decimalText } from '../../src/core/decimal.ts';
import type { Finding } from '../../src/model/finding.ts';
import { EXAMPLES, expectedOf, type ExampleName } from './_examples.ts';
import { analysedExample } from './_runs.ts';

const examples = new Map<ExampleName, Run>();
beforeAll(async () => {
  for (const name of EXAMPLES) examples.set(name, await analysedExample(name));
});

function of(name: ExampleName): Run {
  const found = examples.get(name);
  if (!found) throw new Error(`${name} was not analysed`);
  return found;
}

/** What a check found; without one, what all of them found. */
function findings(name: ExampleName, check?: string): readonly Finding[] {
  const outcomes = of(name).outcomes.filter((outcome) => check === undefined || outcome.check === check);
  return outcomes.flatMap((outcome) => outcome.findings);
}

/** A figure as text; `?` where it is not known or not there. */
function figure(name: ExampleName, id: string): string {
  const value = of(name).book.find(id)?.value;
  return value ? decimalText(value) : '?';
}

describe.each(EXAMPLES)('the figures of %s, against what its generator meant', (name) => {
  const expected = expectedOf(name);
  const found = (pairs: readonly (readonly [string, string])[]): Record<string, string> =>
    Object.fromEntries(pairs.map(([id]) => [id, figure(name, id)]));

  it('burn, by month and in the mean of three and of six', () => {
    const pairs = Object.entries(expected.outflow).flatMap(([scope, flow]): [string, string][] => {
      if (!flow) return [];
      const months = Object.entries(flow.months).map(([month, amount]): [string, string] => [
        `${scope}.burn.${month}`,
        amount,
      ]);
      return [...months, [`${scope}.burn.mean-3`, flow.mean_3], [`${scope}.burn.mean-6`, flow.mean_6]];
    });
    expect(pairs.length).toBeGreaterThan(0);
    expect(found(pairs)).toEqual(Object.fromEntries(pairs));
  });

  it('units sold, month by month', () => {
    const months = new Set(Object.keys(expected.outflow['jada']?.months ?? expected.outflow['ofenplan']?.months ?? {}));
    const pairs = Object.entries(expected.units).flatMap(([stream, sold]) => {
      const [entity = '', id = ''] = stream.split('.');
      return [...months].map((month): [string, string] => [`${entity}.units.${id}.${month}`, String(sold[month] ?? 0)]);
    });
    expect(pairs.length).toBeGreaterThan(0);
    expect(found(pairs)).toEqual(Object.fromEntries(pairs));
  });

  it('break-even', () => {
    const pairs = Object.entries(expected.break_even).map(([stream, { units }]): [string, string] => {
      const [entity = '', id = ''] = stream.split('.');
      return [`${entity}.break-even.${id}.units`, String(units)];
    });
    expect(found(pairs)).toEqual(Object.fromEntries(pairs));
  });

  it('what customers paid for services that are ahead, at the end of each month', () => {
    const sheets = Object.values(expected.bookings);
    const pairs = sheets.flatMap(({ entity, stream, month_ends: ends }) =>
      Object.entries(ends).map(([month, amount]): [string, string] => [
        `${entity}.deferred.${stream}.closing.${month}`,
        amount,
      ]),
    );
    expect(found(pairs)).toEqual(Object.fromEntries(pairs));
    for (const { entity, stream, unearned } of sheets) expect(figure(name, `${entity}.ahead.${stream}`)).toBe(unearned);
  });

  it('every payment meets its booking, and every roll-forward closes', () => {
    const streams = of(name).analysis.facts.recognition.value?.streams ?? [];
    for (const { unmatched, rollForward } of streams) {
      expect(unmatched?.number.value?.mantissa ?? 0n).toBe(0n);
      for (const { difference } of rollForward?.months ?? []) expect(difference.value?.mantissa).toBe(0n);
    }
  });

  it('postings that no rule knows', () => {
    expect(figure(name, 'group.uncategorised.number')).toBe(String(expected.uncategorised.rows));
  });
});

describe('what the demo concludes by itself', () => {
  const demo = 'san-diego';

  it('burns seven to nine thousand dollars a month', () => {
    const low = of(demo).book.get('group.burn.low').value;
    const high = of(demo).book.get('group.burn.high').value;
    expect(low && compare(low, decimal(7000))).toBe(1);
    expect(high && compare(high, decimal(9000))).toBe(-1);
  });

  it('holds the cash that its generator left, deposits set apart', () => {
    const cash = expectedOf(demo).cash['USD'];
    expect(figure(demo, 'group.cash')).toBe(cash?.total);
    expect(figure(demo, 'group.deposits')).toBe(cash?.customer_deposits);
    expect(figure(demo, 'group.cash.unrestricted')).toBe(cash?.unrestricted);
  });

  it('lasts between three and six months', () => {
    expect(figure(demo, 'group.runway.months')).toBe('4.4');
    expect(figure(demo, 'group.runway.high')).toBe('5.2');
  });

  it('breaks even at six charters a month, which the last three months did not reach', () => {
    const charters = of(demo).analysis.facts.breakEven.value?.streams.find(({ stream }) => stream.id === 'charters');
    expect(charters?.units.value && decimalText(charters.units.value)).toBe('6');
    expect(charters?.below).toBe(true);
  });

  it('has four milestones to profitability ahead, the last of them in the first quarter of 2027', () => {
    const { milestones = [] } = of(demo).analysis.facts.roadmap.value ?? {};
    expect(milestones.map(({ id, state }) => [id, state])).toEqual([
      ['burn-halved', 'ahead'],
      ['break-even', 'ahead'],
      ['year-in-the-black', 'ahead'],
      ['owner-paid', 'ahead'],
    ]);
    expect(milestones.at(-1)?.month).toMatch(/^2027-0[1-3]$/);
  });

  it('has a revenue target for every month to the end of 2026', () => {
    const targets = of(demo).analysis.facts.targets.value;
    expect(targets?.months).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
    ]);
    expect([...(targets?.group.values() ?? [])].every(({ value }) => value !== undefined)).toBe(true);
  });

  it('funds all three tiers and defers what the budget does not reach', () => {
    const decisions = of(demo).analysis.facts.capitalPlan.value?.decisions ?? [];
    const funded = new Set(decisions.filter(({ chosen }) => chosen).map(({ initiative }) => initiative.tier));
    expect([...funded].toSorted()).toEqual(['low-cost', 'revenue-generating', 'zero-cost']);
    expect(decisions.filter(({ chosen }) => !chosen).map(({ initiative }) => initiative.id)).toEqual(['second-truck']);
  });

  it('judges the three rules of the owner: one is broken, two hold', () => {
    const rules = of(demo).analysis.facts.ownerRules.value?.rules ?? [];
    expect(Object.fromEntries(rules.map(({ rule, state }) => [rule.id, state]))).toEqual({
      'six-months-of-runway': 'broken',
      'burn-ceiling': 'holds',
      reserve: 'holds',
    });
  });

  it('falls below its cash floor within the thirteen weeks', () => {
    const forecast = of(demo).analysis.facts.cashForecast.value;
    expect(forecast?.weeks).toHaveLength(13);
    expect(figure(demo, 'group.forecast.first-below')).toBe('9');
  });

  it('names every deposit that was booked as revenue before its service', () => {
    const charters = of(demo).analysis.facts.recognition.value?.streams.find(({ stream }) => stream.id === 'charters');
    const rows = charters?.early?.rows.map(({ date, reference, service, amount }) =>
      [date, reference, service, figure(demo, amount.id)].join(' '),
    );
    const [sheet] = Object.values(expectedOf(demo).bookings);
    const meant = sheet?.early.map(({ date, reference, service, amount }) =>
      [date, reference, service, amount].join(' '),
    );
    expect(meant?.length).toBeGreaterThan(90);
    expect(rows?.toSorted()).toEqual(meant?.toSorted());
  });

  it('misses a recognition policy for charter, event and rental income', () => {
    expect(findings(demo, 'ACC-02').map(({ entity, subject }) => `${entity} ${subject}`)).toEqual([
      'jada charters',
      'queen-of-san-diego bookings',
      'queen-of-san-diego tickets',
      'queen-of-san-diego sponsorship',
      'rental-3028-51st rent',
    ]);
    expect(findings(demo, 'ACC-03').map(({ severity, subject }) => [severity, subject])).toEqual([
      ['high', 'charters'],
    ]);
  });

  it('says which findings of the money and the books press', () => {
    const grave = findings(demo).filter(({ severity }) => severity === 'critical' || severity === 'high');
    const pressing = grave.filter(({ check }) => /^(?:ACC|FIN)-/.test(check));
    expect(pressing.map(({ check, severity, subject }) => [check, severity, subject])).toEqual([
      ['ACC-01', 'critical', 'books'],
      ['ACC-02', 'high', 'charters'],
      ['ACC-02', 'high', 'bookings'],
      ['ACC-02', 'high', 'tickets'],
      ['ACC-02', 'high', 'sponsorship'],
      ['ACC-02', 'high', 'rent'],
      ['ACC-03', 'high', 'charters'],
      ['FIN-02', 'high', 'runway'],
      ['FIN-03', 'high', 'charters'],
      ['FIN-07', 'critical', 'six-months-of-runway'],
      ['FIN-10', 'high', 'cash floor'],
    ]);
  });

  it('sees that one business and its account bring more than two fifths of revenue', () => {
    expect(findings(demo, 'FIN-05').map(({ entity }) => entity)).toEqual(['group', 'jada']);
  });

  it('finds prices that rose, and a software that two businesses pay', () => {
    const subjects = findings(demo, 'FIN-09').map(({ subject }) => subject);
    expect(subjects).toContain('shared: adobe *creative cloud');
    expect(subjects).toContain('rise: mailchimp *monthly');
  });

  it('sees a business whose finances are not on file as a gap', () => {
    expect(of(demo).analysis.gaps.map(({ id }) => id)).toContain('centaur-clients.no-rows');
  });
});

describe('the healthy books of the bakery group', () => {
  const healthy = 'bakery-group';

  it('bring no finding of severity critical or high, and none of the checks that could see is left out', () => {
    expect(findings(healthy).filter(({ severity }) => severity === 'critical' || severity === 'high')).toEqual([]);
    const unseen = of(healthy).outcomes.filter(({ state }) => state === 'not-seen');
    // No folder of documents is declared, no forecast is on record; nobody charters, delivers yachts, bears clients'
    // costs, or has the pages of a site on file.
    expect(unseen.map(({ check }) => check)).toEqual([
      'ACC-10',
      'CH-02',
      'CLI-05',
      'FIN-04',
      'WEB-05',
      'YDEL-01',
      'YDEL-02',
      'YDEL-03',
      'YDEL-04',
    ]);
  });

  it('do not burn, so that cash has no end', () => {
    expect(of(healthy).analysis.facts.runway.value?.state).toBe('no-burn');
  });

  it('keep every rule and stay above the floor', () => {
    const { ownerRules } = of(healthy).analysis.facts;
    expect(ownerRules.value?.rules.map(({ state }) => state)).toEqual(['holds', 'holds', 'holds']);
    expect(figure(healthy, 'group.forecast.first-below')).toBe('0');
  });

  it('sell enough in every stream', () => {
    expect(of(healthy).analysis.facts.breakEven.value?.streams.filter(({ below }) => below)).toEqual([]);
  });

  it('depend on no customer, channel or entity for forty per cent', () => {
    const shares = of(healthy).analysis.facts.concentration.value?.shares ?? [];
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.filter(({ share }) => !share.value || compare(share.value, decimal(40)) > 0)).toEqual([]);
  });
});
