import { addDays, type IsoDate } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import { moneyDecimal } from '../core/money.ts';
import type { Position, Problem } from '../core/problem.ts';
import type { Row, StatedBalance, StatementRow } from '../model/facts.ts';
import { problem, shown } from './_codes.ts';

/** One statement of a file: what it says the balance was and became, and the rows between. */
export interface Statement {
  /** Where it begins, from 1. */
  readonly line: number;
  /** As the bank numbers it; '' when it does not. */
  readonly name: string;
  readonly currency: string;
  /** Dates as they are stated. An interim balance (between two pages) is none of the end of its day. */
  readonly opening: (StatedBalance & { readonly interim: boolean }) | undefined;
  readonly closing: (StatedBalance & { readonly interim: boolean }) | undefined;
  readonly rows: readonly Pick<StatementRow, 'line' | 'date' | 'currency'>[];
}

type Span = readonly [first: number, last: number];

function spanOf({ rows, currency }: Statement): Span | undefined {
  let span: Span | undefined;
  for (const row of rows) {
    if (row.currency !== currency) continue;
    span = span ? [Math.min(span[0], row.line), Math.max(span[1], row.line)] : [row.line, row.line];
  }
  return span;
}

/** Statements that stand on lines of their own: nearly always one. */
interface Group {
  readonly first: Statement;
  last: Statement;
  span: Span | undefined;
  /** One begins with another balance than the former ended with. */
  broken: boolean;
  /** One states both its balances. */
  comparable: boolean;
}

/**
 * Rows of table `statements`. A file that is written on one line cannot say by lines which rows are whose: statements
 * that share a line become one where each begins with what the former ends with, and are left out where they do not.
 */
export function statementRows(
  statements: readonly Statement[],
  file: string,
): { readonly rows: readonly Row[]; readonly problems: readonly Problem[] } {
  const groups: Group[] = [];
  /** By currency: the last group that has rows, and what the last statement, with or without rows, ended with. */
  const latest = new Map<string, Group>();
  const ends = new Map<string, bigint | undefined>();
  for (const statement of statements) {
    const { currency, opening, closing } = statement;
    if (!opening && !closing) continue;
    const span = spanOf(statement);
    const before = latest.get(currency);
    const follows = ends.get(currency) === opening?.amount;
    ends.set(currency, closing?.amount);
    if (before?.span && span && before.span[0] <= span[1] && span[0] <= before.span[1]) {
      before.broken ||= !follows;
      before.span = [Math.min(before.span[0], span[0]), Math.max(before.span[1], span[1])];
      before.last = statement;
      before.comparable ||= isComparable(statement);
      continue;
    }
    const group = { first: statement, last: statement, span, broken: false, comparable: isComparable(statement) };
    groups.push(group);
    if (span) latest.set(currency, group);
  }
  return {
    rows: groups.flatMap((group) => (group.broken ? [] : [tableRow(group)])),
    problems: groups.flatMap((group) => (group.broken && group.comparable ? [entangled(file, group)] : [])),
  };
}

function isComparable({ opening, closing }: Statement): boolean {
  return opening !== undefined && closing !== undefined;
}

function nameOf({ first, last }: Group): string {
  return first === last ? first.name : `${first.name} to ${last.name}`;
}

function tableRow(group: Group): Row {
  const { line, currency, opening } = group.first;
  const { closing } = group.last;
  return {
    line,
    statement: nameOf(group),
    currency,
    opening_line: opening?.line ?? null,
    opening_date: opening?.date ?? null,
    opening: opening?.amount ?? null,
    closing_line: closing?.line ?? null,
    closing_date: closing?.date ?? null,
    closing: closing?.amount ?? null,
    first_line: group.span?.[0] ?? null,
    last_line: group.span?.[1] ?? null,
  };
}

function entangled(file: string, group: Group): Problem {
  const message = `statements ${shown(nameOf(group))} have entries on one line, so that their balances cannot be compared with their rows`;
  return problem('statement-lines-shared', { file, line: group.first.line, column: 1 }, message, {
    expected: 'statements on lines of their own',
    mend: 'download each statement by itself, or format the XML on several lines',
  });
}

/**
 * The balances that a statement states, each at the end of a day. Banks date an opening balance by the last day before
 * the statement or by its first day; where rows are dated so, it is of the day before them. Interim balances stand
 * between movements of one day, so they are no day's.
 */
export function statedBalances({ opening, closing, rows, currency }: Statement): StatedBalance[] {
  const days = rows.filter((row) => row.currency === currency).map(({ date }) => date);
  const start = days.reduce<IsoDate | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  const stated: StatedBalance[] = [];
  if (opening && !opening.interim && start !== undefined) {
    const { line, amount } = opening;
    stated.push({ line, amount, currency, date: opening.date < start ? opening.date : addDays(start, -1) });
  }
  if (closing && !closing.interim) stated.push(plain(closing));
  return stated;
}

function plain({ line, date, amount, currency }: StatedBalance): StatedBalance {
  return { line, date, amount, currency };
}

/** As many statements as a person wants to see listed. */
const LISTED = 12;

/** What people are shown of the statements: `7/1 EUR 2026-03-31 100.00 → 2026-04-30 150.00`. */
export function describeStatements(statements: readonly Statement[]): string {
  const side = (balance: StatedBalance | undefined): string =>
    balance
      ? `${balance.date} ${decimalText(moneyDecimal({ minor: balance.amount, currency: balance.currency }))}`
      : '?';
  const listed = statements.slice(0, LISTED).map(({ name, currency, opening, closing }) => {
    const balances = opening || closing ? `${side(opening)} → ${side(closing)}` : 'no balances';
    return [name, currency, balances].filter((part) => part !== '').join(' ');
  });
  const more = statements.length - listed.length;
  return [...listed, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') || 'none';
}

/** The accounts that a file's statements are of, each once. */
export class Accounts {
  readonly #names = new Set<string>();
  #said = false;

  /** True for the first that is another than those before it. */
  add(name: string): boolean {
    if (name !== '') this.#names.add(name);
    const said = this.#said;
    this.#said ||= this.#names.size > 1;
    return this.#said && !said;
  }

  get text(): string {
    return [...this.#names].slice(0, LISTED).join(', ').slice(0, 400) || 'not stated';
  }
}

export function severalAccounts(at: Position): Problem {
  const message = 'from here on the movements are of another account, and all go to the one that the portfolio names';
  return problem('several-accounts', at, message, {
    expected: 'one account a file',
    mend: 'download each account by itself',
  });
}
