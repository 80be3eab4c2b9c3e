import { lastFullMonth } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import { audit, type AuditFacts } from './audit/index.ts';
import { breakEven, type BreakEven } from './break-even.ts';
import { burn, type Burn } from './burn.ts';
import { capitalPlan, type CapitalPlan } from './capital-plan.ts';
import { cash, type Cash } from './cash.ts';
import { cashForecast, type CashForecast } from './cash-forecast.ts';
import { clients, type Clients } from './clients/index.ts';
import { concentration, type Concentration } from './concentration.ts';
import { consolidation, type Consolidation } from './consolidation/index.ts';
import { readCoverage, type Coverage } from './coverage.ts';
import { deliveries, type Deliveries } from './deliveries/index.ts';
import { executive, type ExecutiveFacts } from './executive/index.ts';
import { forecastScore, type ForecastScore } from './forecasts/index.ts';
import { handoffs, type Handoffs } from './handoffs/index.ts';
import { ownerRules } from '../model/portfolio.ts';
import { notSeen, type AnalysisInput, type Ground, type Reading } from './input.ts';
import { readLedger } from './ledger.ts';
import { months, type Months } from './months.ts';
import { figuresNamed, rulesOfOwner, type OwnerRules } from './owner-rules.ts';
import { receivables, type Receivables } from './receivables.ts';
import { readHeld } from './recognition/held-parts.ts';
import { recognition, type Recognition } from './recognition/index.ts';
import { recurring, type Recurring } from './recurring.ts';
import { rental, type Rental } from './rental/index.ts';
import { roadmap, type Roadmap } from './roadmap.ts';
import { runway, type Runway } from './runway.ts';
import { site, type Site } from './site/index.ts';
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
export type * from './clients/index.ts';
export type * from './deliveries/index.ts';
export type * from './executive/index.ts';
export type * from './handoffs/index.ts';
export type * from './rental/index.ts';
export type * from './site/index.ts';
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
export { convert } from './rates.ts';
export type { OwnerRules, RuleState } from './owner-rules.ts';
export type { Early, EarlyRow, Recognition, RollForward, StreamRecognition } from './recognition/index.ts';
export type { EntityReceivables, Owing, Receivables } from './receivables.ts';
export { isExpense, type Recurring, type RecurringItem, type SharedService } from './recurring.ts';
export { ROADMAP_METHOD, type Roadmap, type RoadmapMilestone } from './roadmap.ts';
export type { Runway } from './runway.ts';
export { isFarBelow, type TargetPath, type Targets } from './targets.ts';
export type { Uncategorised } from './uncategorised.ts';
export {
  TO_DATE,
  type EntityStatements,
  type FinancialStatement,
  type StatementColumn,
  type StatementLine,
  type Statements,
  type TrialBalance,
} from './statements/index.ts';
export * from './since/index.ts';
export { verifyFigures } from './verify.ts';
export { count, figureId, monthLabel, scopeOf, slug } from './ids.ts';

/** What the analyses saw, by name. A check names the ones it needs. */
export interface FactMap extends MoneyFacts, BooksFacts, BusinessFacts {}

/** Facts that a report may be spared: what the books tell, and what the sheets and documents of each business tell. */
export type FactGroup = 'books' | 'business';

/** What the books tell: statements, consolidation, recognition, the audit, and the road to profit. */
export interface BooksFacts extends AuditFacts {
  readonly roadmap: Reading<Roadmap>;
  readonly statements: Reading<Statements>;
  readonly consolidation: Reading<Consolidation>;
  readonly recognition: Reading<Recognition>;
}

/** What the sheets, documents and pages of each business tell, and what they come to for the owner of all. */
export interface BusinessFacts extends ExecutiveFacts {
  readonly rental: Reading<Rental>;
  readonly deliveries: Reading<Deliveries>;
  readonly clients: Reading<Clients>;
  readonly handoffs: Reading<Handoffs>;
  readonly site: Reading<Site>;
}

/** What the money tells, by the bank's dates. */
export interface MoneyFacts {
  readonly months: Reading<Months>;
  readonly cash: Reading<Cash>;
  readonly burn: Reading<Burn>;
  readonly runway: Reading<Runway>;
  readonly breakEven: Reading<BreakEven>;
  readonly targets: Reading<Targets>;
  readonly concentration: Reading<Concentration>;
  readonly receivables: Reading<Receivables>;
  readonly ownerRules: Reading<OwnerRules>;
  readonly capitalPlan: Reading<CapitalPlan>;
  readonly recurring: Reading<Recurring>;
  readonly cashForecast: Reading<CashForecast>;
  readonly forecastScore: Reading<ForecastScore>;
  readonly uncategorised: Reading<Uncategorised>;
}

