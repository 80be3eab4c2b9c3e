import { figureId, money } from '../ids.ts';
import { flowCell, type EntityAccounts } from './entity.ts';
import type { Period } from './periods.ts';
import type { Slot } from './slots.ts';
import type { FinancialStatement, StatementLine, StatementPart } from './types.ts';
import type { Figure } from '../../model/figure.ts';

/** Income and expenses by account, as booked. Owner's draws and contributions are equity and stand in neither. */
export function incomeStatement(accounts: EntityAccounts): FinancialStatement {
  const { calendar, books, closing } = accounts;
  const { columns } = calendar;
  const line = (key: string, label: string, figure: (period: Period) => Figure): StatementLine => ({
    key,
    label,
    cells: new Map(columns.map((column) => [column.id, flowCell(accounts, column, key, label, figure)])),
  });
  const section = (type: 'Income' | 'Expenses', title: string): StatementPart => ({
    kind: 'section',
    section: {
      key: type.toLowerCase(),
      title,
      lines: linesIn(accounts, type).map((slot) =>
        line(slot.key, slot.label, (period) => books.movement(slot, period)),
      ),
      total: line(`${type.toLowerCase()}.total`, `Total ${title.toLowerCase()}`, (period) =>
        closing.total(type, period),
      ),
    },
  });
  const exchange: StatementPart[] = books.hasForeign
    ? [{ kind: 'result', line: line('exchange', 'Exchange differences', (period) => exchangeIn(accounts, period)) }]
    : [];
  return {
    kind: 'income',
    title: `Income statement of ${books.of.entity.name}`,
    currency: books.currency,
    columns,
    parts: [
      section('Income', 'Income'),
      section('Expenses', 'Expenses'),
      ...exchange,
      { kind: 'result', line: line('net', 'Net income', (period) => closing.net(period)) },
    ],
  };
}

/** Accounts on which something was booked within the columns. */
function linesIn({ books, calendar }: EntityAccounts, type: Slot['type']): readonly Slot[] {
  return books.linesOf(type).filter((slot) => calendar.shown.some((period) => books.moved(slot, period)));
}

function exchangeIn({ ground, books, closing }: EntityAccounts, period: Period): Figure {
  const figure = closing.exchange(period);
  if (figure) return figure;
  const id = figureId(books.scope, 'books', 'exchange', period.id);
  return ground.book.unknown(id, 'Exchange differences', money(books.currency), 'the books are in one currency');
}
