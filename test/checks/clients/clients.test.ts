import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import {
  agencies,
  agreements,
  ASOF,
  CHARGES,
  costs,
  HEALTHY,
  invoices,
  lines,
  months,
  studio,
  time,
  together,
} from '../../analysis/clients/_agency.ts';
import { closedRuns, only, type TestMore, type TestRun } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const made = (tables: NonNullable<TestMore['tables']>, ledger: typeof CHARGES = []): Promise<TestRun> =>
  run(ASOF, { entities: [studio] }, ledger, [], { tables });
const several = (sets: Parameters<typeof together>[0]): Promise<TestRun> =>
  run(ASOF, { entities: agencies(...Object.keys(sets)) }, [], [], { tables: together(sets) });
const CHECKS = ['CLI-01', 'CLI-02', 'CLI-03', 'CLI-04', 'CLI-05'];

describe('an agency', () => {
  test('with terms everywhere and paid invoices brings nothing', async () => {
    const { outcome, value, book, facts } = await made(HEALTHY, CHARGES);
    expect(CHECKS.map((id) => outcome(id).state)).toEqual(CHECKS.map(() => 'passed'));
    expect(outcome('FIN-06').state).toBe('passed');
    const figures = ['count', 'without-terms', 'hours', 'realisation', 'effective-rate', 'unbilled', 'overdue'];
    expect(figures.map((id) => value(`studio.clients.${id}`))).toEqual(
      ['1', '0', '120.000000', '103.0', '103.00', '0.00', '0.00'], // hosting is billed with the work
    );
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });

  test('of which nothing is on file is not seen, and says what is missing', async () => {
    const { outcome, analysis } = await made({});
    expect(CHECKS.map((id) => outcome(id).state)).toEqual(CHECKS.map(() => 'not-seen'));
    expect(analysis.facts.clients.gaps.map(({ id }) => id)).toEqual(['studio.clients']);
  });

  test('with only invoices is not seen by the checks that need more', async () => {
    const { outcome, analysis } = await made({ invoices: HEALTHY.invoices });
    expect(CHECKS.map((id) => outcome(id).state)).toEqual(['not-seen', 'not-seen', 'not-seen', 'passed', 'not-seen']);
    expect(analysis.facts.clients.gaps.map(({ id }) => id)).toEqual([
      'studio.agreements',
      'studio.time',
      'studio.client-costs',
    ]);
  });
});

describe('CLI-01 client without terms', () => {
  test('says which of the three is missing, and what its hours are worth at the rates of others', async () => {
    const { outcome, words, value } = await made({
      agreements: agreements(`
        Acme  | msa.pdf | hourly   | 100.00
        Birch | msa.pdf | hourly   | 150.00
        Cedar | msa.pdf | hourly   | 120.00
        Dune  |         |          |
        Elm   | old.pdf | hourly   |  80.00 | | 2025-01-01 | 2025-12-31
        Fjord | fix.pdf | fixed    |
        Grove | ret.pdf | retainer | | | | | 900.00
        Hazel |         |          |`),
      time_entries: time(`
        Dune | 2026-03-02 | 8  | yes | yes
        DUNE Inc. | 2026-03-03 | 2 | no |
        Elm  | 2026-02-02 | 5  | yes | yes
        Fjord | 2026-02-02 | 5 | yes | yes
        Grove | 2026-02-02 | 5 | yes | yes
        Iris  | 2026-04-28 | 1 | yes |`),
    });
    const found = outcome('CLI-01').findings.map(({ claim }) => words(claim));
    expect(found).toEqual([
      'Dune has no agreement, no rate and no billing model: 10.000000 of work in twelve months.',
      'Elm has no agreement: 5.000000 of work in twelve months. The last one ended on 2025-12-31, and work went on.',
      'Iris has no agreement, no rate and no billing model: 1.000000 of work in twelve months.',
    ]);
    const [dune, elm] = outcome('CLI-01').findings;
    const { low = '', mid = '', high = '' } = dune?.stake ?? {};
    expect([dune?.severity, value(low), value(mid), value(high)]).toEqual(['critical', '800.00', '1100.00', '1500.00']);
    expect([elm?.stake?.low, elm?.stake?.high].map((id) => value(id ?? ''))).toEqual(['400.00', '400.00']);
    // Hazel is in the sheet and nobody works for it: it counts as no client.
    expect([value('studio.clients.count'), value('studio.clients.without-terms')]).toEqual(['9', '3']);
  });

  test('a client with invoices alone puts at stake what was billed; work long ago is no business of today', async () => {
    const terms = { agreements: agreements('Acme | msa.pdf | hourly | 100.00') };
    const { outcome, words, value } = await several({
      now: {
        ...terms,
        invoices: invoices('X-1 | Birch | 2026-03-01 | 2026-03-15 | 500.00 | paid | 0.00 | 2026-03-10'),
      },
      ago: { ...terms, time_entries: time('Birch | 2025-03-01 | 5 | yes | yes') },
    });
    const finding = only(outcome('CLI-01'));
    expect(finding.entity).toBe('now');
    expect(words(finding.claim)).toContain(': 500.00 billed in twelve months');
    expect(value(finding.stake?.mid ?? '')).toBe('500.00');
  });
});

