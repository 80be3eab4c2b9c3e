import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import { nothing } from './closing.ts';
import { endOf, type EntityAccounts } from './entity.ts';
import type { Period } from './periods.ts';
import type { Slot } from './slots.ts';
import type { FinancialStatement, StatementColumn, StatementLine, StatementSection } from './types.ts';

/** A line of a balance sheet: its figure at the end of a period. */
export interface BalanceLine {
  readonly key: string;
  readonly label: string;
  readonly slot: Slot | undefined;
  at(period: Period): Figure;
}

/** The lines of the three parts, from the books alone. What lies between two entities is a claim or a debt by its sign. */
export interface BalanceLines {
  readonly assets: readonly BalanceLine[];
  readonly liabilities: readonly BalanceLine[];
  readonly equity: readonly BalanceLine[];
}

export function balanceLines(accounts: EntityAccounts): BalanceLines {
  const { books, closing } = accounts;
  const plain = (slot: Slot): BalanceLine => ({
    key: slot.key,
    label: labelOf(slot),
    slot,
    at: (period) => knownBalance(accounts, slot, period),
  });
  const own = books.linesOf('Assets').filter(({ between }) => between === undefined);
  const between = books.linesOf('Assets').filter((slot) => slot.between !== undefined);
  const computed = (key: string, label: string, at: (period: Period) => Figure): BalanceLine => ({
    key,
    label,
    slot: undefined,
    at,
  });
  return {
    assets: [...own.map(plain), ...between.map((slot) => side(accounts, slot, 'from'))],
    liabilities: [...books.linesOf('Liabilities').map(plain), ...between.map((slot) => side(accounts, slot, 'to'))],
    equity: [
      ...books.linesOf('Equity').map(plain),
      computed('retained', 'Retained earnings of earlier years, computed', (period) => closing.retained(period)),
      computed('current', 'Net income of the year, computed', (period) => closing.current(period)),
    ],
  };
}

function labelOf(slot: Slot): string {
  return slot.activity === 'transfers' ? 'Transfers on the way, or without their other half' : slot.label;
}

/** The balance, or why it is not known: what rows are on file is in its receipt then. */
function knownBalance({ ground, books, unknown }: EntityAccounts, slot: Slot, period: Period): Figure {
  const balance = books.balance(slot, period);
  const why = unknown.get(slot.key);
  if (why === undefined) return balance;
  const id = figureId(books.scope, 'statement', slot.key, 'to', period.id);
  return ground.book.unknown(id, balance.label, balance.unit, why);
}

/** What another entity owes (`from`) or is owed (`to`). */
function side(accounts: EntityAccounts, slot: Slot, way: 'from' | 'to'): BalanceLine {
  const { ground, books } = accounts;
  const key = `${slot.key}.due-${way}`;
  const label = `Due ${way} ${slot.other ?? ''}`;
  const unit = money(books.currency);
  const at = (period: Period): Figure => {
    const balance = books.balance(slot, period);
    const id = figureId(books.scope, 'books', key, 'to', period.id);
    const named = `${books.of.entity.name} ${label.toLowerCase()}, ${period.to}`;
    const turned =
      way === 'from'
        ? balance
        : ground.book.formula(`${id}.turned`, `${named}, of either sign`, unit, 'negate', [balance], {
            text: 'what the other one is owed',
          });
    const inputs = [turned, nothing(ground, books.currency)];
    return ground.book.formula(id, named, unit, 'maximum', inputs, { text: 'the balance, where it is on this side' });
  };
  return { key, label, slot, at };
}

/** What is owned, owed and left over, at the end of each month and on the day of the report; the difference is proven zero. */
export function balanceSheet(accounts: EntityAccounts): FinancialStatement {
  const { calendar, books } = accounts;
  const { columns } = calendar;
  const lines = balanceLines(accounts);
  const parts = {
    assets: section(accounts, 'assets', 'Assets', lines.assets),
    liabilities: section(accounts, 'liabilities', 'Liabilities', lines.liabilities),
    equity: section(accounts, 'equity', 'Equity', lines.equity),
  };
  const proof = (column: StatementColumn): Figure => {
    const inputs = Object.values(parts).flatMap(({ total }) => total.cells.get(column.id) ?? []);
    const id = figureId(books.scope, 'statement', 'balance-difference', column.id);
    return accounts.ground.book.formula(
      id,
      label('Difference', accounts, column),
      money(books.currency),
      'difference',
      inputs,
      {
        text: 'assets − liabilities − equity',
      },
    );
  };
  return {
    kind: 'balance',
    title: `Balance sheet of ${books.of.entity.name}`,
    currency: books.currency,
    columns,
    parts: [
      ...Object.values(parts).map((one) => ({ kind: 'section', section: one }) as const),
      {
        kind: 'proof',
        line: { key: 'difference', label: 'Difference', cells: cellsOf(columns, proof) },
      },
    ],
  };
}

function label(words: string, { books }: EntityAccounts, column: StatementColumn): string {
  return `${books.of.entity.name} ${words.toLowerCase()}, ${column.to}`;
}

export function cellsOf(
  columns: readonly StatementColumn[],
  figure: (column: StatementColumn) => Figure,
): ReadonlyMap<string, Figure> {
  return new Map(columns.map((column) => [column.id, figure(column)]));
}

function section(accounts: EntityAccounts, key: string, title: string, all: readonly BalanceLine[]): StatementSection {
  const { ground, books, calendar } = accounts;
  const cell = (line: BalanceLine, column: StatementColumn): Figure => {
    const end = endOf(accounts, column);
    return end ? line.at(end) : nothing(ground, books.currency);
  };
  const lines = all
    .map((line): StatementLine => ({
      key: line.key,
      label: line.label,
      cells: cellsOf(calendar.columns, (column) => cell(line, column)),
    }))
    .filter(({ cells }) => [...cells.values()].some(({ value }) => value === undefined || value.mantissa !== 0n));
  const total = (column: StatementColumn): Figure => {
    const parts = lines.flatMap(({ cells }) => cells.get(column.id) ?? []);
    const id = figureId(books.scope, 'statement', key, 'total', column.id);
    const inputs = parts.length > 0 ? parts : [nothing(ground, books.currency)];
    return ground.book.formula(id, label(`total ${title}`, accounts, column), money(books.currency), 'sum', inputs, {
      text: 'sum of the lines',
    });
  };
  const totals = {
    key: `${key}.total`,
    label: `Total ${title.toLowerCase()}`,
    cells: cellsOf(calendar.columns, total),
  };
  return { key, title, lines, total: totals };
}
