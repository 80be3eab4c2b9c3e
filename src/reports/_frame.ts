import type { FactMap } from '../analysis/index.ts';
import { addMonths, firstDay, lastFullMonth } from '../core/date.ts';
import { SEVERITIES, type Finding, type Sentence } from '../model/finding.ts';
import type { Block, Report, SourceState } from '../model/report.ts';
import { checksTable } from './_finance/audit.ts';
import { figuresOf } from './_figures.ts';
import { gapsOf } from './_gaps.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';
import { quietBlocks, sinceBlocks } from './_since.ts';

/** What a report is made of, beside what every report has. */
export interface Contents {
  readonly answer: Sentence;
  readonly subject: Sentence;
  readonly blocks: readonly Block[];
}

/** A report of the twelve full months before its day, with its scope and every figure that it names. */
export function reportOf(
  definition: ReportDefinition,
  { declared, facts, book, since, quiet, banner = [] }: ReportInput,
  contents: Contents,
): Report {
  const { portfolio } = declared;
  const { answer, subject } = contents;
  const named = (id: string): string => portfolio.entities.find((entity) => entity.id === id)?.name ?? 'Group';
  const blocks = withLife(contents.blocks, sinceBlocks(since, named), quietBlocks(quiet, named));
  return {
    type: definition.type,
    title: definition.title,
    portfolio: portfolio.name,
    audience: definition.audience,
    period: { from: firstDay(addMonths(lastFullMonth(book.asOf), -11)), to: book.asOf },
    asOf: book.asOf,
    timeZone: portfolio.time_zone,
    currency: portfolio.base_currency,
    snapshot: facts.snapshot,
    ...(banner.length === 0 ? {} : { banner }),
    answer,
    subject,
    blocks,
    figures: figuresOf(book, blocks, [answer, subject, ...banner]),
  };
}

/** What changed stands below what is to be done first; what is known already, at the end of what the report says. */
function withLife(blocks: readonly Block[], changed: readonly Block[], known: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex(({ kind }) => kind === 'findings');
  const rest = blocks.findIndex(({ kind }) => kind === 'gaps');
  const [below, end] = [first < 0 ? 1 : first + 1, rest < 0 ? blocks.length : rest];
  return [...blocks.slice(0, below), ...changed, ...blocks.slice(below, end), ...known, ...blocks.slice(end)];
}

/** What the checks of a report found, the gravest first. `checks` begins the ids of its checks: `FIN-`. */
export function findingsBlock({ outcomes }: ReportInput, checks: string): Block {
  const ours = outcomes.filter((outcome) => outcome.check.startsWith(checks));
  const findings = ours.flatMap((outcome) => outcome.findings).toSorted(bySeverity);
  return { kind: 'findings', id: 'findings', title: 'Do these first', findings };
}

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

type SourceFilter = (source: SourceState) => boolean;

/** Sources of the money: statements, books, bookings, invoices. */
export const ofMoney: SourceFilter = ({ role, kind }) =>
  role === 'statement' || role === 'books' || role === 'bookings' || kind === 'invoices';

/** Sources of some businesses; of all of them where there are none. */
export function ofEntities(
  entities: readonly { readonly of: { readonly entity: { readonly id: string } } }[] = [],
): SourceFilter {
  const named = new Set(entities.map(({ of }) => of.entity.id));
  return ({ entity }) => named.size === 0 || named.has(entity);
}

/**
 * How a report ends: what was checked, what it could not see (of the facts that it shows), and what it rests on, which are
 * the sources that it names.
 */
export function closingBlocks(
  { analysis, outcomes, sources }: ReportInput,
  checks: string,
  shown: readonly (keyof FactMap)[],
  rests: SourceFilter = () => true,
): Block[] {
  return [
    checksTable(outcomes.filter((outcome) => outcome.check.startsWith(checks))),
    { kind: 'gaps', id: 'coverage', title: 'What could not be seen', gaps: gapsOf(analysis, shown) },
    { kind: 'sources', id: 'sources', title: 'Sources', sources: sources.filter(rests) },
  ];
}