describe('CLI-02 unbilled time', () => {
  const terms = agreements(`
    Acme  | msa.pdf | hourly   | 120.00
    Birch | ret.pdf | retainer | 100.00
    Cedar | msa.pdf | hourly   |`);

  test('is billable time over 30 days old that the sheet says is on no invoice, or that came after the last one', async () => {
    const { outcome, words, value, book, facts } = await made({
      agreements: terms,
      time_entries: time(`
        Acme  | 2026-01-10 | 0.333333 | yes | no
        Acme  | 2026-01-12 | 4  | yes |
        Acme  | 2026-02-12 | 2  | yes |
        Acme  | 2026-03-30 | 1  | yes |
        Acme  | 2026-03-31 | 50 | yes |
        Acme  | 2026-01-13 | 50 | no  | no
        Acme  | 2026-01-14 | 50 | yes | yes
        Birch | 2026-01-14 | 50 | yes | no
        Cedar | 2026-01-14 | 6  | yes | no`),
      invoices: invoices(`
        A-1 | Acme | 2026-02-01 | 2026-02-15 | 480.00 | paid | 0.00 | 2026-02-10
        A-2 | Acme | 2026-03-01 | 2026-03-15 | -80.00 | paid | 0.00 |
        A-3 | Acme | 2026-03-05 | 2026-03-15 | 480.00 | void |      |`),
    });
    const finding = only(outcome('CLI-02'));
    expect(finding).toMatchObject({ severity: 'high', subject: 'client: acme' });
    // Twenty minutes, two hours and one hour at 120.00.
    expect(words(finding.claim)).toContain('400.00 at the agreed 120.00 an hour');
    expect(value(finding.stake?.low ?? '')).toBe('400.00');
    expect([value('studio.clients.unbilled'), value('studio.clients.unbilled.unpriced')]).toEqual([
      '400.00',
      '6.000000',
    ]);
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });

  test('is not seen where neither the time nor any invoice says what was billed', async () => {
    const { outcome, value } = await made({
      agreements: terms,
      time_entries: time('Acme | 2026-01-10 | 3 | yes |'),
    });
    expect(outcome('CLI-02').state).toBe('not-seen');
    expect(value('studio.clients.unbilled')).toContain('not known: neither the time sheet nor any invoice');
  });
});

describe('CLI-03 effective rate under the floor', () => {
  const floors = agreements(`
    Acme  | ret.pdf | retainer |        | 90.00 | | | 1000.00
    Birch | msa.pdf | hourly   | 100.00 |
    Cedar | msa.pdf | hourly   | 100.00 | 90.00
    Dune  | msa.pdf | hourly   | 100.00 | 90.00`);

  test('of a retainer whose hours outgrew it, and of an invoice less its tax; else none', async () => {
    const { outcome, words, value } = await several({
      // Birch has no floor, Cedar is at it, and Dune was never invoiced.
      retained: {
        agreements: floors,
        time_entries: time(`
          Acme  | 2026-01-10 | 10 | yes | yes
          Acme  | 2026-02-10 | 10 | no  | yes
          Birch | 2026-01-10 | 90 | yes | yes
          Cedar | 2026-01-10 | 10 | yes | yes
          Dune  | 2026-01-10 | 10 | yes | yes`),
        invoices: invoices(`
          A-1 | Acme  | 2026-02-01 | 2026-02-15 | 1100.00 | paid | 0.00 | 2026-02-10
          A-2 | Acme  | 2026-02-03 | 2026-02-15 | -100.00 | paid | 0.00 |
          B-1 | Birch | 2026-02-01 | 2026-02-15 | 1000.00 | paid | 0.00 | 2026-02-10
          C-1 | Cedar | 2026-02-01 | 2026-02-15 |  900.00 | paid | 0.00 | 2026-02-10`),
      },
      taxed: {
        agreements: floors,
        time_entries: time('Cedar | 2026-01-10 | 10 | yes | yes'),
        invoices: invoices('C-1 | Cedar | 2026-02-01 | 2026-02-15 | 950.00 | paid | 0.00 | 2026-02-10', {
          tax: 15000n,
        }),
      },
    });
    const [acme, ...more] = outcome('CLI-03').findings;
    expect(acme).toMatchObject({ severity: 'medium', subject: 'client: acme' });
    expect(words(acme?.claim ?? [])).toBe(
      'An hour for Acme brought 50.00, under the floor of 90.00: 1000.00 billed for 20.000000 in twelve months, 800.00 too little.',
    );
    expect(value(acme?.stake?.high ?? '')).toBe('800.00');
    expect(more.map(({ entity, subject }) => [entity, subject])).toEqual([['taxed', 'client: cedar']]);
  });
});

