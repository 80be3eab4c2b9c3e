import { describe, expect, test } from 'vitest';
import { consolidationProblems, verifyFigures, type Consolidation } from '../../../src/analysis/index.ts';
import { closedRuns, only, type TestRun } from '../_run.ts';
import { digits, table } from '../_tables.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'yacht-charter', ownership: [{ name: 'Sergio', share: '100' }] };
const agency = { id: 'agency', name: 'Agency', kind: 'web-agency', ownership: [{ name: 'Sergio', share: '100' }] };
const both = { entities: [jada, agency] };

function group({ analysis }: TestRun): Consolidation {
  const { value } = analysis.facts.consolidation;
  if (!value) throw new Error('no consolidation');
  return value;
}

/** `label  jada + agency + eliminations = group`, for the year to date. */
function across({ entities }: Consolidation, statement: Consolidation['income'], column = 'to-date'): string[] {
  const row = (
    line: (typeof statement)['parts'][number] extends infer P ? (P extends { line: infer L } ? L : never) : never,
  ) =>
    `${line.label}: ${[...entities.map((id) => digits(line.entities.get(id)?.get(column))), digits(line.eliminations.get(column))].join(' ')} = ${digits(line.cells.get(column))}`;
  return statement.parts.flatMap((part) =>
    part.kind === 'section' ? [...part.section.lines.map(row), row(part.section.total)] : [row(part.line)],
  );
}

const OPEN = `
  2025-12-31 | jada   | Checking        | 5000.00 | opening
  2025-12-31 | agency | Agency Checking | 1000.00 | opening
  2026-01-02 | jada   | Checking        | 2000.00 | Income:Charters | Avery
  2026-01-02 | agency | Agency Checking | 300.00  | Income:Retainers | Dental`;

const WEB_CARE = `${OPEN}
  2026-01-16 | jada   | Checking        | -350.00 | Expenses:Web Care | Agency | | agency
  2026-01-17 | agency | Agency Checking | 350.00  | Income:Web Care   | JADA   | | jada`;

