import type { Problem } from '../core/problem.ts';
import type { Book } from '../model/book.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { CheckOutcome } from '../model/finding.ts';
import type { AnsweredReport, OwnReport } from '../own-reports/index.ts';
import { ownReportFiles, readOwnFile } from '../portfolio/own-files.ts';
import { reportTypes, type ReportDefinition } from '../reports/index.ts';
import type { Workspace } from './workspace.ts';

/** Micromark and its kin cost a tenth of a second to load: only portfolios with reports of the owner's pay for them. */
const library = () => import('../own-reports/index.ts');

/** A report of the owner that has mistakes, so that it is not made. */
export interface BrokenReport {
  readonly file: string;
  /** Undefined where the file does not say it. */
  readonly type: string | undefined;
  readonly problems: readonly Problem[];
}

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

async function readAll(
  declared: Declared,
  files: readonly string[],
): Promise<{ readonly reports: readonly OwnReport[]; readonly broken: readonly BrokenReport[] }> {
  const { ownProblem, readOwnReport, repeatedChecks } = await library();
  const reports: OwnReport[] = [];
  const broken: BrokenReport[] = [];
  const taken = [...reportTypes, 'all'];
  const { entities, base_currency: base } = declared.portfolio;
  for (const file of files) {
    const read = readOwnFile(declared.folder, file);
    if ('trouble' in read) {
      const problem = ownProblem(
        'file-unreadable',
        { file, line: 1, column: 1 },
        `the report cannot be read: ${read.trouble}`,
      );
      broken.push({ file, type: undefined, problems: [problem] });
      continue;
    }
    const { report, type, problems } = readOwnReport(read.text, file, {
      taken,
      entities: entities.map(({ id }) => id),
      currencyOf: (id) => entities.find((entity) => entity.id === id)?.currency ?? base,
    });
    const again = report ? repeatedChecks([...reports, report]) : problems;
    if (report && again.length === 0) reports.push(report);
    else broken.push({ file, type, problems: again });
    if (type !== undefined) taken.push(type);
  }
  return { reports, broken };
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
