import { addDays } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import {
  beginOf,
  cashAt,
  cashBegun,
  FLOW_SECTIONS,
  FLOW_TITLES,
  flowLines,
  type FlowLine,
  type FlowSection,
} from '../statements/cash-flow.ts';
import { endOf, isOffFile } from '../statements/entity.ts';
import type { Period } from '../statements/periods.ts';
import { isResult } from '../statements/slots.ts';
import type { StatementColumn } from '../statements/types.ts';
import { combined, entityOf, flowOver, lineOf, made, sectionOf, type Group } from './group.ts';
import { eliminatedFlows, keyOf } from './income.ts';
import { TRANSIT, transitAt } from './balance.ts';
import type { Translated } from './translation.ts';
import type { GroupLine, GroupStatement } from './types.ts';

const NET = 'Net income';
const BETWEEN = 'Money between entities';

/** Opening cash + operating + investing + financing + exchange differences = closing cash, for the group. */
export function groupCashFlow(group: Group): GroupStatement {
  const flows = new Map(group.members.map((member) => [member, flowLines(member.accounts)]));
  const section = (name: FlowSection) => {
    const labels = [...new Set([...flows.values()].flatMap((all) => all[name].map(groupLabel)))];
    const own = (member: Translated, label: string): readonly FlowLine[] =>
      (flows.get(member)?.[name] ?? []).filter((line) => groupLabel(line) === label);
    const lines = labels.map((label) => flowLine(group, name, label, (member) => own(member, label)));
    const all = name === 'financing' ? [...lines, transitFlow(group)] : lines;
    const found = sectionOf(group, `cash-flow.${name}`, FLOW_TITLES[name], all);
    return { ...found, total: { ...found.total, label: `Cash of ${FLOW_TITLES[name].toLowerCase()}` } };
  };
  const sections = FLOW_SECTIONS.map(section).filter(({ key, lines }) => key.endsWith('operating') || lines.length > 0);
  const begun = begunLine(group);
  const [opening, closing] = [cashLine(group, 'opening'), cashLine(group, 'closing')];
  const changes = [...sections.map(({ total }) => total), ...(begun ? [begun] : [])];
  const foreign = group.members.some(({ isForeign, accounts }) => isForeign || accounts.books.hasForeign);
  const text = 'closing cash − opening cash − what flowed';
  const exchange = foreign
    ? combined(group, 'cash-flow.exchange', 'Exchange differences', 'difference', [closing, opening, ...changes], text)
    : undefined;
  const proof = combined(
    group,
    'cash-flow.difference',
    'Difference',
    'difference',
    [closing, opening, ...changes, ...(exchange ? [exchange] : [])],
    'closing cash − opening cash − what flowed − exchange differences',
  );
  return {
    kind: 'cash-flow',
    title: 'Cash flow statement',
    currency: group.currency,
    columns: group.columns,
    leftOut: [],
    parts: [
      { kind: 'result', line: opening },
      ...sections.map((one) => ({ kind: 'section', section: one }) as const),
      ...[begun, exchange].flatMap((line) => (line ? [{ kind: 'result', line } as const] : [])),
      { kind: 'result', line: closing },
      { kind: 'proof', line: proof },
    ],
  };
}

function groupLabel({ slot, label }: FlowLine): string {
  return slot?.between === undefined ? label : BETWEEN;
}

function flowLine(
  group: Group,
  section: FlowSection,
  label: string,
  lines: (member: Translated) => readonly FlowLine[],
): GroupLine {
  const key = `cash-flow.${section}.${keyOf(label)}`;
  return lineOf(group, {
    key,
    label,
    part: (member, column) => {
      const own = lines(member);
      if (own.length === 0) return undefined;
      const parts = own.flatMap(
        (line) =>
          flowOver(group, member, column, `${key}.${line.key}`, label, (period) =>
            line.slot ? member.flow(line.in(period), period) : member.booked(period),
          ) ?? [],
      );
      if (parts.length === 0) return undefined;
      const [only, ...more] = parts;
      if (only && more.length === 0) return only;
      const name = `${member.accounts.books.of.entity.name} ${label}, ${column.label}`;
      return made(group, [key, entityOf(member), column.id, 'all'], name, 'sum', parts, 'sum of the accounts');
    },
    elimination: (column) => flowElimination(group, column, key, label, lines),
  });
}

/** What the eliminations take out of a line: of net income, sales and costs; of others, what claims, debts and equity moved. */
function flowElimination(
  group: Group,
  column: StatementColumn,
  key: string,
  label: string,
  lines: (member: Translated) => readonly FlowLine[],
): Figure | undefined {
  const flows = (sign: 1 | -1): Figure[] =>
    eliminatedFlows(group, column, (one) => {
      if (one.slot.sign !== sign) return false;
      if (label === NET) return isResult(one.slot);
      const member = group.members.find(({ accounts }) => accounts === one.accounts);
      return member !== undefined && lines(member).some(({ slot }) => slot?.key === one.slot.key);
    });
  // Debits take cash out: what is no longer a debit brings it back.
  const [debits, credits] = [flows(1), flows(-1)];
  if (debits.length + credits.length === 0) return undefined;
  const back = made(group, [key, column.id, 'debits'], `${label}, debits`, 'sum', debits, 'debits between entities');
  return made(
    group,
    [key, column.id, 'eliminated'],
    `${label}, eliminated`,
    'difference',
    [back, ...credits],
    'debits − credits taken out',
  );
}

/** What came to be on the way between entities, or arrived. */
function transitFlow(group: Group): GroupLine {
  const key = 'cash-flow.financing.in-transit';
  return lineOf(group, {
    key,
    label: TRANSIT,
    part: () => undefined,
    elimination: ({ id, from, to }) => {
      const ends = [transitAt(group, addDays(from, -1)), transitAt(group, to)];
      if (ends.every((end) => end === undefined)) return undefined;
      const inputs = ends.map((end) => end ?? made(group, ['none'], 'Nothing', 'sum', [], 'nothing'));
      return made(group, [key, id, 'moved'], TRANSIT, 'difference', inputs, 'on the way before − on the way after');
    },
  });
}

function begunLine(group: Group): GroupLine | undefined {
  const begins = (member: Translated): readonly Period[] =>
    member.accounts.calendar.shown.filter((period) => {
      const { books } = member.accounts;
      return books.slots.some((slot) => slot.cash && books.begun(slot, period) !== undefined);
    });
  const beginning = group.members.filter((member) => begins(member).length > 0);
  if (beginning.length === 0) return undefined;
  const key = 'cash-flow.begun';
  const label = 'Cash when the books began';
  return lineOf(group, {
    key,
    label,
    part: (member, column) =>
      beginning.includes(member)
        ? flowOver(group, member, column, key, label, (period) =>
            member.flow(cashBegun(member.accounts, period), period),
          )
        : undefined,
    elimination: () => undefined,
  });
}

function cashLine(group: Group, which: 'opening' | 'closing'): GroupLine {
  return lineOf(group, {
    key: `cash-flow.${which}`,
    label: which === 'opening' ? 'Cash at the beginning' : 'Cash at the end',
    part: (member, column) => {
      if (isOffFile(member.accounts, column)) return undefined;
      const end = which === 'opening' ? beginOf(member.accounts, column) : endOf(member.accounts, column);
      const cash = cashAt(member.accounts, end);
      return end
        ? member.standing(cash, end)
        : made(
            group,
            [`cash-flow.${which}`, entityOf(member), column.id],
            cash.label,
            'sum',
            [],
            'before the first row',
          );
    },
    elimination: () => undefined,
  });
}
