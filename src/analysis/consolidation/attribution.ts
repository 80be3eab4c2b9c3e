import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import type { Group } from './group.ts';
import type { Ownership } from './ownership.ts';
import type { Attribution, GroupStatement } from './types.ts';

/** Each entity's result and equity, split by who held it at the end of the period (ASC 810-10-45-20). */
export function attributions(
  group: Group,
  ownership: Ownership,
  income: GroupStatement,
  balance: GroupStatement,
): readonly Attribution[] {
  return group.members.map(({ accounts }): Attribution => {
    const { entity } = accounts.books.of;
    const net =
      partOf(income, 'income-statement.net', entity.id) ?? partOf(income, 'income-statement.booked', entity.id);
    const equity = partOf(balance, 'balance-sheet.equity.total', entity.id);
    const split = (what: string, of: ReadonlyMap<string, Figure> | undefined) => {
      const owner = new Map<string, Figure>();
      const others = new Map<string, Figure>();
      for (const column of group.columns) {
        const figure = of?.get(column.id);
        if (!figure) continue;
        const share = ownership.share(entity, column.to);
        const part = ownerPart(group, what, entity.id, column.id, figure, share);
        owner.set(column.id, part);
        others.set(column.id, rest(group, what, entity.id, column.id, figure, part));
      }
      return { owner, others };
    };
    const [nets, equities] = [split('net', net), split('equity', equity)];
    return {
      entity: entity.id,
      share: ownership.share(entity, group.ground.asOf),
      netOwner: nets.owner,
      netOthers: nets.others,
      equityOwner: equities.owner,
      equityOthers: equities.others,
    };
  });
}

function partOf(statement: GroupStatement, key: string, entity: string): ReadonlyMap<string, Figure> | undefined {
  for (const part of statement.parts) {
    const line = part.kind === 'section' ? part.section.total : part.line;
    if (line.key === key) return line.entities.get(entity);
  }
  return undefined;
}

function ownerPart(
  { ground, currency }: Group,
  what: string,
  entity: string,
  column: string,
  of: Figure,
  share: Figure,
): Figure {
  const id = figureId('group', 'attributed', what, entity, 'owner', column);
  const label = `${of.label}, the owner’s`;
  return ground.book.formula(id, label, money(currency), 'percent-of', [of, share], { text: 'figure × share ÷ 100' });
}

function rest(
  { ground, currency }: Group,
  what: string,
  entity: string,
  column: string,
  of: Figure,
  part: Figure,
): Figure {
  const id = figureId('group', 'attributed', what, entity, 'others', column);
  const label = `${of.label}, of others`;
  return ground.book.formula(id, label, money(currency), 'difference', [of, part], { text: 'the whole − the owner’s' });
}
