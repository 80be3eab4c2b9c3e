import { afterEach } from 'vitest';
import { analyse, type Analysis, type FactGroup } from '../../src/analysis/index.ts';
import { runChecks } from '../../src/checks/index.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { Book } from '../../src/model/book.ts';
import type { CheckOutcome, Finding, Sentence } from '../../src/model/finding.ts';
import type { RecordedForecast } from '../../src/model/forecast.ts';
import type { ReportInput } from '../../src/reports/index.ts';
import { declaredOf, factsOf, type LedgerRow, type TestFacts, type TestTables } from './_facts.ts';

/** One analysed ledger, and short ways to what is in it. */
export interface TestRun extends ReportInput {
  readonly facts: TestFacts;
  readonly analysis: Analysis;
  readonly outcomes: readonly CheckOutcome[];
  /** A figure's value as plain digits, or why it is not known. */
  readonly value: (id: string) => string;
  readonly outcome: (check: string) => CheckOutcome;
  /** A sentence with its figures as plain digits. */
  readonly words: (sentence: Sentence) => string;
}

export interface TestMore {
  readonly tables?: TestTables;
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  /** Declared papers whose file is there. */
  readonly filesThere?: readonly string[];
  /** Groups of facts that are looked at, too; the books cost a fifth of a second. */
  readonly looks?: readonly FactGroup[];
}

export async function runOf(
  asOf: string,
  portfolio: Readonly<Record<string, unknown>>,
  ledger: string | readonly LedgerRow[],
  forecasts: readonly RecordedForecast[] = [],
  more: TestMore = {},
): Promise<TestRun> {
  const declared = declaredOf(portfolio);
  const facts = await factsOf(ledger, more.tables);
  const book = new Book(asOf);
  const documents = new Map(Object.entries(more.documents ?? {}));
  const filesThere = new Set(more.filesThere);
  const input = { declared, facts, book, forecasts, documents, filesThere };
  const analysis = await analyse(input, { looks: more.looks ?? [] });
  const outcomes = runChecks(analysis, book);
  const value = (id: string): string => {
    const figure = book.get(id);
    return figure.value ? decimalText(figure.value) : `not known: ${figure.unknown ?? ''}`;
  };
  return {
    declared,
    facts,
    book,
    analysis,
    outcomes,
    sources: [],
    value,
    outcome: (check) => {
      const found = outcomes.find((one) => one.check === check);
      if (!found) throw new Error(`no check ${check}`);
      return found;
    },
    words: (sentence) =>
      sentence
        .map((part) => (part.kind === 'figure' ? value(part.id) : part.kind === 'date' ? part.date : part.text))
        .join(''),
  };
}

export function only(outcome: CheckOutcome): Finding {
  const [finding, ...more] = outcome.findings;
  if (!finding || more.length > 0) throw new Error(`${outcome.check} has ${outcome.findings.length} findings, not one`);
  return finding;
}

/** Runs of one test file, closed after each test; `always` holds for all of them. */
export function closedRuns(always: TestMore = {}): typeof runOf {
  const open: TestRun[] = [];
  afterEach(() => open.splice(0).forEach((run) => run.facts.close()));
  return async (asOf, portfolio, ledger, forecasts, more) => {
    const run = await runOf(asOf, portfolio, ledger, forecasts, { ...always, ...more });
    open.push(run);
    return run;
  };
}
