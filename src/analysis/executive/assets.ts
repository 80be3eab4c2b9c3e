import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { EntityCoverage } from '../coverage.ts';
import { distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { convert } from '../rates.ts';
import { sumOfKnown } from '../sums.ts';
import { isHeld, type Paper } from './papers-held.ts';

export interface Asset {
  readonly of: EntityCoverage;
  readonly name: string;
  readonly kind: string;
  /** As declared, in the entity's currency; not known where no value is declared. */
  readonly value: Figure;
  readonly valued: IsoDate | undefined;
  readonly documents: readonly Paper[];
}

export interface Assets {
  readonly assets: readonly Asset[];
  /** What is valued, in the base currency. */
  readonly total: Figure;
}

/** What each entity owns, as the portfolio declares it. */
export function assets(ground: Ground): Reading<Assets> {
  const all = ground.coverage.entities.flatMap((of) => of.entity.assets.map((_, at) => assetOf(ground, of, at)));
  if (all.length === 0)
    return notSeen({
      id: 'group.assets',
      entity: 'group',
      source: 'assets of the entities in the portfolio',
      wouldTell: 'what the businesses own, and what it is worth',
      suffers: ['group.assets.value'],
    });
  const currency = ground.declared.portfolio.base_currency;
  const parts = all.map(({ value }) => convert(ground, value, currency));
  const named = { id: 'group.assets.value', label: 'Assets, as far as they are valued', currency };
  return seen({ assets: all, total: sumOfKnown(ground, named, parts, 'sum of the assets that are valued') });
}

function assetOf(ground: Ground, of: EntityCoverage, at: number): Asset {
  const { entity, currency } = of;
  const { book, declared } = ground;
  const { name = '', kind = '', value, valued, documents = [] } = entity.assets[at] ?? {};
  const path = ['entities', declared.portfolio.entities.indexOf(entity), 'assets', at];
  // Two assets may bear one name.
  const again = entity.assets.slice(0, at).some((before) => before.name === name);
  const id = figureId(scopeOf(entity), 'asset', again ? `${distinctSlug(name)}-${at + 1}` : distinctSlug(name));
  const label = `${entity.name}, ${name}`;
  const unit = money(currency);
  return {
    of,
    name,
    kind,
    value:
      value === undefined
        ? book.unknown(id, label, unit, 'no value is declared')
        : book.assumed(id, label, unit, value, declared.at([...path, 'value']), label),
    valued,
    documents: documents.map((document) => ({ ...document, held: isHeld(ground, document.file) })),
  };
}