describe('a sale between two entities', () => {
  test('is taken out of revenue and of cost, line by line, with both rows', async () => {
    const result = await run('2026-01-31', both, WEB_CARE);
    const { income, eliminations, unmatched, ...rest } = group(result);
    expect(across({ income, eliminations, unmatched, ...rest }, income)).toEqual([
      'Income:Charters: 2000.00 - - = 2000.00',
      'Income:Retainers: - 300.00 - = 300.00',
      'Income:Web Care: - 350.00 -350.00 = 0.00',
      'Total income: 2000.00 650.00 -350.00 = 2300.00',
      'Expenses:Web Care: 350.00 - -350.00 = 0.00',
      'Total expenses: 350.00 - -350.00 = 0.00',
      'Net income: 1650.00 650.00 0.00 = 2300.00',
    ]);
    expect(
      eliminations.map(({ kind, apart, debit, credit }) => [
        kind,
        apart,
        debit.account,
        debit.line,
        credit.account,
        credit.line,
      ]),
    ).toEqual([['trade', 1, 'Expenses:Web Care', 5, 'Income:Web Care', 6]]);
    expect(unmatched).toEqual([]);
    expect(consolidationProblems(group(result))).toEqual([]);
    expect(await verifyFigures(result.book.all(), result.facts)).toEqual([]);
  });

  test('without its twin is a finding, and nothing is eliminated for it', async () => {
    const alone = WEB_CARE.split('\n').slice(0, -1).join('\n');
    const result = await run(
      '2026-03-31',
      both,
      `${alone}\n2026-03-30 | agency | Agency Checking | 1.00 | Income:Retainers | Dental\n2026-03-30 | jada | Checking | 1.00 | Income:Charters | Avery`,
    );
    expect(across(group(result), group(result).income).at(-1)).toBe('Net income: 1651.00 301.00 - = 1952.00');
    const finding = only(result.outcome('ACC-07'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'jada', subject: 'agency: Expenses:Web Care' });
    expect([result.value(finding.size ?? ''), finding.stake]).toEqual(['350.00', undefined]);
    expect(result.words(finding.claim)).toBe(
      'JADA booked 350.00 with Agency on Expenses:Web Care on 2026-01-16, and there is nothing like it within the days that banks take.',
    );
  });

  test('of another amount is a finding that shows both', async () => {
    const result = await run(
      '2026-02-28',
      both,
      WEB_CARE.replace('350.00  | Income:Web Care', '340.00  | Income:Web Care'),
    );
    const { oneSided } = group(result);
    expect(oneSided.map(({ entity, halves }) => [entity, halves[0]?.why, digits(halves[0]?.near?.figure)])).toEqual([
      ['jada', 'differs', '-340.00'],
      ['agency', 'differs', '350.00'],
    ]);
    expect(result.outcome('ACC-07').findings).toHaveLength(2);
  });

  test('whose twin may still come, or whose other side is not on file, is no finding', async () => {
    const late = `${OPEN}\n2026-01-29 | jada | Checking | -350.00 | Expenses:Web Care | Agency | | agency`;
    const onTheWay = await run('2026-01-31', both, late);
    expect(group(onTheWay).unmatched.map(({ why }) => why)).toEqual(['on the way']);
    expect(onTheWay.outcome('ACC-07').state).toBe('passed');
    const early = late.replace(
      '2026-01-02 | agency | Agency Checking | 300.00  | Income:Retainers | Dental',
      '2026-04-01 | agency | Agency Checking | 300.00 | Income:Retainers | Dental',
    );
    const offFile = await run('2026-04-30', both, early);
    expect(group(offFile).unmatched.map(({ why }) => why)).toEqual(['not on file']);
    expect(offFile.outcome('ACC-07')).toMatchObject({ state: 'passed' });
    expect(offFile.outcome('ACC-07').gaps).toContain('agency.between.jada');
  });

  test('that one side booked in the next month leaves money on the way at the end of the first', async () => {
    const result = await run(
      '2026-02-28',
      both,
      `${OPEN}
       2026-01-30 | jada   | Checking        | -350.00 | Expenses:Web Care | Agency | | agency
       2026-02-02 | agency | Agency Checking | 350.00  | Income:Web Care   | JADA   | | jada`,
    );
    const { balance, income, cashFlow } = group(result);
    expect(across(group(result), balance, '2026-01')).toEqual([
      'Cash: 6650.00 1300.00 - = 7950.00',
      'In transit between entities: - - 350.00 = 350.00',
      'Total assets: 6650.00 1300.00 350.00 = 8300.00',
      'Total liabilities: - - - = 0.00',
      'Equity:Opening Balances: 5000.00 1000.00 - = 6000.00',
      'Net income of the year, computed: 1650.00 300.00 350.00 = 2300.00',
      'Total equity: 6650.00 1300.00 350.00 = 8300.00',
      'Difference: 0.00 0.00 0.00 = 0.00',
    ]);
    expect(across(group(result), income, '2026-02').at(-1)).toBe('Net income: 0.00 350.00 -350.00 = 0.00');
    expect(table(cashFlow, ['2026-01', '2026-02'])).toContain('In transit between entities  -350.00  350.00');
    expect(consolidationProblems(group(result))).toEqual([]);
  });
});

