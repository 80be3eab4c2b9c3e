import { addDays, type IsoDate } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import { moneyDecimal } from '../core/money.ts';
import type { Problem } from '../core/problem.ts';
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

function span(statement: Statement): readonly [first: number, last: number] | undefined {
  const lines = statement.rows.filter(({ currency }) => currency === statement.currency).map(({ line }) => line);
  if (lines.length === 0) return undefined;
  return [lines.reduce((a, b) => Math.min(a, b)), lines.reduce((a, b) => Math.max(a, b))];
}

/** A row of table `statements`. */
function tableRow(statement: Statement): Row {
  const { line, name, currency, opening, closing } = statement;
  const [first, last] = span(statement) ?? [null, null];
  return {
    line,
    statement: name,
    currency,
    opening_line: opening?.line ?? null,
    opening_date: opening?.date ?? null,
    opening: opening?.amount ?? null,
    closing_line: closing?.line ?? null,
    closing_date: closing?.date ?? null,
    closing: closing?.amount ?? null,
    first_line: first,
    last_line: last,
  };
}

/**
 * Rows of table `statements`. A file that is written on one line cannot say by lines which rows are whose: statements
 * that share a line become one where each begins with what the former ends with, and are left out where they do not.
 */
export function statementRows(
  statements: readonly Statement[],
  file: string,
): { readonly rows: readonly Row[]; readonly problems: readonly Problem[] } {
  const merged: { statement: Statement; broken: boolean }[] = [];
  for (const statement of statements) {
    if (!statement.opening && !statement.closing) continue;
    const before = merged.findLast(({ statement: { currency } }) => currency === statement.currency);
    if (before && shareLine(before.statement, statement)) {
      before.broken ||= before.statement.closing?.amount !== statement.opening?.amount;
      before.statement = joined(before.statement, statement);
    } else merged.push({ statement, broken: false });
  }
  return {
    rows: merged.flatMap(({ statement, broken }) => (broken ? [] : [tableRow(statement)])),
    problems: merged.flatMap(({ statement, broken }) => (broken ? [entangled(file, statement)] : [])),
  };
}

function entangled(file: string, { line, name }: Statement): Problem {
  const message = `statements ${shown(name)} have entries on one line, so that their balances cannot be compared with their rows`;
  return problem('statement-lines-shared', { file, line, column: 1 }, message, {
    expected: 'statements on lines of their own',
    mend: 'download each statement by itself, or format the XML on several lines',
  });
}

function shareLine(one: Statement, other: Statement): boolean {
  const [a, b] = [span(one), span(other)];
  return a !== undefined && b !== undefined && a[0] <= b[1] && b[0] <= a[1];
}

function joined(one: Statement, other: Statement): Statement {
  const name = [one.name, other.name].filter((part) => part !== '').join(' to ');
  return { ...one, name, closing: other.closing, rows: [...one.rows, ...other.rows] };
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
