import type { IsoDate } from '../../core/date.ts';
import { add, compare, decimal, ZERO, type Decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Entity } from '../../model/portfolio.ts';
import { figureId, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';

type Holder = Entity['ownership'][number] & { readonly index: number };

/** Half of the votes and more: control (ASC 810-10-15-8). */
const CONTROL = decimal(50);
const WHOLE = decimal(100);
/** Shares of shares of shares end: nobody owns himself by way of more entities than this. */
const LONGEST_CHAIN = 20;
/** Digits of a share that goes through other entities: 60 % of 33.333 %. */
const DIGITS = 6;

/** Who held an entity on a day. A share holds from `since` to `until`, both days included. */
function holdersOn({ ownership }: Entity, day: IsoDate): readonly Holder[] {
  return ownership
    .map((holder, index) => ({ ...holder, index }))
    .filter(({ since, until }) => (since === undefined || since <= day) && (until === undefined || until >= day));
}

/** The entities that one controls on a day: it, and what it controls together with them, holds more than half. */
export function controlledBy(entities: readonly Entity[], parent: string, day: IsoDate): ReadonlySet<string> {
  const controlled = new Set([parent]);
  for (let size = 0; size < controlled.size;) {
    size = controlled.size;
    for (const entity of entities) {
      const held = holdersOn(entity, day)
        .filter(({ name }) => controlled.has(name))
        .reduce<Decimal>((sum, { share }) => add(sum, share), ZERO);
      if (compare(held, CONTROL) > 0) controlled.add(entity.id);
    }
  }
  controlled.delete(parent);
  return controlled;
}

export interface Ownership {
  readonly parent: string | undefined;
  readonly label: 'Consolidated' | 'Combined';
  readonly owner: string | undefined;
  readonly gaps: readonly CoverageGap[];
  /** The owner's share of an entity on a day, in per cent; not known where nobody is declared to hold it. */
  share(entity: Entity, day: IsoDate): Figure;
}

/** Who owns what on the report's day. `members` are the entities that are in the statements. */
export function ownershipOf(ground: Ground, members: readonly Entity[]): Ownership {
  const { declared, asOf } = ground;
  const { entities, owner: named } = declared.portfolio;
  const parents = entities.filter(({ id }) => controlledBy(entities, id, asOf).size > 0);
  const ofAll = parents.find(({ id }) => {
    const controlled = controlledBy(entities, id, asOf);
    return members.length > 1 && members.every((member) => member.id === id || controlled.has(member.id));
  });
  const owner = named ?? ofAll?.id ?? largestHolder(members, asOf);
  return {
    parent: ofAll?.id,
    label: ofAll ? 'Consolidated' : 'Combined',
    owner,
    gaps: members.flatMap((entity) => [...ownershipGaps(entity, asOf), ...circleGaps(entities, entity, asOf)]),
    share: (entity, day) => shareOf(ground, owner, entity, day),
  };
}

/** Who holds the most shares, added over the entities; the first in the order of names where two hold as much. */
function largestHolder(members: readonly Entity[], day: IsoDate): string | undefined {
  const ids = new Set(members.map(({ id }) => id));
  const totals = new Map<string, Decimal>();
  for (const { name, share } of members.flatMap((entity) => holdersOn(entity, day))) {
    if (!ids.has(name)) totals.set(name, add(totals.get(name) ?? ZERO, share));
  }
  const ranked = [...totals].toSorted(([a, most], [b, least]) => compare(least, most) || (a < b ? -1 : 1));
  return ranked[0]?.[0];
}

function ownershipGaps(entity: Entity, day: IsoDate): CoverageGap[] {
  const holders = holdersOn(entity, day);
  const total = holders.reduce<Decimal>((sum, { share }) => add(sum, share), ZERO);
  if (compare(total, WHOLE) === 0) return [];
  const none = holders.length === 0;
  return [
    {
      id: `${entity.id}.ownership`,
      entity: entity.id,
      source: none
        ? 'ownership: no holder is declared'
        : 'ownership: the shares declared do not add up to 100 per cent',
      wouldTell: none
        ? `whose ${entity.name} is; what belongs to the owner and to others is not known`
        : `who holds the rest of ${entity.name}; it is counted as held by others`,
      suffers: [figureId(scopeOf(entity), 'ownership', 'owner')],
    },
  ];
}

/** Entities that own each other, whose shares in a third one's hands cannot be told by following them. */
function circleGaps(entities: readonly Entity[], entity: Entity, day: IsoDate): CoverageGap[] {
  const above = new Set<string>();
  for (let next = [entity]; next.length > 0;) {
    const holders = next.flatMap((one) => holdersOn(one, day).map(({ name }) => name));
    next = entities.filter(({ id }) => holders.includes(id) && !above.has(id));
    for (const { id } of next) above.add(id);
  }
  if (!above.has(entity.id)) return [];
  return [
    {
      id: `${entity.id}.ownership.circle`,
      entity: entity.id,
      source: 'ownership: the entity owns a part of itself by way of others',
      wouldTell: `whose ${entity.name} is in the end; what goes round in the circle is counted as held by others`,
      suffers: [figureId(scopeOf(entity), 'ownership', 'owner')],
    },
  ];
}

/** The share as declared, or by way of other entities: what each of these holds × the owner's share of it. */
function shareOf(
  ground: Ground,
  owner: string | undefined,
  entity: Entity,
  day: IsoDate,
  chain: readonly string[] = [],
): Figure {
  const { book, declared } = ground;
  const { entities } = declared.portfolio;
  const dated = entities.some(({ ownership }) => ownership.some(({ since, until }) => since ?? until));
  const id = figureId(
    scopeOf(entity),
    'ownership',
    'owner',
    ...(dated ? [day] : []),
    ...(chain.length > 0 ? chain : []),
  );
  const label = `Share of ${owner ?? 'the owner'} in ${entity.name}`;
  const unit = { kind: 'percent' } as const;
  if (entity.id === owner) return book.constant(id, label, unit, WHOLE, 'the group is its own');
  const holders = holdersOn(entity, day);
  if (owner === undefined || holders.length === 0) {
    return book.unknown(id, label, unit, `nobody is declared to own ${entity.name} on ${day}`);
  }
  const parts = holders.flatMap((holder): Figure[] => {
    const at = declared.at(['entities', entities.indexOf(entity), 'ownership', holder.index, 'share']);
    const heldId = figureId(scopeOf(entity), 'ownership', 'holder', String(holder.index + 1));
    const held = book.assumed(
      heldId,
      `Share of ${holder.name} in ${entity.name}`,
      unit,
      holder.share,
      at,
      `share of ${holder.name}`,
    );
    if (holder.name === owner) return [held];
    const between = entities.find((one) => one.id === holder.name);
    // A circle of shares adds nothing: what would come round again is left out.
    if (!between || chain.includes(between.id) || between.id === entity.id || chain.length >= LONGEST_CHAIN) return [];
    const through = shareOf(ground, owner, between, day, [...chain, entity.id]);
    const text = `share of ${between.name} × share in it ÷ 100`;
    const indirect = figureId(heldId, 'through', ...(dated ? [day] : []), ...chain);
    return [
      book.formula(indirect, `${label} by way of ${between.name}`, unit, 'percent-of', [held, through], {
        text,
        digits: DIGITS,
      }),
    ];
  });
  const none = book.constant('method.no-share', 'No share', unit, ZERO, 'a holder who holds nothing');
  return book.formula(id, label, unit, 'sum', parts.length > 0 ? parts : [none], {
    text: 'shares held',
    digits: DIGITS,
  });
}