describe('money moved between two entities', () => {
  const LOAN = `${OPEN}
    2026-01-20 | jada   | Checking        | -3000.00 | transfer 9 | To Agency | | agency
    2026-01-21 | agency | Agency Checking | 3000.00  | transfer 9 | From JADA | | jada`;

  test('is a claim and a debt, which the group takes out', async () => {
    const result = await run('2026-01-31', both, LOAN);
    expect(
      table(result.analysis.facts.statements.value?.entities[0]?.balance ?? group(result).balance, ['to-date']),
    ).toContain('Due from Agency  3000.00');
    const lines = across(group(result), group(result).balance);
    expect(lines).toContain('Due from other entities: 3000.00 0.00 -3000.00 = 0.00');
    expect(lines).toContain('Due to other entities: 0.00 3000.00 -3000.00 = 0.00');
    expect(lines).toContain('Cash: 4000.00 4300.00 - = 8300.00');
    expect(across(group(result), group(result).cashFlow)).toContain(
      'Money between entities: -3000.00 3000.00 0.00 = 0.00',
    );
    expect(group(result).eliminations.map(({ kind }) => kind)).toEqual(['transfer']);
    expect(consolidationProblems(group(result))).toEqual([]);
  });

  test('and paid back in part leaves the rest', async () => {
    const result = await run(
      '2026-02-28',
      both,
      `${LOAN}
       2026-02-10 | agency | Agency Checking | -1000.00 | transfer 10 | To JADA | | jada
       2026-02-10 | jada   | Checking        | 1000.00  | transfer 10 | From Agency | | agency`,
    );
    const { balance } = group(result);
    expect(across(group(result), balance, '2026-01')).toContain(
      'Due from other entities: 3000.00 0.00 -3000.00 = 0.00',
    );
    expect(across(group(result), balance)).toContain('Due from other entities: 2000.00 0.00 -2000.00 = 0.00');
    expect(consolidationProblems(group(result))).toEqual([]);
  });
});

describe('books on accrual', () => {
  test('an invoice is taken out of both results and both balances, the payment of both balances', async () => {
    const result = await run(
      '2026-02-28',
      both,
      `${OPEN}
       2026-01-10 | jada   | Liabilities:Payable       | -500.00 | Expenses:Web Care | Invoice | accrual | agency
       2026-01-10 | agency | Assets:Receivable         | 500.00  | Income:Web Care   | Invoice | accrual | jada
       2026-02-12 | jada   | Checking        | -500.00 | Liabilities:Payable | Agency | | agency
       2026-02-12 | agency | Agency Checking | 500.00  | Assets:Receivable   | JADA   | | jada`,
    );
    expect(group(result).eliminations.map(({ kind, debit, credit }) => [kind, debit.account, credit.account])).toEqual([
      ['balances', 'Assets:Receivable', 'Liabilities:Payable'],
      ['trade', 'Expenses:Web Care', 'Income:Web Care'],
      ['balances', 'Liabilities:Payable', 'Assets:Receivable'],
    ]);
    expect(across(group(result), group(result).balance, '2026-01')).toContain(
      'Assets:Receivable: - 500.00 -500.00 = 0.00',
    );
    expect(consolidationProblems(group(result))).toEqual([]);
  });

  test('an asset bought from another entity is not eliminated: the profit in it is not known', async () => {
    const result = await run(
      '2026-02-28',
      both,
      `${OPEN}
       2026-01-16 | jada   | Checking        | -900.00 | Assets:Website  | Agency | | agency
       2026-01-16 | agency | Agency Checking | 900.00  | Income:Projects | JADA   | | jada`,
    );
    expect(group(result).eliminations).toEqual([]);
    expect(result.outcome('ACC-07').findings).toHaveLength(2);
  });

  test('a contribution meets the share that it buys, a dividend its income', async () => {
    const result = await run(
      '2026-02-28',
      both,
      `${OPEN}
       2026-01-16 | jada   | Checking        | -900.00 | Assets:Shares of Agency | Agency | | agency
       2026-01-16 | agency | Agency Checking | 900.00  | Equity:Capital          | JADA   | | jada
       2026-02-16 | agency | Agency Checking | -50.00  | Equity:Dividends        | JADA   | | jada
       2026-02-16 | jada   | Checking        | 50.00   | Income:Dividends        | Agency | | agency`,
    );
    expect(group(result).eliminations.map(({ kind }) => kind)).toEqual(['equity', 'equity']);
    const lines = across(group(result), group(result).balance);
    expect(lines).toContain('Assets:Shares of Agency: 900.00 - -900.00 = 0.00');
    expect(lines).toContain('Equity:Capital: - 900.00 -900.00 = 0.00');
    expect(lines).toContain('Equity:Dividends: - -50.00 50.00 = 0.00');
    expect(consolidationProblems(group(result))).toEqual([]);
  });
});
