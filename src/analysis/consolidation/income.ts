import type { Figure } from '../../model/figure.ts';
import { periodsOf } from '../statements/entity.ts';
import type { Period } from '../statements/periods.ts';
import type { Slot } from '../statements/slots.ts';
import type { StatementColumn } from '../statements/types.ts';
import { combined, eliminatedIn, flowOver, lineOf, made, memberOf, sectionOf, takenOut, type Group } from './group.ts';
import type { Eliminated } from './intercompany.ts';
import { differencesIn, type PairDifference } from './differences.ts';
import { slug } from '../ids.ts';
import { fingerprint } from '../../core/hash.ts';
import type { GroupLine, GroupStatement } from './types.ts';

/** Income and expenses of the group by account: accounts of one name are one line. */
export function groupIncome(group: Group, differences: readonly PairDifference[]): GroupStatement {
  const section = (type: 'Income' | 'Expenses') => {
    const labels = labelsOf(group, type);
    const lines = labels.map((label) => accountLine(group, type, label));
    return sectionOf(group, `income-statement.${type.toLowerCase()}`, type, lines);
  };
  const income = section('Income');
  const expenses = section('Expenses');
  const booked = combined(
    group,
    'income-statement.booked',
    'Income less expenses',
    'difference',
    [income.total, expenses.total],
    'income − expenses',
  );
  const exchange = exchangeLine(group, differences);
  const net = exchange
    ? combined(
        group,
        'income-statement.net',
        'Net income',
        'sum',
        [booked, exchange],
        'income − expenses + exchange differences',
      )
    : { ...booked, label: 'Net income' };
  return {
    kind: 'income',
    title: 'Income statement',
    currency: group.currency,
    columns: group.columns,
    leftOut: [],
    parts: [
      { kind: 'section', section: income },
      { kind: 'section', section: expenses },
      ...(exchange ? [{ kind: 'result', line: exchange } as const] : []),
      { kind: 'result', line: net },
    ],
  };
}

function labelsOf({ members }: Group, type: Slot['type']): string[] {
  const labels = members.flatMap(({ accounts: { books, calendar } }) =>
    books
      .linesOf(type)
      .filter((slot) => calendar.shown.some((period) => books.moved(slot, period)))
      .map(({ label }) => label),
  );
  return [...new Set(labels)].toSorted();
}

/** A key that two labels never share. */
export function keyOf(label: string): string {
  return `${slug(label)}-${fingerprint(label).slice(0, 6)}`;
}

function accountLine(group: Group, type: Slot['type'], label: string): GroupLine {
  const key = `income-statement.${keyOf(label)}`;
  const isLine = (slot: Slot): boolean => slot.type === type && slot.label === label;
  return lineOf(group, {
    key,
    label,
    part: (member, column) => {
      const { books } = member.accounts;
      const slot = books.slots.find(isLine);
      return (
        slot &&
        flowOver(group, member, column, key, label, (period) => member.flow(books.movement(slot, period), period))
      );
    },
    elimination: (column) =>
      takenOut(
        group,
        [key, column.id],
        label,
        eliminatedFlows(group, column, ({ slot }) => isLine(slot)),
      ),
  });
}

/** What is eliminated of flows in a column, before its sign is turned. */
export function eliminatedFlows(group: Group, column: StatementColumn, takes: (one: Eliminated) => boolean): Figure[] {
  return eliminatedIn(group, column, takes).flatMap((one) => {
    const member = memberOf(group, one);
    const { books } = one.accounts;
    return periodsOf(one.accounts, column)
      .filter((period) => touches(one, period))
      .map((period) => member.flow(books.movement(one.part, period), period));
  });
}

/** True when the part was booked on in the period, in any currency. */
function touches({ accounts, part }: Eliminated, period: Period): boolean {
  return (
    accounts.books.moved(part, period) || (part.days ?? []).some(({ date }) => date >= period.from && date <= period.to)
  );
}

function exchangeLine(group: Group, differences: readonly PairDifference[]): GroupLine | undefined {
  const foreign = group.members.filter(({ accounts }) => accounts.books.hasForeign);
  if (foreign.length === 0 && differences.length === 0) return undefined;
  const key = 'income-statement.exchange';
  const label = 'Exchange differences';
  return lineOf(group, {
    key,
    label,
    part: (member, column) => {
      const { closing, books } = member.accounts;
      if (!books.hasForeign) return undefined;
      return flowOver(group, member, column, key, label, (period) => {
        const figure = closing.exchange(period);
        return figure ? member.flow(figure, period) : made(group, [key, 'none'], label, 'sum', [], 'none');
      });
    },
    elimination: (column) => {
      const parts = differencesIn(differences, column);
      return takenOut(group, [key, column.id], label, parts);
    },
  });
}

/** What the eliminations of income and expenses add to the result of the periods that are taken. */
export function eliminatedResult(
  group: Group,
  id: readonly string[],
  takes: (period: Period) => boolean,
  differences: readonly PairDifference[],
): Figure | undefined {
  const flows = (type: Slot['type']): Figure[] =>
    group.eliminated
      .filter(({ slot }) => slot.type === type)
      .flatMap((one) => {
        const member = memberOf(group, one);
        return one.accounts.books.periods
          .filter((period) => takes(period) && touches(one, period))
          .map((period) => member.flow(one.accounts.books.movement(one.part, period), period));
      });
  const [income, expenses] = [flows('Income'), flows('Expenses')];
  const exchange = differences.filter(({ date }) => takes({ id: '', label: '', from: date, to: date }));
  if (income.length + expenses.length === 0) return undefined;
  const costs = made(
    group,
    [...id, 'costs'],
    'Costs between entities',
    'sum',
    expenses,
    'costs that another entity earned',
  );
  const less = [...income, ...exchange.map(({ figure }) => figure)];
  return made(
    group,
    [...id, 'result'],
    'Result of the eliminations',
    'difference',
    [costs, ...less],
    'costs − income − exchange differences taken out',
  );
}
