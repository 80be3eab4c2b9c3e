import type { CoverageGap } from '../../model/facts.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say, term } from '../../model/sentence.ts';
import { sqlText } from '../../model/sql.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { balanceSheet } from './balance.ts';
import { EntityBooks } from './books.ts';
import { cashFlowStatement } from './cash-flow.ts';
import { daySums, readEntries, readOpenings } from './entries.ts';
import { accountsOf, type EntityAccounts } from './entity.ts';
import { holdingsOf } from './holdings.ts';
import { incomeStatement } from './income.ts';
import { calendarOf } from './periods.ts';
import { trialBalance } from './trial-balance.ts';
import type { EntityStatements, Statements } from './types.ts';
import { unpairedTransfers } from './unpaired.ts';

export type {
  EntityStatements,
  FinancialStatement,
  StatementColumn,
  StatementLine,
  Statements,
  TrialBalance,
} from './types.ts';
export { TO_DATE } from './types.ts';

/** The books of every entity that has something on file, cut into the periods of the statements. */
export async function readBooks(ground: Ground): Promise<readonly EntityAccounts[]> {
  const { declared, coverage, ledger, asOf, full } = ground;
  const { base_currency: base, fiscal_year_start: fiscalStart } = declared.portfolio;
  const first = ledger.sums.map(({ month }) => month).toSorted()[0];
  if (first === undefined) return [];
  const calendar = calendarOf(asOf, full, first, fiscalStart);
  const onFile = coverage.entities.filter(({ entity }) => ledger.of(entity.id).length > 0);
  const foreign = onFile.filter(({ entity, currency }) =>
    ledger.of(entity.id).some((sum) => sum.currency !== currency),
  );
  const condition = foreign.map(
    ({ entity, currency }) => `(entity = ${sqlText(entity.id)} AND currency <> ${sqlText(currency)})`,
  );
  const given = {
    ground,
    calendar,
    entries: await readEntries(ground),
    openings: await readOpenings(ground),
    foreign: condition.length === 0 ? [] : await daySums(ground, condition.join(' OR ')),
  };
  return onFile.map((of) => accountsOf(ground, calendar, new EntityBooks(given, of, of.currency !== base)));
}

/**
 * The statements of each entity in its own currency: trial balance, income statement, balance sheet and cash flow, by
 * month and for the year to date. Nothing is posted for them: periods close by computation.
 */
export async function statements(ground: Ground, all: readonly EntityAccounts[]): Promise<Reading<Statements>> {
  const gaps = [...ground.coverage.gaps, ...ground.coverage.openings, ...all.flatMap(unknownGaps)];
  const [first] = all;
  if (!first) return notSeen(...gaps);
  const unpaired = await unpairedTransfers(ground);
  const entities: EntityStatements[] = [];
  for (const accounts of all) {
    const { of, currency } = accounts.books;
    entities.push({
      of,
      currency,
      trialBalance: trialBalance(accounts),
      income: incomeStatement(accounts),
      balance: balanceSheet(accounts),
      cashFlow: cashFlowStatement(accounts),
      incomplete: incompleteOf(accounts),
      unpaired: unpaired.filter(({ entity }) => entity === of.entity.id),
      holdings: await holdingsOf(ground, of),
      notes: notesOf(accounts),
    });
  }
  const covered = new Set(all.map(({ books }) => books.of.entity.id));
  const leftOut = ground.coverage.entities.map(({ entity }) => entity.id).filter((id) => !covered.has(id));
  return seen({ columns: first.calendar.columns, entities, leftOut }, gaps);
}

function incompleteOf({ books, unknown }: EntityAccounts): string[] {
  return books.slots.filter(({ key }) => unknown.has(key)).map(({ account }) => account);
}

/** What is on an account that has no statement, and that must have been there before the first row. */
function unknownGaps({ books, unknown }: EntityAccounts): CoverageGap[] {
  const { entity, accounts } = books.of;
  return books.slots
    .filter(({ key, account }) => unknown.has(key) && !accounts.some((one) => one.account === account))
    .map(({ account }) => ({
      id: `${entity.id}.opening.${account}`,
      entity: entity.id,
      source: `opening balance of ${account}`,
      wouldTell: `what is on ${account}; the balance sheet of ${entity.name} is not known until then, and the group’s leaves it out`,
      suffers: [`${entity.id}.statement.balance-difference.to-date`],
    }));
}

function notesOf({ books }: EntityAccounts): Sentence[] {
  const rates = [...books.rates.values()].filter(({ note }) => note !== undefined);
  return [
    ...(books.hasForeign
      ? [
          say`Postings in other currencies are translated at the rate of their day; sums of money stand at the rate of the day they are shown for (${term('ASC 830-20')}).`,
        ]
      : []),
    ...rates.map(({ figure, note }) => say`${figure}: ${quote(note ?? '')}.`),
  ];
}
