import { lastFullMonth } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import { audit, type AuditFacts } from './audit/index.ts';
import { breakEven, type BreakEven } from './break-even.ts';
import { burn, type Burn } from './burn.ts';
import { capitalPlan, type CapitalPlan } from './capital-plan.ts';
import { cash, type Cash } from './cash.ts';
import { cashForecast, type CashForecast } from './cash-forecast.ts';
import { concentration, type Concentration } from './concentration.ts';
import { consolidation, type Consolidation } from './consolidation/index.ts';
import { readCoverage } from './coverage.ts';
import { forecastScore, type ForecastScore } from './forecasts/index.ts';
import type { AnalysisInput, Ground, Reading } from './input.ts';
import { readLedger } from './ledger.ts';
import { months, type Months } from './months.ts';
import { rulesOfOwner, type OwnerRules } from './owner-rules.ts';
import { receivables } from './receivables.ts';
import { readHeld } from './recognition/held-parts.ts';
import { recognition, type Recognition } from './recognition/index.ts';
import { recurring, type Recurring } from './recurring.ts';
import { roadmap, type Roadmap } from './roadmap.ts';
import { runway, type Runway } from './runway.ts';
import { readBooks, statements, type Statements } from './statements/index.ts';
import { targets, type Targets } from './targets.ts';
import { uncategorised, type Uncategorised } from './uncategorised.ts';

export type * from './audit/index.ts';
export { BURN_DEFINITION, type ApartFlow, type Burn } from './burn.ts';
export type { BreakEven, StreamBreakEven } from './break-even.ts';
export type { CompositeBreakEven } from './composite.ts';
export type { Safety } from './safety.ts';
export { TIERS, type CapitalPlan, type Decision } from './capital-plan.ts';
export type { Cash } from './cash.ts';
export { FORECAST_METHOD, type CashForecast } from './cash-forecast.ts';
export type { Concentration, Share } from './concentration.ts';
export { consolidationProblems } from './consolidation/index.ts';
export type * from './consolidation/index.ts';
export {
  forecastsMade,
  isFarOff,
  type ForecastRun,
  type ForecastScore,
  type GradedForecast,
} from './forecasts/index.ts';
export type { AnalysisInput, Reading } from './input.ts';
export type { Months } from './months.ts';
export type { OwnerRules, RuleState } from './owner-rules.ts';
export type {
  Early,
  EarlyRow,
  OpenBooking,
  Recognition,
  RollForward,
  RollForwardMonth,
  StreamRecognition,
} from './recognition/index.ts';
export { isExpense, type Recurring, type RecurringItem, type SharedService } from './recurring.ts';
export { ROADMAP_METHOD, type Roadmap, type RoadmapMilestone, type RoadmapMonth } from './roadmap.ts';
export type { Runway } from './runway.ts';
export { isFarBelow, type TargetPath, type Targets } from './targets.ts';
export type { Uncategorised } from './uncategorised.ts';
export {
  TO_DATE,
  type EntityStatements,
  type FinancialStatement,
  type Holding,
  type StatementColumn,
  type StatementLine,
  type StatementPart,
  type Statements,
  type StatementSection,
  type TrialBalance,
  type TrialBalanceLine,
  type UnpairedTransfer,
} from './statements/index.ts';
export { verifyFigures } from './verify.ts';
export { monthLabel } from './ids.ts';

/** What the analyses saw, by name. A check names the ones it needs. */
export interface FactMap extends AuditFacts {
  readonly months: Reading<Months>;
  readonly cash: Reading<Cash>;
  readonly burn: Reading<Burn>;
  readonly runway: Reading<Runway>;
  readonly breakEven: Reading<BreakEven>;
  readonly targets: Reading<Targets>;
  readonly roadmap: Reading<Roadmap>;
  readonly concentration: Reading<Concentration>;
  readonly receivables: Reading<never>;
  readonly ownerRules: Reading<OwnerRules>;
  readonly capitalPlan: Reading<CapitalPlan>;
  readonly recurring: Reading<Recurring>;
  readonly cashForecast: Reading<CashForecast>;
  readonly forecastScore: Reading<ForecastScore>;
  readonly statements: Reading<Statements>;
  readonly consolidation: Reading<Consolidation>;
  readonly recognition: Reading<Recognition>;
  readonly uncategorised: Reading<Uncategorised>;
}

export interface Analysis {
  readonly facts: FactMap;
  /** Every gap once, those of entities before those of the group. */
  readonly gaps: readonly CoverageGap[];
}

/** Analyses a snapshot as of the book's day. Figures go into the book; what could not be seen is named, never zero. */
export async function analyse(input: AnalysisInput): Promise<Analysis> {
  const ground = await prepare(input);
  const books = await readBooks(ground);
  const cashNow = cash(ground);
  const burning = burn(ground);
  const lasting = runway(ground, cashNow, burning);
  const again = await recurring(ground);
  const planned = targets(ground);
  const facts = {
    months: months(ground),
    cash: cashNow,
    burn: burning,
    runway: lasting,
    breakEven: breakEven(ground),
    targets: planned,
    roadmap: await roadmap(ground, burning, planned),
    concentration: await concentration(ground),
    receivables: receivables(),
    capitalPlan: capitalPlan(ground),
    recurring: again,
    cashForecast: await cashForecast(ground, cashNow, again),
    forecastScore: await forecastScore(ground),
    statements: await statements(ground, books),
    consolidation: await consolidation(ground, books),
    recognition: await recognition(ground),
    uncategorised: uncategorised(ground),
    ...(await audit(ground)),
  };
  // Rules may name any figure, so they are looked at when all are made.
  const all: FactMap = { ...facts, ownerRules: rulesOfOwner(ground, lasting) };
  return { facts: all, gaps: distinct(Object.values(all).flatMap((reading: Reading<unknown>) => reading.gaps)) };
}

async function prepare(input: AnalysisInput): Promise<Ground> {
  const { declared, facts, book } = input;
  const ledger = await readLedger(facts, book.asOf);
  const coverage = await readCoverage(declared, facts, ledger, book.asOf);
  const held = await readHeld(declared, facts);
  return { ...input, asOf: book.asOf, full: lastFullMonth(book.asOf), ledger, coverage, held };
}

function distinct(gaps: readonly CoverageGap[]): CoverageGap[] {
  const byId = new Map(gaps.map((gap) => [gap.id, gap]));
  const isGroup = (gap: CoverageGap): number => (gap.entity === 'group' ? 1 : 0);
  return [...byId.values()].toSorted((a, b) => isGroup(a) - isGroup(b));
}
