import { describe, expect, test } from 'vitest';
import { closedRuns, only } from '../../analysis/_run.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'other' };
const queen = { id: 'queen', name: 'Queen', kind: 'other' };
const kept = (more: object = {}) => ({ ...jada, books: [{ file: 'jada.journal', ...more }] });

const LEDGER = `
  2026-01-01 | jada | Checking | 1000.00 | opening
  2026-01-09 | jada | Checking | 250.00 | Income:Sales | Avery
  2026-02-03 | jada | Checking | -40.00 | Expenses:Fuel | Dock
`;

describe('ACC-01 no double-entry books', () => {
  test('money moves and nobody keeps books', async () => {
    const { outcome, words } = await run(
      '2026-04-30',
      { entities: [jada, { ...queen, books: [{ file: 'queen.journal' }] }] },
      LEDGER,
    );
    const finding = only(outcome('ACC-01'));
    expect(finding).toMatchObject({ severity: 'critical', entity: 'jada', size: 'jada.movements' });
    expect(words(finding.claim)).toBe(
      'No accounting system was found for JADA: 2 are on file from 2026-01-09 to 2026-02-03, and no double-entry books.',
    );
  });

  test('is one finding where no entity has any', async () => {
    const both = `${LEDGER}
      2026-01-12 | queen | Queen Bank | 70.00 | Income:Tickets | Gate`;
    const { outcome, words, value } = await run('2026-04-30', { entities: [jada, queen] }, both);
    const { claim, size = '' } = only(outcome('ACC-01'));
    expect(value(size)).toBe('3');
    expect(words(claim)).toBe(
      'No accounting system was found for any entity; money moves in all of these without double-entry books: JADA (2), Queen (1).',
    );
  });

  test('passes where books are kept, and where nothing moves', async () => {
    const { outcome } = await run('2026-04-30', { entities: [kept(), queen] }, LEDGER);
    expect(outcome('ACC-01')).toMatchObject({ state: 'passed', gaps: ['queen.no-rows'] });
  });
});

describe('ACC-12 period close', () => {
  const closed = (through: string, postings?: number) => kept({ closed: [{ through, on: '2026-03-10', postings }] });

  test('a finished month that was never closed', async () => {
    const { outcome, words } = await run('2026-04-30', { entities: [kept()] }, LEDGER);
    const { claim, size } = only(outcome('ACC-12'));
    expect(size).toBe('jada.movements');
    expect(words(claim)).toBe('JADA has not closed its books to 2026-02-28, with 2 on file.');
  });

  test('a closed period that holds other postings than when it was closed', async () => {
    const { outcome, words, value } = await run('2026-04-30', { entities: [closed('2026-02-28', 5)] }, LEDGER);
    const finding = only(outcome('ACC-12'));
    expect(finding.subject).toBe('close: 2026-02-28');
    expect(value(finding.size ?? '')).toBe('1');
    expect(words(finding.claim)).toBe(
      'The books of JADA to 2026-02-28 hold 6, and held 5 when it was closed on 2026-03-10.',
    );
  });

  test('a closed period that lost postings is as far off as one that has more', async () => {
    const { outcome, value } = await run('2026-04-30', { entities: [closed('2026-02-28', 9)] }, LEDGER);
    expect(value(only(outcome('ACC-12')).size ?? '')).toBe('3');
  });

  test('passes where all that is due is closed and unchanged; what was not noted cannot be told apart', async () => {
    const same = await run('2026-04-30', { entities: [closed('2026-02-28', 6)] }, LEDGER);
    expect(same.outcome('ACC-12').state).toBe('passed');
    const unnoted = await run('2026-04-30', { entities: [closed('2026-03-31')] }, LEDGER);
    expect(unnoted.outcome('ACC-12').state).toBe('passed');
  });

  test('is not seen where nobody keeps books', async () => {
    const { outcome } = await run('2026-04-30', { entities: [jada] }, LEDGER);
    expect(outcome('ACC-12').state).toBe('not-seen');
  });
});

describe('ACC-04 chart of accounts', () => {
  const saas = { id: 'plan', name: 'Plan', kind: 'saas', revenue: [{ id: 's', name: 'S', account: 'Income:Abos' }] };
  const whole = `
    2026-01-01 | plan | Plan Bank | 100.00 | opening
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Hosting
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Payment Fees
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Löhne
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Versicherung
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Steuern
    2026-01-02 | plan | Plan Bank | -1.00 | Expenses:Buchhaltung
    2026-01-02 | plan | Plan Bank | -1.00 | Equity:Owner:Draws
    2026-01-02 | plan | Plan Bank | 9.00 | Income:Abos
    2026-01-02 | plan | Plan Bank | 9.00 | Liabilities:Deferred Revenue`;

  test('names what a business of the kind needs and does not have', async () => {
    const without = whole
      .split('\n')
      .filter((line) => !/Steuern|Deferred/.test(line))
      .join('\n');
    const { outcome, words } = await run('2026-04-30', { entities: [saas] }, without);
    const finding = only(outcome('ACC-04'));
    expect(finding).toMatchObject({ severity: 'medium', subject: 'missing accounts' });
    expect(finding.size).toBe(finding.evidence[0]);
    expect(words(finding.claim)).toBe(
      'The chart of Plan lacks 2 that its kind needs: Liabilities:Deferred Revenue, Expenses:Taxes.',
    );
  });

  test('knows accounts by their names in other languages, and by the part that the portfolio gives them', async () => {
    const { outcome } = await run('2026-04-30', { entities: [saas] }, whole);
    expect(outcome('ACC-04').state).toBe('passed');
    const held = { ...saas, customer_deposits: ['Liabilities:Vorauszahlungen'] };
    const other = await run('2026-04-30', { entities: [held] }, whole.replace('Deferred Revenue', 'Vorauszahlungen'));
    expect(other.outcome('ACC-04').state).toBe('passed');
  });

  test('names accounts that are used and stand in no declared chart', async () => {
    const chart = { ...saas, chart_of_accounts: ['Expenses:Hosting'] };
    const { outcome, value } = await run('2026-04-30', { entities: [chart] }, whole);
    const finding = outcome('ACC-04').findings.find(({ subject }) => subject === 'undeclared accounts');
    expect(value(finding?.size ?? '')).toBe('16');
    expect(finding?.claim.map((part) => ('text' in part ? part.text : '')).join('')).toContain('Expenses:Löhne');
  });
});
