import type { Problem } from '../core/problem.ts';
import type { Book } from '../model/book.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { CheckOutcome } from '../model/finding.ts';
import { REPORT_GROUPS } from '../model/report.ts';
import type { AnsweredReport, BrokenReport } from '../own-reports/index.ts';
import { ownReportFiles, readOwnFile } from '../portfolio/own-files.ts';
import { reportTypes, type ReportDefinition } from '../reports/index.ts';
import type { Workspace } from './workspace.ts';

/** Micromark and its kin cost a tenth of a second to load: only portfolios with reports of the owner's pay for them. */
const library = () => import('../own-reports/index.ts');

/** The reports of the owner in a run. */
export interface OwnReports {
  readonly definitions: readonly ReportDefinition[];
  readonly broken: readonly BrokenReport[];
  readonly gaps: readonly CoverageGap[];
  /** Figures that a report's prose names, of all reports or of one type. */
  names(type?: string): readonly string[];
  /** What the checks found, once every figure of the run is in the book; with warnings of names that no figure has. */
  finish(
    book: Book,
    type?: string,
  ): { readonly outcomes: readonly CheckOutcome[]; readonly warnings: readonly Problem[] };
  /** Makes the same figures in another book, as of its day. */
  answer(book: Book): Promise<void>;
}

const NONE: OwnReports = {
  definitions: [],
  broken: [],
  gaps: [],
  names: () => [],
  finish: () => ({ outcomes: [], warnings: [] }),
  answer: async () => undefined,
};

/** Reads the owner's report files and makes their figures. What is wrong in one keeps no other report from being made. */
export async function openOwnReports({ declared, facts }: Workspace, book: Book): Promise<OwnReports> {
  const files = ownReportFiles(declared);
  if (files.length === 0) return NONE;
  const { answerOwnReport, namesOf, ownOutcomes, unknownNames } = await library();
  const { ownReport } = await import('../reports/own.ts');
  const { reports, broken } = await readAll(declared, files);
  const answerAll = async (into: Book): Promise<readonly AnsweredReport[]> => {
    const answered: AnsweredReport[] = [];
    for (const report of reports) answered.push(await answerOwnReport(report, groundOf(declared, facts.guarded, into)));
    return answered;
  };
  const answered = await answerAll(book);
  const sound = answered.filter(({ problems }) => problems.length === 0);
  const wanted = (type?: string) => sound.filter(({ report }) => type === undefined || report.type === type);
  const all = [
    ...broken,
    ...answered.flatMap(({ report: { file, type }, problems }) =>
      problems.length > 0 ? [{ file, type, problems }] : [],
    ),
  ];
  return {
    definitions: sound.map(ownReport),
    broken: all,
    gaps: [...all.map(brokenGap), ...sound.flatMap(({ gaps }) => gaps)],
    names: (type) => wanted(type).flatMap(({ report }) => namesOf(report)),
    finish: (full, type) => ({
      outcomes: sound.flatMap((one) => ownOutcomes(one, full)),
      warnings: wanted(type).flatMap(({ report }) => unknownNames(report, full)),
    }),
    answer: async (into) => void (await answerAll(into)),
  };
}

async function readAll(declared: Declared, files: readonly string[]) {
  const { readOwnReports } = await library();
  const { entities, base_currency: base } = declared.portfolio;
  const texts = files.map((file) => ({ file, ...readOwnFile(declared.folder, file) }));
  return readOwnReports(texts, {
    taken: [...reportTypes, ...REPORT_GROUPS],
    entities: entities.map(({ id }) => id),
    currencyOf: (id) => entities.find((entity) => entity.id === id)?.currency ?? base,
  });
}

function groundOf({ portfolio }: Declared, guarded: Workspace['facts']['guarded'], book: Book) {
  const { entities, base_currency: base } = portfolio;
  const ofSources = entities.flatMap(({ sources, books, sheets }) =>
    [...sources, ...books, ...sheets].map(({ currency }) => currency),
  );
  const currencies = [base, ...entities.map(({ currency }) => currency), ...ofSources].filter(
    (one) => one !== undefined,
  );
  return { guarded, book, entities: entities.map(({ id }) => id), currencies: [...new Set(currencies)] };
}

function brokenGap({ file, type, problems }: BrokenReport): CoverageGap {
  const [first] = problems;
  const where = first ? `: ${first.at.file}:${first.at.line}, ${first.message}` : '';
  return {
    id: `own.${file}`,
    entity: 'group',
    source: `the report ${file} without mistakes${where}`,
    wouldTell:
      type === undefined ? 'what that report of the owner tells' : `what the report “${type}” of the owner tells`,
    suffers: [type ?? file],
  };
}
