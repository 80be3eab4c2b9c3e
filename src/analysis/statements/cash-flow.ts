import { addDays } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import { cellsOf } from './balance.ts';
import { nothing } from './closing.ts';
import { endOf, flowCell, isOffFile, type EntityAccounts } from './entity.ts';
import type { Period } from './periods.ts';
import { isResult, type Slot } from './slots.ts';
import { type FinancialStatement, type StatementColumn, type StatementLine, type StatementPart } from './types.ts';

/** A line of the statement of cash flows: what it brought in (positive) or took out in a period. */
export interface FlowLine {
  readonly key: string;
  readonly label: string;
  readonly slot: Slot | undefined;
  in(period: Period): Figure;
}

export const FLOW_SECTIONS = ['operating', 'investing', 'financing', 'transfers'] as const;
export type FlowSection = (typeof FLOW_SECTIONS)[number];

export const FLOW_TITLES: Readonly<Record<FlowSection, string>> = {
  operating: 'Operating activities',
  investing: 'Investing activities',
  financing: 'Financing activities',
  transfers: 'Transfers on the way, or without their other half',
};

/**
 * Lines by activity, by the indirect method (ASC 230-10-45-28): net income, then what every account that is no cash
 * added or took. What was there when the books began did not flow.
 */
export function flowLines(accounts: EntityAccounts): Readonly<Record<FlowSection, readonly FlowLine[]>> {
  const { books, calendar, closing } = accounts;
  const moving = books.slots.filter(
    (slot) => !isResult(slot) && !slot.cash && calendar.shown.some((period) => books.moved(slot, period)),
  );
  const of = (section: FlowSection): FlowLine[] =>
    moving
      .filter(({ activity }) => activity === section)
      .map((slot): FlowLine => ({
        key: `flow.${slot.key}`,
        label: changeOf(slot),
        slot,
        in: (period) => change(accounts, slot, period),
      }))
      .filter((line) => calendar.shown.some((period) => !isNothing(line.in(period))));
  const net: FlowLine = {
    key: 'flow.net',
    label: 'Net income',
    slot: undefined,
    in: (period) => closing.booked(period),
  };
  return {
    operating: [net, ...of('operating')],
    investing: of('investing'),
    financing: of('financing'),
    transfers: of('transfers'),
  };
}

const isNothing = ({ value }: Figure): boolean => value?.mantissa === 0n;

function changeOf({ type, label, between }: Slot): string {
  if (type === 'Equity' || between !== undefined) return label;
  return `Change in ${label}`;
}

function change({ ground, books }: EntityAccounts, slot: Slot, period: Period): Figure {
  const id = figureId(books.scope, 'books', 'flow', slot.key, period.id);
  const label = `${books.of.entity.name} ${changeOf(slot)}, ${period.label}`;
  const unit = money(books.currency);
  const moved = books.movement(slot, period);
  const begun = books.begun(slot, period);
  const flow = begun
    ? ground.book.formula(`${id}.since`, `${label}, since the books began`, unit, 'difference', [moved, begun], {
        text: 'what moved − what was there when the books began',
      })
    : moved;
  if (slot.sign === -1) return flow;
  return ground.book.formula(id, label, unit, 'negate', [flow], { text: 'what an asset takes, cash lacks' });
}

/** Money at hand: at the end of a period, or what of it was there when the books began. */
function cashOf(accounts: EntityAccounts, key: string, label: string, parts: readonly Figure[]): Figure {
  const { ground, books } = accounts;
  const id = figureId(books.scope, 'books', 'cash', key);
  const inputs = parts.length > 0 ? parts : [nothing(ground, books.currency)];
  return ground.book.formula(id, `${books.of.entity.name} ${label}`, money(books.currency), 'sum', inputs, {
    text: 'sum of the accounts of money at hand',
  });
}

const cashSlots = ({ books }: EntityAccounts): readonly Slot[] => books.slots.filter(({ cash }) => cash);

/** Cash at the end of a period by the rows on file. */
export function cashAt(accounts: EntityAccounts, at: Period | undefined): Figure {
  if (!at) return nothing(accounts.ground, accounts.books.currency);
  const balances = cashSlots(accounts).map((slot) => accounts.books.balance(slot, at));
  return cashOf(accounts, `to.${at.id}`, `cash, ${at.to}`, balances);
}

/** Cash that was there when the books began, where they begin in the period. */
export function cashBegun(accounts: EntityAccounts, period: Period): Figure {
  const begun = cashSlots(accounts).flatMap((slot) => accounts.books.begun(slot, period) ?? []);
  return cashOf(accounts, `begun.${period.id}`, `cash when the books began, ${period.label}`, begun);
}

/** The end before a column begins; undefined before the first row. */
export function beginOf({ books }: EntityAccounts, { from }: StatementColumn): Period | undefined {
  return books.periods.findLast(({ to }) => to <= addDays(from, -1));
}

