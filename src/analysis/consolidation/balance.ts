import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { balanceLines, type BalanceLine, type BalanceLines } from '../statements/balance.ts';
import { cashAt } from '../statements/cash-flow.ts';
import { endOf } from '../statements/entity.ts';
import type { Period } from '../statements/periods.ts';
import { isResult, type Slot } from '../statements/slots.ts';
import type { StatementColumn } from '../statements/types.ts';
import { inGroup, type PairDifference } from './differences.ts';
import { combined, entityOf, lineOf, made, memberOf, sectionOf, takenOut, type Group } from './group.ts';
import { eliminatedResult, keyOf } from './income.ts';
import { crossing, isLineOf, type Eliminated } from './intercompany.ts';
import { shown } from './between.ts';
import type { Translated } from './translation.ts';
import type { GroupLine, GroupStatement, Half } from './types.ts';

type Side = 'assets' | 'liabilities';

/** The group's line that a line of an entity's balance sheet goes into. */
interface Kind {
  readonly key: string;
  readonly label: string;
}

const CASH: Kind = { key: 'cash', label: 'Cash' };

function kindOf(slot: Slot, label: string, side: Side): Kind {
  if (slot.cash) return CASH;
  if (slot.between === undefined) return { key: keyOf(label), label };
  return side === 'assets'
    ? { key: 'due-from', label: 'Due from other entities' }
    : { key: 'due-to', label: 'Due to other entities' };
}

export interface GroupBalance {
  readonly statement: GroupStatement;
  /** The line of translation differences, also where it is zero throughout and not shown. */
  readonly translation: GroupLine;
}

/** Assets, liabilities and equity of the group; the difference is proven zero in every column. */
export function groupBalance(group: Group, differences: readonly PairDifference[]): GroupBalance {
  const sheets = new Map(group.members.map((member) => [member, balanceLines(member.accounts)]));
  const lines = (side: Side): GroupLine[] => standingLines(group, side, sheets);
  const assets = sectionOf(group, 'balance-sheet.assets', 'Assets', [...lines('assets'), transitLine(group)]);
  const liabilities = sectionOf(group, 'balance-sheet.liabilities', 'Liabilities', lines('liabilities'));
  const posted = postedLines(group);
  const [retained, current] = [resultLine(group, 'retained', differences), resultLine(group, 'current', differences)];
  const translation = translationLine(group, [assets.total, liabilities.total, ...posted, retained, current]);
  const equity = sectionOf(group, 'balance-sheet.equity', 'Equity', [...posted, retained, current, translation]);
  const totals = [assets.total, liabilities.total, equity.total];
  const difference = combined(
    group,
    'balance-sheet.difference',
    'Difference',
    'difference',
    totals,
    'assets − liabilities − equity',
  );
  const statement: GroupStatement = {
    kind: 'balance',
    title: 'Balance sheet',
    currency: group.currency,
    columns: group.columns,
    leftOut: [],
    parts: [
      ...[assets, liabilities, equity].map((section) => ({ kind: 'section', section }) as const),
      { kind: 'proof', line: difference },
    ],
  };
  return { statement, translation };
}

function standingLines(group: Group, side: Side, sheets: ReadonlyMap<Translated, BalanceLines>): GroupLine[] {
  const kinds = new Map<string, Kind>();
  for (const all of sheets.values()) {
    for (const { slot, label } of all[side]) {
      if (!slot) continue;
      const kind = kindOf(slot, label, side);
      kinds.set(kind.key, kind);
    }
  }
  return [...kinds.values()].map((kind) =>
    standingLine(group, side, kind, (member) => sheets.get(member)?.[side] ?? []),
  );
}

function at(member: Translated, column: StatementColumn, figure: (period: Period) => Figure): Figure | undefined {
  const end = endOf(member.accounts, column);
  return end && figure(end);
}