describe('CLI-04 invoice overdue', () => {
  test('is high after thirty days and medium before; what is paid, given up or not due is not overdue', async () => {
    const { outcome, words, value } = await several({
      one: {
        invoices: invoices(`
          A-1 | Acme  | 2026-03-01 | 2026-03-31 | 100.00 | open | 60.00 |
          A-2 | Acme  | 2026-03-01 | 2026-03-30 | 200.00 | open |       |
          A-3 | Birch | 2026-03-01 | 2026-04-29 | 300.00 | open |       |
          A-4 | Birch | 2026-03-01 | 2026-04-30 | 400.00 | open |       |
          A-5 | Birch | 2026-03-01 | 2026-03-15 | 500.00 | paid | 0.00  | 2026-03-15
          A-6 | Birch | 2026-05-02 | 2026-05-02 | 600.00 | open |       |`),
      },
      twins: {
        invoices: invoices(`
          7 | Acme  | 2026-03-01 | 2026-03-31 | 100.00 | open
          7 | Birch | 2026-03-01 | 2026-03-31 | 200.00 | open`),
      },
    });
    const { findings } = outcome('CLI-04');
    expect(findings.map(({ entity, severity, subject }) => [entity, severity, subject])).toEqual([
      ['one', 'high', 'invoice: A-2'],
      ['one', 'medium', 'invoice: A-1'],
      ['one', 'medium', 'invoice: A-3'],
      // One number of two clients: two findings.
      ['twins', 'medium', 'invoice: 7 of acme on 2026-03-01'],
      ['twins', 'medium', 'invoice: 7 of birch on 2026-03-01'],
    ]);
    expect(words(findings[1]?.claim ?? [])).toBe('Acme owes 60.00 on invoice A-1, due on 2026-03-31: 30 late.');
    expect([value('one.clients.overdue'), value('one.receivables.open')]).toEqual(['560.00', '960.00']);
  });
});

describe('CLI-05 client cost not passed on', () => {
  test('names the charges that no line answers for, however the later ones were billed', async () => {
    const without = HEALTHY.invoice_lines.filter(
      ({ number, description }) => !(number === 'I-2025-12' && description === 'Web hosting'),
    );
    const { outcome, words, value } = await made({ ...HEALTHY, invoice_lines: without }, CHARGES);
    const finding = only(outcome('CLI-05'));
    expect(finding).toMatchObject({ severity: 'low', subject: 'client: acme, hosting' });
    expect(words(finding.claim)).toBe(
      '25.00 for Hosting of Acme LLC was not passed on, of 300.00 charged in twelve months (12).',
    );
    expect(value(finding.stake?.mid ?? '')).toBe('25.00');
  });

  test('one line may answer for several charges, as far as its amount reaches', async () => {
    const sent = months((month) => [`I-${month} | Acme | ${month}-28 | 2026-05-30 | 50.00 | open`]).filter(
      (_, at) => at % 2 === 1,
    );
    const each = sent.map((line) => `${line.slice(0, 9)} | Hosting of two months | 50.00`);
    const { outcome } = await made(
      {
        invoices: invoices(sent.join('\n')),
        invoice_lines: lines(each.join('\n')),
        client_costs: HEALTHY.client_costs,
      },
      CHARGES,
    );
    expect(outcome('CLI-05').state).toBe('passed');
  });

  test('the most specific row decides whose charge it is; the youngest charges can still be billed', async () => {
    const { outcome, words } = await made(
      { ...HEALTHY, client_costs: [...costs('Birch | AWS | | Servers'), ...HEALTHY.client_costs] },
      [...CHARGES, ...CHARGES.slice(-4).map((row) => ({ ...row, memo: 'anything' }))],
    );
    expect(words(only(outcome('CLI-05')).claim)).toBe(
      '50.00 for Servers of Birch was not passed on, of 100.00 charged in twelve months (4).',
    );
  });

  test('is not seen where invoices have no lines', async () => {
    const { outcome } = await made({ ...HEALTHY, invoice_lines: [] }, CHARGES);
    expect(outcome('CLI-05')).toMatchObject({ state: 'not-seen', gaps: ['studio.invoice-lines'] });
  });
});