/** Opening cash + operating + investing + financing + exchange differences = closing cash; the difference is proven zero. */
export function cashFlowStatement(accounts: EntityAccounts): FinancialStatement {
  const { calendar, books } = accounts;
  const { columns } = calendar;
  const flows = flowLines(accounts);
  const line = (key: string, label: string, figure: (period: Period) => Figure): StatementLine => ({
    key,
    label,
    cells: cellsOf(columns, (column) => flowCell(accounts, column, key, label, figure)),
  });
  const sections = FLOW_SECTIONS.filter((name) => name === 'operating' || flows[name].length > 0).map((name) => {
    const lines = flows[name].map((flow) => line(flow.key, flow.label, (period) => flow.in(period)));
    const total = totalOf(accounts, name, lines);
    return { key: name, title: FLOW_TITLES[name], lines, total };
  });
  const begun = calendar.shown.some((period) => cashSlots(accounts).some((slot) => books.begun(slot, period)))
    ? [line('flow.begun', 'Cash when the books began', (period) => cashBegun(accounts, period))]
    : [];
  const changes = [...sections.map(({ total }) => total), ...begun];
  const frame = cashFrame(accounts, changes);
  return {
    kind: 'cash-flow',
    title: `Cash flow statement of ${books.of.entity.name}`,
    currency: books.currency,
    columns,
    parts: [
      { kind: 'result', line: frame.opening },
      ...sections.map((section): StatementPart => ({ kind: 'section', section })),
      ...begun.map((one): StatementPart => ({ kind: 'result', line: one })),
      ...(frame.exchange ? [{ kind: 'result', line: frame.exchange } as const] : []),
      { kind: 'result', line: frame.closing },
      { kind: 'proof', line: frame.difference },
    ],
  };
}

function totalOf(accounts: EntityAccounts, name: FlowSection, lines: readonly StatementLine[]): StatementLine {
  const { ground, books, calendar } = accounts;
  const cells = cellsOf(calendar.columns, (column) => {
    const parts = lines.flatMap(({ cells: own }) => own.get(column.id) ?? []);
    const id = figureId(books.scope, 'statement', 'flow', name, 'total', column.id);
    const label = `${books.of.entity.name} cash of ${FLOW_TITLES[name].toLowerCase()}, ${column.label}`;
    return ground.book.formula(id, label, money(books.currency), 'sum', parts, { text: 'sum of the lines' });
  });
  return { key: `flow.${name}.total`, label: `Cash of ${FLOW_TITLES[name].toLowerCase()}`, cells };
}

interface CashFrame {
  readonly opening: StatementLine;
  readonly exchange: StatementLine | undefined;
  readonly closing: StatementLine;
  readonly difference: StatementLine;
}

function cashFrame(accounts: EntityAccounts, changes: readonly StatementLine[]): CashFrame {
  const { ground, books, calendar } = accounts;
  const { columns } = calendar;
  const unit = money(books.currency);
  const name = books.of.entity.name;
  const id = (key: string, column: StatementColumn): string =>
    figureId(books.scope, 'statement', 'flow', key, column.id);
  const raw = (column: StatementColumn): [Figure, Figure] => [
    cashAt(accounts, beginOf(accounts, column)),
    cashAt(accounts, endOf(accounts, column)),
  ];
  const inColumn = (column: StatementColumn): Figure[] => changes.flatMap(({ cells }) => cells.get(column.id) ?? []);
  const exchange = (column: StatementColumn): Figure => {
    const [opening, closing] = raw(column);
    const text = 'closing cash − opening cash − what flowed';
    const label = `${name} exchange differences of cash, ${column.label}`;
    return ground.book.formula(
      id('exchange', column),
      label,
      unit,
      'difference',
      [closing, opening, ...inColumn(column)],
      { text },
    );
  };
  const foreign = cashSlots(accounts).length > 0 && books.hasForeign;
  const difference = (column: StatementColumn): Figure => {
    const [opening, closing] = raw(column);
    const inputs = [closing, opening, ...inColumn(column), ...(foreign ? [exchange(column)] : [])];
    const text = 'closing cash − opening cash − what flowed − exchange differences';
    return ground.book.formula(
      id('difference', column),
      `${name} difference of cash, ${column.label}`,
      unit,
      'difference',
      inputs,
      { text },
    );
  };
  const line = (key: string, label: string, figure: (column: StatementColumn) => Figure): StatementLine => ({
    key: `flow.${key}`,
    label,
    cells: cellsOf(columns, figure),
  });
  return {
    opening: line('opening', 'Cash at the beginning', (column) => knownCash(accounts, column, raw(column)[0])),
    exchange: foreign ? line('exchange', 'Exchange differences', exchange) : undefined,
    closing: line('closing', 'Cash at the end', (column) => knownCash(accounts, column, raw(column)[1])),
    difference: line('difference', 'Difference', difference),
  };
}

/** Cash, or why it is not known: an account's opening, or a month that is not on file. */
function knownCash(accounts: EntityAccounts, column: StatementColumn, figure: Figure): Figure {
  const { ground, books, unknown } = accounts;
  const why = cashSlots(accounts).flatMap((slot) => unknown.get(slot.key) ?? [])[0];
  const off = isOffFile(accounts, column) ? `${books.of.entity.name} has nothing on file for ${column.id}` : undefined;
  const reason = why ?? off;
  if (reason === undefined) return figure;
  return ground.book.unknown(`${figure.id}.known.${column.id}`, figure.label, figure.unit, reason);
}