function standingLine(
  group: Group,
  side: Side,
  kind: Kind,
  lines: (member: Translated) => readonly BalanceLine[],
): GroupLine {
  const key = `balance-sheet.${kind.key}`;
  const own = (member: Translated): readonly BalanceLine[] =>
    lines(member).filter(({ slot, label }) => slot && kindOf(slot, label, side).key === kind.key);
  return lineOf(group, {
    key,
    label: kind.label,
    part: (member, column) => {
      const all = own(member);
      return all.length === 0 ? undefined : at(member, column, (end) => standingSum(group, member, kind, all, end));
    },
    elimination: (column) =>
      takenOut(
        group,
        [key, column.id],
        kind.label,
        group.eliminated
          .filter(({ slot }) => isOn(slot, side) && kindOf(slot, slot.label, side).key === kind.key)
          .flatMap((one) => standingPart(group, one, side, column) ?? []),
      ),
  });
}

function standingSum(group: Group, member: Translated, kind: Kind, all: readonly BalanceLine[], end: Period): Figure {
  const { accounts } = member;
  const figures = kind === CASH ? [cashAt(accounts, end)] : all.map((line) => line.at(end));
  const parts = figures.map((figure) => member.standing(figure, end));
  const [only, ...more] = parts;
  if (only && more.length === 0) return only;
  const name = `${accounts.books.of.entity.name} ${kind.label}, ${end.to}`;
  return made(
    group,
    ['balance-sheet', kind.key, entityOf(member), 'to', end.id],
    name,
    'sum',
    parts,
    'sum of the accounts',
  );
}

function isOn({ type, between }: Slot, side: Side): boolean {
  if (between !== undefined) return true;
  return side === 'assets' ? type === 'Assets' : type === 'Liabilities';
}

/** What of a claim or a debt is eliminated at the column's end. */
function standingPart(group: Group, one: Eliminated, side: Side, column: StatementColumn): Figure | undefined {
  const member = memberOf(group, one);
  const { books } = one.accounts;
  return at(member, column, (end) => {
    const balance = member.standing(books.balance(one.part, end), end);
    if (one.slot.between === undefined) return balance;
    const id = ['between', entityOf(member), one.counterparty, side, column.id];
    const label = `${books.of.entity.name} ${one.part.label}, ${column.to}`;
    const turned =
      side === 'assets' ? balance : made(group, [...id, 'turned'], label, 'negate', [balance], 'the other side');
    return made(
      group,
      id,
      label,
      'maximum',
      [turned, made(group, ['none'], 'Nothing', 'sum', [], 'nothing')],
      'where it is on this side',
    );
  });
}

/** What one entity booked and the other one not yet: money on the way, which is neither's. */
export const TRANSIT = 'In transit between entities';

function transitLine(group: Group): GroupLine {
  return lineOf(group, {
    key: 'balance-sheet.in-transit',
    label: TRANSIT,
    part: () => undefined,
    elimination: (column) => transitAt(group, column.to),
  });
}

/** Money on the way at the end of a day; undefined when there is none. */
export function transitAt(group: Group, day: IsoDate): Figure | undefined {
  const halves = crossing(group.between.matches, day);
  const parts = halves.flatMap((half) => transitPart(group, half, day) ?? []);
  if (parts.length === 0) return undefined;
  return made(group, ['in-transit', day], `${TRANSIT}, ${day}`, 'sum', parts, 'booked by one side only');
}

/** A half as it was taken out: results at the rate of their month, claims and debts at the rate of the day. */
function transitPart(group: Group, half: Half, day: IsoDate): Figure | undefined {
  const member = group.members.find((one) => entityOf(one) === half.entity);
  const slot = member?.accounts.books.slots.find((one) => isLineOf(one, half));
  const end = member?.accounts.books.periods.findLast(({ to }) => to <= day);
  if (!member || !slot || !end) return undefined;
  const own = half.currency === member.accounts.books.currency;
  if (isResult(slot) || slot.type === 'Equity' || !own) return inGroup(group, half);
  return member.standing(shown(group.ground, half).figure, end);
}

function postedLines(group: Group): GroupLine[] {
  const labels = new Set(
    group.members.flatMap(({ accounts }) => accounts.books.linesOf('Equity').map(({ label }) => label)),
  );
  return [...labels].toSorted().map((label) => postedLine(group, label));
}

