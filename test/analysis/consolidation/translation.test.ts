import { describe, expect, test } from 'vitest';
import { consolidationProblems, verifyFigures, type Consolidation } from '../../../src/analysis/index.ts';
import { closedRuns, type TestRun } from '../_run.ts';
import { digits, table } from '../_tables.ts';

const run = closedRuns({ looks: ['books'] });

const linden = { id: 'linden', name: 'Linden', kind: 'bakery', ownership: [{ name: 'Marlene', share: '100' }] };
const saas = {
  id: 'saas',
  name: 'Saas',
  kind: 'saas',
  currency: 'USD',
  ownership: [
    { name: 'Marlene', share: '75' },
    { name: 'Nora', share: '25' },
  ],
};
const day = (on: string, rate: string, average = false) => ({
  from: 'USD',
  to: 'EUR',
  on,
  rate,
  average,
  source: 'bank',
});
const rates = [
  day('2025-12-31', '0.80'),
  day('2026-01-31', '0.90'),
  day('2026-02-28', '1.00'),
  day('2026-01-15', '0.85', true),
  day('2026-02-10', '0.95', true),
];
const portfolio = { base_currency: 'EUR', rates, entities: [linden, saas] };

const LEDGER = `
  2025-12-31 | linden | Giro     | 500.00 EUR  | opening
  2025-12-31 | saas   | Checking | 1000.00 USD | opening
  2026-01-05 | linden | Giro     | 100.00 EUR  | Income:Laden | Kasse
  2026-01-05 | saas   | Checking | 200.00 USD  | Income:Subscriptions | Avery
  2026-01-31 | saas   | Checking | -40.00 USD  | Equity:Draws | Owner
  2026-02-03 | saas   | Checking | -60.00 USD  | Expenses:Hosting | Cloud`;

function group({ analysis }: TestRun): Consolidation {
  const { value } = analysis.facts.consolidation;
  if (!value) throw new Error('no consolidation');
  return value;
}

