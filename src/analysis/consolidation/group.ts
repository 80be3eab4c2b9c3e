import type { Figure, Operation } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import type { Ground } from '../input.ts';
import { nothing } from '../statements/closing.ts';
import { isOffFile, periodsOf } from '../statements/entity.ts';
import type { Period } from '../statements/periods.ts';
import { TO_DATE, type StatementColumn, type StatementSection } from '../statements/types.ts';
import type { Between } from './between.ts';
import type { Eliminated } from './intercompany.ts';
import type { Translated } from './translation.ts';
import type { GroupLine } from './types.ts';

/** What the statements of the group are made of. */
export interface Group {
  readonly ground: Ground;
  readonly currency: string;
  readonly columns: readonly StatementColumn[];
  readonly members: readonly Translated[];
  readonly between: Between;
  readonly eliminated: readonly Eliminated[];
}

export const entityOf = ({ accounts }: Pick<Translated, 'accounts'>): string => accounts.books.of.entity.id;

/** A formula in the group's currency; of nothing when there is nothing to work on. */
export function made(
  { ground, currency }: Group,
  id: readonly string[],
  label: string,
  operation: Operation,
  inputs: readonly Figure[],
  text: string,
): Figure {
  const given = inputs.length > 0 ? inputs : [nothing(ground, currency)];
  return ground.book.formula(figureId('group', 'statement', ...id), label, money(currency), operation, given, { text });
}

/** The figures with their signs turned, added up: what is taken out. Undefined when there is none. */
export function takenOut(
  group: Group,
  id: readonly string[],
  label: string,
  parts: readonly Figure[],
): Figure | undefined {
  if (parts.length === 0) return undefined;
  const text = 'what both sides booked, taken out';
  const place = [...id, 'eliminated'];
  if (parts.length === 1) return made(group, place, `${label}, eliminated`, 'negate', parts, text);
  const inputs = [nothing(group.ground, group.currency), ...parts];
  return made(group, place, `${label}, eliminated`, 'difference', inputs, text);
}

interface Contents {
  readonly key: string;
  readonly label: string;
  /** What an entity has on the line; undefined where it is left out. */
  readonly part: (member: Translated, column: StatementColumn) => Figure | undefined;
  /** With its sign. */
  readonly elimination: (column: StatementColumn) => Figure | undefined;
}

/** A line: each entity's part, what is eliminated, and their sum. */
export function lineOf(group: Group, { key, label, part, elimination }: Contents): GroupLine {
  const entities = new Map<string, Map<string, Figure>>();
  const eliminations = new Map<string, Figure>();
  const cells = new Map<string, Figure>();
  for (const column of group.columns) {
    const inputs: Figure[] = [];
    for (const member of group.members) {
      const figure = part(member, column);
      if (!figure) continue;
      const own = entities.get(entityOf(member)) ?? new Map<string, Figure>();
      entities.set(entityOf(member), own.set(column.id, figure));
      inputs.push(figure);
    }
    const taken = elimination(column);
    if (taken) eliminations.set(column.id, taken);
    const all = taken ? [...inputs, taken] : inputs;
    const text = 'entities + eliminations';
    cells.set(column.id, made(group, [key, column.id], `${label}, ${column.label}`, 'sum', all, text));
  }
  return { key, label, entities, eliminations, cells };
}

/** Lines added up, or the first less the others: for each entity, the eliminations and the group. */
export function combined(
  group: Group,
  key: string,
  label: string,
  operation: 'sum' | 'difference',
  lines: readonly GroupLine[],
  text: string,
): GroupLine {
  const zero = nothing(group.ground, group.currency);
  const pick = (cell: (line: GroupLine) => Figure | undefined): Figure[] | undefined => {
    const found = lines.map(cell);
    const known = found.filter((figure) => figure !== undefined);
    if (known.length === 0) return undefined;
    // What is taken from nothing needs the nothing.
    return operation === 'sum' || found[0] ? known : [zero, ...known];
  };
  return lineOf(group, {
    key,
    label,
    part: (member, column) => {
      const id = entityOf(member);
      const inputs = pick((line) => line.entities.get(id)?.get(column.id));
      const name = `${member.accounts.books.of.entity.name} ${label}, ${column.label}`;
      return inputs && made(group, [key, id, column.id], name, operation, inputs, text);
    },
    elimination: (column) => {
      const inputs = pick((line) => line.eliminations.get(column.id));
      return inputs && made(group, [key, 'eliminated', column.id], `${label}, eliminated`, operation, inputs, text);
    },
  });
}

export function sectionOf(
  group: Group,
  key: string,
  title: string,
  lines: readonly GroupLine[],
): StatementSection<GroupLine> {
  const moved = lines.filter(({ entities, eliminations, cells }) =>
    [...entities.values(), eliminations, cells].some((row) =>
      [...row.values()].some(({ value }) => value === undefined || value.mantissa !== 0n),
    ),
  );
  const total = combined(group, `${key}.total`, `Total ${title.toLowerCase()}`, 'sum', moved, 'sum of the lines');
  return { key, title, lines: moved, total };
}

/** An entity's flow over a column, in the group's currency, period by period at its rate. */
export function flowOver(
  group: Group,
  member: Translated,
  column: StatementColumn,
  key: string,
  label: string,
  flow: (period: Period) => Figure,
): Figure | undefined {
  if (isOffFile(member.accounts, column)) return undefined;
  const parts = periodsOf(member.accounts, column).map(flow);
  const [only, ...more] = parts;
  if (only && more.length === 0 && column.id !== TO_DATE) return only;
  const name = `${member.accounts.books.of.entity.name} ${label}, ${column.label}`;
  return made(group, [key, entityOf(member), column.id], name, 'sum', parts, 'sum of the months');
}

/** Eliminated parts whose two entities are both in the group's column. */
export function eliminatedIn(
  group: Group,
  column: StatementColumn,
  takes: (one: Eliminated) => boolean,
): readonly Eliminated[] {
  const onFile = new Set(group.members.filter(({ accounts }) => !isOffFile(accounts, column)).map(entityOf));
  return group.eliminated.filter(
    (one) => takes(one) && onFile.has(one.accounts.books.of.entity.id) && onFile.has(one.counterparty),
  );
}

export function memberOf(group: Group, { accounts }: Eliminated): Translated {
  const member = group.members.find((one) => one.accounts === accounts);
  if (!member) throw new Error(`${accounts.books.of.entity.id} is no member of the group`);
  return member;
}

/** The same group without some entities: those of which a statement does not know what it needs. */
export function without(group: Group, left: ReadonlySet<string>): Group {
  const stays = (entity: string): boolean => !left.has(entity);
  return {
    ...group,
    members: group.members.filter((member) => stays(entityOf(member))),
    eliminated: group.eliminated.filter((one) => stays(one.accounts.books.of.entity.id) && stays(one.counterparty)),
    between: {
      ...group.between,
      matches: group.between.matches.filter(({ debit, credit }) => stays(debit.entity) && stays(credit.entity)),
    },
  };
}