function postedLine(group: Group, label: string): GroupLine {
  const key = `balance-sheet.${keyOf(label)}`;
  const isLine = (slot: Slot): boolean => slot.type === 'Equity' && slot.label === label;
  return lineOf(group, {
    key,
    label,
    part: (member, column) => {
      const slot = member.accounts.books.slots.find(isLine);
      return slot && at(member, column, (end) => equityAt(group, member, slot, end, key));
    },
    elimination: (column) => {
      const parts = group.eliminated.filter(({ slot }) => isLine(slot));
      const figures = parts.flatMap((one) => {
        const member = memberOf(group, one);
        return (
          at(member, column, (end) => equityAt(group, member, one.part, end, `${key}.with.${one.counterparty}`)) ?? []
        );
      });
      return takenOut(group, [key, column.id], label, figures);
    },
  });
}

/** A line of equity at the rates of the days on which it was booked. */
function equityAt(group: Group, member: Translated, slot: Slot, end: Period, key: string): Figure {
  const { books } = member.accounts;
  if (!member.isForeign) return books.balance(slot, end);
  const until = books.periods.filter(
    (period) => period.to <= end.to && (books.moved(slot, period) || slot.days !== undefined),
  );
  const parts = until.map((period) => member.historical(slot, period));
  const name = `${books.of.entity.name} ${slot.label}, ${end.to}`;
  return made(group, [key, entityOf(member), 'to', end.id], name, 'sum', parts, 'each posting at the rate of its day');
}

/** Results of earlier fiscal years, or of this one. */
function resultLine(group: Group, which: 'retained' | 'current', differences: readonly PairDifference[]): GroupLine {
  const key = `balance-sheet.${which}`;
  const label =
    which === 'retained' ? 'Retained earnings of earlier years, computed' : 'Net income of the year, computed';
  return lineOf(group, {
    key,
    label,
    part: (member, column) =>
      at(member, column, (end) => {
        const { books, closing } = member.accounts;
        if (!member.isForeign) return closing[which](end);
        const takes = taken(group, which, end.to, member);
        const parts = books.periods.filter(takes).map((period) => member.result(period));
        const name = `${books.of.entity.name} ${label}, ${end.to}`;
        return made(group, [key, entityOf(member), end.id], name, 'sum', parts, 'results of the periods');
      }),
    elimination: (column) =>
      eliminatedResult(group, [key, column.id], taken(group, which, column.to, group.members[0]), differences),
  });
}

/** Whether a period's result is one of the earlier fiscal years of a day, or of its own. */
function taken(
  _: Group,
  which: 'retained' | 'current',
  day: IsoDate,
  member: Translated | undefined,
): (period: Period) => boolean {
  const year = member?.accounts.calendar.fiscalYear(day) ?? day;
  return ({ to }) => to <= day && (which === 'retained' ? to < year : to >= year);
}

/**
 * What translation at different rates leaves over (ASC 830-30-45-12), of each entity whose books are in another
 * currency; in the eliminations, what claims between two currencies leave over. A line of equity of its own.
 */
function translationLine(group: Group, [assets, liabilities, ...equity]: readonly GroupLine[]): GroupLine {
  const key = 'balance-sheet.translation';
  const label = 'Translation differences';
  const rest = (id: readonly string[], pick: (line: GroupLine) => Figure | undefined): Figure | undefined => {
    const first = assets && pick(assets);
    const others = [liabilities, ...equity].flatMap((line) => (line && pick(line)) ?? []);
    if (!first && others.length === 0) return undefined;
    const inputs = [first ?? made(group, ['none'], 'Nothing', 'sum', [], 'nothing'), ...others];
    return made(
      group,
      [key, ...id],
      label,
      'difference',
      inputs,
      'assets − liabilities − equity at the rates of its own',
    );
  };
  return lineOf(group, {
    key,
    label,
    part: (member, column) =>
      member.isForeign
        ? rest([entityOf(member), column.id], (line) => line.entities.get(entityOf(member))?.get(column.id))
        : undefined,
    elimination: (column) => rest(['eliminated', column.id], (line) => line.eliminations.get(column.id)),
  });
}
