import { resolve } from 'node:path';

import { UserError, type Position, type Problem } from '../core/problem.ts';
import type { Declared, Path } from '../model/declared.ts';
import { portfolioSchema } from '../model/portfolio.ts';
import { problem } from './codes.ts';
import { PORTFOLIO_FILE } from './files.ts';
import { gather, type Gathered } from './include.ts';
import { MAX_PROBLEMS, MAX_VALUES } from './limits.ts';
import { ownTypes } from './own-files.ts';
import { meaningProblems, type Kinds } from './rules/index.ts';
import { secretProblems, withoutSecrets } from './secrets.ts';
import { shapeProblems } from './shape.ts';
import { declaredAt, Declaration, plainValue, type MapTree } from './tree.ts';

export interface LoadOptions {
  /** Types of our reports, for the lists that name some (or the owner's own); left out, these are not checked. */
  readonly reports?: readonly string[];
  /** Kinds of file that there are readers for; left out, those that sources name are not checked. */
  readonly kinds?: Kinds;
}

/** `declared` is there when no problem is an error. Problems stand in the order of files and lines. */
export interface PortfolioRead {
  readonly declared?: Declared;
  readonly problems: readonly Problem[];
}

/** Reads portfolio.yaml with its includes and answers every mistake in it. Throws for no input. */
export async function readPortfolio(folder: string, options: LoadOptions = {}): Promise<PortfolioRead> {
  const root = resolve(folder);
  const gathered = gather(root);
  const { tree } = gathered;
  const { value, problems } = tree ? judge(tree, gathered, root, options) : { value: undefined, problems: [] };
  const all = inOrder([...gathered.problems, ...problems]).map(withoutSecrets);
  if (!tree || !value || all.some(({ severity }) => severity === 'error')) return { problems: shownOf(all) };
  const at = (path: Path): Position => declaredAt(tree, path);
  const { hash, files } = gathered;
  return { declared: { portfolio: value, folder: root, hash, files, at }, problems: shownOf(all) };
}

/** The portfolio of a folder, with its warnings. Throws a UserError that holds every problem when one is an error. */
export async function loadPortfolio(
  folder: string,
  options: LoadOptions = {},
): Promise<{ declared: Declared; problems: readonly Problem[] }> {
  const { declared, problems } = await readPortfolio(folder, options);
  if (declared) return { declared, problems };
  const count = problems.filter(({ severity }) => severity === 'error').length;
  throw new UserError('bad-portfolio', `the portfolio has ${count === 1 ? 'a mistake' : `${count} mistakes`}`, {
    problems,
  });
}

function judge(tree: MapTree, gathered: Gathered, folder: string, options: LoadOptions) {
  if (tree.size > MAX_VALUES) {
    const message = `the files hold more than ${MAX_VALUES} values together`;
    return {
      value: undefined,
      problems: [problem('too-many-values', tree.at, message, { mend: 'keep data in CSV files, which sources name' })],
    };
  }
  const parsed = portfolioSchema.safeParse(plainValue(tree));
  const secrets = secretProblems(tree);
  const shape = parsed.error ? shapeProblems(portfolioSchema, tree, parsed.error.issues) : [];
  const root = new Declaration({ tree });
  const patterns = root.list('reports').flatMap((pattern) => pattern.text() ?? []);
  const own = ownTypes(patterns, folder, root.get('outbox')?.text() ?? 'outbox');
  const scope = {
    root,
    folder,
    reports: own && options.reports && [...options.reports, ...own],
    kinds: options.kinds,
    incomplete: gathered.incomplete,
  };
  const meant = meaningProblems(scope);
  // A secret's key is unknown, too; and where the text is no YAML, what seems wrong there follows from that.
  const kept = [...shape, ...meant].filter(({ code, at }) => {
    if (gathered.incomplete && code === 'missing-key') return false;
    if (at.line >= (gathered.broken.get(at.file) ?? Number.POSITIVE_INFINITY)) return false;
    return !secrets.some((secret) => same(secret.at, at));
  });
  return { value: parsed.data, problems: [...secrets, ...kept] };
}

function same(a: Position, b: Position): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** portfolio.yaml first, then the others by name; in each by line and column. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const others = [...new Set(problems.map(({ at }) => at.file))].filter((file) => file !== PORTFOLIO_FILE);
  const files = [PORTFOLIO_FILE, ...others.toSorted()];
  const order = new Map(files.map((file, index) => [file, index]));
  const rank = ({ at }: Problem): number => order.get(at.file) ?? 0;
  return problems.toSorted((a, b) => rank(a) - rank(b) || a.at.line - b.at.line || a.at.column - b.at.column);
}

function shownOf(problems: readonly Problem[]): readonly Problem[] {
  const cut = problems[MAX_PROBLEMS];
  if (!cut) return problems;
  const message = `${problems.length - MAX_PROBLEMS} more problems are not shown`;
  const severity = problems.slice(MAX_PROBLEMS).some((one) => one.severity === 'error') ? 'error' : 'warning';
  return [
    ...problems.slice(0, MAX_PROBLEMS),
    problem('too-many-problems', cut.at, message, { severity, mend: 'mend these first' }),
  ];
}