export interface Analysis {
  readonly facts: FactMap;
  /** The facts that were looked at; the others are neither seen nor missed. */
  readonly looked: ReadonlySet<keyof FactMap>;
  /** Every gap once, those of entities before those of the group. */
  readonly gaps: readonly CoverageGap[];
  /** How far each entity's statements reach. */
  readonly coverage: Coverage;
}

export const FACT_GROUPS: readonly FactGroup[] = ['books', 'business'];

/**
 * Analyses a snapshot as of the book's day. Figures go into the book; what could not be seen is named, never zero.
 * Whoever shows nothing of a group of facts is spared it, unless a rule of the owner, or a report of theirs (`figures`),
 * names a figure that the rest lacks.
 */
export async function analyse(
  input: AnalysisInput,
  { looks, figures = [] }: { readonly looks: readonly FactGroup[]; readonly figures?: readonly string[] },
): Promise<Analysis> {
  const ground = await prepare(input);
  const money = await moneyFacts(ground);
  const named = [...ownerRules(input.declared.portfolio).flatMap(({ rule }) => figuresNamed(rule)), ...figures];
  const lacking = (): boolean => named.some((figure) => input.book.find(figure) === undefined);
  const books = looks.includes('books') || lacking() ? await booksFacts(ground, money) : undefined;
  const business = looks.includes('business') || lacking() ? await businessFacts(ground) : undefined;
  const told = { ...books, ...business };
  // Rules may name any figure, so they are looked at when all are made.
  const facts: FactMap = { ...money, ...UNTOLD, ...told, ownerRules: rulesOfOwner(ground, money.runway) };
  const looked = Object.keys(facts).filter((name) => name in told || !(name in UNTOLD)) as (keyof FactMap)[];
  const gaps = distinct(Object.values(facts).flatMap((reading: Reading<unknown>) => reading.gaps));
  return { facts, looked: new Set(looked), gaps, coverage: ground.coverage };
}

/** The groups of facts that an analysis looked at. */
export function groupsLooked({ looked }: Analysis): readonly FactGroup[] {
  const told = { books: looked.has('statements'), business: looked.has('kpis') };
  return FACT_GROUPS.filter((group) => told[group]);
}

async function moneyFacts(ground: Ground): Promise<Omit<MoneyFacts, 'ownerRules'>> {
  const cashNow = cash(ground);
  const burning = burn(ground);
  const again = await recurring(ground);
  return {
    months: months(ground),
    cash: cashNow,
    burn: burning,
    runway: runway(ground, cashNow, burning),
    breakEven: breakEven(ground),
    targets: targets(ground),
    concentration: await concentration(ground),
    receivables: await receivables(ground),
    capitalPlan: capitalPlan(ground),
    recurring: again,
    cashForecast: await cashForecast(ground, cashNow, again),
    forecastScore: await forecastScore(ground),
    uncategorised: uncategorised(ground),
  };
}

async function booksFacts(ground: Ground, money: Pick<MoneyFacts, 'burn' | 'targets'>): Promise<BooksFacts> {
  const books = await readBooks(ground);
  return {
    roadmap: await roadmap(ground, money.burn, money.targets),
    statements: await statements(ground, books),
    consolidation: await consolidation(ground, books),
    recognition: await recognition(ground),
    ...(await audit(ground)),
  };
}

async function businessFacts(ground: Ground): Promise<BusinessFacts> {
  return {
    rental: await rental(ground),
    deliveries: await deliveries(ground),
    clients: await clients(ground),
    handoffs: await handoffs(ground),
    site: await site(ground),
    ...(await executive(ground)),
  };
}

const UNTOLD: Readonly<Record<keyof BooksFacts | keyof BusinessFacts, Reading<never>>> = {
  roadmap: notSeen(),
  statements: notSeen(),
  consolidation: notSeen(),
  recognition: notSeen(),
  bookkeeping: notSeen(),
  chartOfAccounts: notSeen(),
  expenseAudit: notSeen(),
  papers: notSeen(),
  contractors: notSeen(),
  reconciliation: notSeen(),
  rental: notSeen(),
  deliveries: notSeen(),
  clients: notSeen(),
  handoffs: notSeen(),
  site: notSeen(),
  assets: notSeen(),
  pipelines: notSeen(),
  revenueTracking: notSeen(),
  equity: notSeen(),
  keyPersons: notSeen(),
  certificates: notSeen(),
  channels: notSeen(),
  kpis: notSeen(),
};

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