describe('books in another currency', () => {
  test('income at the average of its month, the balance sheet at the closing rate, equity at the rate of its day', async () => {
    const result = await run('2026-02-28', portfolio, LEDGER);
    const { income, balance } = group(result);
    const saasOnly = (statement: Consolidation['income'], columns: readonly string[]) =>
      table(
        {
          ...statement,
          parts: statement.parts.map((part) =>
            part.kind === 'section'
              ? {
                  ...part,
                  section: { ...part.section, lines: part.section.lines.map(of), total: of(part.section.total) },
                }
              : { ...part, line: of(part.line) },
          ),
        },
        columns,
      );
    const of = (
      line: Consolidation['income']['parts'][number] extends infer P
        ? P extends { line: infer L }
          ? L
          : never
        : never,
    ) => ({
      ...line,
      cells: line.entities.get('saas') ?? new Map<string, never>(),
    });
    expect(saasOnly(income, ['2026-01', '2026-02', 'to-date'])).toEqual([
      'Income:Laden  -  -  -',
      'Income:Subscriptions  170.00  0.00  170.00', // 200 × 0.85
      'Total income  170.00  0.00  170.00',
      'Expenses:Hosting  0.00  57.00  57.00', // 60 × 0.95
      'Total expenses  0.00  57.00  57.00',
      'Net income  170.00  -57.00  113.00',
    ]);
    expect(saasOnly(balance, ['2026-01', 'to-date'])).toEqual(
      [
        'Cash  1044.00  1100.00', // 1,160 × 0.90; 1,100 × 1.00
        'Total assets  1044.00  1100.00',
        'Total liabilities  -  -',
        'Equity:Draws  -36.00  -36.00', // 40 × 0.90, the rate of its day
        'Equity:Opening Balances  800.00  800.00', // 1,000 × 0.80
        'Retained earnings of earlier years, computed  0.00  0.00',
        'Net income of the year, computed  170.00  113.00',
        'Translation differences  110.00  223.00',
        'Total equity  1044.00  1100.00',
        'Difference  0.00  0.00',
      ].filter((line) => !line.startsWith('Retained')),
    );
  });

  test('the translation difference is what net assets say, and everything is proven', async () => {
    const result = await run('2026-02-28', portfolio, LEDGER);
    const { translations, cashFlow, rates: used } = group(result);
    expect(
      translations.map(({ entity, difference, proof }) => [
        entity,
        digits(difference.get('to-date')),
        digits(proof.get('to-date')),
      ]),
    ).toEqual([['saas', '223.00', '223.00']]);
    expect(consolidationProblems(group(result))).toEqual([]);
    expect(table(cashFlow, ['to-date'])).toEqual([
      'Cash at the beginning  1300.00', // 500 + 1,000 × 0.80
      'Net income  213.00',
      'Cash of operating activities  213.00',
      'Equity:Draws  -34.00', // 40 × 0.85, a flow
      'Cash of financing activities  -34.00',
      'Cash when the books began  0.00',
      'Exchange differences  221.00',
      'Cash at the end  1700.00',
      'Difference  0.00',
    ]);
    expect(used.map(({ purpose, of, rate }) => `${purpose} ${of} ${digits(rate)}`)).toEqual(
      expect.arrayContaining([
        'average 2026-01 0.85',
        'closing 2026-02-28 1.00',
        'historical 2026-01-31 0.90',
      ]) as string[],
    );
    expect(await verifyFigures(result.book.all(), result.facts)).toEqual([]);
  });

  test('an average is no rate of a day: cash is worth the day’s', async () => {
    const late = [...rates, day('2026-02-28', '0.95', true)];
    const { value } = await run('2026-02-28', { ...portfolio, rates: late }, LEDGER);
    expect(value('group.cash')).toBe('1700.00'); // 600 + 1,100 × 1.00
  });

  test('without an average, a month takes the mean of its days, else the latest earlier rate, and says so', async () => {
    const days = [day('2025-12-31', '0.80'), day('2026-01-10', '0.84'), day('2026-01-20', '0.88')];
    const { income, rates: used } = group(await run('2026-02-28', { ...portfolio, rates: days }, LEDGER));
    const cells = income.parts.flatMap((part) => (part.kind === 'section' ? part.section.lines : []));
    const subscriptions = cells.find(({ label }) => label === 'Income:Subscriptions');
    expect(digits(subscriptions?.cells.get('2026-01'))).toBe('172.00'); // 200 × (0.84 + 0.88) ÷ 2
    expect(used.find(({ purpose, of }) => purpose === 'average' && of === '2026-02')?.note).toBe(
      'the latest declared by 2026-02-28 is of 2026-01-20',
    );
  });

  test('a rate that is declared the other way round divides', async () => {
    const days = [{ from: 'EUR', to: 'USD', on: '2025-12-31', rate: '1.25', source: 'bank' }];
    const { balance } = group(await run('2026-02-28', { ...portfolio, rates: days }, LEDGER));
    expect(table(balance, ['to-date'])[0]).toBe('Cash  1480.00'); // 600 + 1,100 ÷ 1.25
  });

  test('without a rate are not known in the group, and the rate is named', async () => {
    const { analysis } = await run('2026-02-28', { ...portfolio, rates: [] }, LEDGER);
    const { consolidation } = analysis.facts;
    expect(consolidation.value && table(consolidation.value.balance, ['to-date'])[0]).toBe('Cash  ?');
    expect(consolidation.gaps.map(({ id }) => id)).toContain('group.rate.USD');
  });

  test('a sale between two currencies leaves its exchange difference as a line', async () => {
    const sale = `${LEDGER}
      2026-02-10 | linden | Giro     | -94.00 EUR | Expenses:Software   | Saas   | | saas
      2026-02-11 | saas   | Checking | 100.00 USD | Income:Subscriptions | Linden | | linden`;
    const result = await run('2026-02-28', { ...portfolio, rates: [...rates, day('2026-02-10', '0.95')] }, sale);
    const { income, eliminations, unmatched } = group(result);
    expect(unmatched).toEqual([]);
    expect(eliminations.map(({ difference }) => digits(difference))).toEqual(['-1.00']); // 94 − 100 × 0.95
    expect(table(income, ['2026-02'])).toContain('Exchange differences  1.00');
    expect(table(income, ['2026-02']).at(-1)).toBe('Net income  -56.00'); // 95 − 57 − 94, as without eliminations
    expect(consolidationProblems(group(result))).toEqual([]);
  });
});

describe('what belongs to others', () => {
  test('is their share of result and equity; both make the whole', async () => {
    const { attributions, owner } = group(await run('2026-02-28', portfolio, LEDGER));
    expect(owner).toBe('Marlene');
    expect(
      attributions.map(({ entity, share, netOwner, netOthers, equityOwner, equityOthers }) =>
        [
          entity,
          digits(share),
          ...[netOwner, netOthers, equityOwner, equityOthers].map((cells) => digits(cells.get('to-date'))),
        ].join(' '),
      ),
    ).toEqual(['linden 100.000000 100.00 0.00 600.00 0.00', 'saas 75.000000 84.75 28.25 825.00 275.00']);
  });
});
