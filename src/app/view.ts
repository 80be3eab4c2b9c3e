import { analyse, groupsLooked, lives, movesSince, type Since } from '../analysis/index.ts';
import type { IsoDate } from '../core/date.ts';
import { sha256 } from '../core/hash.ts';
import { oncePer } from '../core/once.ts';
import { Book } from '../model/book.ts';
import type { CheckOutcome, Finding } from '../model/finding.ts';
import type { Entity, Portfolio } from '../model/portfolio.ts';
import type { RecordedReport } from '../model/report-record.ts';
import { documentsOf, papersThere } from '../portfolio/expand.ts';
import type { ReportDefinition, ReportInput } from '../reports/index.ts';
import { staleBanner, staleSources } from './freshness.ts';
import type { Run } from './run.ts';

/** Findings of these checks are the report's own. */
export function isOf({ checks }: Pick<ReportDefinition, 'checks'>, check: string): boolean {
  return checks.some((own) => (own.endsWith('-') ? check.startsWith(own) : check === own));
}

/** Readers of a report, those together whose last report was the same: they see the same changes. */
export async function viewsFor<R extends { readonly email: string }>(
  run: Run,
  definition: ReportDefinition,
  readers: readonly R[],
): Promise<readonly { readonly view: ReportInput; readonly readers: readonly R[] }[]> {
  const groups = new Map<string, { history: readonly RecordedReport[]; readers: R[] }>();
  for (const reader of readers) {
    const history = await historyOf(run, definition.type, reader.email);
    const name = history.map(({ edition }) => edition).join(',');
    const group = groups.get(name) ?? { history, readers: [] };
    group.readers.push(reader);
    groups.set(name, group);
  }
  return Promise.all(
    [...groups.values()].map(async (group) => ({
      view: await viewOf(run, definition, group.history),
      readers: group.readers,
    })),
  );
}

/** A run as one reader of a report sees it; without a reader, as whoever gets the report for the first time. */
export async function viewFor(run: Run, definition: ReportDefinition, reader?: string): Promise<ReportInput> {
  return viewOf(run, definition, reader === undefined ? [] : await historyOf(run, definition.type, reader));
}

/** Findings with their life, and what changed since the last report. */
async function viewOf(
  run: Run,
  definition: ReportDefinition,
  history: readonly RecordedReport[],
): Promise<ReportInput> {
  const { notes } = await run.records.findings.all();
  const { book } = run;
  const all = run.outcomes.map(owned(run));
  const own = lives({ outcomes: all.filter(({ check }) => isOf(definition, check)), history, notes, book });
  const others = lives({ outcomes: all.filter(({ check }) => !isOf(definition, check)), history: [], notes, book });
  const byCheck = new Map([...own.outcomes, ...others.outcomes].map((one) => [one.check, one]));
  const findings = own.outcomes.flatMap((outcome) => outcome.findings);
  const outcomes = all.map((one) => loud(byCheck.get(one.check) ?? one));
  const banner = staleBanner(run, await staleSources(run));
  const view = { ...run, outcomes, banner, quiet: findings.filter((one) => one.life?.quiet) };
  const last = history.at(-1);
  if (!last) return view;
  const risen = findings.filter((one) => one.life && one.life.state !== 'persisting' && !one.life.quiet);
  const { resolved, outOfSight } = own;
  return { ...view, since: { ...(await changesSince(run, last)), risen, resolved, outOfSight } };
}

/** What someone acknowledged or snoozed is not said again. */
function loud(outcome: CheckOutcome): CheckOutcome {
  return { ...outcome, findings: outcome.findings.filter((one) => !one.life?.quiet) };
}

/** A finding that names nobody is whoever's who answers for the entity. */
export function owned({ declared: { portfolio } }: Run): (outcome: CheckOutcome) => CheckOutcome {
  const answers = new Map(portfolio.entities.map((entity) => [entity.id, answersFor(entity)]));
  const people = new Set([...answers.values()].filter((name) => name !== undefined));
  // Who answers for every business answers for what is no single one's.
  answers.set('group', portfolio.owner ?? (people.size === 1 ? [...people][0] : undefined));
  const withOwner = (finding: Finding): Finding => {
    const owner = finding.owner ?? answers.get(finding.entity) ?? portfolio.owner;
    return owner === undefined ? finding : { ...finding, owner };
  };
  return (outcome) => ({ ...outcome, findings: outcome.findings.map(withOwner) });
}

function answersFor({ people }: Entity): string | undefined {
  return people.find(({ roles }) => roles.some(({ critical }) => critical))?.name ?? people[0]?.name;
}

/** Earlier reports of a type to a reader, oldest first; none to nobody. */
async function historyOf(run: Run, type: string, reader: string): Promise<readonly RecordedReport[]> {
  if (reader === '') return [];
  const { reports } = await run.records.reports.all(type, reader);
  return earlierThan(run, reports);
}

/** Reports before this one, without those that are this very one, sent before. */
export function earlierThan(run: Run, reports: readonly RecordedReport[]): readonly RecordedReport[] {
  const declared = portfolioHash(run);
  const isThis = ({ record }: RecordedReport): boolean =>
    record.asOf === run.asOf && record.snapshot === run.facts.snapshot && record.portfolio === declared;
  return reports.filter((one) => one.record.asOf <= run.asOf && !isThis(one));
}

type Changes = Pick<Since, 'on' | 'moves' | 'sources' | 'declared'>;

async function changesSince(run: Run, { record, edition, at }: RecordedReport): Promise<Changes> {
  const past = record.asOf === run.asOf ? run.book : await bookAsOf(run, record.asOf);
  return {
    on: record.asOf,
    moves: movesSince({ recorded: record.figures, on: record.asOf, edition, at, past, now: run.book }),
    sources: await run.changes(record.sources),
    declared: record.portfolio !== portfolioHash(run),
  };
}

const booksOf = new WeakMap<Run, Map<IsoDate, Promise<Book>>>();

/** Today's sources as of an earlier day, once for all reports of the run: with the groups of facts that it looked at. */
function bookAsOf(run: Run, day: IsoDate): Promise<Book> {
  const books = booksOf.get(run) ?? new Map<IsoDate, Promise<Book>>();
  booksOf.set(run, books);
  const book = books.get(day) ?? analysedAsOf(run, day);
  books.set(day, book);
  return book;
}

async function analysedAsOf(run: Run, day: IsoDate): Promise<Book> {
  const { declared, facts, analysis, records } = run;
  const book = new Book(day);
  const { forecasts } = await records.forecasts.all(day);
  const input = {
    declared,
    facts,
    book,
    forecasts,
    documents: documentsOf(declared),
    filesThere: papersThere(declared),
  };
  await run.own.answer(book);
  await analyse(input, { looks: groupsLooked(analysis) });
  return book;
}

/** Of what the owner declared: a change of it may move any figure. How reports go out, when, to whose eyes, and how they are kept moves none. */
export const portfolioHash = ({ declared }: Pick<Run, 'declared'>): string => hashOf(declared.portfolio);

const hashOf = oncePer((portfolio: Portfolio): string => {
  const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  const {
    as_of: _asOf,
    delivery: _delivery,
    records: _records,
    dashboard: _dashboard,
    schedule: _schedule,
    ...said
  } = portfolio;
  return sha256(JSON.stringify(said, plain)).slice(0, 32);
});
