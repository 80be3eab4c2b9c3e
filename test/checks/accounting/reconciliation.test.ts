import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/model/facts.ts';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['books'] });

const portfolio = { entities: [{ id: 'jada', name: 'JADA', kind: 'other' }] };
const LEDGER = `
  2026-01-01 | jada | Checking | 1000.00 | opening
  2026-01-09 | jada | Checking | 250.00 | Income:Sales | Avery
  2026-02-03 | jada | Checking | -40.00 | Expenses:Fuel | Dock
`;

/** A statement of the account without rows of its own on file: what it closes with is what it opens with. */
const statement = (date: string, opening: string, closing: string, line = 1n): Row => ({
  source: 'hash',
  file: 'bank.csv',
  entity: 'jada',
  ledger_account: 'Assets:Checking',
  line,
  statement: String(line),
  currency: 'USD',
  opening_date: date,
  opening: BigInt(opening.replace('.', '')),
  closing_date: date,
  closing: BigInt(closing.replace('.', '')),
});

describe('ACC-06 reconciliation', () => {
  test('a statement whose closing balance is not what it opens with and its rows', async () => {
    const tables = { statements: [statement('2026-01-31', '1240.00', '1250.00')] };
    const { outcome, words, value } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    const finding = only(outcome('ACC-06'));
    expect(finding).toMatchObject({ severity: 'critical', entity: 'jada' });
    expect(value(finding.size ?? '')).toBe('10.00');
    expect(words(finding.claim)).toBe(
      'What the statement opens with and its rows do not make what it closes with: 1250.00 is stated and 1240.00 is found on 2026-01-31, a difference of 10.00 on Assets:Checking of JADA (bank.csv).',
    );
  });

  test('a ledger that has another balance than the statement', async () => {
    const tables = { statements: [statement('2026-01-31', '1300.00', '1300.00')] };
    const { outcome, words } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    expect(words(only(outcome('ACC-06')).claim)).toContain(
      'The ledger has another balance than the statement: 1300.00 is stated and 1250.00 is found on 2026-01-31, a difference of 50.00',
    );
  });

  test('a difference counts without its sign', async () => {
    const tables = { statements: [statement('2026-01-31', '1200.00', '1200.00')] };
    const { outcome, value } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    const { evidence, size = '' } = only(outcome('ACC-06'));
    expect([value(evidence[2] ?? ''), value(size)]).toEqual(['-50.00', '50.00']);
  });

  test('one missing row is one finding, though every later balance shows it', async () => {
    const tables = {
      statements: [statement('2026-01-31', '1300.00', '1300.00'), statement('2026-02-28', '1260.00', '1260.00', 2n)],
    };
    const { outcome } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    expect(outcome('ACC-06').findings).toHaveLength(1);
  });

  test('passes where both agree to the cent, and tells of each account', async () => {
    const tables = { statements: [statement('2026-02-28', '1210.00', '1210.00')] };
    const { outcome, analysis } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    expect(outcome('ACC-06').state).toBe('passed');
    expect(analysis.facts.reconciliation.value?.accounts.map(({ account, state }) => [account, state])).toEqual([
      ['Assets:Checking', 'agrees'],
    ]);
  });

  test('a statement of a day to come says nothing yet', async () => {
    const tables = { statements: [statement('2026-05-31', '1.00', '2.00')] };
    const { outcome } = await run('2026-04-30', portfolio, LEDGER, [], { tables });
    expect(outcome('ACC-06').state).toBe('not-seen');
  });

  test('a balance that the books assert of themselves', async () => {
    const assertions: Row[] = [
      {
        source: 'hash',
        file: 'main.journal',
        entity: 'jada',
        line: 9n,
        date: '2026-02-28',
        account: 'Assets:Checking',
        currency: 'USD',
        stated: 121000n,
        books: 120900n,
      },
    ];
    const { outcome, words } = await run('2026-04-30', portfolio, LEDGER, [], { tables: { assertions } });
    expect(words(only(outcome('ACC-06')).claim)).toContain(
      'The books have another balance than they assert: 1210.00 is stated and 1209.00 is found',
    );
  });

  test('is not seen where no statement states a balance', async () => {
    const { outcome } = await run('2026-04-30', portfolio, LEDGER);
    expect(outcome('ACC-06').state).toBe('not-seen');
    expect(outcome('ACC-06').gaps).toContain('jada.stated.Assets:Checking');
  });
});
