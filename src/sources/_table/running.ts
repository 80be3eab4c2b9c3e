import { addDays, type IsoDate } from '../../core/date.ts';
import type { StatementRow } from '../../model/facts.ts';
import type { Statement } from '../_statements.ts';

type BalancedRow = StatementRow & { readonly balance: bigint };

const before = (row: BalancedRow): bigint => row.balance - (row.amount - row.fee);

/** The one value that `these` has more often than `those`; undefined when there is none, or another. */
function surplus(these: readonly bigint[], those: readonly bigint[]): bigint | undefined {
  const counts = new Map<bigint, number>();
  for (const value of these) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const value of those) counts.set(value, (counts.get(value) ?? 0) - 1);
  const more = [...counts].filter(([, count]) => count > 0);
  const [only] = more;
  return more.length === 1 && only?.[1] === 1 ? only[0] : undefined;
}

/** Banks list either end first. Where the dates do not tell (one day only), the running balances do. */
function isNewestFirst(rows: readonly BalancedRow[]): boolean {
  const [head, tail] = [rows[0], rows.at(-1)];
  if (!head || !tail) return false;
  if (head.date !== tail.date) return head.date > tail.date;
  let down = 0;
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    if (!next) break;
    if (row.balance === before(next)) down -= 1;
    if (next.balance === before(row)) down += 1;
  }
  return down > 0;
}

/** The rows of one currency that state a balance, as a statement. */
function statementOf(rows: readonly StatementRow[], balanced: readonly BalancedRow[]): Statement | undefined {
  const ordered = isNewestFirst(balanced) ? balanced.toReversed() : balanced;
  const [start, end] = [ordered[0], ordered.at(-1)];
  if (!start || !end) return undefined;
  // Within a day the order of rows is the bank's: the balance that no other row of the day leaves behind came first.
  const onDay = (day: IsoDate): readonly BalancedRow[] => balanced.filter(({ date }) => date === day);
  const [opening, closing] = [onDay(start.date), onDay(end.date)];
  const befores = opening.map(before);
  const afters = closing.map(({ balance }) => balance);
  const first =
    surplus(
      befores,
      opening.map(({ balance }) => balance),
    ) ?? before(start);
  const last = surplus(afters, closing.map(before)) ?? end.balance;
  const [top, bottom] = [Math.min(start.line, end.line), Math.max(start.line, end.line)];
  const { currency } = start;
  const side = (row: BalancedRow, amount: bigint, date: IsoDate) => ({
    line: row.line,
    date,
    amount,
    currency,
    interim: false,
  });
  return {
    line: top,
    name: '',
    currency,
    opening: side(start, first, addDays(start.date, -1)),
    closing: side(end, last, end.date),
    rows: rows.filter(({ line }) => line >= top && line <= bottom),
  };
}

/**
 * A table whose rows state the balance after each is a statement per currency: it begins with the balance before its
 * first movement in time and ends with the balance after its last, whichever of them stands first in the file.
 */
export function runningStatements(rows: readonly StatementRow[]): Statement[] {
  const byCurrency = new Map<string, { all: StatementRow[]; balanced: BalancedRow[] }>();
  for (const row of rows) {
    let own = byCurrency.get(row.currency);
    if (!own) byCurrency.set(row.currency, (own = { all: [], balanced: [] }));
    own.all.push(row);
    const { balance } = row;
    if (balance !== undefined) own.balanced.push({ ...row, balance });
  }
  return [...byCurrency.values()].flatMap(({ all, balanced }) => statementOf(all, balanced) ?? []);
}
